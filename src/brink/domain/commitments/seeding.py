"""Promises of the demo: kept, late, moved, called to account, and one whose money runs out."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.commitments import services
from brink.domain.commitments.models import Commitment
from brink.domain.commitments.services import Source
from brink.domain.people.points import Crew
from brink.domain.people.services import add_team
from brink.domain.places.models import Area
from brink.domain.processes.models import Theme
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.foundation.addresses import fixed


def told() -> list[dict[str, Any]]:
    """Return the promises: days count from today, `path` are the acts that followed."""
    text = files("brink.domain.commitments").joinpath("told.toml").read_text("utf-8")
    return tomllib.loads(text)["promise"]  # type: ignore[no-any-return]


def _act(step: dict[str, Any], row: Commitment, due_on: date, crew: Crew) -> None:
    said: dict[str, Any] = {"row": row, "actor": crew.officer, "key": None}
    name, note = step["step"], step["note"]
    if name == "aansluiten":
        services.accept(note=note, **said)
    elif name == "aanspreken":
        services.call_to_account(note=note, **said)
    elif name == "nieuwe-dag":
        services.move(due_on=due_on + timedelta(days=step["days"]), reason=note, **said)
    elif name == "uitgave":
        services.spend(on=clock.today(), cents=step["euros"] * 100, what=note, **said)
    elif name == "afrekenen":
        services.settle(outcome="kept", reason=note, evidence=fixed("commitment:list"), **said)
    else:
        services.report(how=note, **said)


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Tell the promises of the body that has the most to show; the others made none yet."""
    if not crew.lead:
        return ()
    with crew.at(-300):
        team = add_team(tenant=crew.body, name="Team Dorpen", members=[crew.contact], actor=crew.clerk, key=None)
    today = clock.today()
    for place, one in enumerate(told()):
        due_on, euros = today + timedelta(days=one["due"]), one.get("euros")
        with crew.at(one["made"]):
            basics = Basics(
                title=one["title"], summary=one.get("summary", ""), owner=team if place % 2 else crew.contact,
                areas=tuple(Area.objects.filter(name=one["place"]).order_by("-kind")[:1]),
                themes=tuple(Theme.objects.filter(slug=one["theme"])), due_on=due_on,
            )  # fmt: skip
            row = services.promise(
                tenant=crew.body, basics=basics, receiver=one["receiver"], organ=crew.executive, actor=crew.officer,
                source=Source(said_at=one["said_at"]), amount_cents=euros and euros * 100, key=None,
            )  # fmt: skip
        for number, step in enumerate(one["path"], start=1):
            with crew.at(min(one["made"] + 14 * number, -1)):
                _act(step, row, due_on, crew)
    return ()
