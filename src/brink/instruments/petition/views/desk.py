"""/balie/voorstellen/: the rules, what was handed in and waits, and one petition step by step."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.journal.services import Actor
from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.desk import act, done, login_first, member, own, own_body, page, token_of
from brink.domain.people.models import Account, Person
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK
from brink.instruments.petition import foreseen, queries
from brink.instruments.petition.desk_forms import AcceptForm, AskMendForm, ListForm, RefuseForm, RulesForm
from brink.instruments.petition.models import Proposal, RuleSet
from brink.instruments.petition.permissions import PETITION_RULE, PETITION_WRITE
from brink.instruments.petition.round_settings import KEY
from brink.instruments.petition.services import accepting, paper, proposals, rule_sets
from brink.instruments.petition.states import STATE_NAMES


@require_safe
@login_first
def desk(request: BrinkRequest) -> HttpResponse:
    """List what was handed in and waits, and each petition with its next step."""
    viewer = member(request)
    rows = queries.rounds_at_desk(viewer)
    context = {
        "proposals": queries.waiting_proposals(viewer)[:60],
        "petitions": [(one, queries.step_for(one), _at(one.round, "desk")) for one in rows],
        "rules_url": reverse("petitions:rules"),
    }  # fmt: skip
    return page(request, "petition/desk_list.html", context)


def _at(round: Round, name: str) -> str:
    return reverse(f"petition:{name}", kwargs={"process": round.process.slug, "round": round.slug})


def actor(request: BrinkRequest, action: Action, tenant_id: UUID) -> Actor:
    """Return who acts, in the role that allows it."""
    return actor_for(request.viewer, action, tenant_id)


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: BrinkRequest) -> HttpResponse:
    """Show the rules in force and write down what an organ adopted instead."""
    body = own_body(request, DESK)
    now = queries.rules_in_force(body)
    form = RulesForm(body, request.POST or None, initial=RulesForm.start(now), version=token_of(now))
    before = form.row_seen(RuleSet.objects.filter(tenant=body))
    acted = act(request, form, lambda: rule_sets.adopt_rules(
        tenant=body, facts=form.facts(), before=before, actor=actor(request, PETITION_RULE, body.pk), key=form.act_key,
        seen=form.version_seen(before),
    ), may=lambda: actor(request, PETITION_RULE, body.pk))  # fmt: skip
    if acted:
        said = _("Bewaard. Dit geldt voor nieuwe voorstellen. Voorstellen van eerder houden hun eigen regels.")
        return done(request, reverse("petitions:rules"), said)
    context = {
        "form": form, "rules": now, "body": body, "back": reverse("petitions:desk"),
        **allowed(request.viewer, body.pk, write=PETITION_RULE),
    }  # fmt: skip
    return page(request, "petition/desk_rules.html", context, form)


def _proposal(request: BrinkRequest, pk: UUID) -> Proposal:
    rows = Proposal.objects.select_related(
        "contribution__process", "contribution__giver", "tenant", "rules__area", "rules__decider", "rules__council",
        "rules__adopted_by", "rules__tenant", "round__process",
    )  # fmt: skip
    return own(request, rows, pk=pk)


def _forms(proposal: Proposal, which: str, data: object) -> dict[str, AcceptForm | AskMendForm | RefuseForm]:
    """Return the three forms of a first look, of which the one that was sent is bound."""
    people = Person.objects.filter(tenant_id=proposal.tenant_id).order_by("name")
    sent = {name: data if name == which else None for name in ("accept", "mend", "refuse")}
    start = {"opens_on": clock.today(), "contact": proposal.contribution.process.owner_id}
    asked = {"note": proposal.mend_note} if sent["mend"] is not None else None
    # The giver may put other words in its place meanwhile: nobody opens or refuses what they did not read.
    read = token_of(proposal)
    return {
        "accept": AcceptForm(proposal.tenant, people, sent["accept"], initial=start, auto_id="open_%s", version=read),
        "mend": AskMendForm(sent["mend"], initial=asked, auto_id="anders_%s", version=read),
        "refuse": RefuseForm(proposal.rules, sent["refuse"], auto_id="nee_%s", version=read),
    }  # fmt: skip


def _do(request: BrinkRequest, proposal: Proposal, which: str, form: AcceptForm | AskMendForm | RefuseForm) -> object:
    who, data = actor(request, PETITION_WRITE, proposal.tenant_id), form.cleaned_data
    seen = form.version_seen(proposal)
    if isinstance(form, AcceptForm):
        return accepting.accept(proposal=proposal, facts=form.facts(), actor=who, key=form.act_key, seen=seen)
    if isinstance(form, AskMendForm):
        return proposals.ask_mend(proposal=proposal, note=data["note"], actor=who, key=form.act_key, seen=seen)
    return proposals.refuse(
        proposal=proposal, ground=data["ground"], reason=data["reason"], actor=who, key=form.act_key, seen=seen
    )


def _foresee(row: Proposal, form: AcceptForm | AskMendForm | RefuseForm) -> Callable[[], Foreseen] | None:
    """Return what tells an act first that others read; a request to mend is only a request."""
    if isinstance(form, AcceptForm):
        return lambda: foreseen.accepting(row, form.facts())
    if isinstance(form, RefuseForm):
        return lambda: foreseen.refusing(row, form.cleaned_data["ground"], form.cleaned_data["reason"])
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: BrinkRequest, pk: UUID, which: str = "") -> HttpResponse:
    """Look at what was handed in: open it for support, ask for something else, or say no with a ground."""
    row = _proposal(request, pk)
    forms = _forms(row, which, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if which not in forms:
            return redirect("petitions:proposal", row.pk)
        sent = forms[which]
        if act(
            request, sent, lambda: _do(request, row, which, sent),
            may=lambda: actor(request, PETITION_WRITE, row.tenant_id), foresee=_foresee(row, sent),
        ):  # fmt: skip
            said = {
                "accept": _("Het voorstel staat open voor steun."),
                "mend": _("Bewaard. De indiener leest het met de code."),
                "refuse": _("Afgewezen. De indiener leest de grond en uw reden."),
            }  # fmt: skip
            return done(request, reverse("petitions:desk"), said[which])
    context = {
        "proposal": row, "state": STATE_NAMES[queries.proposal_state(row)],
        "waits": row.round_id is None and row.refused_at is None, "back": reverse("petitions:desk"),
        "giver": getattr(row.contribution, "giver", None), **forms,
        **allowed(request.viewer, row.tenant_id, write=PETITION_WRITE),
    }  # fmt: skip
    return page(request, "petition/desk_proposal.html", context, *forms.values())


def own_round(request: BrinkRequest, process: str, round: str) -> Round:
    """Return a round of support of one's own body."""
    rows = Round.objects.select_related("process__tenant", "room")
    return own(request, rows, process__slug=process, slug=round, instrument=KEY)


