"""The dossier of the demo: a topic with a history from before this site."""

import tomllib
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.people.points import Crew
from brink.domain.processes.models import Dossier, Process, Theme
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.registers.dossiers import services


def told() -> dict[str, Any]:
    """Return the dossier: days count from today."""
    return tomllib.loads(files("brink.registers.dossiers").joinpath("told.toml").read_text("utf-8"))


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Make the page of the dossier that questions of the demo hang on; of one of them, whatever it is called."""
    said = told()
    if not crew.lead:
        return ()
    topic = Dossier.objects.filter(tenant=crew.body).order_by("created_at", "id").first()
    first = Process.objects.filter(dossier=topic, room_published_at__isnull=False).order_by("created_at").first()
    with crew.at(-30):
        basics = Basics(
            title=said["title"], summary=said["summary"], owner=crew.contact,
            areas=tuple(first.areas.all()) if first else (),
            themes=tuple(Theme.objects.filter(slug=said["theme"])), process=first,
        )  # fmt: skip
        row = services.open_dossier(tenant=crew.body, basics=basics, topic=topic, actor=crew.clerk, key=None)
        for one in said["moments"]:
            services.add_moment(
                row=row, on=clock.today().replace(year=one["year"], month=one["month"], day=one["day"]),
                what=one["what"], reference=one.get("reference", ""), actor=crew.clerk, key=None,
            )  # fmt: skip
    return ()
