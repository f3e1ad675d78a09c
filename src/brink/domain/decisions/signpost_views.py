"""The signpost of a decision, to print."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from brink.domain.decisions import queries
from brink.domain.decisions.sheets import signpost_sheet
from brink.foundation.requests import BrinkRequest


@require_safe
def signpost(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show one decision on one sheet of A4: what was decided, how it was weighed, what comes."""
    decision = get_object_or_404(queries.full(request.viewer), slug=slug)
    context = {"decision": decision, "sheet": signpost_sheet(decision), **decision.tenant.heading()}
    return render(request, "decisions/signpost.html", context)
