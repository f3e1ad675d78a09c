"""Pages for everybody: the frame and how full it is, the groups, each proposal, and a reaction."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.people.reaching import phone_of
from brink.domain.records.card import card_of
from brink.domain.records.showing import address
from brink.foundation.addresses import page_url
from brink.foundation.kept_pages import may_be_kept
from brink.instruments.dialogue_groups import queries
from brink.instruments.dialogue_groups.forms import ReactionForm
from brink.instruments.dialogue_groups.models import CarryingOut
from brink.instruments.dialogue_groups.panels import bars
from brink.instruments.dialogue_groups.queries import Line
from brink.instruments.dialogue_groups.round_settings import KEY, REACTION, LineKind
from brink.instruments.dialogue_groups.services.reactions import RECEIVED
from brink.instruments.dialogue_groups.services.reactions import react as take_reaction
from brink.instruments.dialogue_groups.states import Stage
from brink.ui.components import Column, Row, Table
from brink.ui.figures import euros
from brink.ui.not_sent import not_sent

_OUT = frozenset({Stage.WEIGHING})
READ_MOST = 50


def frame_table(page_bars: list[dict[str, Any]]) -> Table:
    """Return the table beside the picture of the frame: the same figures."""
    return Table(
        caption=_("Bedrag per lijn"),
        columns=(Column(_("Lijn")), Column(_("Kader"), numeric=True), Column(_("Past"), numeric=True),
                 Column(_("Over"), numeric=True)),
        rows=tuple(
            Row(
                f"{one['line'].title} ({_('elk jaar') if one['line'].yearly else _('eenmalig')})",
                (euros(one["line"].ceiling_cents), euros(one["line"].committed_cents), euros(one["line"].free_cents)),
            )
            for one in page_bars
        ),
    )  # fmt: skip


def _shared(page: RoundPage) -> dict[str, Any]:
    return {
        "council": queries.frame_of_council(page.round), "start_url": page.address(),
        "react_url": page.address("react"), "member_url": page.address("member"), "print_url": page.address("print"),
    }  # fmt: skip


@may_be_kept
@require_safe
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Tell the story: the frame, how full it is, the groups, what fits and what does not, and how it goes."""
    told, lines = queries.told(page.round), queries.lines_of(page.round)
    drawn, members = bars(page.round), queries.members_shown(page.round)
    living = [one for one in told if one.at is not Stage.WITHDRAWN]
    groups = [
        {"group": one, "members": members.get(one.pk, []), "url": page.address("group", number=one.number),
         "proposals": sum(line.proposal.group_id == one.pk for line in living)}
        for one in queries.groups_of(page.round)
    ]  # fmt: skip
    context = {
        **_shared(page), "bars": drawn, "table": frame_table(drawn), "groups": groups,
        "bounds": [one for one in lines if one.kind != LineKind.MONEY],
        "inside": [_row(page, one) for one in living if one.proposal.fits],
        "outside": [_row(page, one) for one in living if one.proposal.fits is False],
        "late": [_row(page, one) for one in living if one.late], "waits": queries.council_waits(page.round),
        "interventions": queries.interventions_of(page.round), "promise": page.promise(),
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
        "from_one_line": page.from_one_line(RECEIVED, queries.all_reactions(page.round).count()),
    }  # fmt: skip
    return page.render("dialogue_groups/start.html", context, own=False)


def _row(page: RoundPage, line: Line) -> dict[str, Any]:
    return {"line": line, "url": page.address("proposal", number=line.proposal.number)}


@may_be_kept
@require_safe
@round_page(KEY)
def group(page: RoundPage, number: int) -> HttpResponse:
    """Show one group: its task, who is in it, its evenings and its proposals."""
    one = next((row for row in queries.groups_of(page.round, page.viewer) if row.number == number), None)
    if one is None:
        raise Http404
    members = queries.members_shown(page.round).get(one.pk, [])
    lines = queries.told(page.round, viewer=page.viewer)
    told = [line for line in lines if line.proposal.group_id == one.pk]
    context = {
        **_shared(page), "group": one, "members": members, "evenings": list(one.evenings.all()),
        "rows": [_row(page, line) for line in told], "one_kind": queries.one_kind_only(members),
    }  # fmt: skip
    return page.render("dialogue_groups/group.html", context, own=False)


