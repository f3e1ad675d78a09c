"""The page of a question that lists what people need, bundle by bundle."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from brink.domain.contributions.queries.needs import needs, needs_sheet
from brink.domain.processes.models import Process
from brink.foundation import spreadsheets
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import visible


@require_safe
def index(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show everybody what people asked for in a question, and what was done with each of it."""
    process = get_object_or_404(visible(request.viewer, Process.objects.select_related("tenant")), slug=slug)
    found = needs(request.viewer, process)
    if kind := spreadsheets.asked(request):
        return spreadsheets.file(needs_sheet(found), kind)
    context = {"process": process, "needs": found, **process.tenant.heading()}
    return render(request, "contributions/needs.html", context)
