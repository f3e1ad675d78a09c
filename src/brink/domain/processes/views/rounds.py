"""Step 4: rounds, and what else stands on the path."""

import json
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.framework.levels import Level
from brink.domain.people.desk import BrinkRequest, act, done, found, page, token_of
from brink.domain.processes import foreseen
from brink.domain.processes.dates import day_of
from brink.domain.processes.forms.small import DeviationForm, ExtendForm, RoundForm
from brink.domain.processes.instrument import BaseInstrument, registry
from brink.domain.processes.models import Process, Round
from brink.domain.processes.proposals import propose_days
from brink.domain.processes.queries.level_fits import Fit, fitting, has_mandate, outside_framework
from brink.domain.processes.queries.readiness_findings import open_findings, room_draft, room_in_force
from brink.domain.processes.services.rounds import RoundFacts, edit_round, extend_round, plan_round
from brink.domain.processes.services.stakeholders import deviate
from brink.domain.processes.states import is_public, round_state
from brink.domain.processes.views.access import actor, checklist_rows, own_process, wizard
from brink.foundation import clock
from brink.foundation.errors import NotNow


def level_of(process: Process) -> str:
    """Return the level that counts now: of the draft, else of what is published, else none."""
    room = room_draft(process) or room_in_force(process)
    return room.level if room else ""


def _outside(process: Process, round: Round) -> Fit | str:
    """Return why a round stands outside the kader at the level that counts now, or ""."""
    room = room_draft(process) or room_in_force(process)
    level, mandate = level_of(process), has_mandate(room)
    return outside_framework(process, round.phase, round.instrument, level, mandate=mandate)


