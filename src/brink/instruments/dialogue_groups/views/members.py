"""Pages for members of a group: in with the code of the invitation, for one evening, on this device."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.people import attempts
from brink.domain.people.attempts import source_of
from brink.domain.people.desk import act, done, key_of, new_key, page, press, token_of
from brink.foundation import clock, codes
from brink.foundation.crypto import decrypt, encrypt
from brink.foundation.device_cookies import keep, kept, name_at, remembers
from brink.foundation.errors import BadInput, Refusal
from brink.instruments.dialogue_groups import queries
from brink.instruments.dialogue_groups.forms import DissentForm, MemberCodeForm, ProposalForm
from brink.instruments.dialogue_groups.models import Dissent, GroupMember, GroupProposal
from brink.instruments.dialogue_groups.round_settings import KEY
from brink.instruments.dialogue_groups.services import proposals
from brink.instruments.dialogue_groups.services.members import member_by
from brink.ui.figures import euros

COOKIE = remembers("brink-dialooggroep", "the code of a member of a dialogue group, for an evening")
LASTS = timedelta(hours=4)
TRIES_AN_HOUR = 100
P = ParamSpec("P")


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "private, no-store"
    return response


def _known(request: HttpRequest, at: RoundPage) -> GroupMember | None:
    """Return whose code this device holds; None when there is none any more."""
    try:
        code = decrypt(kept(request, COOKIE, at.address("member")), ttl=LASTS, at=clock.now())
    except ValueError:
        return None
    return member_by(code, at.round)


def of_member(
    view: Callable[Concatenate[RoundPage, GroupMember, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Turn a view of a page and a member into one of a page; whoever has no code is sent to the way in."""

    @wraps(view)
    def found(at: RoundPage, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        member = _known(at.request, at)
        if member is None:
            return _private(redirect(at.address("member")))
        return _private(view(at, member, *args, **kwargs))

    return found


def _context(at: RoundPage, **more: Any) -> dict[str, Any]:
    return {
        "frame": at, "round": at.round, "process": at.process, "start_url": at.address(),
        "member_url": at.address("member"), "group_url": at.address("member_group"), **at.process.tenant.heading(),
        **more,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def enter(at: RoundPage) -> HttpResponseBase:
    """Ask for the code of an invitation; it comes by POST only and leaves in an encrypted cookie."""
    request = at.request
    form = MemberCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = _read(form.cleaned_data["code"], at, source_of(request))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            response = redirect(at.address("member_group"))
            keep(response, COOKIE, encrypt(code, at=clock.now()), path=at.address("member"), lasts=LASTS)
            return _private(response)
    elif request.method != "POST" and _known(request, at) is not None:
        return _private(redirect(at.address("member_group")))
    return _private(page(request, "dialogue_groups/member_enter.html", _context(at, form=form), form))


def _read(typed: str, at: RoundPage, source: str) -> str:
    """Return the code that was typed when somebody writes under it here. Raises BadInput, or TooMany."""
    code = codes.read(typed)
    if code is None and codes.is_mistyped(typed):
        raise BadInput(_("Deze code klopt niet. Kijk of er een teken verkeerd is."), field="code")
    if code is not None:
        attempts.check(source, "groepscode", TRIES_AN_HOUR)
        if member_by(code, at.round) is not None:
            return code
    raise BadInput(_("Deze code kennen wij hier niet. Hij staat in de brief van uw uitnodiging."), field="code")


@require_POST
@round_page(KEY)
def leave(at: RoundPage) -> HttpResponseBase:
    """Forget the code on this device."""
    response = redirect(at.address("member"))
    path = at.address("member")
    response.delete_cookie(name_at(COOKIE, path), path=path, samesite="Lax")
    return _private(response)


@require_safe
@round_page(KEY)
@of_member
def workspace(at: RoundPage, member: GroupMember) -> HttpResponseBase:
    """Show a member the proposals of their group, those that are not on the site yet too."""
    told = [one for one in queries.told(at.round, desk=True) if one.proposal.group_id == member.group_id]
    rows = [
        {
            "line": one, "mine": one.proposal.owner_id == member.pk,
            "change_url": at.address("member_change", number=one.proposal.number),
            "dissent_url": at.address("member_dissent", number=one.proposal.number),
        }
        for one in told
    ]  # fmt: skip
    context = _context(
        at,
        member=member,
        group=member.group,
        rows=rows,
        new_url=at.address("member_new"),
        open=_at_work(at),
        done_url=at.address("member_done"),
        evenings=list(member.group.evenings.order_by("number")),
    )
    return page(at.request, "dialogue_groups/member_group.html", context)


def _at_work(at: RoundPage) -> bool:
    return at.round.closed_at is None and at.round.opened_at is not None and clock.now() < at.round.closes_at


def _own(member: GroupMember, number: int) -> GroupProposal:
    rows = GroupProposal.objects.filter(tenant=member.tenant_id, group=member.group_id, number=number)
    found = rows.select_related("round__process", "group", "owner", "line", "carrying_out").first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
@of_member
def propose(at: RoundPage, member: GroupMember) -> HttpResponseBase:
    """Ask for a proposal; whoever sends it carries it."""
    form = ProposalForm(at.request.POST or None, lines=queries.lines_of(at.round))
    acted = act(at.request, form, lambda: proposals.propose(
        member=member, facts=form.facts, key=form.act_key, seat=queries.has_seat(at.viewer, at.round),
    ))  # fmt: skip
    if acted:
        said = _("Het voorstel is ingediend. Na de toets staat het op de site.")
        return done(at.request, at.address("member_group"), said)
    context = _context(at, form=form, member=member, group=member.group, proposal=None)
    return page(at.request, "dialogue_groups/member_proposal.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
@of_member
def change(at: RoundPage, member: GroupMember, number: int) -> HttpResponseBase:
    """Let whoever carries a proposal change it; it is then checked anew."""
    one = _own(member, number)
    names = ("title", "what", "effort", "line", "yearly", "afterwards", "receiver", "own_interest", "abstained")
    start = {name: getattr(one, name) for name in names}
    start |= {name: getattr(one, name) for name in ("low_cents", "high_cents")}
    form = ProposalForm(at.request.POST or None, lines=queries.lines_of(at.round), initial=start, version=token_of(one))
    acted = act(at.request, form, lambda: proposals.change(
        proposal=one, member=member, facts=form.facts, key=form.act_key, seen=form.version_seen(one),
        seat=queries.has_seat(at.viewer, at.round),
    ))  # fmt: skip
    if acted:
        return done(at.request, at.address("member_group"), _("Veranderd. Het voorstel wordt opnieuw getoetst."))
    context = _context(
        at, form=form, member=member, group=member.group, proposal=one, withdraw_key=new_key(),
        withdraw_url=at.address("member_withdraw", number=number), mine=one.owner_id == member.pk,
        held=euros(one.held_cents) if one.held_cents else "", open=_at_work(at),
    )  # fmt: skip
    return page(at.request, "dialogue_groups/member_proposal.html", context, form)


@require_POST
@round_page(KEY)
@of_member
def withdraw(at: RoundPage, member: GroupMember, number: int) -> HttpResponseBase:
    """Let whoever carries a proposal take it back."""
    one = _own(member, number)
    return press(
        at.request, lambda: proposals.withdraw(proposal=one, member=member, key=key_of(at.request)),
        said=_("Ingetrokken. De woorden zijn weg; het nummer blijft staan."), to=at.address("member_group"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
@of_member
def dissent(at: RoundPage, member: GroupMember, number: int) -> HttpResponseBase:
    """Ask a member what they see otherwise; empty takes it back."""
    one = _own(member, number)
    mine = Dissent.objects.filter(tenant=member.tenant_id, proposal=one, member=member).first()
    form = DissentForm(at.request.POST or None, initial={"text": mine.text if mine is not None else ""})
    acted = act(at.request, form, lambda: proposals.dissent(
        proposal=one, member=member, text=form.cleaned_data["text"], key=form.act_key,
        seat=queries.has_seat(at.viewer, at.round),
    ))  # fmt: skip
    if acted:
        said = _("Bewaard. De balie kijkt ernaar; daarna staat het bij het voorstel.")
        return done(at.request, at.address("member_group"), said)
    context = _context(at, form=form, member=member, group=member.group, proposal=one)
    return page(at.request, "dialogue_groups/member_dissent.html", context, form)
