"""Step 2: scale first, then phase, then what fits and why the rest does not."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from brink.domain.framework.levels import PROMISES, Level
from brink.domain.framework.models import InstrumentRule
from brink.domain.people.desk import BrinkRequest, act, done, token_of
from brink.domain.processes.forms.wizard import ChoiceForm
from brink.domain.processes.instrument import registry
from brink.domain.processes.queries.level_fits import fitting, level_fits
from brink.domain.processes.queries.readiness_findings import room_draft, room_in_force
from brink.domain.processes.services.rooms import choose_fit
from brink.domain.processes.views.access import actor, own_process, wizard


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: BrinkRequest, slug: str) -> HttpResponse:
    """Choose scale, phase and level; the page shows what the kader has for them before anything is stored."""
    process = own_process(request, slug)
    room = room_draft(process) or room_in_force(process)
    level = room.level if room and room.level else Level.ADVISE
    if not process.participation:
        level = Level.INFORM
    initial = {"scale": process.scale_id, "phase": process.phase_id, "level": level}
    form = ChoiceForm(request.POST or None, framework=process.framework, initial=initial, version=token_of(process))
    scale, phase = process.scale, process.phase
    chosen: dict[str, Any] = {"scale": scale, "phase": phase, "level": level}
    if form.is_valid():
        # A copy: what is refused leaves the form, and the page still shows what fits it.
        chosen = dict(form.cleaned_data)
    if act(
        request,
        form,
        lambda: choose_fit(
            process=process, scale=chosen["scale"], phase=chosen["phase"], level=chosen["level"],
            actor=actor(request, process), key=form.act_key, seen=form.version_seen(process),
        ),
        fits="toon" not in request.POST,
    ):  # fmt: skip
        return done(request, reverse("processes:room", args=[slug]))
    scale, phase, level = (chosen[name] for name in ("scale", "phase", "level"))
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
    return wizard(request, "processes/choose.html", process, "choose", context, form)
