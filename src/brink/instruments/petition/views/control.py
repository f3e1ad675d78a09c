"""One petition at the desk: its count, the check step by step, and the scheduling with what everybody is told."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.desk import act, done, found, key_of, new_key, page, press, token_of
from brink.domain.people.queries import allowed
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest
from brink.instruments.petition import foreseen, queries, sampling
from brink.instruments.petition.desk_forms import (
    AsideForm,
    DrawForm,
    FinishForm,
    RegistrationsForm,
    SchedulingForm,
    TellForm,
)
from brink.instruments.petition.models import Check, Scheduling, Support
from brink.instruments.petition.permissions import PETITION_RULE, PETITION_WRITE
from brink.instruments.petition.round_settings import Settings
from brink.instruments.petition.services import control
from brink.instruments.petition.services import scheduling as deciding
from brink.instruments.petition.services.supporting import recount
from brink.instruments.petition.views.desk import actor, own_round


def _may(request: BrinkRequest, row: Round, action: Action) -> Callable[[], object]:
    """Ask for the role before what was typed is read: nobody mends in vain."""
    return lambda: actor(request, action, row.tenant_id)


def _at(round: Round, name: str) -> str:
    return reverse(f"petition:{name}", kwargs={"process": round.process.slug, "round": round.slug})


@require_safe
def overview(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Show where a petition stands, with what comes next."""
    row = own_round(request, process, round)
    now = queries.standing(row)
    pages = ("typed", "control", "scheduling", "start", "list")
    context = {
        "round": row, "process": row.process, "now": now, "step": queries.step_for(now), "recount": recount(row),
        "urls": {name: _at(row, name) for name in pages}, "back": reverse("petitions:desk"),
        "process_url": reverse("processes:desk", args=[row.process.slug]),
    }  # fmt: skip
    return page(request, "petition/desk_petition.html", context)


def _said_of(check: Check | None, row: Round, total: int) -> dict[str, object]:
    """Return the numbers that the page of the check shows."""
    threshold = Settings.of(row.settings).threshold
    size = Settings.of(row.settings).sample_size or sampling.advised(total, threshold) if total else 0
    most = sampling.allowed(total, threshold, size) if total and size else sampling.NOTHING
    drawn = Support.objects.filter(round=row, drawn=True).order_by("number") if check is not None else None
    return {
        "advised": size, "advised_most": most, "sample_helps": 0 < size < total and most != sampling.NOTHING,
        "lines": drawn, "left": control.unseen(check) if check else 0,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: BrinkRequest, process: str, round: str, which: str = "") -> HttpResponse:
    """Check the support: set lines aside while it runs; draw, write down and finish when it is closed."""
    row = own_round(request, process, round)
    running = Check.objects.filter(round=row, finished_at=None).first()
    open_rows = Support.objects.filter(tenant_id=row.tenant_id, round=row, state=Support.State.COUNTED)
    sent = request.POST if request.method == "POST" else None
    data = {name: sent if name == which else None for name in ("aside", "draw", "registrations", "finish")}
    aside = AsideForm(open_rows, data["aside"], auto_id="opzij_%s")
    draw = DrawForm(data["draw"], auto_id="trek_%s")
    # Two people look at one list: who writes over what the other found, or ends it under them, reads that first.
    read = token_of(running)
    stands = {"registrations": control.written(running)} if data["registrations"] is not None else None
    registrations = RegistrationsForm(data["registrations"], auto_id="vond_%s", version=read, initial=stands)
    finish = FinishForm(data["finish"], auto_id="klaar_%s", version=read)
    if request.method == "POST":
        result = {
            "aside": lambda: _aside(request, row, aside), "draw": lambda: _draw(request, row, draw),
            "registrations": lambda: _registrations(request, row, registrations),
            "finish": lambda: _finish(request, row, finish),
        }.get(which, lambda: None)()  # fmt: skip
        if result is not None:
            return result
    now = queries.standing(row)
    total = now.collection.frozen_count or 0 if now.collection else 0
    context = {
        "round": row, "process": row.process, "now": now, "running": running, "aside": aside, "draw": draw,
        "registrations": registrations, "finish": finish, "back": _at(row, "desk"), "total": total,
        "pairs": queries.near_pairs(row) if row.closed_at is None else (), "set_aside": queries.set_aside(row),
        "key": new_key(),
        "urls": {name: _at(row, f"control_{name}") for name in data},
        **_said_of(running, row, total), **allowed(request.viewer, row.tenant_id, write=PETITION_WRITE),
    }  # fmt: skip
    return page(request, "petition/desk_control.html", context, aside, draw, registrations, finish)


