"""The village that somebody chose on this device: a cookie with its address, and nothing of who chose it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from brink.foundation.device_cookies import keep, kept, remembers

COOKIE = remembers("brink_dorp", "the village of which somebody wants to see the news first")
LASTS = timedelta(days=365)
PATH = "/"


def chosen(request: HttpRequest) -> str:
    """Return the slug of the place that was chosen on this device, or ""."""
    return kept(request, COOKIE, PATH)[:80]


def choose(response: HttpResponse, slug: str) -> None:
    """Let this device remember a place."""
    keep(response, COOKIE, slug, path=PATH, lasts=LASTS)


def forget(response: HttpResponse) -> None:
    """Let this device remember no place."""
    keep(response, COOKIE, "", path=PATH, lasts=timedelta(0))


def for_this_device(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep a page out of every cache when it looks otherwise on a device that remembers a place."""
    if chosen(request):
        response["Cache-Control"] = "private, no-store"
    return response
