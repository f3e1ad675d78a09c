"""The one page that the kit serves itself: the receipt of what was given in a round."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.points import parts_for
from brink.domain.contributions.receipt import receipt_context
from brink.domain.participation.receipt_page import kept_receipt
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.processes.instrument import registry


@require_safe
@round_page()
def receipt(page: RoundPage, given: UUID) -> HttpResponse:
    """Show the receipt of `given` that waits in this browser; without one, go to the question itself."""
    kept = kept_receipt(page.request)
    rows = Contribution.everything.filter(tenant_id=page.round.tenant_id, round=page.round, pk=given)
    found = rows.select_related("tenant", "round", "process").first()
    if found is None or kept is None or kept.contribution_id != found.pk:
        return HttpResponseRedirect(page.process_url)
    instrument = registry.get(page.round.instrument)
    context = {
        "contribution": found,
        "receipt": receipt_context(found, kept.code, kept.broker_code),
        "way_on": instrument.way_on(found) if instrument is not None else None,
        "promise": page.promise(),
        "parts": parts_for(found, kept.code),
    }
    response = page.render("participation/receipt.html", context)
    # Whoever goes back on a shared device should not come upon the code of somebody else.
    response["Cache-Control"] = "private, no-store"
    return response