def _aside(request: BrinkRequest, row: Round, form: AsideForm) -> HttpResponse | None:
    acted = act(request, form, lambda: control.invalidate(
        round=row, supports=tuple(form.cleaned_data["lines"]), reason=form.cleaned_data["reason"], key=form.act_key,
        actor=actor(request, PETITION_WRITE, row.tenant_id),
    ), may=_may(request, row, PETITION_WRITE))  # fmt: skip
    return done(request, _at(row, "control"), _("Bewaard. Deze steun telt niet mee.")) if acted else None


def _draw(request: BrinkRequest, row: Round, form: DrawForm) -> HttpResponse | None:
    full = form.is_valid() and bool(form.cleaned_data["full"])

    def foresee() -> Foreseen:
        return Foreseen(
            kind="petition.drawn",
            title=_("Kijk alle regels na") if full else _("Trek de steekproef"),
            button=_("Ja, begin de controle"),
            lines=(
                _("De lijst staat vast. Wie u nakijkt, volgt uit de lijst en het toeval."),
                _("Iedereen leest hoeveel regels u nakijkt, en waar het toeval vandaan kwam."),
            ),
            after=_("Dit kunt u niet overdoen."),
        )  # fmt: skip

    acted = act(request, form, lambda: control.draw(
        round=row, full=full, seed_source=form.cleaned_data["seed_source"], seed=form.cleaned_data["seed"],
        actor=actor(request, PETITION_WRITE, row.tenant_id), key=form.act_key,
    ), foresee=foresee, may=_may(request, row, PETITION_WRITE))  # fmt: skip
    if not acted:
        return None
    said = ngettext("Kijk %(n)s regel na.", "Kijk %(n)s regels na.", acted.result.size)
    return done(request, _at(row, "control"), said % {"n": acted.result.size})


def _registrations(request: BrinkRequest, row: Round, form: RegistrationsForm) -> HttpResponse | None:
    def do() -> object:
        by, going = actor(request, PETITION_WRITE, row.tenant_id), control.running_check(row)
        return control.note_registrations(
            check=going, registrations=form.cleaned_data["registrations"], key=form.act_key, actor=by,
            seen=form.version_seen(going),
        )  # fmt: skip

    acted = act(request, form, do, may=_may(request, row, PETITION_WRITE))
    return done(request, _at(row, "control"), _("Bewaard.")) if acted else None


def _finish(request: BrinkRequest, row: Round, form: FinishForm) -> HttpResponse | None:
    def foresee() -> Foreseen:
        going = control.running_check(row)
        wrong = control.wrong(going)
        counted = {"wrong": wrong, "allowed": going.allowed}
        said = _("Fout of onbekend: %(wrong)s. Toegestaan: %(allowed)s.") % counted
        enough = _("Er is genoeg steun.") if wrong <= going.allowed else (
            _("Er is te weinig steun. Het voorstel komt niet op de agenda.") if going.full
            else _("De steekproef zegt niets. Kijk daarna alle regels na.")
        )  # fmt: skip
        return Foreseen(
            kind="petition.checked", title=_("Rond de controle af"), button=_("Ja, rond af"), lines=(said, enough),
            after=_("Dit kunt u niet terugdraaien."),
        )  # fmt: skip

    def do() -> object:
        by, going = actor(request, PETITION_WRITE, row.tenant_id), control.running_check(row)
        second, seen = form.cleaned_data["second"], form.version_seen(going)
        return control.finish(check=going, second=second, key=form.act_key, actor=by, seen=seen)

    acted = act(request, form, do, foresee=foresee, may=_may(request, row, PETITION_WRITE))
    return done(request, _at(row, "desk"), _("De controle is klaar.")) if acted else None


