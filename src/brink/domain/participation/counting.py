"""What counts, what may be quoted, and what may be told: the same for every instrument.

- `counted`: voices that an outcome counts. Withdrawn ones do not, from the moment they were withdrawn until closing.
- `quotable`: voices whose words may be quoted in an outcome: readable by everybody, and their giver agreed.
- `told`: a count of people as it may be told: 0 or ten and more (`foundation.disclosure`).
- `taken_part`: how many took part as it may be told while the round is open, when every look can be subtracted.
"""

from uuid import UUID

from django.db.models import QuerySet

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.told import given
from brink.domain.processes.instrument import SignalAnswer
from brink.domain.processes.models import Round
from brink.foundation.disclosure import batched, publishable
from brink.foundation.visibility import ANYONE, visible


def counted(round: Round, kind: str) -> QuerySet[Contribution]:
    """Return the voices of one kind that count in a round, in a steady order. What came too late is told apart."""
    rows = Contribution.objects.filter(
        tenant_id=round.tenant_id, round=round, kind=kind, withdrawn_at=None, late_letter=None
    )
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


def taken_part(round: Round, kind: str) -> int:
    """Return how many people took part until now, in whole tens: two looks differ by nobody or by ten people.

    Who withdrew did take part: a count that went down with each of them would tell that somebody left.
    """
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=kind, late_letter=None)
    return batched(rows.count())


def answer_with_round(contribution_id: UUID, text: str, own: str) -> SignalAnswer:
    """Return what became of a signal that lands with its round: what its giver was told, and nothing before that."""
    landing = given().filter(contribution=contribution_id).select_related("answer").first()
    if landing is None:
        return SignalAnswer(text, own, "", "")
    return SignalAnswer(text, own, str(landing.answer.get_outcome_display()), landing.answer.reason)
