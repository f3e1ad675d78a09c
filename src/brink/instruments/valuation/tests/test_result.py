"""What is told: equal to the method, plain counts beside it, nothing of fewer than ten people."""

import time
from random import Random
from typing import Any

import numpy as np
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.domain.contributions.services.self_service import withdraw
from brink.foundation import clock
from brink.instruments.valuation import explaining
from brink.instruments.valuation.counting import Heard, late_groups, tell
from brink.instruments.valuation.instrument import ValuationInstrument
from brink.instruments.valuation.models import Advice, FoundGroups
from brink.instruments.valuation.package import fits
from brink.instruments.valuation.seeding import package
from brink.instruments.valuation.services.closing import find_groups
from brink.instruments.valuation.task import Task
from brink.instruments.valuation.tests.conftest import Seat, make_seat, make_task
from brink.methods.portfolio import Choices, evaluate

TASK = make_task()


def crowd(task: Task, people: int, seed: int = 1) -> list[Heard]:
    """Return people who want much the same, each a little otherwise."""
    rng = Random(seed)
    wishes = {one.number: wish for one, wish in zip(task.options, (1.8, 1.6, -1.2, 1.0, -1.6), strict=True)}
    return [Heard("compose", package(task, wishes, rng)) for _person in range(people)]


def test_what_is_told_is_what_the_method_says_of_the_same_packages() -> None:
    heard = crowd(TASK, 150)
    data = tell(TASK, heard, seed=7)
    table = np.array([TASK.row(one.levels) for one in heard])
    own = evaluate([TASK.arm], Choices.of(table), seed=7, groups=True)
    assert own.computed is not None
    assert list(data["computed"]["standing"].values()) == list(own.computed.standing.standing)
    assert {"in", "out"} <= set(own.computed.standing.standing)
    for option, share in zip(data["options"], own.shares, strict=True):
        told = [cell["share"] for cell in option["levels"]]
        assert told == [None if one is None else round(one.plain, 2) for one in share]
    counts = [sum(one.levels.get(1, 0) == level for one in heard) for level in (0, 1)]
    assert [cell["count"] for cell in data["options"][0]["levels"]] == counts
    assert [one["value"] for one in data["computed"]["values"]] == [
        None if one.value is None else round(one.value, 2) for one in own.computed.values
    ]
    assert data["groups"] == {"found": "too_few", "groups": [], "ends": []}


def test_the_same_people_in_another_order_tell_the_same() -> None:
    heard = crowd(TASK, 120)
    assert tell(TASK, heard, seed=3) == tell(TASK, heard[::-1], seed=3)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(0, 12), st.integers(0, 12), st.integers(0, 10_000))
def test_no_sum_or_difference_tells_of_fewer_than_ten_people(composed: int, left: int, refused: int, seed: int) -> None:
    """From all that is told nobody works out how many left it to experts, or took a level, when they are few."""
    doors = [Heard("delegate", {})] * left + [Heard("refuse", {})] * refused
    heard = crowd(TASK, composed, seed) + doors
    data = tell(TASK, heard, seed=1)
    if len(heard) < 10:
        assert data == {"people": 0, "composed": 0, "options": []}
        return
    for name, real in (("delegated", left), ("refused", refused), ("others", left + refused), ("composed", composed)):
        assert data[name] == 0 or data[name] >= 10, name
        assert not 0 < real < 10 or data[name] == 0
    hidden = left + refused
    for option in data["options"]:
        cells = [cell["count"] for cell in option["levels"]]
        assert all(cell is None or cell == 0 or cell >= 10 for cell in cells)
        if None not in cells and 0 < hidden < 10:
            # In whole tens: as many as nine more or fewer may have chosen, so what is left of all people tells nothing.
            assert all(cell % 10 == 0 for cell in cells)
            assert data["people"] - sum(cells) != hidden or sum(cells) % 10 == 0
        real = [sum(one.levels.get(option["number"], 0) == level and one.door == "compose" for one in heard)
                for level in range(len(cells))]  # fmt: skip
        assert all(cell in (None, count, count - count % 10) for cell, count in zip(cells, real, strict=True))
        if data["exact"]:
            unknown = [count for cell, count in zip(cells, real, strict=True) if cell is None]
            assert not unknown or (len(unknown) > 1 and sum(unknown) >= 10)


def test_under_a_hundred_only_what_was_chosen_is_told_and_a_sheet_off_the_limit_is_in_no_calculation() -> None:
    few = tell(TASK, crowd(TASK, 64), seed=1)
    assert few["computed"] is None
    assert explaining.remarks_said(TASK, few) == [
        "Vanaf 100 mensen rekenen wij verder. Nu tonen wij alleen wat er gekozen is."
    ]
    heard = crowd(TASK, 110)
    off = [Heard("compose", {3: 1, 5: 1})] * 15
    assert not fits(TASK, off[0].levels)
    with_off, without = tell(TASK, heard + off, seed=1), tell(TASK, heard, seed=1)
    assert with_off["computed"]["values"] == without["computed"]["values"]
    assert with_off["composed"] == without["composed"] + 15


