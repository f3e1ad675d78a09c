"""/balie/organisatie/leden/: who sits in council and executive, in which fractie, and when."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.people.body_forms import EndForm, MemberForm, MembersForm, MoveForm
from brink.domain.people.body_queries import members_of
from brink.domain.people.desk import BrinkRequest, act, done, login_first, own, own_body, page, page_of, token_of
from brink.domain.people.member_lists import MemberRow, read_members
from brink.domain.people.models import CouncilGroup, Membership
from brink.domain.people.permissions import MEMBERS_WRITE
from brink.domain.people.queries import actor_for
from brink.domain.people.services import bring_members, end_membership, move_member
from brink.foundation import clock
from brink.foundation.permissions import can
from brink.foundation.visibility import ELECTED

PER_PAGE = 60


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def members(request: BrinkRequest) -> HttpResponse:
    """List the members of a body; add one, or a whole list."""
    body = own_body(request, MEMBERS_WRITE.roles)
    do = request.POST.get("do", "")
    one = MemberForm(request.POST if do == "member" else None, body=body)
    many = MembersForm(request.POST if do == "members" else None, body=body)
    sent = many if do == "members" else one

    def bring() -> int:
        data = sent.cleaned_data
        if sent is one:
            row = MemberRow(data["name"].strip(), _named(data["group"]), data["starts"], data["ends"])
        rows = (row,) if sent is one else read_members(data["rows"], clock.today())
        actor = actor_for(request.viewer, MEMBERS_WRITE, body.pk, organ=data["organ"])
        return bring_members(organ=data["organ"], rows=rows, actor=actor, key=sent.act_key)

    acted = act(request, sent, bring) if do else None
    if acted:
        said = ngettext("%(count)d lid staat erbij.", "%(count)d leden staan erbij.", acted.result)
        return done(request, request.get_full_path(), said % {"count": acted.result})
    context = {
        "body": body, "members": page_of(request, members_of(body), PER_PAGE), "one": one, "many": many,
        "today": clock.today(),
    }  # fmt: skip
    return page(request, "people/members.html", context, *([sent] if do else []))


def _named(group: CouncilGroup | None) -> str:
    return group.name if group is not None else ""


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Let a member go on in another fractie, or stop."""
    rows = Membership.objects.filter(role__in=ELECTED).select_related("person", "organ", "group", "tenant")
    row = own(request, rows, pk=pk)
    do, today = request.POST.get("do", ""), {"starts": clock.today(), "last_day": clock.today()}
    move = MoveForm(
        request.POST if do == "move" else None, initial=today, version=token_of(row), auto_id="move-%s",
        body=row.tenant,
    )  # fmt: skip
    end = EndForm(request.POST if do == "end" else None, initial=today, auto_id="end-%s")
    sent = end if do == "end" else move

    def change() -> Membership:
        actor, data = actor_for(request.viewer, MEMBERS_WRITE, row.tenant_id, organ=row.organ), sent.cleaned_data
        if sent is end:
            return end_membership(membership=row, last_day=data["last_day"], actor=actor, key=sent.act_key)
        return move_member(
            membership=row, group=_named(data["group"]), starts=data["starts"], actor=actor, key=sent.act_key,
            seen=sent.version_seen(row),
        )  # fmt: skip

    acted = act(request, sent, change) if do in ("move", "end") else None
    if acted:
        back = f"{reverse('people:members')}?organisatie={row.tenant.slug}"
        return done(request, back, _("Opgeslagen. Dit geldt vanaf nu."))
    may = can(request.viewer, MEMBERS_WRITE, row.tenant_id, row.organ) or sent.is_bound
    return page(
        request, "people/seat.html", {"seat": row, "move": move, "end": end, "may": may}, *([sent] if do else [])
    )
