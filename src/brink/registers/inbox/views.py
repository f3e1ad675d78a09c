"""/vragen/: ask or tell a government anything, any day; and /balie/vragen/, where it is answered."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.contributions.services.giving import give
from brink.domain.contributions.services.moving import move_into
from brink.domain.journal.services import RESIDENT
from brink.domain.participation.receipt_page import receipt_redirect
from brink.domain.participation.round_page import page_for
from brink.domain.people.desk import act, done, found, login_first, member, page, page_of, token_of
from brink.domain.people.queries import actor_for, contact_for
from brink.domain.places.models import Area
from brink.domain.places.queries import with_parents
from brink.domain.processes.promises import promise_of
from brink.domain.processes.queries import room_in_force
from brink.domain.processes.services.standing_question import standing_round
from brink.foundation import clock
from brink.foundation.requests import BrinkRequest
from brink.registers.inbox import queries
from brink.registers.inbox.forms import DoorForm, MoveForm

PER_PAGE = 25


def _area(slug: str) -> Area | None:
    return with_parents().filter(slug=slug[:80]).first() if slug else None


@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Say whom one can ask or tell something; with one door only, go to it."""
    doors = queries.open_doors(request.viewer)
    if len(doors) == 1:
        return redirect("inbox:door", doors[0].tenant.slug)
    return render(request, "inbox/index.html", {"doors": doors})


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: BrinkRequest, body: str) -> HttpResponse:
    """Take in an idea, a question or a worry on one screen, without an account; the code is the answer.

    The room and the promise stand beside the form; whoever comes from an area sees its contact by name.
    """
    process = queries.door_of(request.viewer, body)
    round = standing_round(process) if process else None
    if process is None or round is None:
        raise Http404
    area = _area(request.GET.get("gebied", ""))
    form = DoorForm(request.POST or None, initial={"area": area})
    form.offer(process.tenant)
    given = act(request, form, lambda: give(
        round=round, words=form.words(), area=form.cleaned_data["area"], actor=RESIDENT, key=form.act_key
    ))  # fmt: skip
    if given:
        return receipt_redirect(page_for(request, process.slug, round.slug), given.result)
    room = room_in_force(process)
    context = {
        "form": form, "process": process, "room": room, "promise": promise_of(room),
        "contact": contact_for(area, body=process.tenant) if area else None, **process.tenant.heading(),
    }  # fmt: skip
    return page(request, "inbox/door.html", context, form)


@require_safe
@login_first
def desk(request: BrinkRequest) -> HttpResponse:
    """List what came in and waits: who, what, about where, and by when the giver hears."""
    waiting = page_of(request, queries.waiting(member(request)), PER_PAGE)
    return page(request, "inbox/desk.html", {"page": waiting, "today": clock.today()})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Move words into a question that runs; the giver keeps the code and reads why."""
    voice = found(queries.waiting(member(request)).filter(landed_at=None), pk=pk)
    form = MoveForm(request.POST or None, tenant_id=voice.tenant_id, version=token_of(voice))
    moved = act(request, form, lambda: move_into(
        contribution=voice, round=form.rounds[form.cleaned_data["round"]], reason=form.cleaned_data["reason"],
        actor=actor_for(request.viewer, LANDING_WRITE, voice.tenant_id), key=form.act_key,
        seen=form.version_seen(voice),
    ))  # fmt: skip
    if moved:
        return done(request, reverse("inbox:desk"), _("Verplaatst. De gever houdt de code en leest uw reden."))
    context = {"form": form, "voice": voice, "back": reverse("inbox:desk")}
    return page(request, "inbox/move.html", context, form)
