"""Pages of the desk about one proposal: the check, who carries it, carrying out, and what the council says of each."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.decisions.models import Decision
from brink.domain.decisions.permissions import DECISION_WRITE
from brink.domain.participation.round_page import RoundFrame
from brink.domain.people.desk import found, key_of, new_key, page, press, token_of
from brink.domain.people.queries import allowed
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.requests import BrinkRequest
from brink.instruments.dialogue_groups import foreseen, queries
from brink.instruments.dialogue_groups.desk_forms import (
    CheckForm,
    NamingForm,
    OwnerForm,
    ReportForm,
    StartForm,
    StopForm,
)
from brink.instruments.dialogue_groups.models import Dissent, GroupProposal, LineCheck, Naming
from brink.instruments.dialogue_groups.round_settings import LineKind
from brink.instruments.dialogue_groups.services import adopting, carrying_out, checking, proposals
from brink.instruments.dialogue_groups.services.checking import at_amount
from brink.instruments.dialogue_groups.states import Stage
from brink.instruments.dialogue_groups.views.desk import at_desk, form_page, shared, who


def _one(frame: RoundFrame, pk: UUID) -> GroupProposal:
    rows = GroupProposal.objects.filter(tenant=frame.round.tenant_id, round=frame.round)
    tied = ("round__process", "group", "owner", "line", "carrying_out__commitment", "tenant")
    return found(rows.select_related(*tied), pk=pk)


@require_safe
def proposal(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Show a proposal with all that can be done with it."""
    frame = at_desk(request, process, round)
    one = _one(frame, pk)
    line = next(row for row in queries.told(frame.round, desk=True) if row.proposal.pk == pk)
    steps = {
        "check": line.at in (Stage.WRITTEN, Stage.FITS, Stage.WEIGHING) and one.stopped_at is None,
        "start": line.at in (Stage.FITS, Stage.ADOPTED), "report": line.at is Stage.CARRIED_OUT,
        "stop": line.at in (Stage.FITS, Stage.ADOPTED, Stage.CARRIED_OUT),
        "owner": line.at not in (Stage.WITHDRAWN, Stage.STOPPED),
    }  # fmt: skip
    dissents = [
        (row, frame.address("desk_dissent", pk=row.pk))
        for row in Dissent.objects.filter(proposal=one).exclude(text="").order_by("created_at", "id")
    ]
    context = shared(
        frame, proposal=one, line=line, checks=queries.checks_of(one), dissents=dissents, key=new_key(), steps=steps,
        urls={name: frame.address(f"desk_{name}", pk=pk) for name in steps},
        **allowed(request.viewer, frame.round.tenant_id, write=PROCESS_WRITE),
    )  # fmt: skip
    return page(request, "dialogue_groups/desk_proposal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Hold a proposal beside every line of the frame."""
    frame = at_desk(request, process, round)
    one = _one(frame, pk)
    lines = queries.lines_of(frame.round)
    last = {row.line_id: row for row in LineCheck.objects.filter(proposal=one).order_by("round_of_check")}
    judged = [row for row in lines if row.kind != LineKind.MONEY]
    start = {f"fits-{row.number}": "ja" if last[row.pk].fits else "nee" for row in judged if row.pk in last}
    start |= {f"reason-{row.number}": last[row.pk].reason for row in judged if row.pk in last}
    form = CheckForm(request.POST or None, lines=judged, initial=start, version=token_of(one))
    back = frame.address("desk_proposal", pk=pk)
    return form_page(
        request, frame, form,
        lambda: checking.check(
            proposal=one, line_fits=form.line_fits, actor=who(request, frame), key=form.act_key,
            seen=form.version_seen(one),
        ),
        title=_("Toets voorstel %(number)s aan het kader") % {"number": one.number}, button=_("Leg de toets vast"),
        lead=_("Past het bij elke lijn, dan gaat het door. Past het ergens niet, dan weegt de raad het."),
        said=_("Getoetst. Het staat met de toets op de site."), to=back, back=back,
        template="dialogue_groups/desk_check.html",
        amounts=[(row, *at_amount(one, row)) for row in lines if row.kind == LineKind.MONEY], proposal=one,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Let another member of the group carry a proposal."""
    frame = at_desk(request, process, round)
    one = _one(frame, pk)
    form = OwnerForm(request.POST or None, proposal=one, initial={"owner": one.owner_id}, version=token_of(one))
    back = frame.address("desk_proposal", pk=pk)
    return form_page(
        request, frame, form,
        lambda: proposals.hand_over(
            proposal=one, owner=form.cleaned_data["owner"], actor=who(request, frame), key=form.act_key,
            seen=form.version_seen(one),
        ),
        title=_("Wie trekt dit voorstel?"), button=_("Bewaar"), lead=_("De groep kiest dat zelf."), said=_("Bewaard."),
        to=back, back=back,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Begin with a proposal: it becomes a promise to the group."""
    frame = at_desk(request, process, round)
    one = _one(frame, pk)
    form = StartForm(request.POST or None, round=frame.round, version=token_of(one))
    back = frame.address("desk_proposal", pk=pk)
    return form_page(
        request, frame, form,
        lambda: carrying_out.start(
            proposal=one, owner=form.cleaned_data["owner"], due_on=form.cleaned_data["due_on"],
            actor=who(request, frame), key=form.act_key, seen=form.version_seen(one),
        ),
        title=_("Begin met voorstel %(number)s") % {"number": one.number}, button=_("Begin hiermee"),
        lead=_("Het wordt een toezegging aan de groep. Daarna schrijft u elk kwartaal hoe het gaat."),
        said=_("Begonnen. De toezegging staat op de site."), to=back, back=back,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Write down how a proposal goes in one quarter."""
    frame = at_desk(request, process, round)
    one = _one(frame, pk)
    if getattr(one, "carrying_out", None) is None:
        raise Http404
    told = set(one.reports.values_list("year", "quarter"))
    form = ReportForm(request.POST or None, proposal=one, reported=told)
    back = frame.address("desk_proposal", pk=pk)
    return form_page(
        request, frame, form,
        lambda: carrying_out.report(proposal=one, facts=form.facts, actor=who(request, frame), key=form.act_key),
        title=_("Hoe gaat het met voorstel %(number)s?") % {"number": one.number}, button=_("Zet op de site"),
        said=_("Het bericht staat op de site."), to=back, back=back,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Stop a proposal, with a reason."""
    frame = at_desk(request, process, round)
    one = _one(frame, pk)
    form = StopForm(request.POST or None, version=token_of(one))
    back = frame.address("desk_proposal", pk=pk)
    return form_page(
        request, frame, form,
        lambda: carrying_out.stop(
            proposal=one, reason=form.cleaned_data["reason"], actor=who(request, frame), key=form.act_key,
            seen=form.version_seen(one),
        ),
        title=_("Stop voorstel %(number)s") % {"number": one.number}, button=_("Verder"),
        said=_("Gestopt, met de reden."),
        to=back, back=back, foresee=lambda: foreseen.stopping(one, form.cleaned_data["reason"]),
    )  # fmt: skip


@require_POST
def dissent(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Put the words of who sees a proposal otherwise on the site, or take them off."""
    frame = at_desk(request, process, round)
    rows = Dissent.objects.filter(tenant=frame.round.tenant_id, proposal__round=frame.round)
    one = found(rows.select_related("proposal__round"), pk=pk)
    shows = request.POST.get("doe") != "weg"
    actor, key = who(request, frame), key_of(request)
    return press(
        request,
        (lambda: checking.show_dissent(dissent=one, actor=actor, key=key))
        if shows
        else lambda: checking.hide_dissent(dissent=one, actor=actor, key=key),
        said=_("Het staat bij het voorstel.") if shows else _("Het staat niet meer op de site."),
        to=frame.address("desk_proposal", pk=one.proposal_id),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Say in a decision that is being prepared what the council does with each proposal."""
    frame = at_desk(request, process, round)
    rows = Decision.objects.filter(tenant=frame.round.tenant_id, process=frame.process)
    decision = found(rows.select_related("process"), pk=pk)
    waiting = queries.to_be_named(frame.round, decision)
    start: dict[str, object] = {}
    for row in Naming.objects.filter(decision=decision, proposal__in=waiting).select_related("proposal", "breach"):
        at = row.proposal.number
        start |= {
            f"answer-{at}": row.answer, f"reason-{at}": row.reason, f"minority-{at}": row.minority,
            f"breach-{at}": str(row.breach.number) if row.breach is not None else "",
        }  # fmt: skip
    form = NamingForm(
        request.POST or None, proposals=waiting, lines=queries.lines_of(frame.round), initial=start,
        version=token_of(decision, "groups.proposals_named"),
    )  # fmt: skip
    back = reverse("decisions:desk", args=[decision.slug])
    return form_page(
        request, frame, form,
        lambda: adopting.name_each(
            decision=decision, round=frame.round, answers=form.answers, key=form.act_key,
            actor=who(request, frame, DECISION_WRITE), seen=form.version_seen(decision),
        ),
        title=_("Wat doet de raad met elk voorstel?"), button=_("Bewaar bij het besluit"),
        lead=_("De raad noemt elk voorstel apart. Iedereen leest het als het besluit openbaar is."),
        said=_("Bewaard bij het besluit."), to=back, back=back,
        template="dialogue_groups/desk_naming.html", action=DECISION_WRITE, waiting=waiting,
    )  # fmt: skip
