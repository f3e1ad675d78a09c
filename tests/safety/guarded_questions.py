"""What is refused of a question, its room, its rounds and its table: members of `test_guards.py`."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from brink.domain.framework.models import Framework
from brink.domain.participation import services as halls
from brink.domain.participation.models import OneLine
from brink.domain.processes.dates import FIRST_DAY, LAST_DAY
from brink.domain.processes.models import Alignment, Boundary, Process, RoomStatement, Stakeholder
from brink.domain.processes.services import (
    copying,
    processes,
    rooms,
    rounds,
    stakeholders,
    standing_question,
    timeline,
)
from brink.foundation import clock
from tests.builders import World, make_process, make_round
from tests.safety.guarded import DAY, STAFF, Guarded, over


def _facts(world: World, **more: Any) -> processes.ProcessFacts:
    return processes.ProcessFacts(
        title="Wonen in het dorp", phase=world.phase, scale=world.scale, owner=world.contact, themes=(world.theme,),
        areas=(world.village,), **more,
    )  # fmt: skip


def questions(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a question, a copy of it, and its standing twin."""
    own, theirs = make_process(world), make_process(other, slug="emmen-wonen")
    decided = make_process(world, slug="besloten", participation_at=clock.now(), ground="Zo.", motivation="Daarom.")
    bare = Framework.objects.create(
        tenant=world.body, created_at=clock.now(), slug="kaal", version="1", title="Kaal", summary="Leeg.",
        checksum="1" * 64,
    )  # fmt: skip
    written = [
        ({"facts.phase": other.phase}, "phase"), ({"facts.scale": other.scale}, "phase"),
        ({"facts.owner": other.contact}, "owner"), ({"facts.predecessor": theirs}, "predecessor"),
        ({"facts.themes": ()}, "themes"), ({"facts.areas": ()}, "areas"), ({"facts.lead": "zomaar"}, "lead"),
        ({"facts.title": " "}, "title"), ({"facts.title": over(160)}, "title"),
        ({"facts.source": over(2_000)}, "source"), ({"facts.dossier": over(160)}, "dossier"),
    ]  # fmt: skip
    standing = standing_question.StandingFacts(world.contact, world.executive, world.executive, clock.today())
    copied = {"process": own, "title": "Nog eens", "starts_on": clock.today(), "framework": world.framework,
              "owner": world.contact, **STAFF}  # fmt: skip
    return {
        "a question": Guarded(
            processes.create_process,
            {"tenant": world.body, "framework": world.framework, "facts": _facts(world), **STAFF},
            [({"framework": other.framework}, "framework"), *written],
            [{"facts.predecessor": own}],
        ),
        "a question that stands": Guarded(
            processes.edit_process,
            {"process": decided, "facts": _facts(world, ground="Zo.", motivation="Daarom."), **STAFF},
            [
                *written, ({"facts.predecessor": decided}, "predecessor"),
                ({"facts.participation": False}, "participation"), ({"facts.ground": "Anders."}, "ground"),
                ({"facts.motivation": "Anders."}, "motivation"),
            ],
            [{"facts.predecessor": own}],
        ),
        "a copy": Guarded(
            copying.copy_process, copied,
            [
                ({"framework": other.framework}, "title"), ({"owner": other.contact}, "title"),
                ({"starts_on": FIRST_DAY - DAY}, "starts_on"), ({"starts_on": LAST_DAY + DAY}, "starts_on"),
                ({"title": ""}, "title"), ({"title": over(160)}, "title"), ({"framework": bare}, ""),
            ],
        ),
        "phase and scale": Guarded(
            rooms.choose_fit,
            {"process": own, "scale": world.scale, "phase": world.phase, "level": "", **STAFF},
            [({"scale": other.scale}, "phase"), ({"phase": other.phase}, "phase")],
        ),
        "a standing question": Guarded(
            standing_question.open_standing, {"tenant": world.body, "facts": standing, **STAFF},
            [
                ({"facts.contact": other.contact}, "contact"), ({"facts.decider": other.council}, "decider"),
                ({"facts.adopted_by": other.council}, "adopted_by"), ({"facts.working_days": 0}, "working_days"),
                ({"facts.working_days": 61}, "working_days"), ({"facts.adopted_on": clock.today() + DAY}, "adopted_on"),
            ],
            [{"facts.working_days": 1}, {"facts.working_days": 60}], twice="",
        ),
        "the end of the book": Guarded(
            processes.evaluate, {"process": _answered(world), "note": "Alles ging goed.", **STAFF},
            [({"note": " "}, "note"), ({"note": over(2_000)}, "note")], twice="",
        ),
    }  # fmt: skip


