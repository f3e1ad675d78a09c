"""The one page of this app: ending the mail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from brink.domain.notifications import unsubscribing


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and on the button end the mail to whoever got this address. A scanner that only looks changes nothing."""
    news = unsubscribing.mail_behind(token)
    if not news:
        raise Http404
    done = request.method == "POST"
    if done:
        unsubscribing.stop(news)
    response = render(request, "notifications/stop.html", {"done": done})
    response["Cache-Control"] = "private, no-store"
    return response
