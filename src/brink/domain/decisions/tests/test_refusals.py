"""What a draft of a decision refuses, with one sentence at its field, and what it names when something is missing."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.builders import World, make_process, make_world

from brink.domain.decisions import services
from brink.domain.decisions.models import AdviceDeviation, Decision, MinorityNote, PolicyDeviation, WeighingLine
from brink.domain.decisions.publication_checks import Record, Unweighed, missing
from brink.domain.decisions.services import Choice, HardChoice, Vote
from brink.domain.decisions.tests.test_publishing import NOTE, STAFF, complete, fracties, make_draft
from brink.domain.people.models import Organ
from brink.foundation.errors import BadInput, NotNow

READY = Record(
    level="advise", is_council=True, competence="art. 105", text="Tien huizen.", explanation="Zo.", has_evaluation=True,
    options=2, has_nothing=True, chosen=1, unweighed=(), has_minority_note=True, claims_no_minority=False,
    dissenting_groups=0, has_advice=True, votes=2, open_rounds=(),
)  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def decision(world: World) -> Decision:
    return make_draft(world)


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, []),
        ({"text": ""}, ["text"]),
        ({"competence": ""}, ["competence"]),
        ({"explanation": ""}, ["explanation"]),
        ({"explanation": "woord " * 150}, []),
        ({"explanation": "woord " * 151}, ["explanation_long"]),
        ({"has_evaluation": False}, ["evaluation"]),
        ({"options": 1}, ["options"]),
        ({"has_nothing": False}, ["options"]),
        ({"chosen": 0}, ["chosen"]),
        ({"chosen": 2}, ["chosen"]),
        ({"has_minority_note": False}, ["minority"]),
        ({"claims_no_minority": True}, []),
        ({"claims_no_minority": True, "dissenting_groups": 1}, ["minority_denied"]),
        ({"dissenting_groups": 1}, []),
        ({"has_advice": False}, ["advice"]),
        ({"has_advice": False, "level": "consult"}, []),
        ({"has_advice": False, "level": ""}, []),
        ({"votes": 0}, ["votes"]),
        ({"votes": 0, "is_council": False}, []),
        ({"open_rounds": ("Tafel",)}, ["round_open"]),
    ],
)
def test_each_thing_that_is_missing_is_named_and_nothing_else(changes: dict, keys: list[str]) -> None:
    assert [one.key for one in missing(replace(READY, **changes))] == keys


def test_what_was_not_weighed_is_named_by_what_it_is() -> None:
    waiting = (
        Unweighed("interest", "jongeren", "a"), Unweighed("bundle", "De bus", "b"), Unweighed("group", "Rust", "c", 1),
        Unweighed("group", "Reuring", "d", 12),
    )  # fmt: skip
    found = missing(replace(READY, unweighed=waiting, open_rounds=("Tafel",)))
    assert [(one.message, one.where) for one in found] == [
        ("Ronde ‘Tafel’ is nog niet afgesloten.", "ronden"), ("Weeg het belang ‘jongeren’.", "a"),
        ("Weeg de bundel ‘De bus’.", "b"), ("Weeg de groep ‘Rust’ (1 mens).", "c"),
        ("Weeg de groep ‘Reuring’ (12 mensen).", "d"),
    ]  # fmt: skip


def test_a_draft_needs_a_room_a_title_and_an_organ_of_the_body(world: World) -> None:
    bare, asked = make_process(world, "kaal", room=False), {"on": date(2026, 12, 16), "actor": STAFF}
    with pytest.raises(NotNow, match="Publiceer eerst de ruimte"):
        services.draft(process=bare, organ=world.council, title="Wonen", **asked)
    process, stranger = make_process(world), make_world("emmen").council
    for organ, title, field in ((world.council, "  ", "title"), (stranger, "Wonen", "organ")):
        with pytest.raises(BadInput) as refusal:
            services.draft(process=process, organ=organ, title=title, **asked)
        assert refusal.value.field == field
    assert not Decision.objects.exists()
    made = [services.draft(process=process, organ=world.council, title="Wonen", **asked) for _thrice in range(3)]
    assert [one.slug for one in made] == ["wonen", "wonen-2", "wonen-3"]
    assert [one.question for one in made] == [process.rooms.get().question] * 3


@pytest.mark.parametrize("empty", ["rule", "reason", "precedent"])
def test_a_departure_from_policy_says_rule_reason_and_what_a_next_case_may_expect(
    decision: Decision, empty: str
) -> None:
    said = {"rule": "Woonvisie", "reason": "Het dorp krimpt.", "precedent": "Geen."}
    with pytest.raises(BadInput, match="Noem het beleid, de reden"):
        services.deviate(decision=decision, actor=STAFF, **{**said, empty: " "})
    services.deviate(decision=decision, actor=STAFF, **said)
    with pytest.raises(NotNow, match="staat er al") as refusal:
        services.deviate(decision=decision, actor=STAFF, **said)
    assert refusal.value.field == "rule"
    services.deviate(decision=decision, actor=STAFF, **{**said, "rule": "Natuurvisie"})
    assert set(PolicyDeviation.objects.values_list("rule", "reason")) == {
        ("Woonvisie", "Het dorp krimpt."), ("Natuurvisie", "Het dorp krimpt."),
    }  # fmt: skip


@pytest.mark.parametrize("empty", ["argument", "holders", "adopted", "not_further", "softening"])
def test_a_minority_is_told_whole_or_how_it_was_looked_for(decision: Decision, empty: str) -> None:
    with pytest.raises(BadInput) as refusal:
        services.set_minority(decision=decision, fields={**NOTE, empty: " "}, actor=STAFF)
    assert refusal.value.field == empty
    for method in ({}, {"method": "  "}):
        with pytest.raises(BadInput) as refusal:
            services.set_minority(decision=decision, fields={"none_found": True, **method}, actor=STAFF)
        assert refusal.value.field == "method"
    assert not MinorityNote.objects.exists()
    services.set_minority(decision=decision, fields={"none_found": True, "method": "Wij vroegen rond."}, actor=STAFF)
    services.set_minority(decision=decision, fields=NOTE, actor=STAFF)
    note = MinorityNote.objects.get()
    assert (note.none_found, note.method, note.argument) == (False, "", NOTE["argument"])


def test_advice_is_followed_or_not_with_a_reason_either_way(decision: Decision) -> None:
    for followed in (True, False):
        with pytest.raises(BadInput) as refusal:
            services.set_advice(decision=decision, followed=followed, reason=" ", actor=STAFF)
        assert refusal.value.field == "reason"
    assert not AdviceDeviation.objects.exists()
    services.set_advice(decision=decision, followed=False, reason="Het geld is op.", actor=STAFF)
    services.set_advice(decision=decision, followed=True, reason="Goed advies.", actor=STAFF)
    advice = AdviceDeviation.objects.get()
    assert (advice.followed, advice.reason) == (True, "Goed advies.")


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ([Choice(" ", "x")], "Geef elke keuze een titel"),
        ([Choice("A", "x", chosen=True), Choice("B", "x", chosen=True)], "Wijs één keuze aan"),
        ([Choice("A", "x", nothing=True), Choice("B", "x", nothing=True)], "maar één keer"),
    ],
)
def test_options_that_contradict_each_other_are_refused_and_the_list_stays(
    decision: Decision, choices: list[Choice], sentence: str
) -> None:
    complete(decision)
    before = list(decision.options.values_list("number", "title", "nothing", "chosen"))
    with pytest.raises(BadInput, match=sentence):
        services.set_options(decision=decision, choices=choices, actor=STAFF)
    assert list(decision.options.values_list("number", "title", "nothing", "chosen")) == before
    one = decision.options.get(number=1)
    with pytest.raises(BadInput, match="staat twee keer"):
        services.set_options(
            decision=decision, choices=[Choice("A", "x", id=one.pk), Choice("B", "x", id=one.pk)], actor=STAFF
        )


def test_votes_are_one_line_a_group_and_never_more_than_there_are_seats(world: World, decision: Decision) -> None:
    fracties(world.council)
    Organ.objects.filter(pk=world.council.pk).update(seats=3)
    decision.refresh_from_db()
    services.set_votes(decision=decision, votes=[Vote("A", 1, 1), Vote("B", 0, 1)], actor=STAFF)
    with pytest.raises(BadInput, match=r"U telt 4 stemmen\. Provinciale Staten hebben 3 zetels"):
        services.set_votes(decision=decision, votes=[Vote("A", 1, 1), Vote("B", 1, 1)], actor=STAFF)
    with pytest.raises(BadInput, match="één keer in de lijst"):
        services.set_votes(decision=decision, votes=[Vote("A", 1, 0), Vote("A", 0, 1)], actor=STAFF)
    first, second = decision.votes.order_by("group")
    swapped = [Vote("B", 1, 1, id=first.pk), Vote("A", 0, 1, id=second.pk)]
    services.set_votes(decision=decision, votes=swapped, actor=STAFF)
    assert set(decision.votes.values_list("pk", "group")) == {(first.pk, "B"), (second.pk, "A")}


def test_a_line_is_weighed_whole_by_its_own_decision_and_about_one_thing(world: World, decision: Decision) -> None:
    line = {"who": "jongeren", "norm_side": "n", "value_side": "v", "weight": "low", "done": "d", "reason": "r"}
    for changes, field in (
        *(({name: " "}, None) for name in ("who", "norm_side", "value_side", "done", "reason")),
        ({"weight": "zwaar"}, "weight"), ({"weight": ""}, "weight"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refusal:
            services.weigh(decision=decision, actor=STAFF, **{**line, **changes})
        assert (refusal.value.field or None) == field
    interest = decision.process.interests.get()
    with pytest.raises(BadInput, match="één belang, bundel of groep"):
        services.weigh(decision=decision, actor=STAFF, **line, interest=interest, round_id=uuid4(), group_key="c")
    with pytest.raises(BadInput, match="één belang, bundel of groep"):
        services.weigh(decision=decision, actor=STAFF, **line, round_id=uuid4())
    assert not WeighingLine.objects.exists()
    made = services.weigh(decision=decision, actor=STAFF, **line, interest=interest)
    other = services.draft(
        process=decision.process, organ=world.council, title="Anders", on=date(2026, 12, 16), actor=STAFF
    )
    with pytest.raises(BadInput, match="hoort bij een ander besluit"):
        services.reweigh(decision=other, line=made, fields={"reason": "Anders."}, actor=STAFF)
    services.reweigh(decision=decision, line=made, fields={"reason": "Anders.", "weight": "high"}, actor=STAFF)
    made.refresh_from_db()
    assert (made.reason, made.weight, made.who, made.number) == ("Anders.", "high", "jongeren", 1)
    assert services.weigh(decision=decision, actor=STAFF, **line).number == 2


def test_dilemmas_keep_their_order_and_their_rows(decision: Decision) -> None:
    services.set_dilemmas(decision=decision, dilemmas=[HardChoice("a", "1"), HardChoice("b", "2")], actor=STAFF)
    first, second = decision.dilemmas.order_by("number")
    turned = [HardChoice("b", "2", id=second.pk), HardChoice("a", "1", id=first.pk), HardChoice("c", "3")]
    services.set_dilemmas(decision=decision, dilemmas=turned, actor=STAFF)
    rows = list(decision.dilemmas.order_by("number").values_list("pk", "number", "text"))
    assert rows[:2] == [(second.pk, 1, "b"), (first.pk, 2, "a")]
    assert rows[2][1:] == (3, "c")
