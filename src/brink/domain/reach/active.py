"""Which part of what came in came from the few who gave most. Nobody is named; a share is all that is kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Process
from brink.foundation.disclosure import K

PART = 20
"""One in twenty is "the most active": five percent."""


@dataclass(frozen=True, slots=True)
class Active:
    """The share in whole percents that `people` gave, who gave most."""

    people: int
    share: int


def top_share(given: list[int]) -> Active | None:
    """Return what the most active gave, of how often each giver gave; None where it would tell of fewer than ten.

    They are one in twenty, and never fewer than ten people; nor may those who are left be fewer than ten. Pure.
    """
    top = max(K, -(-len(given) // PART))
    if len(given) - top < K:
        return None
    return Active(top, round(100 * sum(sorted(given, reverse=True)[:top]) / sum(given)))


def most_active(process: Process, *, until: datetime) -> Active | None:
    """Count who gave how often to a question. Two contributions are of one giver when one e-mail address is with both.

    Whoever left no address counts as somebody else each time, so the share is at least what is told. One query.
    """
    rows = Contribution.objects.filter(
        tenant_id=process.tenant_id, process=process, split_from=None, withdrawn_at=None, created_at__lte=until
    )
    addresses: Counter[str] = Counter()
    alone = 0
    for voice in rows.select_related("giver").only("id", "giver__email").order_by().iterator(chunk_size=2000):
        giver = getattr(voice, "giver", None)
        email = giver.email.strip().lower() if giver is not None else ""
        if email:
            addresses[email] += 1
        else:
            alone += 1
    # Without a single address nobody could be known again, and the figure would say nothing.
    return top_share([*addresses.values(), *[1] * alone]) if addresses else None
