"""Numbers of people: nought or ten and more, and no two of them tell what one person did."""

from itertools import pairwise

from django.db import transaction

from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from tests.contract.checks import promise
from tests.contract.checks.round_and_outcome import LEAST
from tests.contract.filled_round import FilledRound
from tests.form_client import Page, numbers

FEW = 7


def _told(filled: FilledRound, round: Round, *, live: bool) -> set[tuple[str, str, int]]:
    """Return every number that is told: (where, beside what, number)."""
    found = {("panel", "", one) for one in numbers(Page(filled.panel_text(round)).text)}
    own = filled.pages(round, filled.addresses(round))
    found |= {("page", address, one) for address, html in own.items() for one in numbers(Page(html).text)}
    for table, column, value in filled.told_in_tables(round):
        if isinstance(value, int) and not isinstance(value, bool):
            found.add((table, column, value))
    if not live:
        found |= _in_outcome(filled.instrument.outcome(round))
    return found


def _in_outcome(outcome: Outcome) -> set[tuple[str, str, int]]:
    parts = {"people": outcome.reach.people}
    parts |= {f"channel {name}": number for name, number in outcome.reach.channels.items()}
    parts |= {f"area {name}": number for name, number in outcome.reach.areas.items()}
    parts |= {one.key: one.count for one in outcome.findings} | {one.key: one.size for one in outcome.minority}
    said = [outcome.summary, *(one.text for one in outcome.findings), *(one.title for one in outcome.minority)]
    found = {("outcome", name, number) for name, number in parts.items()}
    return found | {("outcome", "in words", one) for text in said for one in numbers(text)}


@promise
def no_number_of_people_under_ten_is_told(filled: FilledRound) -> None:
    outcome = filled.instrument.outcome(filled.round)
    small = [one.key for one in outcome.findings if 0 < one.count < LEAST]
    small += [one.key for one in outcome.minority if one.size < LEAST]
    assert small == [], "told in the outcome of a full round"
    if not filled.secret:
        return
    round = filled.another_round("dun")
    empty = _told(filled, round, live=False)
    secret = [kind for kind in filled.kinds if kind not in filled.instrument.card.counted_openly]
    for kind in secret:
        with transaction.atomic():
            for number in range(FEW):
                filled.give(kind, f"mens-{number}", round=round)
            told = _told(filled, Round.objects.get(pk=round.pk), live=False)
            transaction.set_rollback(True)
        few = sorted(one for one in told - empty if 0 < one[2] < LEAST)
        assert few == [], f"{kind}: seven people, and this is told of them"


@promise
def two_figures_never_tell_one_person(filled: FilledRound) -> None:
    """While a round is open, each figure stands still or moves by ten people and more: joining and leaving."""
    for kind in [kind for kind in filled.kinds if kind not in filled.instrument.card.counted_openly]:
        with transaction.atomic():
            told = [_told(filled, filled.round, live=True)]
            receipts = []
            for number in range(2):
                receipts.append(filled.give(kind, f"nieuw-{number}"))
                told.append(_told(filled, filled.round, live=True))
            filled.withdraw(receipts[-1])
            told.append(_told(filled, filled.round, live=True))
            transaction.set_rollback(True)
        for before, after in pairwise(told):
            assert _one_person(before, after) == [], f"{kind}: subtract these"


def _one_person(before: set[tuple[str, str, int]], after: set[tuple[str, str, int]]) -> list[tuple[str, str, int, int]]:
    """Return the figures that moved by fewer than ten at the same place."""
    gone, new = before - after, after - before
    return sorted(
        (where, what, old, fresh)
        for where, what, old in gone
        for other, beside, fresh in new
        if (where, what) == (other, beside) and 0 < abs(old - fresh) < LEAST
    )
