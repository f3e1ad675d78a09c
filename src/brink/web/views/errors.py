"""Pages for what went wrong, each with one sentence and a way on."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show that a form was too old or came from elsewhere."""
    return render(request, "web/csrf_failure.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show what was wrong with a request that could not be read."""
    if isinstance(exception, RequestDataTooBig):
        sentence = _("Uw tekst is te groot om te versturen. Maak hem korter dan 5.000 tekens.")
        return render(request, "400.html", {"sentence": sentence}, status=413)
    return render(request, "400.html", status=400)
