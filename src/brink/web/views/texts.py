"""Pages that explain: promises, help, and the figures by which the promises can be checked."""

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


@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    """Show the five promises, and how each is held."""
    return render(request, "web/promises.html")


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain how to take part, by which way, and what happens with what you say."""
    return render(request, "web/help.html", {"bodies": Body.objects.exclude(phone="")})