@require_http_methods(["GET", "HEAD", "POST"])
def typed_list(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Type over a list that came in on paper."""
    row = own_round(request, process, round)
    form = ListForm(request.POST or None, initial={"filled_on": clock.today()})
    acted = act(request, form, lambda: paper.take_list(
        round=row, mark=form.cleaned_data["mark"], filled_on=form.cleaned_data["filled_on"], lines=form.lines(),
        officer=Account.objects.get(pk=str(member(request).account_id)),
        actor=actor(request, PETITION_WRITE, row.tenant_id), key=form.act_key,
    ), may=lambda: actor(request, PETITION_WRITE, row.tenant_id))  # fmt: skip
    if acted:
        batch = acted.result
        said = ngettext("%(n)s regel telt mee.", "%(n)s regels tellen mee.", batch.taken) % {"n": batch.taken}
        if batch.doubles:
            lines = ", ".join(str(one) for one in batch.doubles)
            said += " " + _("Deze regels stonden er al en tellen niet dubbel: %(lines)s.") % {"lines": lines}
        return done(request, _at(row, "typed"), said)
    context = {
        "round": row, "process": row.process, "form": form, "back": _at(row, "desk"),
        **allowed(request.viewer, row.tenant_id, write=PETITION_WRITE),
    }  # fmt: skip
    return page(request, "petition/desk_typed.html", context, form)