def test_groups_that_are_found_later_are_those_of_the_method_and_are_written_once(db: None, monkeypatch: Any) -> None:
    from brink.instruments.valuation import counting

    monkeypatch.setattr(counting, "AT_ONCE", 1)
    monkeypatch.setattr(counting, "LEAST_FOR_GROUPS", 100)
    seat = make_seat()
    ValuationInstrument().seed(seat.round, Random(5), 160)
    outcome = seat.close()
    assert outcome.details["groups"] == {"found": "later"}
    page = Client().get(seat.url("uitkomst/")).content.decode()
    assert "Wij zoeken nog wie er anders kiezen." in page
    assert (find_groups(at=clock.now()), find_groups(at=clock.now())) == (0, 0), "not before it was closed"
    later = seat.round.closed_at
    assert later is not None
    assert (find_groups(at=later), find_groups(at=later)) == (1, 0)
    assert FoundGroups.objects.get().data["found"] in ("too_few", "none", "scale", "groups")
    assert "Wij zoeken nog wie er anders kiezen." not in Client().get(seat.url("uitkomst/")).content.decode()


def test_planted_groups_are_told_with_their_package_and_nobody_in_them() -> None:
    rng, task = Random(2), TASK
    two = ({1: 4.0, 2: 4.0, 3: -4.0, 4: 2.0, 5: -4.0}, {1: -4.0, 2: -4.0, 3: -1.0, 4: 1.0, 5: 4.0})
    heard = [Heard("compose", package(task, two[at % 2], rng)) for at in range(420)]
    data = late_groups(task, heard, seed=1)
    assert data["found"] in ("groups", "scale")
    said = explaining.groups_said(task, data)
    assert said[0] in (
        "Er zijn mensen die anders kiezen.",
        "Mensen liggen op een glijdende schaal. Er loopt geen grens tussen.",
    )
    assert any("De trein" in one for one in said)


def test_the_page_tells_all_of_it_without_a_row_of_anybody(seat: Seat) -> None:
    assert "Tot dan ziet niemand een stand" in Client().get(seat.url("uitkomst/")).content.decode()
    for number in range(60):
        seat.advise(f"mens-{number}", 1, 4, *((2,) if number % 3 else ()))
    for number in range(50):
        seat.advise(f"ander-{number}", 5, *((4,) if number % 2 else ()))
    for number in range(12):
        seat.advise(f"over-{number}", door="delegate")
    outcome = seat.close()
    page = " ".join(Client().get(seat.url("uitkomst/")).content.decode().split())
    for words in (
        "122 mensen hebben advies gegeven.", "110 mensen hebben zelf gekozen.",
        "12 mensen willen het overlaten aan deskundigen.",
        "Kern, twijfel en buiten", "Iedereen heeft dezelfde getallen gezien.", "Dit is advies.",
        "En als ieder een eigen deel heeft?",
    ):  # fmt: skip
        assert (words in page) == (words != "En als ieder een eigen deel heeft?"), words
    views = {one.key: one for one in outcome.minority}
    assert all(one.size >= 10 for one in views.values())
    assert any(key.startswith(("without-", "with-")) for key in views)
    tables = {one.name: one for one in ValuationInstrument().tables(seat.round)}
    assert set(tables) == {"codeboek", "advies"}
    assert len(tables["advies"].rows) == len(tables["codeboek"].rows) == 11
    csv = Client().get(seat.url("uitkomst/"), {"als": "csv"}).content.decode()
    assert csv.count("\n") == 12
    assert "raming 2026" in Client().get(seat.url("codeboek/")).content.decode()


def test_under_ten_people_no_number_is_told(seat: Seat) -> None:
    for number in range(9):
        seat.advise(f"mens-{number}", 1)
    outcome = seat.close()
    assert outcome.reach.people == 0
    page = Client().get(seat.url("uitkomst/")).content.decode()
    assert "Minder dan tien mensen hebben advies gegeven." in page
    assert all(
        row[4] is None for one in ValuationInstrument().tables(seat.round) if one.name == "advies" for row in one.rows
    )


def test_withdrawing_after_closing_takes_the_words_and_leaves_the_figures(seat: Seat) -> None:
    for number in range(20):
        seat.advise(f"mens-{number}", 1, 4)
    receipt = seat.advise("spijt", 3, overall="Dit wil ik niet meer zeggen.")
    before = seat.close()
    withdraw(contribution=receipt.contribution, code=receipt.code)
    row = Advice.objects.get(contribution=receipt.contribution)
    assert (row.levels, row.reasons, row.participant) == ({}, {}, None)
    assert ValuationInstrument().outcome(seat.round).details == before.details


def test_a_thousand_people_and_twelve_options_are_counted_in_a_closing_that_nobody_waits_for() -> None:
    from brink.methods.portfolio.synthetic import made_choices

    made = made_choices(1, people=1_000, options=12)
    costs = [option.levels[1].cost for option in made.arm.options]
    from brink.instruments.valuation.task import Option, Step

    options = tuple(Option(at, f"Optie {at}", "", (Step("", cost),)) for at, cost in enumerate(costs, start=1))
    task = Task("points", made.arm.budget() or 0, "uur", options=options)
    heard = [Heard("compose", {at: int(one) for at, one in enumerate(row, start=1)}) for row in made.choices.levels]
    begun = time.process_time()
    data = tell(task, heard, seed=1)
    spent = time.process_time() - begun
    # Generous: the figure itself stands in `make bench`. What matters is that it is no job of minutes.
    assert spent < 20
    assert data["groups"]["found"] == "none"
    assert data["composed"] == 1_000
