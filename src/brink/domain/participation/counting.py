"""What counts, what may be quoted, and what may be told: the same for every instrument.

- `counted`: voices that an outcome counts. Withdrawn ones do not, from the moment they were withdrawn until closing.
- `quotable`: voices whose words may be quoted in an outcome: readable by everybody, and their giver agreed.
- `told`: a count of people as it may be told: 0 or ten and more (`foundation.disclosure`).
"""

from django.db.models import QuerySet

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.foundation.disclosure import publishable
from brink.foundation.visibility import ANYONE, visible


def counted(round: Round, kind: str) -> QuerySet[Contribution]:
    """Return the voices of one kind that count in a round, in a steady order."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=kind, withdrawn_at=None)
    return rows.order_by("id")


def readable(round: Round, kind: str) -> QuerySet[Contribution]:
    """Return the voices of one kind that everybody may read."""
    return visible(ANYONE, counted(round, kind))


def quotable(round: Round, kind: str) -> QuerySet[Contribution]:
    """Return the voices of one kind whose words may be quoted: public, and of a giver who agreed to be quoted."""
    return readable(round, kind).filter(source__consent_quote=True)


def told(people: int) -> int:
    """Return a count of people as it may be told: itself from ten on, otherwise 0."""
    return people if publishable(people) else 0
