"""What became of the sheets of a round: how many were printed, came back, and in which state."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from brink.domain.contributions.models import Channel, Contribution
from brink.domain.processes.models import Back, PrintedCode, RefusedFor, Round

NEWEST = 100


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A pile counted: every sheet that was printed is in one of these, so they add up."""

    printed: int
    at_home: int
    entered: int
    late: int
    refused: int
    reasons: tuple[tuple[str, int], ...]
    without_code: int

    @property
    def not_back(self) -> int:
        """Return how many sheets did not come back."""
        return self.printed - self.entered - self.late - self.refused


def reconciliation(round: Round) -> Reconciliation:
    """Count the sheets of a round. Three queries."""
    sheets = PrintedCode.objects.filter(tenant_id=round.tenant_id, print__round=round).order_by()
    counts = sheets.aggregate(
        printed=Count("pk"),
        at_home=Count("pk", filter=Q(print__at_home=True)),
        entered=Count("pk", filter=Q(back=Back.ENTERED)),
        late=Count("pk", filter=Q(back=Back.LATE)),
        refused=Count("pk", filter=Q(back=Back.REFUSED)),
    )
    why = dict(sheets.filter(back=Back.REFUSED).values_list("refused_for").annotate(Count("pk")))
    reasons = tuple((str(RefusedFor(code).label), why[code]) for code in RefusedFor.values if code in why)
    typed = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, channel=Channel.PAPER).count()
    without = max(0, typed - counts["entered"] - counts["late"])
    return Reconciliation(**counts, reasons=reasons, without_code=without)


def typed_in(round: Round) -> QuerySet[Contribution]:
    """Return the newest sheets that were typed in, the last one first."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, channel=Channel.PAPER)
    return rows.select_related("source__entered_by", "late_letter").order_by("-created_at", "-id")[:NEWEST]
