"""Pages for residents: the ballot, the result, and the file by which anybody recounts it."""

import hashlib
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.participation.sessions import session_of
from brink.domain.processes.instrument import registry
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.addresses import page_url
from brink.foundation.errors import Refusal
from brink.foundation.kept_pages import may_be_kept
from brink.instruments.budget import explaining
from brink.instruments.budget.ballot_marks import check, chosen, spent
from brink.instruments.budget.forms import BallotForm
from brink.instruments.budget.models import Ballot, Feasibility, Plan, Terms
from brink.instruments.budget.panels import rule_context, terms_shown
from brink.instruments.budget.queries import as_marks, rule_of_ballot, shown_plans, shown_tally
from brink.instruments.budget.round_settings import KEY, Form
from brink.instruments.budget.services.voting import cast
from brink.ui.components import Column, Row, Table
from brink.ui.figures import euros

FILE = "application/octet-stream"


def _drawn(plans: list[Plan], seed: str) -> list[Plan]:
    """Return plans in an order of this page's own, so that no plan stands first for everybody."""
    return sorted(plans, key=lambda one: hashlib.sha256(f"{seed} {one.number}".encode()).digest())


def most_of(terms: Terms, plans: int) -> int:
    """Return the highest number that fits at one plan."""
    return terms.points if terms.form == Form.POINTS else min(terms.most or plans, plans)


def ballot_form(
    data: QueryDict | None, terms: Terms, plans: list[Plan], initial: dict[str, int] | None = None
) -> BallotForm:
    """Return the ballot of these plans by this rule."""
    return BallotForm(data, plans=plans, kind=terms.form, most=most_of(terms, len(plans)), initial=initial)


def _on(plans: list[Plan]) -> list[Plan]:
    return [one for one in plans if one.feasibility == Feasibility.FEASIBLE and one.withdrawn_at is None]


