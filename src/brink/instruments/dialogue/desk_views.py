"""Pages for staff: the statements of a dialogue, and their answers afterwards."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.models import Destination, Moderation
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER, LANDING_WRITE
from brink.domain.contributions.receipt import slip
from brink.domain.contributions.services.verdicts import Verdict
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.foundation.permissions import Action
from brink.foundation.visibility import DESK
from brink.instruments.dialogue.addresses import address
from brink.instruments.dialogue.forms import FateForm, LandForm, PaperForm, RetireForm, RewordForm, SeedForm
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.queries import StatementFate, asked, fates_by_number, without_fate
from brink.instruments.dialogue.services.answering import answer_on_paper
from brink.instruments.dialogue.services.fates import land_sessions, set_fates
from brink.instruments.dialogue.services.statements import add_seed, retire, reword
from brink.instruments.dialogue.views import WORDS, chosen, find_round, page, viewer_of
from brink.ui.components import Column, Row, Table

PER_PAGE = 25
MOST_ON_PAPER = 200


def _desk_round(request: HttpRequest, process: str, round: str, action: Action) -> tuple[Round, Actor]:
    """Return the round and who acts, or answer that there is no such page."""
    found = find_round(request, process, round)
    if not viewer_of(request).has(found.tenant_id, DESK):
        raise Http404
    return found, actor_for(viewer_of(request), action, found.tenant_id, acting=request.method == "POST")


def _live(round: Round) -> QuerySet[Statement]:
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round, retired_at__isnull=True)
    return rows.select_related("contribution", "round").order_by("number")


def _blame(form: forms.Form, refusal: Refusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


@require_http_methods(["GET", "POST"])
def statements(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """List the statements; add one of the body itself."""
    found, actor = _desk_round(request, process, round, PROCESS_WRITE)
    form = SeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_seed(round=found, text=form.cleaned_data["text"], actor=actor, key=request.POST.get("key") or None)
        except Refusal as refusal:
            _blame(form, refusal)
        else:
            return HttpResponseRedirect(address(found, "desk"))
    current = Paginator(_live(found), PER_PAGE).get_page(request.GET.get("pagina"))
    known = fates_by_number(found, sent=False)
    changeable = round_state(found, clock.now()) in (RoundState.PLANNED, RoundState.OPEN)
    context = {
        "round": found,
        "process": found.process,
        "page": current,
        "table": _table(found, list(current), known, changeable),
        "form": form,
        "key": secrets.token_urlsafe(16),
        "changeable": changeable,
        "fates_url": address(found, "desk_fates"),
        "paper_url": address(found, "desk_paper"),
        "start_url": address(found),
    }
    return page(request, "dialogue/desk_statements.html", context, status=400 if form.errors else 200)


def _table(
    round: Round, statements: Sequence[Statement], known: Mapping[int, StatementFate], changeable: bool
) -> Table:
    """Return the list of statements with where each stands; a click leads to changing it."""
    return Table(
        caption=_("Zinnen in deze dialoog"),
        columns=(Column(_("Zin")), Column(_("Van wie")), Column(_("Stand"))),
        rows=tuple(
            Row(
                heading=f"{one.number}. {one.text or _('(ingetrokken door de schrijver)')}",
                cells=(_("een inwoner") if one.contribution else _("uzelf"), _stand(one, known[one.number])),
                url=address(round, "desk_statement", pk=one.pk) if changeable and one.text else "",
            )
            for one in statements
        ),
    )


def _stand(statement: Statement, fate: StatementFate) -> str:
    if fate.outcome:
        return fate.outcome
    if statement.contribution is None or statement.contribution.moderation == Moderation.SHOWN:
        return _("in de dialoog")
    return str(statement.contribution.get_moderation_display())


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Type in a paper sheet; shows the code for the slip, then a fresh form for the next sheet."""
    found, actor = _desk_round(request, process, round, CONTRIBUTION_ENTER)
    form = PaperForm(request.POST or None, initial={"heard_on": clock.today()})
    answers = chosen(request) if request.method == "POST" else {}
    code = ""
    if request.method == "POST" and form.is_valid():
        try:
            receipt = answer_on_paper(
                round=found,
                answers=answers,
                heard_on=form.cleaned_data["heard_on"],
                officer=get_object_or_404(Account, pk=actor.id),
                actor=actor,
                key=request.POST.get("key") or None,
                printed_code=form.cleaned_data["printed_code"],
            )
        except Refusal as refusal:
            _blame(form, refusal)
        else:
            code, answers = receipt.code, {}
            form = PaperForm(initial={"heard_on": form.cleaned_data["heard_on"]})
    words = {value: word for word, value in WORDS.items()}
    context = {
        "round": found,
        "rows": [
            (one, words[Answer(answers[one.pk])] if one.pk in answers else "")
            for one in asked(found).order_by("number")[:MOST_ON_PAPER]
        ],
        "form": form,
        "receipt": slip(code) if code else None,
        "key": request.POST.get("key") if form.errors else secrets.token_urlsafe(16),
        "desk_url": address(found, "desk"),
        "sheet_url": address(found, "sheet"),
    }
    return page(request, "dialogue/desk_paper.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Give a statement another text, or take it out."""
    found, actor = _desk_round(request, process, round, PROCESS_WRITE)
    one = get_object_or_404(_live(found), pk=pk)
    act = request.POST.get("act", "")
    change = RewordForm(request.POST if act == "reword" else None, initial={"text": one.text})
    leave = RetireForm(request.POST if act == "retire" else None, prefix="weg")
    if change.is_bound and change.is_valid():
        try:
            reword(statement=one, actor=actor, **change.cleaned_data)
        except Refusal as refusal:
            _blame(change, refusal)
        else:
            return HttpResponseRedirect(address(found, "desk"))
    if leave.is_bound and leave.is_valid():
        try:
            retire(statement=one, actor=actor, reason=leave.cleaned_data["reason"])
        except Refusal as refusal:
            _blame(leave, refusal)
        else:
            return HttpResponseRedirect(address(found, "desk"))
    context = {"round": found, "statement": one, "change": change, "leave": leave, "desk_url": address(found, "desk")}
    bad = bool(change.errors or leave.errors)
    return page(request, "dialogue/desk_statement.html", context, status=400 if bad else 200)


@require_http_methods(["GET", "POST"])
def fates(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Answer statements, several at once with one reason, and then land everybody's answers."""
    found, actor = _desk_round(request, process, round, LANDING_WRITE)
    places = Destination.objects.filter(tenant=found.tenant_id, process=found.process_id)
    landing = request.POST.get("act") == "land"
    form = FateForm(None if landing else (request.POST or None), destinations=places)
    land_form = LandForm(request.POST if landing else None)
    if request.method == "POST":
        try:
            if landing and land_form.is_valid():
                land_sessions(round=found, actor=actor, key=request.POST.get("key") or None, **land_form.cleaned_data)
                return HttpResponseRedirect(address(found, "desk_fates"))
            if not landing and form.is_valid():
                _answer(request, found, actor, form.cleaned_data)
                return HttpResponseRedirect(request.get_full_path())
        except Refusal as refusal:
            target: forms.Form = land_form if landing else form
            _blame(target, refusal)
    known = fates_by_number(found, sent=False)
    current = Paginator(_live(found), PER_PAGE).get_page(request.GET.get("pagina"))
    chosen = set(request.POST.getlist("stelling"))
    context = {
        "round": found,
        "page": current,
        "rows": [(one, known[one.number], str(one.pk) in chosen) for one in current],
        "form": form,
        "land_form": land_form,
        "missing": without_fate(found),
        "over": round_state(found, clock.now()) in (RoundState.OVER, RoundState.CLOSED),
        "key": secrets.token_urlsafe(16),
        "desk_url": address(found, "desk"),
    }
    bad = bool(form.errors or land_form.errors)
    return page(request, "dialogue/desk_fates.html", context, status=400 if bad else 200)


def _answer(request: HttpRequest, round: Round, actor: Actor, given: Mapping[str, Any]) -> None:
    ids = []
    for text in request.POST.getlist("stelling")[:PER_PAGE]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    set_fates(
        round=round,
        statements=list(_live(round).filter(pk__in=ids)),
        verdict=Verdict(
            outcome=given["outcome"],
            reason=given["reason"],
            not_adopted=given["not_adopted"],
            destination=given["destination"],
        ),
        actor=actor,
        change_reason=given["change_reason"],
        key=request.POST.get("key") or None,
    )
