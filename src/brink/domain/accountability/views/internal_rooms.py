"""The room between council and executive: its public page, its desk, and how a decision lies in it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.accountability import queries, services
from brink.domain.accountability.forms import AdoptRoomForm, FitForm, RoomForm
from brink.domain.accountability.models import InternalRoom, RoomFit
from brink.domain.accountability.permissions import INTERNAL_ROOM_ADOPT, INTERNAL_ROOM_WRITE
from brink.domain.accountability.services.internal_rooms import CONTENT
from brink.domain.decisions.models import Decision
from brink.domain.decisions.permissions import DECISION_WRITE
from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.desk import BrinkRequest, act, done, found, key_of, new_key, own, page, press, token_of
from brink.domain.people.foreseeing import done_before
from brink.domain.people.models import Organ
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Process
from brink.foundation.errors import NotNow
from brink.foundation.organs import OrganKind
from brink.foundation.permissions import can
from brink.foundation.visibility import visible


def public_process(request: BrinkRequest, slug: str) -> Process:
    """Return a question that this viewer may see, or answer that there is none."""
    return found(visible(request.viewer, Process.objects.select_related("tenant")), slug=slug)


@require_safe
def show(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show what council and executive leave to each other on a question, with the versions before."""
    process = public_process(request, slug)
    versions = [one for one in queries.rooms(request.viewer, process) if one.adopted_at is not None]
    if not versions:
        raise Http404
    context = {"process": process, "room": versions[0], "earlier": versions[1:], **process.tenant.heading()}
    return render(request, "accountability/internal_room.html", context)


def _own(request: BrinkRequest, slug: str) -> Process:
    return own(request, Process.objects.select_related("tenant"), slug=slug)


def _back(process: Process) -> str:
    return reverse("accountability:desk_room", args=[process.slug])


def _parts(request: BrinkRequest, process: Process) -> dict[str, Any]:
    """Return what the desk page shows beside its forms. Two queries and those of who may."""
    rooms = list(queries.rooms(request.viewer, process))
    draft = next((one for one in rooms if one.adopted_at is None), None)
    return {
        "process": process, "draft": draft, "room": next((one for one in rooms if one.adopted_at is not None), None),
        **allowed(request.viewer, process.tenant_id, write=INTERNAL_ROOM_WRITE, adopt=INTERNAL_ROOM_ADOPT),
    }  # fmt: skip


def _room_form(request: BrinkRequest, shown: dict[str, Any], *, sent: bool) -> RoomForm:
    draft: InternalRoom | None = shown["draft"]
    start = draft or shown["room"]
    initial = {name: getattr(start, name) for name in CONTENT} if start else {}
    initial["reason"] = draft.reason if draft else ""
    data = request.POST if sent else None
    return RoomForm(data, initial=initial, version=token_of(draft), replaces=shown["room"] is not None)


def _desk(request: BrinkRequest, shown: dict[str, Any], form: RoomForm, adopting: AdoptRoomForm) -> HttpResponse:
    drawn = shown["may"]["write"] or form.is_bound
    context = {**shown, "form": form, "adopting": adopting, "drawn": drawn, "key": new_key()}
    return page(request, "accountability/desk_room.html", context, form, adopting)


def _adopting_form(request: BrinkRequest, shown: dict[str, Any], *, sent: bool) -> AdoptRoomForm:
    data = request.POST if sent else None
    return AdoptRoomForm(data, body=shown["process"].tenant, version=token_of(shown["draft"]), auto_id="vast_%s")


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: BrinkRequest, slug: str) -> HttpResponse:
    """Write the draft of the agreement, beside what is in force."""
    shown = _parts(request, _own(request, slug))
    process = shown["process"]
    form = _room_form(request, shown, sent=request.method == "POST")
    rows = InternalRoom.objects.filter(tenant_id=process.tenant_id, process=process)
    room = form.row_seen(rows) if form.is_bound else shown["draft"]
    acted = act(request, form, lambda: services.write_internal_room(
        process=process, room=room, said=form.said(), key=form.act_key, seen=form.version_seen(room),
        actor=actor_for(request.viewer, INTERNAL_ROOM_WRITE, process.tenant_id),
    ), may=lambda: actor_for(request.viewer, INTERNAL_ROOM_WRITE, process.tenant_id))  # fmt: skip
    if acted:
        return done(request, _back(process), _("Opgeslagen. Beide kanten moeten dit nog vaststellen."))
    return _desk(request, shown, form, _adopting_form(request, shown, sent=False))