@require_http_methods(["POST"])
def restore(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Let one declaration count again."""
    row = own_round(request, process, round)
    one = found(Support.objects.filter(round=row), pk=pk)
    return press(
        request,
        lambda: control.restore(
            round=row, supports=(one,), actor=actor(request, PETITION_WRITE, row.tenant_id), key=key_of(request)
        ),
        said=_("Deze steun telt weer mee."), to=_at(row, "control"),
    )  # fmt: skip


def _start(row: Round, scheduling: Scheduling | None) -> dict[str, object]:
    if scheduling is None:
        return {"decided_on": clock.today()}
    names = ("choice", "reason", "decided_on", "meeting_on", "speaking", "forwarded_to", "recommended")
    return {name: getattr(scheduling, name) for name in names}


@require_http_methods(["GET", "HEAD", "POST"])
def scheduling(request: BrinkRequest, process: str, round: str, which: str = "") -> HttpResponse:
    """Write down what was decided and why, and tell it to everybody who supported."""
    row = own_round(request, process, round)
    now = queries.standing(row)
    agenda = now.scheduling is not None and now.scheduling.choice == Scheduling.Choice.ON_AGENDA
    start = _start(row, now.scheduling)
    sent = request.POST if request.method == "POST" else None
    read = token_of(now.scheduling)
    form = SchedulingForm(sent if which == "besluit" else None, initial=start, auto_id="b_%s", version=read)
    tell = TellForm(agenda, sent if which == "vertel" else None, auto_id="v_%s", version=read)
    kept = Scheduling.objects.filter(tenant_id=row.tenant_id, round=row)
    before, told = form.row_seen(kept), tell.row_seen(kept)
    may = _may(request, row, PETITION_RULE)
    if which == "besluit" and act(request, form, lambda: deciding.rule(
        round=row, facts=form.facts(), before=before, seen=form.version_seen(before), key=form.act_key,
        actor=actor(request, PETITION_RULE, row.tenant_id),
    ), may=may, foresee=lambda: foreseen.deciding(row, form.facts())):  # fmt: skip
        return done(request, _at(row, "scheduling"), _("Bewaard. Het staat op de pagina van het voorstel."))
    if which == "vertel" and act(request, tell, lambda: deciding.tell(
        round=row, result=tell.cleaned_data.get("result", ""), result_on=tell.cleaned_data.get("result_on"),
        before=told, seen=tell.version_seen(told), actor=actor(request, PETITION_RULE, row.tenant_id), key=tell.act_key,
    ), may=may, foresee=lambda: foreseen.telling(row)):  # fmt: skip
        return done(request, _at(row, "desk"), _("Verteld aan iedereen die steunde."))
    context = {
        "round": row, "process": row.process, "now": now, "form": form, "tell": tell, "back": _at(row, "desk"),
        "may_rule": bool(control.passed(row)), "may_tell": bool(queries.step_for(now)) and (
            now.scheduling is not None or deciding.expired(row)
        ),
        "urls": {name: _at(row, f"scheduling_{name}") for name in ("besluit", "vertel")},
        "words": deciding.said(row, now.scheduling), **allowed(request.viewer, row.tenant_id, write=PETITION_RULE),
    }  # fmt: skip
    return page(request, "petition/desk_scheduling.html", context, form, tell)
