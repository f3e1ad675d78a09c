"""Buttons at the desk that need no more words: each is one POST with its key."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from brink.domain.journal.services import Actor
from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.desk import BrinkRequest, found, key_of, press, seen_in, token_of
from brink.domain.people.foreseeing import only_who_may
from brink.domain.processes import foreseen
from brink.domain.processes.forms.small import AdoptForm
from brink.domain.processes.models import Process
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.queries.readiness_findings import room_draft
from brink.domain.processes.services import copying, pausing, processes, rooms, rounds, timeline
from brink.domain.processes.views.access import actor, own_process
from brink.foundation.errors import BadInput, Conflict, NotNow

Act = Callable[[Process, Any, Actor, str | None], object]


def _round(process: Process, data: Any) -> Any:
    return found(process.rounds, pk=data.get("round", ""))


def _draft(process: Process) -> Any:
    draft = room_draft(process)
    if draft is None:
        raise NotNow(str(_("Er ligt geen speelruimte klaar. Maak eerst een nieuwe versie.")))
    return draft


def _adopt(process: Process, data: Any, who: Actor, key: str | None) -> object:
    form = AdoptForm(data, process=process)
    if not form.is_valid():
        raise BadInput(str(_("Kies welk orgaan de speelruimte vaststelde, en op welke dag.")))
    said = form.cleaned_data
    draft = _draft(process)
    return rooms.adopt_room(
        room=draft, organ=said["organ"], on=said["on"], consent=said["consent"], actor=who, key=key,
        seen=seen_in(data.get("version", ""), draft),
    )  # fmt: skip


def _publish(process: Process, data: Any, who: Actor, key: str | None) -> object:
    draft = _draft(process)
    return rooms.publish_room(room=draft, actor=who, key=key, seen=seen_in(data.get("version", ""), draft))


def _room_told(process: Process, data: Any) -> Foreseen:
    """Say what publishing the draft does, of the words that the person had before them and no others."""
    draft = _draft(process)
    now = token_of(draft)
    if data.get("version", now) != now:
        raise Conflict(str(_("Iemand anders heeft dit net veranderd. Lees de speelruimte opnieuw.")))
    return foreseen.room(draft, version=now)


def _drop_told(process: Process, _data: Any) -> Foreseen:
    draft = _draft(process)
    rooms.may_drop_draft(draft)
    return foreseen.drop_version(draft)


# Name in the address: what it does, what it says afterwards, and the page it leads to.
# Acts that take away what they are about, so that a double click finds nothing: by the kind of their entry.
GONE = {"versie-weg": "room.dropped", "publiceren": "room.published"}
ACTS: dict[str, tuple[Act, Any, str]] = {
    "besluit": (
        lambda process, data, who, key: processes.publish_participation(process=process, actor=who, key=key),
        _("Het participatiebesluit staat op de site."), "check",
    ),
    "versie": (
        lambda process, data, who, key: rooms.start_room(process=process, actor=who, key=key),
        _("Er ligt een nieuwe versie klaar. De oude blijft op de site tot u de nieuwe publiceert."), "room",
    ),
    "versie-weg": (
        lambda process, data, who, key: rooms.drop_draft(room=_draft(process), actor=who, key=key),
        _("De nieuwe versie is weg. Wat op de site stond, staat er nog."), "desk",
    ),
    "vaststellen": (_adopt, _("Vastgelegd. De speelruimte kan nu op de site."), "check"),
    "publiceren": (_publish, _("De speelruimte staat op de site. Iedereen kan haar lezen."), "check",
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
            term=found(process.statutory_terms, pk=data.get("row", "")), actor=who, key=key
        ),
        _("De termijn is weg."), "rounds",
    ),
    "moment-weg": (
        lambda process, data, who, key: timeline.drop_moment(
            moment=found(process.moments, pk=data.get("row", "")), actor=who, key=key
        ),
        _("Het moment is weg."), "rounds",
    ),
    "hervatten": (
        lambda process, data, who, key: pausing.resume_round(round=_round(process, data), actor=who, key=key),
        _("De ronde is weer open."), "desk",
    ),
    "bijeenkomst-weg": (
        lambda process, data, who, key: timeline.drop_event(
            event=found(process.events, pk=data.get("row", "")), actor=who, key=key
        ),
        _("De bijeenkomst is weg."), "rounds",
    ),
    "wegen": (
        lambda process, data, who, key: processes.start_weighing(process=process, actor=who, key=key),
        _("De weging is begonnen. Nieuwe rondes kunnen niet meer open."), "desk",
    ),
    "sjabloon": (
        lambda process, data, who, key: copying.keep_as_template(process=process, actor=who, key=key),
        _("Bewaard als sjabloon. Collega’s kunnen er een nieuwe vraag mee beginnen."), "desk",
    ),
    "geen-sjabloon": (
        lambda process, data, who, key: copying.drop_template(process=process, actor=who, key=key),
        _("Deze vraag is geen sjabloon meer."), "desk",
    ),
    "terugkoppelen": (
        lambda process, data, who, key: processes.mark_answered(process=process, actor=who, key=key),
        _("Iedereen heeft antwoord. Kijk nu samen terug."), "desk",
    ),
}  # fmt: skip


# Those that cannot be made unread, or are counted once, are told first: what happens, and to how many.
FORESEEN: dict[str, Callable[[Process, Any], Foreseen]] = {
    "besluit": lambda process, _data: foreseen.participation(process),
    "versie-weg": _drop_told,
    "publiceren": _room_told,
    "vrijgeven": lambda process, data: foreseen.release(_round(process, data)),
    "sluiten": lambda process, data: foreseen.close(_round(process, data)),
    "hervatten": lambda process, data: foreseen.resume(_round(process, data)),
    "wegen": lambda process, _data: foreseen.weigh(process),
    "terugkoppelen": lambda process, _data: foreseen.answered(process),
}


BACK = ("check", "desk", "rounds", "room")


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: BrinkRequest, slug: str, name: str) -> HttpResponse:
    """Do one act and go back to where it was pressed; a refusal is said there in one sentence.

    What cannot be taken back is said first, also to whoever opens the address. Other buttons have no page of their own.
    """
    process = own_process(request, slug)
    if name not in ACTS:
        raise Http404
    service, said, target = ACTS[name]
    sent, told = (request.POST if request.method == "POST" else request.GET), FORESEEN.get(name)
    back = sent.get("back", "")
    only_who_may(request, PROCESS_WRITE, process.tenant_id)
    if request.method != "POST" and told is None:
        return redirect("processes:desk", slug)

    def foresee() -> Foreseen:
        assert told is not None
        actor(request, process)
        return told(process, sent)

    return press(
        request,
        lambda: service(process, request.POST, actor(request, process), key_of(request)),
        said=said,
        to=reverse(f"processes:{target}", args=[slug]),
        back=reverse(f"processes:{back if back in BACK else target}", args=[slug]),
        foresee=foresee if told is not None else None,
        gone=(GONE[name], process.pk) if name in GONE else None,
    )
