"""Step 3: the room statement, with help to write plainly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.framework.levels import PROMISES, Level
from brink.domain.people.desk import BrinkRequest, act, done, new_key, token_of
from brink.domain.people.models import Organ
from brink.domain.processes.forms.wizard import BoundaryForm, BoundaryFormSet, RoomForm
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.proposals import propose_days
from brink.domain.processes.queries.lists import places_of
from brink.domain.processes.queries.readiness_findings import room_draft, room_in_force
from brink.domain.processes.services.rooms import (
    CONTENT,
    BoundaryFacts,
    RoomChanges,
    write_room,
)
from brink.domain.processes.views.access import actor, own_process, wizard
from brink.domain.processes.views.statement import statement_context
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.ui.not_sent import not_sent

CONFLICT = 409
LIMIT_FIELDS = ("subject", "kind", "source", "explanation", "reference", "mover", "since", "review_on", "area")


@dataclass(frozen=True, slots=True)
class Part:
    """A group of fields; `later` ones may wait and come folded up."""

    anchor: str
    title: str
    rows: list[BoundField]
    later: bool


def _proposed(process: Process, room: RoomStatement) -> dict[str, Any]:
    """Return what the form starts with: what is stored, and proposals where nothing is."""
    values = {name: getattr(room, name) for name in CONTENT if name not in ("decider", "contact")}
    values |= {"decider": room.decider_id, "contact": room.contact_id or process.owner_id}
    if room.version > 1:
        return values
    days = propose_days(clock.today(), process.tenant.reply_days)
    council = Organ.objects.filter(tenant=process.tenant_id, role="council").first()
    areas = ", ".join(area.name for area in process.areas.all())
    proposals = {
        "decider": council.pk if council else None,
        "decision_on": days.decision_on,
        "reply_on": days.reply_on,
        "reply_form": _("op deze site, onder uw volgcode"),
        "audience": _("Iedereen in %(areas)s") % {"areas": areas},
    }
    return values | {name: value for name, value in proposals.items() if not values[name]}


def _limits(room: RoomStatement) -> list[dict[str, Any]]:
    rows = room.boundaries.all() if not room._state.adding else ()
    return [{name: getattr(one, name) for name in LIMIT_FIELDS} for one in rows]


def _limits_now(room: RoomStatement) -> list[dict[str, Any]]:
    return [{"number": number, "subject": row["subject"]} for number, row in enumerate(_limits(room), start=1)]


def _parts(form: RoomForm) -> list[Part]:
    """Group the fields of the form."""

    def rows(names: Iterable[str]) -> list[BoundField]:
        return [form[name] for name in names if name in form.fields]

    made = [Part(anchor, str(title), rows(names), later=False) for anchor, title, names in form.PARTS]
    return made + [Part(anchor, str(title), rows(names), later=True) for anchor, title, names in form.LATER]


def _boundary_facts(forms: Iterable[BoundaryForm]) -> list[BoundaryFacts]:
    return [
        BoundaryFacts(**{name: one.cleaned_data[name] for name in LIMIT_FIELDS})
        for one in forms
        if one.filled() and not one.cleaned_data.get("DELETE")
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: BrinkRequest, slug: str) -> HttpResponse:
    """Write the room statement. A published one is shown as it stands, with a way to a new version."""
    process = own_process(request, slug)
    draft, in_force = room_draft(process), room_in_force(process)
    if draft is None and in_force is not None:
        if request.method == "POST":
            raise NotNow(_("Deze speelruimte staat op de site en verandert niet meer. Maak een nieuwe versie."))
        context = {**statement_context(in_force), "key": new_key()}
        return wizard(request, "processes/room_published.html", process, "room", context)
    shown = draft or RoomStatement(tenant_id=process.tenant_id, process=process, contact=process.owner)
    form = RoomForm(request.POST or None, room=shown, initial=_proposed(process, shown), version=token_of(draft))
    limits: Any = BoundaryFormSet(
        request.POST or None, prefix="grens", initial=_limits(shown), form_kwargs={"areas": places_of(process)}
    )
    whole = request.method == "POST" and limits.is_valid()
    acted = act(
        request,
        form,
        lambda: write_room(
            process=process, room=draft, changes=RoomChanges(**form.changes()),  # type: ignore[typeddict-item]
            boundaries=_boundary_facts(limits.forms) if whole else None, actor=actor(request, process),
            key=form.act_key, seen=form.version_seen(draft),
        ),
    )  # fmt: skip
    stop = None
    if acted and not whole:
        # Half a limit holds up nothing else: the words are saved, the limit comes back to be finished.
        shown = acted.result
        form = RoomForm(room=shown, initial=_proposed(process, shown), version=token_of(shown))
        stop = not_sent(limits, sentence=_("De grenzen zijn nog niet bewaard. Wat u verder invulde wel."))
    elif acted:
        if "verder" in request.POST:
            return done(request, reverse("processes:rounds", args=[slug]))
        anchor = "grenzen" if "grens" in request.POST else "bewaard"
        return done(request, f"{reverse('processes:room', args=[slug])}?bewaard=1#{anchor}")
    if form.status == CONFLICT and limits.has_changed():
        form.add_error(None, [_("Grens %(number)s is nu: %(subject)s") % row for row in _limits_now(shown)])
    form.mark_needed()
    for limit in limits.forms:
        limit.mark_needed()
    level = str(form["level"].value() or "")
    context = {
        "form": form,
        "limits": limits,
        "room": shown,
        "parts": _parts(form),
        "level_promise": PROMISES[Level(level)] if level in Level.values else "",
        "was_adopted": shown.adopted_by_id is not None,
        "saved": "bewaard" in request.GET,
        **({"not_sent": stop} if stop else {}),
    }
    return wizard(request, "processes/room.html", process, "room", context, form, limits)
