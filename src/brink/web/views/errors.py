"""Pages for what went wrong, each with one sentence and a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show that a form was too old or came from elsewhere."""
    return render(request, "web/csrf_failure.html", status=403)