def _adopting(room: InternalRoom, organ: Organ) -> Foreseen:
    """Say what noting an adoption does."""
    other = room.executive_on if organ.role == OrganKind.COUNCIL else room.council_on
    then = (
        _("Beide kanten hebben de afspraak dan vastgesteld. Iedereen kan die lezen.")
        if other is not None
        else _("Daarna moet de andere kant de afspraak nog vaststellen.")
    )
    return Foreseen(
        kind="internal_room.adopted",
        title=_("Leg vast wie de afspraak heeft vastgesteld"),
        button=_("Ja, leg vast"),
        lines=(_("U legt vast: deze woorden zijn vastgesteld door %(organ)s.") % {"organ": organ.told}, then),
        after=_("Verandert de afspraak later, dan schrijft u een nieuwe versie met een reden."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: BrinkRequest, slug: str) -> HttpResponse:
    """Note that one side adopted the draft; what will happen is said first."""
    shown = _parts(request, _own(request, slug))
    process, draft = shown["process"], shown["draft"]
    form = _adopting_form(request, shown, sent=request.method == "POST")
    rows = InternalRoom.objects.filter(tenant_id=process.tenant_id, process=process)
    room = form.row_seen(rows) if form.is_bound else draft
    if room is None:
        if request.method == "POST":
            actor_for(request.viewer, INTERNAL_ROOM_ADOPT, process.tenant_id)
            raise NotNow(_("Dit concept is er niet meer. Kijk wat er nu geldt."))
        raise Http404

    def note() -> InternalRoom:
        data = form.cleaned_data
        organ = data["organ"]
        return services.adopt_internal_room(
            room=room, organ=organ, on=data["on"], reference=data["reference"], key=form.act_key,
            seen=form.version_seen(room),
            actor=actor_for(request.viewer, INTERNAL_ROOM_ADOPT, process.tenant_id, organ=organ),
        )  # fmt: skip

    acted = act(
        request, form, note,
        may=lambda: actor_for(
            request.viewer, INTERNAL_ROOM_ADOPT, process.tenant_id, organ=form.cleaned_data.get("organ")
        ),
        foresee=lambda: _adopting(room, form.cleaned_data["organ"]),
    )  # fmt: skip
    if acted:
        return done(request, _back(process), _("Vastgelegd."))
    return _desk(request, shown, _room_form(request, shown, sent=False), form)


@require_POST
def drop(request: BrinkRequest, slug: str) -> HttpResponse:
    """Throw the draft away."""
    process = _own(request, slug)
    room = InternalRoom.objects.filter(tenant_id=process.tenant_id, process=process, adopted_at=None).first()
    if room is None:
        # A double click finds it gone: that is what was asked.
        if done_before(request, "internal_room.dropped"):
            return done(request, _back(process))
        raise Http404
    return press(
        request,
        lambda: services.drop_internal_room(
            room=room, key=key_of(request),
            actor=actor_for(request.viewer, INTERNAL_ROOM_WRITE, process.tenant_id),
        ),
        said=_("Het concept is weg."), to=_back(process),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def fit(request: BrinkRequest, slug: str) -> HttpResponse:
    """Say of a decision in the making what it costs and which points it touches."""
    decision = own(request, Decision.objects.select_related("process__tenant", "organ"), slug=slug)
    room = queries.in_force(decision.process)
    if room is None:
        raise Http404
    row = RoomFit.objects.filter(decision=decision).first()
    start = {"amount_cents": row.amount_cents, "touched": row.touched, "reason": row.reason} if row else {}
    form = FitForm(request.POST or None, room=room, initial=start, version=token_of(decision, "decision.fitted"))
    acted = act(request, form, lambda: services.fit_decision(
        decision=decision, **{name: form.cleaned_data[name] for name in ("amount_cents", "touched", "reason")},
        actor=actor_for(request.viewer, DECISION_WRITE, decision.tenant_id), key=form.act_key,
        seen=form.version_seen(decision),
    ), may=lambda: actor_for(request.viewer, DECISION_WRITE, decision.tenant_id))  # fmt: skip
    if acted:
        return done(request, reverse("decisions:desk", args=[slug]), _("Opgeslagen."))
    context = {
        "decision": decision, "room": room, "form": form,
        "drawn": (can(request.viewer, DECISION_WRITE, decision.tenant_id) and decision.published_at is None)
        or form.is_bound,
        **allowed(request.viewer, decision.tenant_id, write=DECISION_WRITE),
    }  # fmt: skip
    return page(request, "accountability/fit.html", context, form)
