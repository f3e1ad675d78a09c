"""Who is missed in the demo: some for whom something is tried, some nobody can measure, some looked back on."""

import tomllib
from datetime import timedelta
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.people.points import Crew
from brink.domain.places.models import Area
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.registers.unheard import services


def told() -> list[dict[str, Any]]:
    """Return the groups: days count from today."""
    text = files("brink.registers.unheard").joinpath("told.toml").read_text("utf-8")
    return tomllib.loads(text)["group"]  # type: ignore[no-any-return]


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Tell the groups that the body with the most to show misses."""
    if not crew.lead:
        return ()
    today = clock.today()
    for one in told():
        with crew.at(one["named"]):
            basics = Basics(
                title=one["title"], owner=crew.contact, due_on=today + timedelta(days=one["due"]),
                areas=tuple(Area.objects.filter(slug=one["place"])),
            )  # fmt: skip
            row = services.name_group(
                tenant=crew.body, basics=basics, why=one["why"], measured_by=one["measured_by"], actor=crew.officer,
                key=None,
            )  # fmt: skip
        if "begun" in one:
            with crew.at(one["begun"]):
                services.begin(row=row, intervention=one["intervention"], actor=crew.officer, key=None)
        if "ended" in one:
            with crew.at(-3):
                services.end(row=row, ended=one["ended"], learned=one["learned"], actor=crew.officer, key=None)
    return ()
