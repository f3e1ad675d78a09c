"""What goes out of the site with a question: the picture beside a link, a short address, and its code for a flyer."""

import hashlib
from io import BytesIO

import segno
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from brink.domain.declarations.queries import frames_of
from brink.domain.processes.dates import NEVER, last_day
from brink.domain.processes.models import Process
from brink.domain.processes.states import ProcessState, process_state
from brink.foundation import clock, example
from brink.foundation.addresses import page_url
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE, visible
from brink.ui.pictures.share import share_picture

KEPT = 24 * 3600
SHORTEST = 3
MOST = 10


def _public(slug: str) -> Process:
    """Return a question that everybody may see, whoever asks: what is shared is read by others."""
    process = visible(ANYONE, Process.objects.select_related("tenant").filter(slug=slug)).first()
    if process is None:
        raise Http404
    return process


@require_safe
def picture(request: BrinkRequest, slug: str) -> HttpResponse:
    """Draw the picture of a question, for whoever shares a link to it."""
    process = _public(slug)
    room = process.rooms.filter(published_at__isnull=False).order_by("-version").first()
    with override("nl"):
        kicker, foot = example.titled(process.tenant.name), ""
        if process_state(process, clock.now()) is ProcessState.OPEN and process.closes_at not in (None, NEVER):
            day = date_format(last_day(process.closes_at), "l j F")
            foot = _("U kunt meedoen tot en met %(day)s.") % {"day": day}
    title = (room.question if room else "") or process.title
    told = hashlib.sha256(f"{kicker}|{title}|{foot}".encode()).hexdigest()
    drawn = cache.get_or_set(f"share-{told}", lambda: share_picture(title, kicker, foot), KEPT)
    response = HttpResponse(drawn, content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def short(request: BrinkRequest, word: str) -> HttpResponse:
    """Lead from a short address to its question: the whole of its own address, or a beginning that says enough."""
    rows = visible(ANYONE, Process.objects.select_related("tenant"))
    exact = rows.filter(slug=word).first()
    found = [exact] if exact else list(rows.filter(slug__startswith=word).order_by("-created_at", "-id")[:MOST])
    if not found or len(word) < SHORTEST:
        raise Http404
    if len(found) == 1:
        return redirect(page_url("process", found[0].slug))
    return render(request, "declarations/short.html", {"found": found})


def shortest(process: Process) -> str:
    """Return the shortest beginning of an address, in whole words, that leads to this question alone. One query."""
    others = list(visible(ANYONE, Process.objects.exclude(pk=process.pk)).values_list("slug", flat=True))
    parts = process.slug.split("-")
    for count in range(1, len(parts)):
        word = "-".join(parts[:count])
        if len(word) >= SHORTEST and not any(one.startswith(word) for one in others):
            return word
    return process.slug


def _embedding(process: Process) -> str:
    """Return the line with which another site shows a question."""
    where = settings.BASE_URL + reverse("declarations:embed", args=[process.slug])
    title = process.title.replace('"', "'").replace("<", "").replace(">", "")
    return f'<iframe src="{where}" title="{title}" width="100%" height="420"></iframe>'


@require_safe
def handout(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show the short address and the code of a question, to put on a flyer of one's own."""
    process = _public(slug)
    address = settings.BASE_URL + page_url("short", shortest(process))
    context = {
        "process": process, "address": address, "spoken": address.split("//")[-1],
        "line": _embedding(process), "sites": frames_of(process.tenant),
        **process.tenant.heading(),
    }  # fmt: skip
    return render(request, "declarations/handout.html", context)


@require_safe
def code(request: BrinkRequest, slug: str, form: str) -> HttpResponse:
    """Give the code of a question as a file: a drawing of lines for print, or dots for a text processor."""
    process = _public(slug)
    made = segno.make_qr(settings.BASE_URL + page_url("short", process.slug), error="m")
    drawn = BytesIO()
    made.save(drawn, kind=form, border=4, scale=16)
    media = {"svg": "image/svg+xml", "png": "image/png"}[form]
    response = HttpResponse(drawn.getvalue(), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{process.slug}-qr.{form}"'
    return response
