"""Step 2: scale first, then phase, then what fits and why the rest does not."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from brink.domain.framework.levels import PROMISES, Level
from brink.domain.framework.models import InstrumentRule
from brink.domain.processes.forms.wizard import ChoiceForm
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process
from brink.domain.processes.queries.fitting import fitting, level_fits
from brink.domain.processes.queries.readiness import room_draft, room_in_force
from brink.domain.processes.services.processes import edit_process, facts_of
from brink.domain.processes.services.rooms import RoomChanges, draft_room, edit_room
from brink.domain.processes.views.access import actor, own_process, page
from brink.foundation.errors import Refusal


def _save(request: HttpRequest, process: Process, form: ChoiceForm) -> None:
    """Store scale and phase with the process, and the level in the draft of the room."""
    data, who, key = form.cleaned_data, actor(request, process), form.act_key
    facts = facts_of(process)
    changed = type(facts)(**{**facts.__dict__, "scale": data["scale"], "phase": data["phase"]})
    with transaction.atomic():
        edit_process(process=process, facts=changed, actor=who, key=key)
        if room_draft(process) is None and room_in_force(process) is not None:
            return  # The level of a published room changes in a new version only, and that is step 3.
        room = draft_room(process=process, actor=who, key=f"{key}-draft" if key else None)
        edit_room(room=room, changes=RoomChanges(level=data["level"]), actor=who, key=f"{key}-level" if key else None)


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose scale, phase and level; the page shows what the kader has for them before anything is stored."""
    process = own_process(request, slug)
    room = room_draft(process) or room_in_force(process)
    level = room.level if room and room.level else Level.ADVISE
    if not process.participation:
        level = Level.INFORM
    initial = {"scale": process.scale_id, "phase": process.phase_id, "level": level}
    form = ChoiceForm(request.POST or None, framework=process.framework, initial=initial)
    scale, phase = process.scale, process.phase
    if request.method == "POST" and form.is_valid():
        scale, phase, level = (form.cleaned_data[name] for name in ("scale", "phase", "level"))
        if "toon" not in request.POST:
            try:
                _save(request, process, form)
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                return redirect("processes:room", slug=slug)
    fits = fitting(process.framework, phase, scale, level)
    context = {
        "form": form,
        "scale": scale,
        "phase": phase,
        "level": Level(level),
        "level_promise": PROMISES[Level(level)],
        "levels": level_fits(process.framework, phase, scale),
        "fits": [(fit, fit.rule.instrument in registry) for fit in fits if fit.allowed],
        "others": [fit for fit in fits if not fit.allowed and fit.rule.phase_id == phase.pk],
        "participation": InstrumentRule.Kind.PARTICIPATION,
    }
    return page(request, "processes/choose.html", process, "choose", context, bad=bool(form.errors))