def find(page: RoundPage, number: int) -> Line:
    """Return a proposal that this viewer may see: before release its own desk; raises Http404."""
    found = next((one for one in queries.told(page.round, viewer=page.viewer) if one.proposal.number == number), None)
    if found is None:
        raise Http404
    return found


def _promise_url(carried: CarryingOut | None) -> str:
    """Return the page of the promise that a proposal became."""
    if carried is None:
        return ""
    record = carried.commitment.record
    return address(card_of(record), record)


@may_be_kept
@require_safe
@round_page(KEY)
def proposal(page: RoundPage, number: int) -> HttpResponse:
    """Show one proposal: how it stands beside each line of the frame, who sees it otherwise, and what came of it."""
    line = find(page, number)
    one = line.proposal
    carried = getattr(one, "carrying_out", None)
    context = {
        **_shared(page), "line": line, "proposal": one, "checks": queries.checks_of(one),
        "dissents": queries.dissent_of(one), "reactions": queries.reactions_to(one, page.round)[:READ_MOST],
        "more": max(0, line.reactions - READ_MOST),
        "promise_url": _promise_url(carried),
        "earlier": list(one.earlier.order_by("version")), "react_here": f"{page.address('react')}?voorstel={number}",
    }  # fmt: skip
    return page.render("dialogue_groups/proposal.html", context, own=False)


@require_safe
@round_page(KEY)
def printed(page: RoundPage) -> HttpResponse:
    """Show the frame and the numbered proposals for printing, beside the form on paper."""
    told = [one for one in queries.told(page.round) if one.at is not Stage.WITHDRAWN]
    body = page.process.tenant
    context = {
        **_shared(page), "lines": queries.lines_of(page.round), "told": told, "back_url": page.address(),
        "contact": ", ".join(filter(None, (phone_of(body), body.email))),
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
    }  # fmt: skip
    return page.render("dialogue_groups/print.html", context, own=False)


def _give(page: RoundPage, form: ReactionForm, data: dict[str, Any]) -> Receipt:
    shared = {name: data[name] for name in ("text", "publicity", "public_name", "email")}
    return take_reaction(
        round=page.round, words=Words(kind=REACTION, **shared), proposal=data["proposal"], key=data["key"],
        token=page.device.value, seat=queries.has_seat(page.viewer, page.round),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def react(page: RoundPage) -> HttpResponse:
    """Ask somebody outside the groups what they want to say; a hint asks once more and loses nothing."""
    shown = [one.proposal for one in queries.told(page.round) if one.at is not Stage.WITHDRAWN]
    asked = page.request.GET.get("voorstel", "")[:4]
    chosen = next((one.pk for one in shown if str(one.number) == asked), None)
    if page.request.method != "POST":
        if not page.is_open:
            return page.closed()
        return _asked(page, ReactionForm(proposals=shown, initial={"proposal": chosen}))
    form = ReactionForm(page.request.POST, proposals=shown)
    hints = form.hints() if form.is_valid() else []
    if not hints:
        taken = gave(page, form, lambda data: _give(page, form, data))
        if taken is not None:
            return taken
    return _asked(page, form, hints=hints)


def _asked(page: RoundPage, form: ReactionForm, **context: Any) -> HttpResponse:
    asked = "dialogue_groups/asked.html" if context.get("hints") else ""
    shown = {
        **_shared(page), "form": form, "promise": page.promise(), "seen": "gezien" if form.is_bound else "",
        "paper_url": page_url("paper", page.process.slug, page.round.slug), **context,
    }  # fmt: skip
    return page.render("dialogue_groups/react.html", shown, status_of(form), stop=not_sent(form, part=asked))
