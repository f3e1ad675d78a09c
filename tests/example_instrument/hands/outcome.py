"""What a show of hands brought: how many on each side, and the smaller side in its own words."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round, RoundOutcome
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.hands.models import Hand, Side
from brink.instruments.hands.services import HAND, REASON

K = 10
"""The smallest number of people that is ever told."""


def told(number: int) -> int:
    """Return what is told of a number while a round is open: whole tens, so that no two differ by one person."""
    return number - number % K


def counted(round: Round) -> Counter[str]:
    """Count the hands of each side. One query."""
    hands = Hand.objects.filter(tenant_id=round.tenant_id, round=round, contribution__kind=HAND)
    return Counter(hands.filter(contribution__withdrawn_at=None).order_by().values_list("side", flat=True))


def exact(sides: Counter[str]) -> dict[str, int]:
    """Return the exact number of each side, or 0 for both when one is fewer than ten: the total would give it away."""
    small = any(0 < sides[side] < K for side in Side.values)
    return {side: 0 if small else sides[side] for side in Side.values}


def reasons(round: Round) -> list[Contribution]:
    """Return the reasons that anybody may read, oldest first, with their side. One query."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=REASON)
    return list(visible(ANYONE, rows).select_related("hand").order_by("created_at", "id"))


def _drawn(round: Round, rows: Sequence[Contribution]) -> Contribution:
    """Let the seed of the round choose who is quoted: the same on every machine, and no editor's choice."""
    return min(rows, key=lambda row: hashlib.sha256(f"{round.seed} {row.pk}".encode()).hexdigest())


def _minority(round: Round, sides: dict[str, int], quotable: Sequence[Contribution]) -> tuple[MinorityView, ...]:
    """Give the word to the smaller side, when it is there and somebody of it said why."""
    smaller = min(Side.values, key=lambda side: (sides[side], side))
    said = [row for row in quotable if row.hand.side == smaller]
    if sides[smaller] < K or not said:
        return ()
    return (
        MinorityView(
            key=smaller,
            title=_("Wie voor is") if smaller == Side.FOR else _("Wie tegen is"),
            argument=_drawn(round, said).text,
            size=sides[smaller],
            sources=tuple(str(row.pk) for row in said),
        ),
    )


def outcome_of(round: Round) -> Outcome:
    """Return the outcome: the frozen one once there is one, else of the rows as they are now."""
    frozen = RoundOutcome.objects.filter(tenant_id=round.tenant_id, round=round).first()
    if frozen is not None:
        return Outcome.from_data(frozen.data)
    counts = counted(round)
    people, sides, quotable = sum(counts.values()), exact(counts), reasons(round)
    enough = people if people >= K else 0
    minority = _minority(round, sides, quotable)
    return Outcome(
        summary=_summary(enough),
        findings=(_everybody(round, enough), *_per_side(sides), *_why(quotable)),
        minority=minority,
        minority_reason="" if minority else _("Er was geen kleinere kant van tien mensen of meer die zei waarom."),
        reach=ReachCount(enough),
        method=MethodRun("hands", "1", round.seed),
    )


def _summary(people: int) -> str:
    if not people:
        return _("Er deden nog geen tien mensen mee.")
    return _("%(n)s mensen staken hun hand op.") % {"n": people}


def _everybody(round: Round, people: int) -> OutcomeFinding:
    """The finding that rests on everybody: who took part. It never tells who stood where."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, withdrawn_at=None).order_by("pk")
    sources = tuple(str(pk) for pk in rows.values_list("pk", flat=True))
    return OutcomeFinding("participation", _summary(people), people, sources, by_design=not sources)


def _per_side(sides: dict[str, int]) -> list[OutcomeFinding]:
    """One finding for each side. Its sources are left out by design: they would tell who raised a hand for what."""
    sentences = {Side.FOR: _("%(n)s mensen zijn voor."), Side.AGAINST: _("%(n)s mensen zijn tegen.")}
    return [
        OutcomeFinding(side, sentences[Side(side)] % {"n": number}, number, by_design=True)
        for side, number in sides.items()
        if number
    ]


def _why(quotable: Sequence[Contribution]) -> list[OutcomeFinding]:
    """Name the reasons that anybody may read, when ten or more people gave one."""
    if len(quotable) < K:
        return []
    sources = tuple(str(row.pk) for row in quotable)
    return [OutcomeFinding("reasons", _("Tien mensen of meer zeiden waarom."), K, sources)]
