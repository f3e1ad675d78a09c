"""Pages of the desk about the frame and the groups: who is invited, when they meet, and who broke the silence."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.contributions import receipt as receipts
from brink.domain.journal.services import Actor
from brink.domain.journal.ways_back import Foreseen
from brink.domain.participation.round_page import RoundFrame, frame_of
from brink.domain.people.desk import act, done, found, key_of, new_key, own, page, press, token_of
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest
from brink.instruments.dialogue_groups import foreseen, queries
from brink.instruments.dialogue_groups.desk_forms import (
    AccountForm,
    EveningForm,
    GroupForm,
    InterventionForm,
    InviteForm,
    RaiseForm,
)
from brink.instruments.dialogue_groups.models import DialogueGroup, Evening, FrameLine, GroupMember
from brink.instruments.dialogue_groups.panels import bars
from brink.instruments.dialogue_groups.permissions import FRAME_WRITE
from brink.instruments.dialogue_groups.round_settings import KEY
from brink.instruments.dialogue_groups.services import council_frame as frames
from brink.instruments.dialogue_groups.services import members
from brink.instruments.dialogue_groups.states import Stage
from brink.instruments.dialogue_groups.views.public import frame_table
from brink.ui.components import Column, Row, Table
from brink.ui.figures import euros


def at_desk(request: BrinkRequest, process: str, round: str) -> RoundFrame:
    """Return a round of one's own body with what its pages stand on, or answer that there is no such page."""
    rows = Round.objects.filter(instrument=KEY).select_related("process__tenant")
    return frame_of(own(request, rows, process__slug=process, slug=round))


def who(request: BrinkRequest, frame: RoundFrame, action: Action = PROCESS_WRITE) -> Actor:
    """Return who acts; raises NotAllowed."""
    return actor_for(request.viewer, action, frame.round.tenant_id)


def shared(frame: RoundFrame, **more: Any) -> dict[str, Any]:
    """Return what every page of the desk shows."""
    return {
        "round": frame.round, "process": frame.process, "desk_url": frame.address("desk"),
        "back_url": reverse("processes:desk", args=[frame.process.slug]), "start_url": frame.address(), **more,
    }  # fmt: skip


