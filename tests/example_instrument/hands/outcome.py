"""What a show of hands brought: how many on each side, and the smaller side in its own words."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.participation.counting import counted as counted_voices
from brink.domain.participation.counting import readable, told
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import K, safe_cells
from brink.instruments.hands.models import Hand, Side
from brink.instruments.hands.services import HAND, REASON


def counted(round: Round) -> Counter[str]:
    """Count the hands of each side. One query."""
    hands = Hand.objects.filter(tenant_id=round.tenant_id, contribution__in=counted_voices(round, HAND))
    return Counter(hands.order_by().values_list("side", flat=True))


def reasons(round: Round) -> list[Contribution]:
    """Return the reasons that anybody may read, oldest first, with their side. One query."""
    return list(readable(round, REASON).select_related("hands_hand"))


def _drawn(round: Round, rows: Sequence[Contribution]) -> Contribution:
    """Let the seed of the round choose who is quoted: the same on every machine, and no editor's choice."""
    return min(rows, key=lambda row: hashlib.sha256(f"{round.seed} {row.pk}".encode()).hexdigest())


def _minority(round: Round, sides: Mapping[str, int], said: Sequence[Contribution]) -> tuple[MinorityView, ...]:
    """Give the word to the smaller side, when it is there and somebody of it said why.

    The argument is a mark in the place of the words: what is frozen stays, while words can be taken back (`retold`).
    """
    if len(sides) < len(Side):
        return ()
    smaller = min(Side.values, key=lambda side: (sides[side], side))
    said = [row for row in said if row.hands_hand.side == smaller]
    if not said:
        return ()
    title = _("Wie voor is") if smaller == Side.FOR else _("Wie tegen is")
    sources = tuple(str(row.pk) for row in said)
    return (MinorityView(smaller, title, str(_drawn(round, said).pk), sides[smaller], sources),)


def retold(outcome: Outcome, round: Round) -> Outcome:
    """Fill in the words of the minority, as far as anybody may read them now."""
    said, gone = {str(row.pk): row.text for row in reasons(round)}, _("Deze woorden zijn er niet meer.")
    minority = tuple(replace(one, argument=said.get(one.argument, gone)) for one in outcome.minority)
    return replace(outcome, minority=minority)


def tally(round: Round) -> Outcome:
    """Return the outcome of the rows as they are now, with marks in the place of words."""
    sides, said = counted(round), reasons(round)
    people, cells = told(sides.total()), safe_cells(sides)
    minority = _minority(round, cells, said)
    return Outcome(
        summary=_summary(people),
        findings=(_everybody(round, people), *_per_side(cells), *_why(said)),
        minority=minority,
        minority_reason="" if minority else _("Er was geen kleinere kant van tien mensen of meer die zei waarom."),
        reach=ReachCount(people),
        method=MethodRun("hands", "1", round.seed),
    )


def _summary(people: int) -> str:
    if not people:
        return _("Er deden nog geen tien mensen mee.")
    return _("%(n)s mensen staken hun hand op.") % {"n": people}


def _everybody(round: Round, people: int) -> OutcomeFinding:
    """The finding that rests on everybody: who took part. It never tells who stood where."""
    sources = tuple(str(row.pk) for kind in (HAND, REASON) for row in counted_voices(round, kind))
    return OutcomeFinding("participation", _summary(people), people, sources, by_design=not sources)


def _per_side(cells: Mapping[str, int]) -> list[OutcomeFinding]:
    """One finding for each side. Its sources are left out by design: they would tell who raised a hand for what."""
    sentences = {Side.FOR: _("%(n)s mensen zijn voor."), Side.AGAINST: _("%(n)s mensen zijn tegen.")}
    return [
        OutcomeFinding(side, sentences[Side(side)] % {"n": number}, number, by_design=True)
        for side, number in cells.items()
    ]


def _why(said: Sequence[Contribution]) -> list[OutcomeFinding]:
    """Name the reasons that anybody may read, when ten or more people gave one."""
    if len(said) < K:
        return []
    sources = tuple(str(row.pk) for row in said)
    return [OutcomeFinding("reasons", _("Tien mensen of meer zeiden waarom."), K, sources)]
