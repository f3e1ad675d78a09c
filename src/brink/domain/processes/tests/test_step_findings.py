"""Class: a finding that comes too early, too late, at another field, or not: each has its edge, from a complete one on.

The start is what needs nothing; each line changes one thing and says all that is then missing. Pure.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from brink.domain.framework.levels import Level
from brink.domain.processes import step_findings as f
from brink.domain.processes.models import Boundary, Process, RoomStatement, Round
from brink.domain.processes.states import PATH, STOPPED, ProcessState, RoundState, is_public, process_state, round_state
from brink.foundation.findings import Finding

TODAY = date(2026, 5, 20)
NOON = datetime(2026, 5, 20, 10, tzinfo=UTC)
DAY = timedelta(days=1)
HARD = " ".join(["Gemeentelijke besluitvormingsprocedures veronderstellen belanghebbendenparticipatie."] * 30)
STEP = "speelruimte#id_"


def process(**changes: Any) -> Process:
    values = {"participation": True, "ground": "De wet.", "motivation": "Het is hun dorp.", "room_published_at": NOON}
    return Process(**{**values, **changes})


def room(**changes: Any) -> RoomStatement:
    decider = uuid4()
    values = {
        "question": "Hoe wonen wij straks?", "level": Level.ADVISE, "decider_id": decider, "contact_id": uuid4(),
        "decision_on": TODAY + 10 * DAY, "reply_on": TODAY + 20 * DAY, "summary": "Wij bouwen.", "version": 1,
        "open_points": ["waar"], "closed_points": ["dat"], "adopted_by_id": decider,
    }  # fmt: skip
    return RoomStatement(**{**values, **changes})


def boundary(**changes: Any) -> Boundary:
    values = {"number": 3, "kind": "movable", "source": "policy", "subject": "geld", "mover": "de raad"}
    return Boundary(**{**values, **changes})


def told(found: list[Finding]) -> list[tuple[str, str, str, str]]:
    return [(one.key, one.where, one.mender, one.weight.value) for one in found]


def at(key: str, where: str = "", mender: str = "officer", weight: str = "blocks") -> tuple[str, str, str, str]:
    return (key, where or f"{STEP}{key}", mender, weight)


ROOMS: list[tuple[dict[str, Any], list[tuple[str, str, str, str]]]] = [
    ({}, []),
    *(({key: ""}, [at(key)]) for key in ("question", "summary")),
    *(({f"{key}_id": None}, [at(key)]) for key in ("decider", "contact")),
    *(({f"{key}_on": None}, [at(f"{key}_on")]) for key in ("decision", "reply")),
    ({"level": ""}, [at("level")]),
    ({"question": "woord " * f.QUESTION_WORDS}, []),
    ({"question": "woord " * (f.QUESTION_WORDS + 1)}, [at("question_long", f"{STEP}question")]),
    ({"summary": "Een. " * f.SUMMARY_WORDS}, []),
    ({"summary": "Een. " * (f.SUMMARY_WORDS + 1)}, [at("summary_long", f"{STEP}summary")]),
    ({"summary": HARD}, [at("summary_hard", f"{STEP}summary"), at("summary_long", f"{STEP}summary")][:1]),
    ({"summary": HARD, "summary_reason": "Het moet zo."}, []),
    ({"open_points": []}, [at("open_points")]),
    ({"open_points": [], "level": Level.INFORM}, []),
    ({"closed_points": []}, [at("closed_points")]),
    ({"closed_points": [], "all_open": True}, []),
    ({"decision_on": TODAY - DAY}, [at("decision_past", f"{STEP}decision_on")]),
    ({"decision_on": TODAY}, []),
    ({"decision_on": TODAY - DAY, "already_decided": True, "level": Level.INFORM}, []),
    ({"reply_on": TODAY + 9 * DAY}, [at("reply_early", f"{STEP}reply_on")]),
    ({"reply_on": TODAY + 10 * DAY}, []),
    ({"decision_on": None, "reply_on": TODAY - DAY}, [at("decision_on"), at("reply_past", f"{STEP}reply_on")]),
    ({"decision_on": None, "reply_on": TODAY}, [at("decision_on")]),
    ({"already_decided": True}, [at("foregone", f"{STEP}level")]),
    ({"already_decided": True, "level": ""}, [at("level")]),
    ({"already_decided": True, "level": Level.INFORM}, []),
    ({"version": 2}, [at("change_reason")]),
    ({"version": 2, "change_reason": "Nieuwe cijfers."}, []),
    ({"adopted_by_id": None}, [at("adopted", "controle#vaststellen", "clerk")]),
]


@pytest.mark.parametrize(("changes", "missing"), ROOMS, ids=lambda one: ",".join(one) if isinstance(one, dict) else "")
def test_a_room_misses_what_was_taken_from_it_and_nothing_else(changes: dict[str, Any], missing: list[Any]) -> None:
    assert told(f.room_findings(process(), room(**changes), [boundary()], today=TODAY)) == missing


@pytest.mark.parametrize(
    ("boundaries", "changes", "missing"),
    [
        ([], {}, [at("boundaries", "speelruimte#grenzen")]),
        ([], {"all_open": True}, []),
        ([{"mover": ""}], {}, [at("mover", "speelruimte#grenzen")]),
        ([{"kind": "hard", "mover": ""}], {"closed_points": []},
         [at("reference", "speelruimte#grenzen", weight="advice")]),
        ([{"kind": "hard", "source": "law", "reference": "art. 3"}], {"closed_points": []}, []),
        ([{"kind": "hard", "source": "law"}], {}, [at("reference", "speelruimte#grenzen", weight="advice")]),
        ([{"kind": "hard", "source": "money"}], {}, []),
        ([{"kind": "movable", "source": "law"}], {}, []),
        ([{"kind": "movable"}], {"closed_points": []}, [at("closed_points")]),
    ],
)  # fmt: skip
def test_what_is_not_open_is_said_with_its_rule_and_who_may_move_it(
    boundaries: list[dict[str, Any]], changes: dict[str, Any], missing: list[Any]
) -> None:
    rows = [boundary(**one) for one in boundaries]
    found = f.room_findings(process(), room(**changes), rows, today=TODAY)
    assert told(found) == missing
    assert all("3" in one.message for one in found if one.key in ("mover", "reference"))


@pytest.mark.parametrize(("days", "early"), [(9, False), (10, False), (11, True), (12, True)])
def test_a_decision_comes_after_the_last_day_of_taking_part(days: int, early: bool) -> None:
    """A round that closes at midnight counts to and with the day before."""
    closes = datetime(2026, 5, 19, 22, tzinfo=UTC) + days * DAY
    found = f.room_findings(process(), room(), [boundary()], today=TODAY, closes_at=closes)
    assert told(found) == ([at("decision_early", f"{STEP}decision_on")] if early else [])
    decided = room(already_decided=True, level=Level.INFORM)
    assert f.room_findings(process(), decided, [boundary()], today=TODAY, closes_at=closes) == []
    undecided = room(decision_on=None)
    found = f.room_findings(process(), undecided, [boundary()], today=TODAY, closes_at=closes)
    assert told(found) == [at("decision_on")]


def test_a_standing_question_answers_within_days_and_has_no_day_of_decision() -> None:
    dates = {"decision_on": None, "reply_on": None}
    standing = process(standing=True)
    assert told(f.room_findings(standing, room(**dates, reply_within=10), [boundary()], today=TODAY)) == []
    assert told(f.room_findings(standing, room(**dates), [boundary()], today=TODAY)) == [at("reply_within")]
    assert [one.key for one in f.never_ends(standing)] == ["standing"]
    assert f.never_ends(process()) == []


@pytest.mark.parametrize("level", ["", *Level])
def test_where_nobody_takes_part_people_are_only_told(level: str) -> None:
    found = f.room_findings(process(participation=False), room(level=level), [boundary()], today=TODAY)
    missing = {"": [at("level")], Level.INFORM: []}
    assert told(found) == missing.get(level, [at("no_participation", f"{STEP}level")])


def test_the_yes_or_no_needs_its_ground_and_its_motivation() -> None:
    bare = f.participation_findings(process(ground="", motivation=""))
    assert told(bare) == [at("ground", "onderwerp#id_ground"), at("motivation", "onderwerp#id_motivation")]
    assert told(f.participation_findings(process(ground=""))) == [at("ground", "onderwerp#id_ground")]
    assert f.participation_findings(process()) == []
    yes, no = (
        f.participation_findings(process(motivation="", participation=said))[0].message for said in (True, False)
    )
    assert ("waarom inwoners meedoen" in yes, "niet meedoen" in no, yes != no) == (True, True, True)
    assert told(f.room_findings(process(ground=""), room(), [boundary()], today=TODAY)) == [
        at("ground", "onderwerp#id_ground")
    ]


@pytest.mark.parametrize(("days", "due"), [(None, False), (-1, True), (0, False), (1, False)])
def test_a_boundary_is_looked_at_again_after_its_day(days: int | None, due: bool) -> None:
    rows = [boundary(review_on=None if days is None else TODAY + days * DAY), boundary(number=4)]
    found = f.review_findings(rows, TODAY)
    assert told(found) == ([at("review-3", "speelruimte#grenzen", weight="advice")] if due else [])
    assert all("geld" in one.message for one in found)


def test_a_stopped_question_is_said_to_be_stopped() -> None:
    assert f.stopped_findings(process()) == []
    assert [one.key for one in f.stopped_findings(process(withdrawn_at=NOON))] == ["stopped"]


@pytest.mark.parametrize(
    ("changes", "there", "key"),
    [
        ({}, {}, None),
        ({}, None, "room"),
        ({"withdrawn_at": NOON, "weighing_at": NOON}, None, "withdrawn"),
        ({"weighing_at": NOON}, {}, "weighing"),
        ({"decided_at": NOON}, {}, "weighing"),
        ({"participation": False}, {}, "no_participation"),
        ({"participation": False}, {"level": Level.INFORM}, None),
        ({"participation": True}, {"level": Level.INFORM}, None),
    ],
)
def test_one_thing_keeps_all_rounds_back(changes: dict[str, Any], there: dict[str, Any] | None, key: str) -> None:
    found = f.process_open_findings(process(**changes), None if there is None else room(**there))
    assert [one.key for one in found] == ([key] if key else [])


def planned(**changes: Any) -> Round:
    values = {"number": 2, "title": "De ronde", "prompt": "Zeg het.", "opens_at": NOON - DAY, "closes_at": NOON + DAY}
    return Round(**{**values, **changes})


PLACE = "rondes#ronde-2"


@pytest.mark.parametrize(
    ("changes", "there", "known", "missing"),
    [
        ({}, {}, True, []),
        ({}, {}, False, [at("instrument", PLACE)]),
        ({"closes_at": NOON}, {}, True, [at("closes_past", PLACE)]),
        ({"closes_at": NOON + timedelta(seconds=1)}, {}, True, []),
        ({"prompt": ""}, {}, True, [at("prompt", PLACE, weight="advice")]),
        ({}, {"decision_on": TODAY + DAY}, True, [at("closes_late", PLACE)]),
        ({}, {"decision_on": TODAY + 2 * DAY}, True, []),
        ({"closes_at": NOON - 3 * DAY}, {"decision_on": TODAY - DAY}, True,
         [at("closes_past", PLACE), at("decision_past", f"{STEP}decision_on")]),
        ({"closes_at": NOON - 3 * DAY}, {"decision_on": TODAY}, True, [at("closes_past", PLACE)]),
        ({}, {"decision_on": TODAY - DAY, "already_decided": True}, True, []),
        ({}, {"decision_on": None}, True, []),
    ],
)  # fmt: skip
def test_a_round_misses_what_was_taken_from_it(
    changes: dict[str, Any], there: dict[str, Any], known: bool, missing: list[Any]
) -> None:
    assert told(f.round_findings(planned(**changes), room(**there), now=NOON, known=known)) == missing
    if not there:
        assert told(f.round_findings(planned(**changes), None, now=NOON, known=known)) == missing


def test_weighing_begins_after_every_round_is_counted() -> None:
    closed, open_, never = planned(number=1, closed_at=NOON), planned(number=2, opened_at=NOON), planned(number=3)
    assert f.weighing_findings(process(), [closed]) == []
    found = f.weighing_findings(process(), [closed, open_, never])
    assert told(found) == [at("round-2", "rondes#ronde-2"), at("round-3", "rondes#ronde-3")]
    assert ["Sluit eerst" in one.message for one in found] == [True, False]
    for asked, missing in (
        (process(room_published_at=None), [at("room", "speelruimte")]),
        (process(room_published_at=None, participation=False), [at("participation", "controle")]),
        (process(room_published_at=None, participation=False, participation_at=NOON), []),
        (process(participation=False), [at("participation", "controle")]),
    ):
        assert told(f.weighing_findings(asked, [])) == missing


MOMENTS = ("room_published_at", "opens_at", "closes_at", "weighing_at", "decided_at", "answered_at", "evaluated_at")


def expected_state(facts: dict[str, datetime | None], stopped: bool) -> ProcessState:
    """Say the state in the slow and obvious way: the last line whose facts are there."""
    if stopped:
        return ProcessState.WITHDRAWN_ANSWERED if facts["answered_at"] else ProcessState.WITHDRAWN
    state = ProcessState.DRAFT
    if facts["room_published_at"]:
        state = ProcessState.ROOM
        if facts["opens_at"] and facts["opens_at"] <= NOON:
            state = ProcessState.OPEN
            if facts["closes_at"] and facts["closes_at"] <= NOON:
                state = ProcessState.CLOSED
    for name in ("weighing", "decided", "answered", "evaluated"):
        if facts[f"{name}_at"]:
            state = ProcessState(name)
    return state


def test_where_a_question_stands_follows_from_its_facts() -> None:
    around = (None, NOON - timedelta(microseconds=1), NOON, NOON + timedelta(microseconds=1))
    seen = set()
    for shown, opens, closes, *later, stopped in product(
        (None, NOON), around, around, *[(None, NOON)] * 4, (None, NOON)
    ):
        facts = dict(zip(MOMENTS, (shown, opens, closes, *later), strict=True))
        state = process_state(Process(**facts, withdrawn_at=stopped), NOON)
        assert state == expected_state(facts, bool(stopped)), facts
        seen.add(state)
    assert seen == {*PATH, *STOPPED}
    assert [is_public(Process(**one)) for one in ({}, {"participation_at": NOON}, {"room_published_at": NOON})] == [
        False, True, True,
    ]  # fmt: skip


def test_where_a_round_stands_follows_from_its_facts() -> None:
    around = (NOON - timedelta(microseconds=1), NOON, NOON + timedelta(microseconds=1))
    for opened, closed, opens, closes in product((None, NOON), (None, NOON), around, around):
        state = round_state(Round(opened_at=opened, closed_at=closed, opens_at=opens, closes_at=closes), NOON)
        assert state == (
            RoundState.CLOSED if closed
            else RoundState.OVER if closes <= NOON
            else RoundState.OPEN if opened and opens <= NOON
            else RoundState.PLANNED
        )  # fmt: skip