def form_page(
    request: BrinkRequest, frame: RoundFrame, form: Any, do: Callable[[], Any], *, title: str, button: str, said: str,
    to: str | Callable[[Any], str], lead: str = "", back: str = "", foresee: Callable[[], Foreseen] | None = None,
    template: str = "dialogue_groups/desk_form.html", action: Action = PROCESS_WRITE, **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show a page with one form, and do its act when it is sent; whoever may not is told before the form is judged."""
    acted = act(request, form, do, foresee=foresee, may=lambda: who(request, frame, action))
    if acted:
        return done(request, to(acted.result) if callable(to) else to, said)
    context = shared(
        frame, form=form, title=title, button=button, lead=lead, back=back or frame.address("desk"), **more
    )
    return page(request, template, context, form)


def _proposal_table(frame: RoundFrame) -> Table:
    return Table(
        caption=_("Voorstellen"),
        columns=(
            Column(_("Voorstel")), Column(_("Groep")), Column(_("Kost hooguit"), numeric=True), Column(_("Stand"))
        ),
        rows=tuple(
            Row(
                f"{one.proposal.number}. {one.proposal.name}",
                (one.proposal.group.title, euros(one.proposal.high_cents),
                 _("bericht te laat") if one.late else one.stand),
                frame.address("desk_proposal", pk=one.proposal.pk),
            )
            for one in queries.told(frame.round, desk=True)
        ),
    )  # fmt: skip


@require_safe
def overview(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Show the frame, the groups and the proposals, with what comes next."""
    frame = at_desk(request, process, round)
    drawn, members_of = bars(frame.round), queries.members_shown(frame.round)
    groups = [
        {"group": one, "members": len(members_of.get(one.pk, [])), "url": frame.address("desk_group", pk=one.pk),
         "one_kind": queries.one_kind_only(members_of.get(one.pk, []))}
        for one in queries.groups_of(frame.round)
    ]  # fmt: skip
    told = queries.told(frame.round, desk=True)
    context = shared(
        frame, council=queries.frame_of_council(frame.round), bars=drawn, table=frame_table(drawn), groups=groups,
        proposals=_proposal_table(frame), new_group_url=frame.address("desk_new_group"),
        raises=[(one["line"], frame.address("desk_line", pk=one["line"].pk)) for one in drawn],
        intervene_url=frame.address("desk_intervene"), waits=queries.council_waits(frame.round),
        interventions=queries.interventions_of(frame.round),
        unchecked=sum(one.at is Stage.WRITTEN for one in told), late=sum(bool(one.late) for one in told),
        **allowed(request.viewer, frame.round.tenant_id, write=PROCESS_WRITE, frame=FRAME_WRITE),
    )  # fmt: skip
    return page(request, "dialogue_groups/desk_overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_group(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Add a group while the others are at work."""
    frame, form = at_desk(request, process, round), GroupForm(request.POST or None)
    return form_page(
        request, frame, form,
        lambda: members.add_group(
            round=frame.round, title=form.cleaned_data["title"], task=form.cleaned_data["task"],
            actor=who(request, frame), key=form.act_key,
        ),
        title=_("Een groep erbij"), button=_("Zet deze groep erbij"), said=_("De groep staat erbij."),
        to=frame.address("desk"),
    )  # fmt: skip


def _group(frame: RoundFrame, pk: UUID) -> DialogueGroup:
    rows = DialogueGroup.objects.filter(tenant=frame.round.tenant_id, round=frame.round)
    return found(rows.select_related("round__process"), pk=pk)


@require_safe
def group(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Show one group with its members by name, and its evenings."""
    frame = at_desk(request, process, round)
    one = _group(frame, pk)
    rows = list(GroupMember.objects.filter(group=one).order_by("number"))
    evenings = [(row, frame.address("desk_account", pk=row.pk)) for row in one.evenings.order_by("number")]
    context = shared(
        frame, group=one, evenings=evenings, key=new_key(),
        members=[(row, frame.address("desk_leave", pk=row.pk)) for row in rows],
        one_kind=queries.one_kind_only([row for row in rows if row.left_at is None]),
        invite_url=frame.address("desk_invite", pk=pk), evening_url=frame.address("desk_evening", pk=pk),
        **allowed(request.viewer, frame.round.tenant_id, write=PROCESS_WRITE),
    )  # fmt: skip
    return page(request, "dialogue_groups/desk_group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Invite somebody into a group; the next page is the letter with their code."""
    frame, form = at_desk(request, process, round), InviteForm(request.POST or None)
    one = _group(frame, pk)
    return form_page(
        request, frame, form,
        lambda: members.invite(group=one, who=form.who, actor=who(request, frame), key=form.act_key),
        title=_("Nodig iemand uit voor ‘%(group)s’") % {"group": one.title}, button=_("Maak de uitnodiging"),
        lead=_("Daarna komt de brief met de code. Print hem meteen: na een uur ziet niemand de code meer."),
        said="", to=lambda member: frame.address("desk_letter", pk=member.pk),
        back=frame.address("desk_group", pk=pk),
    )  # fmt: skip


@require_safe
def letter(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Show the letter of an invitation with its code, for an hour."""
    frame = at_desk(request, process, round)
    rows = GroupMember.objects.filter(tenant=frame.round.tenant_id, group__round=frame.round, left_at=None)
    one = found(rows.select_related("group"), pk=pk)
    code = members.code_of(one)
    context = shared(
        frame, member=one, group=one.group, receipt=receipts.slip(code) if code else None, code=code,
        member_url=frame.address("member"), back_url=frame.address("desk_group", pk=one.group_id),
        **frame.process.tenant.heading(),
    )  # fmt: skip
    response = page(request, "dialogue_groups/letter.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def evening(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Plan an evening of a group."""
    frame, form = at_desk(request, process, round), EveningForm(request.POST or None)
    one = _group(frame, pk)
    back = frame.address("desk_group", pk=pk)
    return form_page(
        request, frame, form,
        lambda: members.plan_evening(
            group=one, on=form.cleaned_data["on"], place=form.cleaned_data["place"], actor=who(request, frame),
            key=form.act_key,
        ),
        title=_("Plan een avond voor ‘%(group)s’") % {"group": one.title}, button=_("Plan deze avond"),
        lead=_("In Nijkerk kwam elke groep zeker zes keer bij elkaar."), said=_("De avond staat op de site."), to=back,
        back=back,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Write down what an evening was about."""
    frame = at_desk(request, process, round)
    rows = Evening.objects.filter(tenant=frame.round.tenant_id, group__round=frame.round)
    one = found(rows.select_related("group__round__process"), pk=pk)
    form = AccountForm(request.POST or None, initial={"account": one.account}, version=token_of(one))
    back = frame.address("desk_group", pk=one.group_id)
    return form_page(
        request, frame, form,
        lambda: members.tell_evening(
            evening=one, account=form.cleaned_data["account"], actor=who(request, frame), key=form.act_key,
            seen=form.version_seen(one),
        ),
        title=_("Waar ging deze avond over?"), button=_("Bewaar"), said=_("Het verslag staat op de site."), to=back,
        back=back,
    )  # fmt: skip


@require_POST
def leave(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Note that a member stopped."""
    frame = at_desk(request, process, round)
    rows = GroupMember.objects.filter(tenant=frame.round.tenant_id, group__round=frame.round)
    one = found(rows.select_related("group__round__process"), pk=pk)
    return press(
        request, lambda: members.leave(member=one, actor=who(request, frame), key=key_of(request)),
        said=_("Opgeschreven. De naam is vernietigd en de code werkt niet meer."),
        to=frame.address("desk_group", pk=one.group_id),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def raise_line(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Make an amount of the frame higher, by a later decision of the council."""
    frame = at_desk(request, process, round)
    rows = FrameLine.objects.filter(tenant=frame.round.tenant_id, round=frame.round, kind="money")
    one = found(rows.select_related("round__process"), pk=pk)
    form = RaiseForm(request.POST or None, version=token_of(one))
    said = {"line": one.title, "now": euros(one.ceiling_cents), "held": euros(one.committed_cents)}
    return form_page(
        request, frame, form,
        lambda: frames.raise_line(
            line=one, facts=form.facts, actor=who(request, frame, FRAME_WRITE), key=form.act_key,
            seen=form.version_seen(one),
        ),
        title=_("Maak het kader ruimer"), button=_("Verder"),
        lead=_("‘%(line)s’ is nu %(now)s. Toegezegd is %(held)s.") % said, said=_("Het kader is ruimer."),
        to=frame.address("desk"), foresee=lambda: foreseen.raising(one, form.facts), action=FRAME_WRITE,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def intervene(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Write down that somebody of council or executive spoke while the groups were at work."""
    frame = at_desk(request, process, round)
    form = InterventionForm(request.POST or None, round=frame.round)
    return form_page(
        request, frame, form,
        lambda: frames.note_intervention(
            round=frame.round, actor=who(request, frame, FRAME_WRITE), key=form.act_key,
            **{name: form.cleaned_data[name] for name in ("person", "on", "said", "reason")},
        ),
        title=_("Iemand praatte toch mee"), button=_("Zet op de site"),
        lead=_("Raad en bestuur wachten tot de groepen klaar zijn. Iedereen leest wie toch meepraatte, en waarom."),
        said=_("Het staat op de site."), to=frame.address("desk"), action=FRAME_WRITE,
    )  # fmt: skip
