"""Buttons at the desk that need no more words: each is one POST with its key."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from brink.domain.journal.services import Actor
from brink.domain.processes.forms.small import AdoptForm
from brink.domain.processes.models import Process
from brink.domain.processes.queries.readiness import room_draft
from brink.domain.processes.services import processes, rooms, rounds, timeline
from brink.domain.processes.views.access import actor, own_process
from brink.foundation.errors import BadInput, NotNow, Refusal

Act = Callable[[Process, Any, Actor, str | None], object]


def _row(rows: Any, pk: str) -> Any:
    """Return one row of this process by its key, or answer that there is none."""
    try:
        found = rows.filter(pk=UUID(pk)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _round(process: Process, data: Any) -> Any:
    return _row(process.rounds, data.get("round", ""))


def _draft(process: Process) -> Any:
    found = room_draft(process)
    if found is None:
        raise NotNow(str(_("Er ligt geen speelruimte klaar. Maak eerst een nieuwe versie.")))
    return found


def _adopt(process: Process, data: Any, who: Actor, key: str | None) -> object:
    form = AdoptForm(data, process=process)
    if not form.is_valid():
        raise BadInput(str(_("Kies welk orgaan de speelruimte vaststelde, en op welke dag.")))
    return rooms.adopt_room(
        room=_draft(process), organ=form.cleaned_data["organ"], on=form.cleaned_data["on"], actor=who, key=key
    )


# Name in the address: what it does, what it says afterwards, and the page it leads to.
ACTS: dict[str, tuple[Act, Any, str]] = {
    "besluit": (
        lambda process, data, who, key: processes.publish_participation(process=process, actor=who, key=key),
        _("Het participatiebesluit staat op de site."), "check",
    ),
    "versie": (
        lambda process, data, who, key: rooms.draft_room(process=process, actor=who, key=key),
        _("Er ligt een nieuwe versie klaar. De oude blijft op de site tot u de nieuwe publiceert."), "room",
    ),
    "vaststellen": (_adopt, _("Vastgelegd. De speelruimte kan nu op de site."), "check"),
    "publiceren": (
        lambda process, data, who, key: rooms.publish_room(room=_draft(process), actor=who, key=key),
        _("De speelruimte staat op de site. Iedereen kan haar lezen."), "check",
    ),
    "vrijgeven": (
        lambda process, data, who, key: rounds.release_round(round=_round(process, data), actor=who, key=key),
        _("De ronde is vrijgegeven. Op de eerste dag gaat hij vanzelf open."), "desk",
    ),
    "sluiten": (
        lambda process, data, who, key: rounds.close_round(round=_round(process, data), actor=who, key=key),
        _("De ronde is gesloten en geteld. De uitslag ligt vast."), "desk",
    ),
    "weghalen": (
        lambda process, data, who, key: rounds.drop_round(round=_round(process, data), actor=who, key=key),
        _("De ronde is weg."), "rounds",
    ),
    "termijn-weg": (
        lambda process, data, who, key: timeline.drop_term(
            term=_row(process.statutory_terms, data.get("row", "")), actor=who, key=key
        ),
        _("De termijn is weg."), "rounds",
    ),
    "moment-weg": (
        lambda process, data, who, key: timeline.drop_moment(
            moment=_row(process.moments, data.get("row", "")), actor=who, key=key
        ),
        _("Het moment is weg."), "rounds",
    ),
    "wegen": (
        lambda process, data, who, key: processes.start_weighing(process=process, actor=who, key=key),
        _("De weging is begonnen. Nieuwe rondes kunnen niet meer open."), "desk",
    ),
    "terugkoppelen": (
        lambda process, data, who, key: processes.mark_answered(process=process, actor=who, key=key),
        _("Iedereen heeft antwoord. Kijk nu samen terug."), "desk",
    ),
}  # fmt: skip


@require_POST
def act(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Do one act and go back to where it was pressed; a refusal is said there in one sentence."""
    process = own_process(request, slug)
    if name not in ACTS:
        raise Http404
    service, said, target = ACTS[name]
    try:
        service(process, request.POST, actor(request, process), request.POST.get("key", "")[:60] or None)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        target = (
            request.POST.get("back", "") if request.POST.get("back") in ("check", "desk", "rounds", "room") else target
        )
    else:
        messages.success(request, said)
    return redirect(f"processes:{target}", slug=slug)