def _answered(world: World) -> Process:
    return make_process(world, slug="af", decided_at=clock.now(), answered_at=clock.now(), participation=False)


def _column(name: str) -> int:
    """Return how many signs fit in a column of the room."""
    return RoomStatement._meta.get_field(name).max_length or 0


def rooms_and_rounds(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a room, its limits, a round and a hall."""
    process = make_process(world)
    room, running = rooms.start_room(process=process, **STAFF), make_round(process, number=9)
    limit = rooms.BoundaryFacts("Geld", Boundary.Kind.HARD, Boundary.Source.AGREEMENT, "Er is geen geld voor meer.")
    planned = rounds.RoundFacts("ideas", world.phase, "Ideeën", clock.today() + DAY, clock.today() + 9 * DAY)
    limits, noon = {"room": room, "boundaries": [limit], **STAFF}, clock.now() + DAY
    line = {"tenant": world.body, "created_at": clock.now(), "round": running, "what": "idea.supported", "count": 20}
    crowded, looked_at = (
        OneLine.objects.create(**line, subject=subject, seen_count=seen)
        for subject, seen in ((running.pk, 10), (process.pk, 20))
    )
    meeting = timeline.EventFacts("Inloop", noon, noon + timedelta(hours=2), "De Spil")
    return {
        "a room": Guarded(
            rooms.edit_room, {"room": room, "changes": {"question": "Hoe dan?"}, **STAFF},
            [
                ({"changes": {"zomaar": 1}}, "zomaar"), ({"changes": {"level": "zomaar"}}, "level"),
                ({"changes": {"decider": other.council}}, "decider"),
                ({"changes": {"contact": other.contact}}, "contact"),
                ({"changes": {"money_cents": -1}}, "money_cents"),
                ({"changes": {"open_points": ["punt"] * 31}}, "open_points"),
                *(({"changes": {name: [over(300)]}}, name) for name in rooms.LISTS),
                *(({"changes": {name: over(5_000)}}, name) for name in rooms.LONG_TEXTS),
                *(({"changes": {name: over(_column(name))}}, name) for name in rooms.SHORT_TEXTS),
            ],
            [{"changes": {"money_cents": 0}}, {"changes": {"open_points": ["punt"] * 30}}],
        ),
        "limits of a room": Guarded(
            rooms.set_boundaries, limits,
            [
                ({"boundaries": [limit] * 31}, "boundaries"),
                ({"boundaries": [replace(limit, kind="x")]}, "boundary-1"),
                ({"boundaries": [limit, replace(limit, source="x")]}, "boundary-2"),
                ({"boundaries": [replace(limit, subject="")]}, "boundary-1"),
                ({"boundaries": [replace(limit, explanation="")]}, "boundary-1"),
                ({"boundaries": [replace(limit, mover=str(over(120)))]}, "boundary-1"),
                ({"boundaries": [replace(limit, reference=str(over(200)))]}, "boundary-1"),
            ],
            [{"boundaries": [limit] * 30}, {"boundaries": []}],
        ),
        "an adopted room": Guarded(
            rooms.adopt_room, {"room": room, "organ": world.council, **STAFF},
            [
                ({"organ": other.executive}, "organ"), ({"on": clock.today() + DAY}, "on"),
                ({"organ": world.executive}, "consent"),
            ],
            [{"on": clock.today()}, {"on": clock.today() - DAY}, {"organ": world.executive, "consent": "Brief 12"}],
        ),
        "a round": Guarded(
            rounds.plan_round, {"process": process, "facts": planned, **STAFF},
            [
                ({"facts.phase": other.phase}, "phase"), ({"facts.instrument": "zomaar"}, "instrument"),
                ({"facts.assurance": "zomaar"}, "assurance"), ({"facts.closes_on": clock.today()}, "closes_on"),
                ({"facts.title": ""}, "title"), ({"facts.title": over(160)}, "title"),
                ({"facts.prompt": over(2_000)}, "prompt"),
            ],
            [{"facts.closes_on": clock.today() + DAY}],
        ),
        "a moment": Guarded(
            timeline.plan_moment,
            {"process": process, "on": clock.today() + DAY, "organ": world.council, "subject": "Startbrief", **STAFF},
            [({"organ": other.council}, "organ"), ({"subject": " "}, "subject"), ({"subject": over(200)}, "subject")],
            twice="subject",
        ),
        "a meeting": Guarded(
            timeline.plan_event, {"tenant": world.body, "process": process, "facts": meeting, **STAFF},
            [
                ({"process": make_process(other, slug="emmen-wonen")}, "process"), ({"facts.ends_at": noon}, "ends_at"),
                ({"facts.round": make_round(make_process(world, slug="tweede"))}, "round"),
                ({"process": None, "facts.round": running}, "round"), ({"facts.title": ""}, "title"),
                ({"facts.title": over(160)}, "title"), ({"facts.venue": ""}, "venue"),
                ({"facts.venue": over(200)}, "venue"),
                ({"facts.practical": over(2_000)}, "practical"),
            ],
            [{"facts.round": running}, {"process": None}],
        ),
        "a look at one line": Guarded(halls.look_at, {"line": crowded, **STAFF}, [({"line": looked_at}, "")], twice=""),
        "a hall": Guarded(
            halls.open_hall, {"round": running, "name": "De Spil", "hours": 3, **STAFF},
            [({"hours": 0}, "hours"), ({"hours": 9}, "hours"), ({"name": ""}, "name"), ({}, "")],
        ),
    }  # fmt: skip


def around_the_table(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of parties, interests, deviations and neighbours."""
    process, second = make_process(world), make_process(world, slug="tweede")
    theirs, secret = make_process(other, slug="emmen-wonen"), make_process(other, slug="emmen-stil", room=False)
    common = {"tenant": world.body, "created_at": clock.now(), "joined_on": clock.today()}
    party, stranger = (Stakeholder.objects.create(**common, process=one, name="Jeugd") for one in (process, second))
    outside = {"process": process, "phase": world.phase, "instrument": "petition", "level": "inform",
               "motivation": "Dat past beter bij deze vraag.", "organ": world.executive, **STAFF}  # fmt: skip
    return {
        "a party": Guarded(
            stakeholders.add_stakeholder, {"process": process, "name": "Ouderen", **STAFF},
            [
                ({"name": "Jeugd"}, "name"), ({"name": " "}, "name"), ({"name": over(160)}, "name"),
                ({"aim": over(2_000)}, "aim"),
            ],
            twice="name",
        ),
        "an interest": Guarded(
            stakeholders.add_interest, {"process": process, "title": "Een huis", "stakeholder": party, **STAFF},
            [({"stakeholder": stranger}, "stakeholder"), ({"title": ""}, "title"), ({"title": over(200)}, "title")],
            [{"stakeholder": None}], twice="title",
        ),
        "a deviation": Guarded(
            stakeholders.deviate, outside,
            [
                ({"organ": other.executive}, "organ"), ({"phase": other.phase}, "organ"),
                ({"level": "zomaar"}, "level"),
                ({"motivation": ""}, "motivation"), ({"motivation": over(5_000)}, "motivation"),
            ],
            twice="motivation",
        ),
        "a neighbour's question": Guarded(
            stakeholders.align,
            {"process": process, "other": theirs, "choice": Alignment.Choice.values[0], **STAFF},
            [({"other": second}, "other"), ({"other": secret}, "other"), ({"choice": "x"}, "choice"),
             ({"note": over(2_000)}, "note")],
        ),
    }  # fmt: skip
