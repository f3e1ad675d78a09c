"""Pages that explain: the promises and help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.people.models import Body


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show the five promises, and how each is held."""
    return render(request, "web/promises.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain how to take part, by which way, and what happens with what you say."""
    return render(request, "web/help.html", {"bodies": Body.objects.exclude(phone="")})
