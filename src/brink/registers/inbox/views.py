"""/vragen/: ask or tell a government anything, any day; and /balie/vragen/, where it is answered."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.contributions.receipt import receipt_context
from brink.domain.contributions.services.giving import give
from brink.domain.contributions.services.moving import move_into
from brink.domain.journal.acts import version_of
from brink.domain.journal.services import RESIDENT
from brink.domain.people.queries import actor_for, contact_for
from brink.domain.places.models import Area
from brink.domain.places.queries import with_parents
from brink.domain.processes.models import Process
from brink.domain.processes.promises import promise_of
from brink.domain.processes.queries import room_in_force
from brink.domain.processes.services.standing_question import standing_round
from brink.domain.records.forms import new_key
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.foundation.visibility import DESK, Viewer
from brink.registers.inbox import queries
from brink.registers.inbox.forms import DoorForm, MoveForm

PER_PAGE, UNPROCESSABLE = 25, 422


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def _area(slug: str) -> Area | None:
    return with_parents().filter(slug=slug[:80]).first() if slug else None


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Say whom one can ask or tell something; with one door only, go to it."""
    doors = queries.open_doors(_viewer(request))
    if len(doors) == 1:
        return redirect("inbox:door", doors[0].tenant.slug)
    return render(request, "inbox/index.html", {"doors": doors})


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, body: str) -> HttpResponse:
    """Take in an idea, a question or a worry on one screen, without an account; the code is the answer."""
    process = queries.door_of(_viewer(request), body)
    round = standing_round(process) if process else None
    if process is None or round is None:
        raise Http404
    area = _area(request.GET.get("gebied", ""))
    form = DoorForm(request.POST or None, initial={"key": new_key(), "area": area})
    form.offer(process.tenant)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            given = give(round=round, words=form.words(), area=data["area"], actor=RESIDENT, key=data["key"] or None)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            context = {
                "receipt": receipt_context(given.contribution, given.code), "process": process,
                **process.tenant.heading(),
            }  # fmt: skip
            response = render(request, "inbox/receipt.html", context)
            response["Cache-Control"] = "no-store"
            return response
    return _form(request, process, form, area)


def _form(request: HttpRequest, process: Process, form: DoorForm, area: Area | None) -> HttpResponse:
    """Show the form beside the room and the promise; whoever comes from an area sees its contact by name."""
    room = room_in_force(process)
    context = {
        "form": form, "process": process, "room": room, "promise": promise_of(room),
        "contact": contact_for(area, body=process.tenant) if area else None, **process.tenant.heading(),
    }  # fmt: skip
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "inbox/door.html", context, status=status)


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """List what came in and waits: who, what, about where, and by when the giver hears."""
    viewer = _viewer(request)
    if viewer.account_id is None:
        return redirect_to_login(request.get_full_path())
    if not viewer.tenants(DESK):
        raise Http404
    page = Paginator(queries.waiting(viewer), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"page": page, "today": clock.today()}
    return render(request, "inbox/desk.html", context)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move words into a question that runs; the giver keeps the code and reads why."""
    viewer = _viewer(request)
    voice = queries.waiting(viewer).filter(pk=pk, landed_at=None).first()
    if voice is None:
        raise Http404
    start = {"key": new_key(), "seen": version_of(voice)}
    form = MoveForm(request.POST or None, initial=start, tenant_id=voice.tenant_id)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            move_into(
                contribution=voice, round=form.rounds[data["round"]], reason=data["reason"], key=data["key"] or None,
                actor=actor_for(viewer, LANDING_WRITE, voice.tenant_id), seen=data["seen"],
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Verplaatst. De gever houdt de code en leest uw reden."))
            return redirect("inbox:desk")
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "voice": voice, "back": reverse("inbox:desk")}
    return render(request, "inbox/move.html", context, status=status)
