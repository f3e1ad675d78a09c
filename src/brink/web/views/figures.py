"""The figures by which the promises can be checked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brink.domain.contributions import queries as contributions
from brink.domain.people.models import Body


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Show per body how many voices were answered, how many on time and how fast."""
    rows = contributions.figures_per_body()
    return render(request, "web/figures.html", {"rows": rows, "bodies": Body.objects.count()})
