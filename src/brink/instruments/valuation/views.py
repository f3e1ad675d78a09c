"""Pages for residents: compose an advice, read it back, and what came of all of them together."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.participation.sessions import session_of
from brink.domain.processes.instrument import registry
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation import spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.errors import Refusal
from brink.foundation.kept_pages import may_be_kept
from brink.instruments.valuation.explaining import limit_said, rest_said, so_far
from brink.instruments.valuation.forms import AdviceForm, first_values, levels_shown
from brink.instruments.valuation.models import Advice
from brink.instruments.valuation.open_tables import codebook, figures_sheet
from brink.instruments.valuation.package import Levels, check, chosen, sums, total
from brink.instruments.valuation.queries import task_of
from brink.instruments.valuation.result_page import Reading
from brink.instruments.valuation.round_settings import KEY
from brink.instruments.valuation.services.advising import advise, package_of
from brink.instruments.valuation.task import Option, Task


def drawn(options: Sequence[Option], seed: str) -> list[Option]:
    """Return options in an order of this page's own, so that none stands first for everybody."""
    return sorted(options, key=lambda one: hashlib.sha256(f"{seed} {one.number}".encode()).digest())


def standing(task: Task, levels: Levels) -> dict[str, Any]:
    """Return where a package stands: against the limit, and what it does, in words."""
    mine = chosen(levels)
    return {
        "total": so_far(task, total(task, mine), len(mine)),
        "effects": [(one, one.said(span)) for one, span in zip(task.effects, sums(task, mine), strict=True)],
    }


def task_context(task: Task) -> dict[str, Any]:
    """Return the question in words, for every page that asks for advice or tells what came of it."""
    return {"task": task, "limit": limit_said(task)}


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Show the choice and its limit; while the round is open ask for advice, and take it in."""
    task = task_of(page.round)
    if page.request.method != "POST":
        if not page.is_open:
            return _reading(page, task)
        session = session_of(Advice, page.round, page.device.value)
        stored = {"door": session.door, "levels": session.levels, "reasons": session.reasons} if session else None
        mine = package_of(stored) if stored else None
        form = AdviceForm(task=task, initial=first_values(mine) if mine else None)
        return _compose(page, task, form, mine.levels if mine else {}, changing=mine is not None)
    form = AdviceForm(page.request.POST, task=task)
    if page.request.POST.get("doe") == "reken" and page.is_open:
        return _compose(page, task, form, form.levels if form.is_valid() else {}, added=True)
    taken = gave(page, form, lambda data: advise(
        round=page.round, token=page.device.or_from(data["key"]), package=form.package,
    ))  # fmt: skip
    if taken is not None:
        return taken
    return _compose(page, task, form, form.levels) if page.is_open else _reading(page, task, form)


def _compose(
    page: RoundPage, task: Task, form: AdviceForm, levels: Levels, *, added: bool = False, changing: bool = False
) -> HttpResponse:
    wrong = ""
    if added and form.is_valid():
        try:
            check(task, form.package)
        except Refusal as refusal:
            wrong = str(refusal)
    seed = page.device.value or str(form["key"].value())
    context = {
        **task_context(task), **standing(task, levels), "form": form, "rest_said": rest_said(task),
        "rows": levels_shown(form, drawn(task.options, seed)), "added": added, "wrong": wrong, "changing": changing,
        "ask_nothing": bool(form.errors.get("nothing")) or bool(form["nothing"].value()),
        "promise": page.promise(str(registry[KEY].card.promise)),
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
    }  # fmt: skip
    return page.render("valuation/start.html", context, status_of(form))


def _reading(page: RoundPage, task: Task, form: AdviceForm | None = None) -> HttpResponse:
    """Show the choice when nobody can give advice: before the first day, and after the last."""
    context = {
        **task_context(task), "rows": levels_shown(AdviceForm(task=task), task.options),
        "result_url": page.address("result") if page.round.closed_at is not None else "",
    }  # fmt: skip
    if form is not None:
        context["form"] = form
    return page.render("valuation/options.html", context, status_of(form) if form is not None else 200)


@may_be_kept
@require_safe
@round_page(KEY)
def result(page: RoundPage) -> HttpResponse:
    """Tell what people chose, what belongs to the core, and who chose otherwise; before closing, when that will be."""
    frozen = frozen_outcome(page.round)
    if frozen is None:
        return page.render("valuation/not_yet.html", {"start_url": page.address()}, own=False)
    reading = Reading(page.round, task_of(page.round), frozen)
    if kind := spreadsheets.asked(page.request):
        return spreadsheets.file(figures_sheet(reading.task, frozen), kind)
    context = {
        **task_context(reading.task), "reading": reading, "outcome": frozen, "start_url": page.address(),
        "codebook_url": page.address("codebook"), "query": page.request.GET,
        "assurance": page.round.get_assurance_display(), "title": _("De uitkomst"),
    }  # fmt: skip
    return page.render("valuation/result.html", context, own=False)


@require_safe
@round_page(KEY)
def book(page: RoundPage) -> HttpResponse:
    """Give the codebook: every option and step, in the words in which it was asked."""
    kind = spreadsheets.asked(page.request) or "csv"
    return spreadsheets.file(codebook(task_of(page.round)), kind)
