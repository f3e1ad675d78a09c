"""What may stand on a ballot: each refusal one sentence, and what is allowed stays as it is."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.foundation.errors import BadInput
from brink.instruments.budget.ballot_marks import BallotRule, check, weights

COSTS = {1: 2_000_00, 2: 5_000_00, 3: 6_000_00, 4: 3_000_00}
AMOUNT = 10_000_00


def rule(form: str = "approval", **more: int) -> BallotRule:
    return BallotRule(form, AMOUNT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "marks", "sentence"),
    [
        (rule(most=2), {1: 1, 2: 1, 4: 1}, "U heeft 3 plannen gekozen en er mogen er hooguit 2. Haal er 1 weg."),
        (rule(most=1), {1: 1, 2: 1}, "U heeft 2 plannen gekozen en er mag hooguit 1. Haal er 1 weg."),
        (rule(least=1), {}, "U heeft nog geen plan gekozen. Kies er een."),
        (rule(least=3), {1: 1}, "Kies ten minste 3 plannen. U heeft er 1 gekozen."),
        (
            rule(within=True), {2: 1, 3: 1},
            "U heeft voor € 11.000 gekozen. Dat is € 1.000 te veel. Uw keuzes staan er nog. Haal er een weg.",
        ),
        (rule("points"), {1: 6, 2: 5}, "U heeft 11 punten gegeven en u heeft er 10. Haal er 1 weg."),
        (rule("ranked"), {1: 1, 2: 1}, "Twee plannen staan op plaats 1. Geef elk plan een eigen plaats."),
        (rule("ranked"), {1: 1, 2: 3}, "Er staat geen plan op plaats 2. Begin bij 1 en sla niets over."),
        (rule(), {9: 1}, "Dit plan staat niet meer op de lijst. Kies een ander plan."),
        (rule(), {1: -1}, "Minder dan 0 kan niet. Vul een heel getal in, of laat het leeg."),
        (rule(), {1: 2}, "Kruis een plan aan, of laat het leeg."),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_rule_is_refused_in_one_sentence(
    asked: BallotRule, marks: dict[int, int], sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        check(asked, marks, COSTS)
    assert str(refused.value) == sentence


def test_exactly_the_amount_and_exactly_the_points_fit() -> None:
    check(rule(within=True), {1: 1, 2: 1, 4: 1}, COSTS)
    check(rule("points"), {1: 4, 2: 6}, COSTS)
    check(rule(most=2), {1: 1, 2: 1, 3: 0}, COSTS)


def test_too_many_is_said_before_too_dear() -> None:
    with pytest.raises(BadInput, match="hooguit 1"):
        check(rule(most=1, within=True), {2: 1, 3: 1}, COSTS)


def test_the_last_place_gets_one_point_and_a_plan_that_left_makes_no_hole() -> None:
    assert weights("ranked", {7: 2, 5: 1, 9: 3}) == {5: 3, 7: 2, 9: 1}
    assert weights("ranked", {5: 1, 9: 3}) == {5: 2, 9: 1}
    assert weights("points", {1: 4, 2: 0}) == {1: 4}
    assert weights("approval", {1: 1, 2: 0}) == {1: 1}


@given(st.permutations([1, 2, 3, 4]), st.integers(0, 4))
def test_any_order_without_holes_is_a_ballot(plans: list[int], size: int) -> None:
    marks = {number: place for place, number in enumerate(plans[:size], start=1)}
    check(rule("ranked"), marks, COSTS)
    given = weights("ranked", marks)
    assert sorted(given.values()) == list(range(1, size + 1))
    assert all((given[a] > given[b]) == (marks[a] < marks[b]) for a, b in permutations(marks, 2))
