"""The lines of a look ahead against fractions: payments, balances, and until when nothing changes."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from brink.methods.budgeting import Election, Rule, decide, tie_order
from brink.methods.budgeting import shares as shares_module
from brink.methods.budgeting.election import ElectionError, election
from brink.methods.budgeting.explaining import account
from brink.methods.budgeting.horizon import Horizon, Line, _tied_for_good
from brink.methods.budgeting.rule import Utility
from brink.methods.budgeting.shares import Course, fill, run
from brink.methods.budgeting.stage import Stage
from brink.methods.budgeting.synthetic import city_election
from brink.methods.budgeting.tests.test_bounds import Slow
from brink.methods.budgeting.tests.test_horizon import poll

UNIT = Fraction(1, 2**53)


def slow_after(stage: Stage, step: int, winners: list[int]) -> Slow | None:
    """Return the slow run after these winners, or None when one of them cannot be paid."""
    slow = Slow(stage, step)
    for winner in winners:
        payment = slow.payment(winner)
        if payment is None:
            return None
        slow.pay(winner, payment)
    return slow


def looked(seed: int, utility: Utility, span: int) -> tuple[int, int]:
    """Follow the lines of some rounds; return how many payments were compared, and how many were as good as exact."""
    stage = Stage(poll(seed), utility, tie_order(poll(seed), 1))
    horizon, compared, sharp = Horizon(stage, 3, span), 0, 0
    for winner in run(stage, 3).winners[:5]:
        found = horizon.line(winner)
        if found is None:
            break
        for more in sorted({0, 1, span // 3, span}):
            slow = slow_after(stage, 3 + more, horizon.winners)
            payment = None if slow is None else slow.payment(winner)
            if slow is None or payment is None:
                continue
            line = Fraction(found[0].level) + Fraction(found[0].slope) * more
            assert abs(payment - line) <= Fraction(found[0].off)
            compared += 1
            sharp += found[0].off <= 1e-9 * float(payment)
            if found[0].even:
                assert payment == Fraction(stage.costs[winner], found[0].even)
        horizon.pay(winner, *found)
        horizon.winners.append(winner)
        for more in sorted({0, 1, span // 3, span}):
            slow = slow_after(stage, 3 + more, horizon.winners)
            for at in range(stage.classes) if slow is not None else ():
                line = Fraction(float(horizon.level[at])) + Fraction(float(horizon.slope[at])) * more
                assert abs(slow.left[at] - line) <= Fraction(float(horizon.wrong[at]))
    return compared, sharp


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("span", [1, 20, 400])
def test_payments_and_balances_lie_within_their_bounds(utility: Utility, span: int) -> None:
    counts = [looked(seed, utility, span) for seed in range(25)]
    compared, sharp = (sum(pair[at] for pair in counts) for at in (0, 1))
    assert compared > 150
    # Where nobody comes to pay in full within the interval the line is as good as exact.
    assert sharp >= {1: 0.75, 20: 0.35, 400: 0.1}[span] * compared, (sharp, compared)


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_nobody_can_pay_a_project_as_long_as_is_said(utility: Utility) -> None:
    spoken = near = 0
    for seed in range(25):
        stage = Stage(poll(seed), utility, tie_order(poll(seed), 1))
        winners = list(run(stage, seed).winners)
        horizon = Horizon(stage, seed, 60)
        if horizon.same_until(winners) == 0:
            continue
        for project in stage.taking_part:
            if project in winners:
                continue
            until = horizon.affordable_until(project)
            for more in range(int(until) + 1):
                slow = slow_after(stage, seed + more, winners)
                assert slow is not None
                assert slow.payment(project) is None
                spoken += 1
            after = slow_after(stage, seed + int(until) + 2, winners) if 0 <= until < horizon.span - 2 else None
            near += after is not None and after.payment(project) is not None
    assert spoken > 100
    assert near >= 3


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_a_rival_on_the_edge_is_dearer_as_long_as_is_said(utility: Utility) -> None:
    spoken = 0
    for seed in range(9):
        stage = Stage(poll(seed), utility, tie_order(poll(seed), 1))
        horizon, winners = Horizon(stage, 2, 40), run(stage, 2).winners
        for place, winner in enumerate(winners[:4]):
            found = horizon.line(winner)
            if found is None:
                break
            divisor = stage.divisor[winner]
            level, slope = (found[0].level + found[0].off) / divisor, found[0].slope / divisor
            for rival in stage.taking_part:
                if rival in winners[: place + 1]:
                    continue
                until = horizon.dearer_until(rival, level, slope, 40.0)
                for more in range(0, int(until) + 1, 4):
                    slow = slow_after(stage, 2 + more, horizon.winners)
                    assert slow is not None
                    payment = slow.payment(rival)
                    most = max(Fraction(level), Fraction(level) + Fraction(slope) * more)
                    assert payment is None or payment / stage.divisor[rival] > most
                    spoken += 1
            horizon.pay(winner, *found)
            horizon.winners.append(winner)
    assert spoken > 200


def test_first_bounds_leave_room_for_rounding() -> None:
    for seed in range(10):
        for utility in ("cost", "cardinality"):
            stage = Stage(poll(seed), utility, tie_order(poll(seed), 1))
            horizon = Horizon(stage, 1, 10)
            for project in stage.taking_part:
                everybody = Fraction(stage.costs[project], stage.all_weight[project] * stage.divisor[project])
                low = Fraction(float(horizon.low_level[project]))
                assert everybody * (1 - 40 * UNIT) <= low <= everybody * (1 - 4 * UNIT)
            assert (horizon.low_slope == 0).all()
            for at in range(stage.classes):
                assert horizon.wrong[at] >= 2.0**-53 * (stage.amount(1) + 10 * stage.step)


def test_prices_of_a_line_leave_room_for_rounding() -> None:
    """Beyond all that the payment can be up to the end, by more than their own last figures and not much more."""
    rng = np.random.default_rng(3)
    for _turn in range(300):
        level, slope = float(rng.uniform(1, 1e9)), float(rng.uniform(-1e3, 1e3))
        divisor, span = int(rng.integers(1, 10**7)), float(rng.integers(1, 10**6))
        line = Line(level, slope, float(rng.choice([0.0, rng.uniform(0, 10)])), 0)
        low, high, steep = (Fraction(one) for one in line.prices(divisor, span))
        size = UNIT * (Fraction(level) + Fraction(span) * abs(Fraction(slope)) + Fraction(line.off)) / divisor
        for raises in (Fraction(0), Fraction(span)):
            payment, off = Fraction(level) + Fraction(slope) * raises, Fraction(line.off)
            assert 4 * size <= (payment - off) / divisor - (low + steep * raises) <= 40 * size
            assert 4 * size <= high + steep * raises - (payment + off) / divisor <= 40 * size


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_who_pays_takes_over_how_far_the_payment_can_be_off(utility: Utility) -> None:
    """By points: half of what a bend can do goes into the line, and who gives all keeps nothing but that half."""
    rich = bent = 0
    for seed in range(24):
        stage = Stage(poll(seed), utility, tie_order(poll(seed), 1))
        horizon = Horizon(stage, 3, 50)
        for winner in run(stage, 3).winners[:10]:
            found = horizon.line(winner)
            if found is None:
                break
            line, poor, room = replace(found[0], off=found[0].off + 1e-3), found[1], found[2]
            who, weight = stage.who[winner], stage.weight[winner]
            level, slope, wrong = (one[who].copy() for one in (horizon.level, horizon.slope, horizon.wrong))
            size = horizon.most + 50 * (horizon.steepest + abs(line.slope)) + abs(line.level)
            horizon.pay(winner, line, poor, room)
            off = wrong + line.off * weight
            bend = np.where(poor, np.maximum(room + off, 0), np.maximum(-room, 0)) / 2
            rest = np.where(poor, bend, level - line.level * weight + bend)
            assert horizon.level[who] == pytest.approx(rest, rel=1e-9)
            assert horizon.slope[who] == pytest.approx(np.where(poor, 0, slope - line.slope * weight), rel=1e-9)
            least, most = (np.where(poor, bend, off + bend + times * 2.0**-53 * size * weight) for times in (6, 20))
            assert (horizon.wrong[who][~poor] >= least[~poor]).all()
            assert (horizon.wrong[who][~poor] <= most[~poor]).all()
            assert horizon.wrong[who][poor] == pytest.approx(bend[poor], rel=1e-6, abs=1e-6)
            rich, bent = rich + int((~poor).sum()), bent + int((bend > 0).sum())
            horizon.winners.append(winner)
    assert rich > 100
    assert bent > 10


def test_the_most_that_supporters_can_have_is_more_than_the_sum_of_what_each_can() -> None:
    for seed in range(12):
        stage = Stage(poll(seed), "cost", tie_order(poll(seed), 1))
        horizon = Horizon(stage, 2, 30)
        horizon.same_until(run(stage, 2).winners)
        for project in stage.taking_part:
            upper, money = horizon._most_money(project, 30.0)
            counts = [int(one) for one in stage.count[project]]
            whole = sum(Fraction(float(one)) * many for one, many in zip(upper, counts, strict=True))
            room = UNIT * (len(counts) + 16)
            assert whole * (1 + room) <= Fraction(money) <= whole * (1 + 8 * room)
            who = stage.who[project]
            for raises in (0, 30):
                line = horizon.level[who] + horizon.slope[who] * raises
                assert (upper >= line + horizon.wrong[who]).all()


def test_dearer_is_said_only_where_the_price_lies_beyond_its_own_rounding() -> None:
    asked = 0
    for seed in range(12):
        stage = Stage(poll(seed), "cost", tie_order(poll(seed), 1))
        horizon = Horizon(stage, 2, 10)
        for project in stage.taking_part:
            upper, money = horizon._most_money(project, 10.0)
            payment, rich = fill(stage, project, upper, float(stage.costs[project]))
            if money < stage.costs[project] or rich <= 0:
                continue
            price, room = payment / stage.divisor[project], stage.rounding(project)
            assert not horizon._dearer(project, price, 10.0)
            assert not horizon._dearer(project, price * (1 - 2 * room), 10.0)
            assert horizon._dearer(project, price * (1 - 12 * room), 10.0)
            asked += 1
    assert asked > 40


def test_a_tie_for_good_compares_prices_and_then_the_order() -> None:
    """Prices 50/10, 60/12, 50/5 and, per euro, 1/10, 1/12, 1/5."""
    made = election({"a": 50, "b": 60, "c": 50}, [{"a": 1, "b": 1, "c": 1}], budget=500)
    order = tie_order(made, 1)
    answers: dict[Utility, dict[tuple[int, int], bool]] = {
        "cardinality": {(0, 1): True, (1, 0): False, (0, 2): True, (2, 0): False, (1, 2): True},
        "cost": {(1, 0): True, (0, 1): False, (0, 2): True, (2, 1): False, (1, 2): True},
    }
    for utility, wins in answers.items():
        horizon = Horizon(Stage(made, utility, order), 0, 4)
        even = np.array([10, 12, 5])
        horizon.even = even.copy()
        for (winner, rival), better in wins.items():
            assert _tied_for_good(horizon, winner, int(even[winner]), rival) is better
        assert not _tied_for_good(horizon, 0, 0, 2)
        horizon.even[2] = 0
        assert not _tied_for_good(horizon, 0, 10, 2)


def test_balances_are_set_anew_only_when_they_have_grown_coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    anew: list[int] = []
    refresh = Course._refresh
    monkeypatch.setattr(Course, "_refresh", lambda course: anew.append(1) or refresh(course))
    made = city_election(1, voters=300, projects=30, budget=300 * 900, length=5)
    plain = decide(made, Rule(completion="none")).winners
    assert anew == []
    monkeypatch.setattr(shares_module, "COARSE", 3e-16)
    assert decide(made, Rule(completion="none")).winners == plain
    assert len(anew) > 3


def test_elections_that_cannot_be_are_refused() -> None:
    weights = np.array([[1], [1]], dtype=np.uint8)
    for counts in ([0, 5], [5, 0], [5, -1]):
        with pytest.raises(ElectionError, match="counts"):
            Election(("a",), (5,), 10, 1, 9, np.array(counts), weights)
    with pytest.raises(ElectionError, match="more ballots"):
        Election(("a",), (5,), 10, 1, 9, np.array([5, 5]), weights)


def test_payments_are_told_in_the_currency() -> None:
    """In cents: two voters pay 3.00 together, 1.50 each."""
    made = election({"a": 300}, [{"a": 1}, {"a": 1}], budget=1_000, unit=100)
    told = account(made, decide(made, Rule(completion="none")), ())
    assert told.rounds[0].payment == pytest.approx(1.5)
