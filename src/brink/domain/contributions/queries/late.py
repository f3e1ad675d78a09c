"""Letters that came after a round: told beside its outcome, never in it."""

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _

from brink.domain.contributions.models import LateLetter
from brink.foundation.disclosure import batched


def late_letters() -> Subquery:
    """Return for an annotation of rounds how many late letters each has; None for none. No query of its own."""
    rows = LateLetter.objects.filter(
        tenant=OuterRef("tenant"), contribution__round=OuterRef("pk"), contribution__withdrawn_at=None
    )
    return Subquery(rows.order_by().values("contribution__round").annotate(many=Count("pk")).values("many"))


def late_words(count: int | None) -> str:
    """Say of the late letters of a round how many from ten on, before that only that there are some; "" of none."""
    if not count:
        return ""
    many = batched(count)
    rest = _("Wij lezen en beantwoorden ze, maar zij staan niet in deze uitslag.")
    if not many:
        return _("Na de laatste dag zijn nog formulieren binnengekomen.") + " " + rest
    return _("Na de laatste dag zijn nog %(many)s formulieren of meer binnengekomen.") % {"many": many} + " " + rest
