"""/cijfers/nulmeting/: what residents said before, per body, with year, source and meaning."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.accountability.models import BaselineFigure
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import visible


@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Show the figures of all bodies. One query."""
    rows = visible(request.viewer, BaselineFigure.objects.select_related("tenant"))
    context = {"rows": rows.order_by("tenant__name", "research", "-year", "number")}
    return render(request, "accountability/baseline.html", context)
