"""Two assignments of the demo: one that is late, and one that runs."""

import tomllib
from datetime import timedelta
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.people.points import Crew
from brink.domain.processes.models import Dossier, Process, Theme
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.registers.assignments import services
from brink.registers.assignments.services import Given


def told() -> list[dict[str, Any]]:
    """Return the assignments: days count from today."""
    text = files("brink.registers.assignments").joinpath("told.toml").read_text("utf-8")
    return tomllib.loads(text)["assignment"]  # type: ignore[no-any-return]


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Tell what the council asked of the executive, at the dossier of the demo."""
    if not crew.lead:
        return ()
    dossier = Dossier.objects.filter(tenant=crew.body).order_by("created_at", "id").first()
    question = Process.objects.filter(dossier=dossier, room_published_at__isnull=False).order_by("created_at").first()
    today = clock.today()
    for one in told():
        with crew.at(one["given"]):
            given = Given(crew.council, crew.executive, clock.today(), one["reference"], one["product"])
            basics = Basics(
                title=one["title"], summary=one["summary"], owner=crew.contact, dossier=dossier, process=question,
                themes=tuple(Theme.objects.filter(slug=one["theme"])),
                areas=tuple(question.areas.all()) if question else (),
                due_on=today + timedelta(days=one["due"]),
            )  # fmt: skip
            row = services.assign(tenant=crew.body, basics=basics, given=given, actor=crew.clerk, key=None)
        if "begun" in one:
            with crew.at(one["given"] + 20):
                services.begin(row=row, note=one["begun"], actor=crew.officer, key=None)
    return ()
