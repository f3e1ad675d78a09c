"""The province and its village as the journeys find them, made by the ordinary services."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services import processes, rooms, rounds, stakeholders
from brink.foundation import clock
from tests.builders import World, make_world

QUESTION = "Wat is nodig om in uw dorp te kunnen blijven wonen?"
OPEN_POINT = "voor wie wij het eerst bouwen"
FIXED, MOVABLE = "niet bouwen in natuur", "tien woningen aan de rand"
STATEMENTS = (
    "Nieuwe huizen zijn eerst voor mensen uit het dorp.",
    "Een lege boerderij mag in drie woningen worden verdeeld.",
    "Zonder bus heeft bouwen in een klein dorp geen zin.",
    "Op de es bouwen wij nooit.",
    "Een dorp kiest zelf hoe een nieuwe straat eruitziet.",
)


@dataclass
class Place:
    """One body with one question that people can answer in two ways."""

    world: World
    process: Process
    ideas: Round
    dialogue: Round | None = None

    @property
    def officer(self) -> Actor:
        return Actor(id=self.world.officer.pk, role="officer")

    @property
    def clerk(self) -> Actor:
        return Actor(id=self.world.clerk.pk, role="clerk")


def _room(world: World, process: Process, officer: Actor, clerk: Actor, decides: int) -> None:
    """Write, adopt and publish the room: what is open, two limits, who decides, and when people hear."""
    room = rooms.draft_room(process=process, actor=officer, key=None)
    today = clock.today()
    changes: rooms.RoomChanges = {
        "question": QUESTION, "audience": "iedereen in het dorp", "level": Level.ADVISE, "decider": world.council,
        "decision_on": today + timedelta(days=decides), "reply_on": today + timedelta(days=decides + 28),
        "reply_form": "onder uw volgcode", "contact": world.contact, "open_points": [OPEN_POINT],
        "closed_points": ["de huur: die bepaalt het Rijk"], "groundwork": "Er is nog geen plan.",
        "summary": "Jongeren vinden geen huis. Ouderen willen blijven. Wat is daarvoor nodig?",
    }  # fmt: skip
    rooms.edit_room(room=room, changes=changes, actor=officer, key=None)
    limits = [
        rooms.BoundaryFacts(FIXED, "hard", "law", "De wet verbiedt het."),
        rooms.BoundaryFacts(MOVABLE, "movable", "policy", "Het waren er vijf.", mover="Provinciale Staten"),
    ]
    rooms.set_boundaries(room=room, boundaries=limits, actor=officer, key=None)
    rooms.adopt_room(room=room, organ=world.council, on=today, actor=clerk, key=None)
    rooms.publish_room(room=room, actor=clerk, key=None)


def _round(place: Place, instrument: str, title: str, days: int, settings: dict[str, object]) -> Round:
    facts = rounds.RoundFacts(
        instrument=instrument, phase=place.process.phase, title=title, prompt="Eén zin is genoeg.",
        opens_on=clock.today(), closes_on=clock.today() + timedelta(days=days), settings=settings,
    )  # fmt: skip
    planned = rounds.plan_round(process=place.process, facts=facts, actor=place.officer, key=None)
    return rounds.release_round(round=planned, actor=place.clerk, key=None)


def make_place(asked_at: datetime, *, days: int = 20, decides: int = 60, dialogue: bool = True) -> Place:
    """Ask the question at `asked_at`; people have `days` days, and it is decided `decides` days later."""
    with clock.frozen(asked_at):
        world = make_world()
        Body.objects.filter(pk=world.body.pk).update(phone="000 000 00 00", name="Provincie Drenthe")
        world.body.refresh_from_db()
        officer, clerk = Actor(id=world.officer.pk, role="officer"), Actor(id=world.clerk.pk, role="clerk")
        facts = processes.ProcessFacts(
            title="Wonen in kleine dorpen", phase=world.phase, scale=world.scale, owner=world.contact,
            themes=(world.theme,), areas=(world.village,), ground="Er is ruimte om te kiezen.",
            motivation="Inwoners kennen hun dorp het best.",
        )  # fmt: skip
        process = processes.create_process(
            tenant=world.body, framework=world.framework, facts=facts, actor=officer, key=None
        )
        stakeholders.add_interest(process=process, title="Jong en oud uit het dorp", actor=officer, key=None)
        _room(world, process, officer, clerk, decides)
        process.refresh_from_db()
        place = Place(world, process, Round())
        place.ideas = _round(place, "ideas", "Wat is uw idee?", days, {"comments": True, "support": True})
        if dialogue:
            place.dialogue = _round(place, "dialogue", "Voor wie, en waar?", days, {"seeds": list(STATEMENTS)})
        process.refresh_from_db()
    return place
