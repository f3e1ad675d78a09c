"""A world with a kader that knows one small instrument, for the tests of this app."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django import forms
from tests.builders import World, make_world

from brink.domain.framework.levels import Level
from brink.domain.framework.models import InstrumentRule
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import BaseInstrument, InstrumentCard, Lands, Panel, registry
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.outcome import Outcome, ReachCount
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.domain.processes.services.processes import ProcessFacts, create_process
from brink.domain.processes.services.rooms import BoundaryFacts, RoomChanges, draft_room, edit_room, set_boundaries
from brink.domain.processes.services.rounds import RoundFacts
from brink.foundation import clock
from brink.foundation.findings import Finding

NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)


class BoardSetup(forms.Form):
    """What the small instrument wants to know."""

    wish = forms.CharField(label="Wens", required=False)


class Board(BaseInstrument):
    """A small instrument that counts how often it was opened and closed."""

    card: ClassVar[InstrumentCard] = InstrumentCard(
        key="prikbord", segment="prikbord", name="Prikbord", promise="Wij lezen alles.", explanation="Hang iets op.",
        phases=frozenset({"F3"}), owners=frozenset({"executive"}), levels=frozenset(Level),
        channels=frozenset({"web", "paper"}), scales=frozenset(), lands={"note": Lands.ONE_BY_ONE},
    )  # fmt: skip
    setup_form = BoardSetup

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.closed: list[str] = []
        self.missing: tuple[Finding, ...] = ()

    def readiness(self, round, room):
        return self.missing

    def open(self, round, *, by, at) -> None:
        self.opened.append(round.slug)

    def close(self, round, *, by, at) -> Outcome:
        self.closed.append(round.slug)
        return self.outcome(round)

    def paper(self, round) -> PaperForm:
        return PaperForm([PaperQuestion("tekst", "Uw briefje", lines=3, needed=True, column="text")])

    def desk(self, round, viewer) -> Panel:
        return Panel("ui/components/notice.html", {"kind": "info", "text": "Het prikbord hangt."})

    def outcome(self, round) -> Outcome:
        count = round.contribution_count
        return Outcome(
            summary=f"{count} keer", findings=(), minority=(), reach=ReachCount(count), minority_reason="Proef."
        )


@pytest.fixture
def board() -> Iterator[Board]:
    """The small instrument, known to the registry for one test."""
    instrument = Board()
    registry.register(instrument)
    yield instrument
    registry.remove("prikbord")


@pytest.fixture
def noon() -> Iterator[datetime]:
    """A stopped clock."""
    with clock.frozen(NOON):
        yield NOON


@pytest.fixture
def world(noon: datetime, board: Board) -> World:
    """A body whose kader allows the small instrument up to "samen maken"."""
    made = make_world()
    InstrumentRule.objects.create(
        tenant=made.body, created_at=noon, phase=made.phase, number=9, starter="GS", roles=["executive"],
        name="Prikbord", explanation="Proef.", instrument="prikbord", kind=InstrumentRule.Kind.PARTICIPATION,
        max_level=Level.COPRODUCE, rule="", origin="P",
    )  # fmt: skip
    return made


@pytest.fixture
def officer(world: World) -> Actor:
    return Actor(id=world.officer.pk, role="officer")


def facts(world: World, **changes) -> ProcessFacts:
    """What an officer fills in at step one."""
    values = {
        "title": "Wonen in kleine dorpen", "phase": world.phase, "scale": world.scale, "owner": world.contact,
        "themes": (world.theme,), "areas": (world.village,), "ground": "Participatieverordening, artikel 2",
        "motivation": "Het gaat over uw eigen dorp.", **changes,
    }  # fmt: skip
    return ProcessFacts(**values)


def room_words(world: World, **changes) -> RoomChanges:
    """A room statement with nothing missing; the decision falls sixty days on."""
    values = {
        "question": "Wat is nodig om in een klein dorp te kunnen blijven wonen?", "level": Level.ADVISE,
        "decider": world.council, "decision_on": clock.today() + timedelta(days=60),
        "reply_on": clock.today() + timedelta(days=88), "contact": world.contact,
        "open_points": ["voor wie wij bouwen"], "closed_points": ["het geld: dat ligt vast"],
        "summary": "De provincie wil weten wat nodig is.", **changes,
    }  # fmt: skip
    return RoomChanges(**values)


def boundaries() -> list[BoundaryFacts]:
    """Two limits: one fixed, one movable."""
    return [
        BoundaryFacts("Natuur", "hard", "law", "In natuur bouwen wij niet.", reference="Omgevingswet"),
        BoundaryFacts("Aantal huizen", "movable", "policy", "Nu 40 huizen.", mover="de gemeenteraad"),
    ]


def new_process(world: World, actor: Actor, **changes) -> Process:
    return create_process(
        tenant=world.body, framework=world.framework, facts=facts(world, **changes), actor=actor, key=None
    )


def filled_room(world: World, process: Process, actor: Actor, **changes) -> RoomStatement:
    """A draft with nothing missing but its adoption."""
    room = draft_room(process=process, actor=actor, key=None)
    edit_room(room=room, changes=room_words(world, **changes), actor=actor, key=None)
    return set_boundaries(room=room, boundaries=boundaries(), actor=actor, key=None)


def round_facts(world: World, **changes) -> RoundFacts:
    values = {
        "instrument": "prikbord", "phase": world.phase, "title": "Hang uw briefje op",
        "opens_on": clock.today(), "closes_on": clock.today() + timedelta(days=20), **changes,
    }  # fmt: skip
    return RoundFacts(**values)