def rows_of(form: BallotForm, plans: list[Plan]) -> list[dict[str, Any]]:
    """Return the plans with their fields, as the template draws them."""
    return [{"plan": one, "field": form[f"plan-{one.number}"]} for one in plans]


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Show the plans and the rule; while the round is open ask for a ballot, and take it in."""
    plans, terms = shown_plans(page.round), terms_shown(page.round)
    live = _on(plans)
    if not page.is_open and page.request.method != "POST":
        return _reading(page, terms, plans)
    if page.request.method == "POST":
        form = ballot_form(page.request.POST, terms, live)
        if page.request.POST.get("doe") == "reken" and page.is_open:
            return _ballot(page, terms, plans, form, form.marks if form.is_valid() else {}, added=True)
        taken = gave(page, form, lambda data: cast(
            round=page.round, token=page.device.or_from(data["key"]), marks=form.marks,
        ))  # fmt: skip
        if taken is not None:
            return taken
        if not page.is_open:
            return _reading(page, terms, plans, form)
        return _ballot(page, terms, plans, form, form.marks if form.is_bound and hasattr(form, "cleaned_data") else {})
    session = session_of(Ballot, page.round, page.device.value)
    mine = as_marks(session.choices) if session is not None else {}
    form = ballot_form(None, terms, live, {f"plan-{number}": mark for number, mark in mine.items()})
    return _ballot(page, terms, plans, form, mine, gone=_gone(plans, mine))


def _gone(plans: list[Plan], mine: dict[int, int]) -> list[Plan]:
    """Return the plans that somebody chose and that left the list since."""
    return [one for one in plans if one.withdrawn_at is not None and mine.get(one.number)]


def _ballot(
    page: RoundPage, terms: Terms, plans: list[Plan], form: BallotForm, marks: dict[int, int], *, added: bool = False,
    gone: list[Plan] | None = None,
) -> HttpResponse:  # fmt: skip
    live = _on(plans)
    costs = {one.number: int(one.cost_cents or 0) for one in live}
    wrong = ""
    if added and form.is_valid():
        try:
            check(rule_of_ballot(terms), marks, costs)
        except Refusal as refusal:
            wrong = str(refusal)
    seed = page.device.value or str(form["key"].value())
    context = {
        **rule_context(terms), "form": form, "rows": rows_of(form, _drawn(live, seed)), "added": added,
        "total": total(terms, marks, costs), "wrong": wrong, "gone": gone or [],
        "changing": not form.is_bound and bool(marks),
        "off": [one for one in plans if one not in live], "promise": page.promise(str(registry[KEY].card.promise)),
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
    }  # fmt: skip
    return page.render("budget/start.html", context, status_of(form))


def total(terms: Terms, marks: dict[int, int], costs: dict[int, int]) -> str:
    """Say what stands on a ballot so far: how many plans, what they cost, and what is left to give."""
    mine, cost = chosen(marks), spent(marks, costs)
    if not mine:
        return _("U heeft nog geen plan gekozen.")
    said = ngettext("U heeft %(n)s plan gekozen: %(cost)s.", "U heeft %(n)s plannen gekozen: %(cost)s.", len(mine))
    said %= {"n": len(mine), "cost": euros(cost)}
    if terms.form == Form.POINTS:
        left = max(0, terms.points - sum(mine.values()))
        said += " " + ngettext("U heeft nog %(n)s punt.", "U heeft nog %(n)s punten.", left) % {"n": left}
    elif terms.within:
        said += " " + _("Er is nog %(left)s. Dat hoeft niet op.") % {"left": euros(max(0, terms.amount_cents - cost))}
    return said


def _reading(page: RoundPage, terms: Terms, plans: list[Plan], form: BallotForm | None = None) -> HttpResponse:
    """Show the plans and the rule when nobody can vote: before the first day, and after the last."""
    live = _on(plans)
    context = {
        **rule_context(terms), "plans": live, "off": [one for one in plans if one not in live],
        "result_url": page.address("result") if page.round.closed_at is not None else "",
    }  # fmt: skip
    if form is not None:
        context["form"] = form
    return page.render("budget/plans.html", context, status_of(form) if form is not None else 200)


@may_be_kept
@require_safe
@round_page(KEY)
def result(page: RoundPage) -> HttpResponse:
    """Tell what won and why; before it was counted, when that will be."""
    frozen = frozen_outcome(page.round)
    data = frozen.details if frozen is not None else {}
    context: dict[str, Any] = {**rule_context(terms_shown(page.round)), "outcome": frozen, "start_url": page.address()}
    if data:
        lines = explaining.lines_of(data)
        context |= {
            "won": [one for one in lines if one.won], "lost": [one for one in lines if not one.won],
            "table": _table(lines), "shares": explaining.shares(data), "rest": explaining.rest(data),
            "happy": explaining.happy(data["happy"]), "compared": explaining.compared(data), "command": data["command"],
            "sha256": data["sha256"], "file_url": page.address("file") if shown_tally(page.round) else "",
            "cost": euros(data["cost"]), "seed": data["seed"],
        }  # fmt: skip
    return page.render("budget/result.html", context, own=False)


def _table(lines: list[explaining.Line]) -> Table:
    return Table(
        caption=_("Alle plannen"),
        columns=(Column(_("Plan")), Column(_("Kosten"), numeric=True), Column(_("Gekozen door")), Column(_("Uitslag"))),
        rows=tuple(
            Row(one.title, (one.cost, one.support, _("wint") if one.won else _("wint niet"))) for one in lines
        ),
    )  # fmt: skip


@require_safe
@round_page(KEY)
def file(page: RoundPage) -> HttpResponse:
    """Give the ballots as they were counted, in the format of Pabulib."""
    tally = shown_tally(page.round)
    if tally is None:
        raise Http404
    response = HttpResponse(tally.election.encode(), content_type=FILE)
    response["Content-Disposition"] = 'attachment; filename="stemmen.pb"'
    return response
