"""The figures by which the promises can be checked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.foundation.kept_pages import may_be_kept
from brink.web import response_stats


@may_be_kept
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show per body how many voices were answered, how many on time and how fast."""
    rows = response_stats.scores()
    context = {
        "figures": response_stats.figures(rows),
        "table": response_stats.table(rows),
        "stopped": response_stats.stopped(),
    }
    return render(request, "web/figures.html", context)
