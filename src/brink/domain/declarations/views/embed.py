"""/inbedden/: a question, or one round of it, inside a page of a site that its body has named; to others one sentence.

Nothing is kept on the device of who looks: the page that does take words opens in a window of its own, on our address.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from brink.domain.declarations.queries import frames_of
from brink.domain.people.models import Body
from brink.domain.processes.dates import NEVER, last_day
from brink.domain.processes.models import Process, Round
from brink.domain.processes.states import ProcessState, RoundState, process_state, round_state
from brink.domain.processes.told_facts import who_asks
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE, visible

REFUSED = 403


def _framed_by(response: HttpResponse, sites: list[str]) -> HttpResponse:
    """Let browsers show this inside pages of these sites, and of no other."""
    response._csp_replace = {"frame-ancestors": sites}  # type: ignore[attr-defined]
    return response


def _stranger(request: BrinkRequest, sites: list[str]) -> bool:
    """Tell whether a page of a site that was not named asks, as far as its browser says so.

    The header above is what guards; this is so that whoever looks there reads a sentence and not an empty square.
    """
    parts = urlsplit(request.headers.get("Referer", ""))
    asker = f"{parts.scheme}://{parts.netloc}".lower()
    return bool(parts.netloc) and asker not in (*sites, settings.BASE_URL)


@require_safe
@xframe_options_exempt
def embed(request: BrinkRequest, slug: str, round_slug: str = "") -> HttpResponse:
    """Show a question that everybody may see, and the one button that opens it."""
    process = visible(ANYONE, Process.objects.select_related("tenant").filter(slug=slug)).first()
    if process is None or process.room_published_at is None:
        raise Http404
    sites = frames_of(process.tenant)
    address = settings.BASE_URL + page_url("process", process.slug)
    if _stranger(request, sites):
        told = render(request, "declarations/embed_refused.html", {"address": address}, status=REFUSED)
        return _framed_by(told, ["*"])
    now = clock.now()
    rows = visible(ANYONE, Round.objects.filter(process=process, opened_at__isnull=False))
    shown = rows.filter(slug=round_slug).first() if round_slug else None
    if round_slug and shown is None:
        raise Http404
    is_open = (
        round_state(shown, now) is RoundState.OPEN if shown else process_state(process, now) is ProcessState.OPEN
    )
    ends = shown.closes_at if shown else process.closes_at
    context = {
        "process": process, "round": shown, "address": address, "is_open": is_open, "theme": process.tenant.theme,
        "room": process.rooms.filter(published_at__isnull=False).order_by("-version").first(),
        "asked_by": who_asks(process, list(Body.objects.filter(pk__in=process.partners.values("body")))),
        "until": last_day(ends) if is_open and ends is not None and ends != NEVER else None,
    }  # fmt: skip
    return _framed_by(render(request, "declarations/embed.html", context), sites or ["'none'"])
