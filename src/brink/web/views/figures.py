"""The figures by which the promises can be checked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brink.web import scorecard


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Show per body how many voices were answered, how many on time and how fast."""
    rows = scorecard.scores()
    context = {"figures": scorecard.figures(rows), "table": scorecard.table(rows), "stopped": scorecard.stopped()}
    return render(request, "web/figures.html", context)
