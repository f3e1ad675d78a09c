"""/u/<code>/: where the address on a letter or a poster leads; and the paper itself, for the desk."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.people import attempts
from brink.domain.people.desk import own
from brink.domain.processes.dates import NEVER, last_day
from brink.domain.processes.models import Process
from brink.domain.processes.sheets import signpost_sheet
from brink.domain.processes.states import ProcessState, process_state
from brink.domain.records.showing import address as record_address
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import TooMany
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE, visible
from brink.registers.invitations.card import CARD, address_of
from brink.registers.invitations.models import Way
from brink.registers.invitations.services import came

# One household, or a hall that shares a line, comes this often in an hour; what is more leads on and is not counted.
COUNTED_AN_HOUR = 40


def _behind(code: str) -> tuple[Way, Process]:
    """Return what stands behind a code, when anybody may see that question and its invitation."""
    way = visible(ANYONE, Way.objects.filter(code=code.lower())).select_related("invitation__record").first()
    if way is None or way.invitation.record.process_id is None:
        raise Http404
    rows = Process.objects.filter(pk=way.invitation.record.process_id).select_related("tenant")
    process = visible(ANYONE, rows).first()
    if process is None:
        raise Http404
    return way, process


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: BrinkRequest, code: str) -> HttpResponse:
    """Say to what somebody is invited, and on the button count that one came and lead on. Looking counts nothing."""
    way, process = _behind(code)
    if request.method == "POST":
        with suppress(TooMany):
            attempts.check(attempts.source_of(request), "uitnodiging", COUNTED_AN_HOUR)
            came(way)
        return HttpResponseRedirect(page_url("process", process.slug))
    open_now = process_state(process, clock.now()) is ProcessState.OPEN and process.closes_at not in (None, NEVER)
    context = {
        "process": process, "until": last_day(process.closes_at) if open_now and process.closes_at else None,
        **process.tenant.heading(),
    }  # fmt: skip
    response = render(request, "invitations/welcome.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def paper(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show what is printed of one means: the question large, with the code of this means and no other."""
    way = own(request, Way.objects.select_related("invitation__record__process__tenant", "tenant"), pk=pk)
    process = way.invitation.record.process
    if process is None:
        raise Http404
    context = {
        "process": process, "way": way, "sheet": signpost_sheet(process, request.viewer), "address": address_of(way),
        "spoken": address_of(way).split("//")[-1].rstrip("/"), "back_url": record_address(CARD, way.invitation.record),
    }  # fmt: skip
    return render(request, "invitations/paper.html", context)
