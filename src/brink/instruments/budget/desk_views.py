"""Pages for staff: the plans with their feasibility, a table of plans brought in, and a ballot by phone."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.contributions import receipt as receipts
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.proof_field import proof_of
from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_forms import FileForm
from brink.domain.participation.round_page import RoundFrame, frame_of
from brink.domain.people.desk import act, done, found, own, page, token_of
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import NotNow
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest
from brink.instruments.budget import foreseen
from brink.instruments.budget.forms import ChangeForm, PlanForm, RemoveForm, SpokenBallotForm
from brink.instruments.budget.models import Plan
from brink.instruments.budget.panels import rule_context, terms_shown
from brink.instruments.budget.plan_file import preview
from brink.instruments.budget.queries import on_list, plans_of
from brink.instruments.budget.round_settings import KEY
from brink.instruments.budget.services.plans import add_plan, bring_in, change_plan, remove_plan
from brink.instruments.budget.services.voting import Told, write_down
from brink.instruments.budget.views import most_of, rows_of
from brink.ui.components import Column, Row, Table
from brink.ui.figures import euros


def _frame(request: BrinkRequest, process: str, round: str) -> RoundFrame:
    """Return a round of one's own body with what its pages stand on, or answer that there is no such page."""
    rows = Round.objects.filter(instrument=KEY).select_related("process__tenant")
    return frame_of(own(request, rows, process__slug=process, slug=round))


def _who(request: BrinkRequest, round: Round, action: Action) -> Actor:
    return actor_for(request.viewer, action, round.tenant_id)


