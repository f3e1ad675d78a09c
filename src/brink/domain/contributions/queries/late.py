"""Letters that came after a round: told beside its outcome, never in it."""

from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from brink.domain.contributions.models import LateLetter
from brink.domain.processes.models import Process
from brink.foundation.disclosure import batched


def late_words(process: Process) -> dict[UUID, str]:
    """Return by round what to say of its late letters: how many from ten on, before that only that there are some."""
    rows = LateLetter.objects.filter(
        tenant_id=process.tenant_id, contribution__process=process, contribution__withdrawn_at=None,
        contribution__round__isnull=False,
    )  # fmt: skip
    counts = dict(rows.order_by().values_list("contribution__round").annotate(Count("pk")))
    return {pk: _said(batched(count)) for pk, count in counts.items()}


def _said(many: int) -> str:
    rest = _("Wij lezen en beantwoorden ze, maar zij staan niet in deze uitslag.")
    if not many:
        return _("Na de laatste dag zijn nog formulieren binnengekomen.") + " " + rest
    return _("Na de laatste dag zijn nog %(many)s formulieren of meer binnengekomen.") % {"many": many} + " " + rest