@require_safe
def overview(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show rounds, events, moments, terms and people, each with a way to add one."""
    process = own_process(request, slug)
    rounds = list(process.rounds.select_related("phase").order_by("number"))
    for one in rounds:
        one.process = process
    now = clock.now()
    fits = fitting(process.framework, process.phase, process.scale, level_of(process))
    offered: dict[str, Any] = {}
    for fit in fits:
        key = fit.rule.instrument
        if key in registry and fit.rule.phase_id == process.phase_id and key not in offered:
            offered[key] = {"card": registry[key].card, "fit": fit}
    context = {
        "rounds": [
            {
                "round": one,
                "state": round_state(one, now),
                "name": _name(one),
                "missing": checklist_rows(process, open_findings(one)) if one.opened_at is None else [],
                "outside": one.opened_at is None and _outside(process, one) != "",
            }
            for one in rounds
        ],
        "offered": list(offered.values()),
        "seen_by_others": is_public(process),
        "events": process.events.select_related("area").order_by("starts_at"),
        "moments": process.moments.select_related("organ").order_by("on"),
        "terms": process.statutory_terms.order_by("closes_on"),
        "stakeholders": process.stakeholders.all(),
        "interests": process.interests.select_related("stakeholder"),
        "partners": process.partners.select_related("body").order_by("body__name"),
        "deviations": process.deviations.select_related("organ"),
    }
    return wizard(request, "processes/rounds.html", process, "rounds", context)


def _own_round(process: Process, number: int) -> Round:
    own = found(process.rounds.select_related("phase"), number=number)
    own.process = process
    return own


def _name(round: Round) -> str:
    """Return what a round is called by: its instrument, or that it takes words by every channel."""
    instrument = registry.get(round.instrument)
    return str(instrument.card.name) if instrument else round.instrument or _("Elk kanaal")


def _setup(request: BrinkRequest, instrument: BaseInstrument, initial: dict[str, Any]) -> forms.BaseForm:
    """Return the instrument's own questions, beside those that every round has."""
    return instrument.setup_form(request.POST or None, prefix="instelling", initial=initial)


def _facts(form: RoundForm, setup: forms.BaseForm, instrument: str) -> RoundFacts:
    settings = json.loads(json.dumps(setup.cleaned_data, cls=DjangoJSONEncoder))
    names = ("title", "prompt", "phase", "opens_on", "closes_on", "assurance")
    return RoundFacts(instrument=instrument, settings=settings, **{name: form.cleaned_data[name] for name in names})


def _show(
    request: BrinkRequest, process: Process, instrument: str, form: RoundForm, setup: forms.BaseForm, title: str
) -> HttpResponse:
    context = {"form": form, "setup": setup, "card": registry[instrument].card, "title": title}
    return wizard(request, "processes/round.html", process, "rounds", context, form, setup)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: BrinkRequest, slug: str) -> HttpResponse:
    """Plan a round with an instrument that was chosen on the page before."""
    process = own_process(request, slug)
    key = request.GET.get("instrument", "")[:40]
    instrument = registry.get(key)
    if instrument is None:
        return redirect("processes:rounds", slug=slug)
    days = propose_days(clock.today(), process.tenant.reply_days)
    initial = {"title": instrument.card.name, "phase": process.phase_id, "opens_on": days.opens_on,
               "closes_on": days.closes_on}  # fmt: skip
    form = RoundForm(request.POST or None, process=process, initial=initial)
    setup = _setup(request, instrument, {})
    if act(
        request,
        form,
        lambda: plan_round(
            process=process, facts=_facts(form, setup, key), actor=actor(request, process), key=form.act_key
        ),
        fits=setup.is_valid(),
    ):
        return done(request, reverse("processes:rounds", args=[slug]))
    return _show(request, process, key, form, setup, _("Plan een ronde"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: BrinkRequest, slug: str, number: int) -> HttpResponse:
    """Change a round that is still planned."""
    process = own_process(request, slug)
    round = _own_round(process, number)
    instrument = registry.get(round.instrument)
    if request.method == "POST" and round.opened_at is not None:
        raise NotNow(_("Deze ronde is al vrijgegeven. Begin een nieuwe ronde."))
    if instrument is None or round.opened_at is not None:
        return redirect(f"{reverse('processes:desk', args=[slug])}#ronde-{number}")
    initial = {
        "title": round.title, "prompt": round.prompt, "phase": round.phase_id, "opens_on": day_of(round.opens_at),
        "closes_on": round.last_day, "assurance": round.assurance,
    }  # fmt: skip
    form = RoundForm(request.POST or None, process=process, initial=initial, version=token_of(round))
    setup = _setup(request, instrument, round.settings)
    if act(
        request,
        form,
        lambda: edit_round(
            round=round, facts=_facts(form, setup, round.instrument), actor=actor(request, process),
            key=form.act_key, seen=form.version_seen(round),
        ),
        fits=setup.is_valid(),
    ):  # fmt: skip
        return done(request, reverse("processes:rounds", args=[slug]))
    return _show(request, process, round.instrument, form, setup, _("Pas de ronde aan"))


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: BrinkRequest, slug: str, number: int) -> HttpResponse:
    """Keep a round open longer."""
    process = own_process(request, slug)
    round = _own_round(process, number)
    if round.endless:
        raise Http404
    start = {"closes_on": round.last_day}
    form = ExtendForm(request.POST or None, process=process, initial=start, version=token_of(round))
    if act(
        request,
        form,
        lambda: extend_round(
            round=round, closes_on=form.cleaned_data["closes_on"], reason=form.cleaned_data["reason"],
            actor=actor(request, process), key=form.act_key, seen=form.version_seen(round),
        ),
        foresee=lambda: foreseen.extend(round, form.cleaned_data["closes_on"]),
    ):  # fmt: skip
        return done(request, f"{reverse('processes:desk', args=[slug])}#ronde-{number}")
    context = {"process": process, "form": form, "title": _("Houd ‘%(title)s’ langer open") % {"title": round.title},
               "button": _("Houd langer open"), "back": reverse("processes:desk", args=[slug])}  # fmt: skip
    return page(request, "processes/small.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def deviation(request: BrinkRequest, slug: str, number: int) -> HttpResponse:
    """Say in public why this round stands outside the kader."""
    process = own_process(request, slug)
    round, level = _own_round(process, number), level_of(process)
    if not level:
        return redirect("processes:choose", slug=slug)
    outside = _outside(process, round)
    form = DeviationForm(request.POST or None, process=process)
    if act(
        request,
        form,
        lambda: deviate(
            process=process, phase=round.phase, instrument=round.instrument, level=level,
            motivation=form.cleaned_data["motivation"], organ=form.cleaned_data["organ"],
            actor=actor(request, process), key=form.act_key,
        ),
    ):  # fmt: skip
        return done(request, reverse("processes:rounds", args=[slug]))
    said = outside if isinstance(outside, str) else outside.reason
    context = {
        "process": process, "form": form, "title": _("Afwijken van het kader"), "button": _("Leg de afwijking vast"),
        "lead": _("%(reason)s Niveau: %(level)s. Iedereen kan uw uitleg lezen.")
        % {"reason": said, "level": Level(level).label},
        "back": reverse("processes:rounds", args=[slug]),
    }  # fmt: skip
    return page(request, "processes/small.html", context, form)