def _shared(frame: RoundFrame) -> dict[str, object]:
    return {
        "round": frame.round, "process": frame.process,
        "back_url": reverse("processes:desk", args=[frame.process.slug]),
        "desk_url": frame.address("desk"), **rule_context(terms_shown(frame.round)),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the plans with their feasibility; add one as long as the round is not released."""
    frame = _frame(request, process, round)
    form = PlanForm(request.POST or None)
    if act(
        request, form,
        lambda: add_plan(
            round=frame.round, facts=form.facts, actor=_who(request, frame.round, PROCESS_WRITE), key=form.act_key
        ),
    ):  # fmt: skip
        return done(request, frame.address("desk"), _("Het plan staat op de lijst."))
    context = {
        **_shared(frame), "form": form, "table": _table(frame), "changeable": frame.round.opened_at is None,
        "file_url": frame.address("desk_file"), "phone_url": frame.address("phone"), "is_open": frame.is_open,
        "pile_url": page_url("paper desk", frame.round.pk), "released": frame.round.opened_at is not None,
    }  # fmt: skip
    return page(request, "budget/desk_plans.html", context, form)


def _table(frame: RoundFrame) -> Table:
    return Table(
        caption=_("Plannen"),
        columns=(Column(_("Plan")), Column(_("Kosten"), numeric=True), Column(_("Haalbaar"))),
        rows=tuple(
            Row(
                f"{one.number}. {one.title}",
                (euros(one.cost_cents) if one.cost_cents is not None else _("nog geen bedrag"), _stand(one)),
                frame.address("desk_plan", pk=one.pk),
            )
            for one in plans_of(frame.round)
        ),
    )  # fmt: skip


def _stand(plan: Plan) -> str:
    return _("van de lijst") if plan.withdrawn_at is not None else str(plan.get_feasibility_display())


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Change a plan, or take it off the list with a reason."""
    frame = _frame(request, process, round)
    one = found(plans_of(frame.round).select_related("round__process"), pk=pk)
    sent, version = request.POST.get("act", ""), token_of(one)
    names = ("title", "description", "cost_cents", "place", "theme", "feasibility", "feasibility_reason")
    start = {**{name: getattr(one, name) for name in names}, "position": one.place_in_list}
    if one.cost_cents is not None:
        start["cost_cents"] = euros(one.cost_cents).removeprefix("€ ")
    change = ChangeForm(request.POST if sent == "change" else None, initial=start, version=version)
    remove = RemoveForm(request.POST if sent == "remove" else None, prefix="weg", version=version)
    if act(
        request, change,
        lambda: change_plan(
            plan=one, facts=change.facts, why=change.cleaned_data["why"], key=change.act_key,
            actor=_who(request, frame.round, PROCESS_WRITE), seen=change.version_seen(one),
        ),
        fits=sent == "change",
    ):  # fmt: skip
        return done(request, frame.address("desk"), _("Bewaard. De vorige versie blijft te lezen."))
    if act(
        request, remove,
        lambda: remove_plan(
            plan=one, reason=remove.cleaned_data["reason"], key=remove.act_key,
            actor=_who(request, frame.round, PROCESS_WRITE), seen=remove.version_seen(one),
        ),
        fits=sent == "remove", foresee=lambda: foreseen.removing(one, remove.cleaned_data["reason"]),
    ):  # fmt: skip
        return done(request, frame.address("desk"), _("Het plan is van de lijst."))
    _unless_gone(request, one, sent)
    context = {**_shared(frame), "plan": one, "change": change, "remove": remove, "versions": list(one.versions.all())}
    return page(request, "budget/desk_plan.html", context, change, remove)


def _unless_gone(request: BrinkRequest, plan: Plan, sent: str) -> None:
    """Refuse what was sent to a plan without saying which of the two forms it is."""
    if request.method == "POST" and sent not in ("change", "remove"):
        _who(request, plan.round, PROCESS_WRITE)
        raise NotNow(_("Dit formulier is niet compleet. Open de pagina opnieuw."))


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Bring in plans from a table: all of them, or none and what is wrong."""
    frame = _frame(request, process, round)
    sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if sent else FileForm()
    seen = None
    if sent and form.is_valid():
        content = form.cleaned_data["content"]
        seen = preview(content)
        form.show(content)
        for fault in seen.faults:
            form.add_error(None, fault)
    facts = seen.facts if seen is not None else ()
    acted = act(
        request, form,
        lambda: bring_in(
            round=frame.round, facts=facts, actor=_who(request, frame.round, PROCESS_WRITE), key=form.act_key
        ),
        fits=bool(facts) and not form.errors, may=lambda: _who(request, frame.round, PROCESS_WRITE),
    )  # fmt: skip
    if acted:
        said = ngettext("%(n)s plan staat op de lijst.", "%(n)s plannen staan op de lijst.", len(facts))
        return done(request, frame.address("desk"), said % {"n": len(facts)})
    return page(request, "budget/desk_file.html", {**_shared(frame), "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Write down the ballot of somebody who phones or stands at the counter; the page after it shows their code."""
    frame = _frame(request, process, round)
    live, terms = list(on_list(frame.round)), terms_shown(frame.round)
    form = SpokenBallotForm(
        request.POST or None, plans=live, kind=terms.form, most=most_of(terms, len(live)), round=frame.round,
        initial={"heard_on": clock.today()},
    )  # fmt: skip
    acted = act(request, form, lambda: _enter(request, frame.round, form))
    if acted:
        receipts.keep(request, acted.result)
        return done(request, f"{frame.address('phone')}?net=1")
    receipt = receipts.take(request) if "net" in request.GET and not form.is_bound else None
    context = {
        **_shared(frame), "form": form, "rows": rows_of(form, live),
        "receipt": receipts.slip(receipt.code) if receipt is not None else None,
    }  # fmt: skip
    return page(request, "budget/desk_phone.html", context, form)


def _enter(request: BrinkRequest, round: Round, form: SpokenBallotForm) -> Receipt:
    actor = _who(request, round, CONTRIBUTION_ENTER)
    told = Told(
        form.cleaned_data["channel"], form.cleaned_data["heard_on"], found(Account.objects.all(), pk=actor.id), actor,
        form.act_key, proof=proof_of(form),
    )  # fmt: skip
    return write_down(round=round, marks=form.marks, told=told)
