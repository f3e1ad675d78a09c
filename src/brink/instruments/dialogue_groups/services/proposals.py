"""Proposals, written by members of a group under their own code: handed in, changed, withdrawn, and seen otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import RESIDENT, Actor
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.text import Limit, clean, clean_all
from brink.instruments.dialogue_groups.models import Dissent, EarlierProposal, FrameLine, GroupMember, GroupProposal
from brink.instruments.dialogue_groups.round_settings import MOST_AMOUNT, MOST_PROPOSALS, LineKind
from brink.instruments.dialogue_groups.services.council_frame import give_back, unless_waiting
from brink.instruments.dialogue_groups.services.members import at_work


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What a proposal says. Amounts are in cents, from the lowest to the highest that it may cost."""

    title: str
    what: str
    effort: str
    line: FrameLine | None
    low_cents: int | None = None
    high_cents: int | None = None
    yearly: bool = False
    afterwards: str = ""
    receiver: str = ""
    own_interest: bool = False
    abstained: str = ""


_TEXTS = ("title", "what", "effort", "afterwards", "receiver", "abstained")


def _money(facts: ProposalFacts) -> dict[str, Any]:
    """Return the amounts, or raise one sentence at the field that must be mended."""
    high = facts.high_cents if facts.high_cents is not None else facts.low_cents
    low = facts.low_cents if facts.low_cents is not None else high
    if not low or not high or not 0 < low <= MOST_AMOUNT:
        said = _("Wat kost het ongeveer? Zonder bedrag is het nog een wens. Weet u het niet, noem dan van en tot.")
        raise BadInput(said, field="low_cents")
    if not low <= high <= MOST_AMOUNT:
        raise BadInput(_("Het hoogste bedrag is lager dan het laagste. Draai ze om."), field="high_cents")
    if facts.yearly and not facts.afterwards.strip():
        said = _("Dit kost elk jaar geld. Vul in tot wanneer, of wie het daarna betaalt.")
        raise BadInput(said, field="afterwards")
    return {"low_cents": low, "high_cents": high, "yearly": facts.yearly}


def _cleaned(member: GroupMember, facts: ProposalFacts) -> dict[str, Any]:
    texts = clean_all(
        {name: getattr(facts, name) for name in _TEXTS},
        {
            "title": Limit(120, _("Maak de titel korter dan 120 tekens."), empty=_("Geef het voorstel een titel.")),
            "what": Limit(3_000, _("Maak dit korter dan 3.000 tekens."), empty=_("Schrijf op wat de groep wil.")),
            "effort": Limit(
                1_000, _("Maak dit korter dan 1.000 tekens."),
                empty=_("Schrijf op wat de groep zelf doet, of ‘niets’."),
            ),
            "afterwards": Limit(200, _("Maak dit korter dan 200 tekens.")),
            "receiver": Limit(120, _("Maak dit korter dan 120 tekens.")),
            "abstained": Limit(200, _("Maak dit korter dan 200 tekens.")),
        },
    )  # fmt: skip
    line = facts.line
    if line is None or line.round_id != member.group.round_id or line.kind != LineKind.MONEY:
        raise BadInput(_("Kies uit welk bedrag van het kader het komt."), field="line")
    return {**texts, **_money(facts), "line": line, "own_interest": facts.own_interest}


def _of_group(member: GroupMember, proposal: GroupProposal) -> None:
    if member.group_id != proposal.group_id or member.left_at is not None:
        raise NotAllowed(_("Dit voorstel is van een andere groep."))


def unsettled(proposal: GroupProposal) -> None:
    """Raise NotNow for a proposal that is withdrawn or stopped."""
    if proposal.withdrawn_at is not None:
        raise NotNow(_("Dit voorstel is ingetrokken."))
    if proposal.stopped_at is not None:
        raise NotNow(_("Dit voorstel is gestopt."))


@act("groups.proposed", GroupProposal, on=("group.round", "group"))
def _propose(
    *, group: Any, member: GroupMember, facts: ProposalFacts, actor: Actor, key: str | None
) -> Done[GroupProposal]:
    """Write a proposal of a group down under the next number of its round."""
    round = at_work(group.round)
    if member.left_at is not None:
        raise NotAllowed(_("Deze code werkt niet meer. Vraag de balie om een nieuwe uitnodiging."))
    columns = _cleaned(member, facts)
    rows = GroupProposal.objects.filter(tenant=group.tenant_id, round=round)
    if rows.count() >= MOST_PROPOSALS:
        raise NotNow(_("Er passen hooguit %(most)s voorstellen in een ronde.") % {"most": MOST_PROPOSALS})
    row = GroupProposal.objects.create(
        tenant_id=group.tenant_id, created_at=clock.now(), round=round, group=group, owner=member,
        number=int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1, **columns,
    )  # fmt: skip
    return Done(row, {"round": str(round.pk), "group": group.number, "number": row.number}, public=True)


def propose(
    *, member: GroupMember, facts: ProposalFacts, key: str | None, seat: bool = False, actor: Actor = RESIDENT
) -> GroupProposal:
    """Hand in a proposal of a group; whoever writes it carries it. It stands on the site from its check on.

    `seat`: whoever sends it has a seat in council or executive. Raises BadInput at the field to mend, or NotNow.
    """
    unless_waiting(member.group.round, seat=seat)
    return _propose(group=member.group, member=member, facts=facts, actor=actor, key=key)


@act("groups.proposal_changed", GroupProposal, on=("proposal.round", "proposal"))
def _change(
    *, proposal: GroupProposal, member: GroupMember, facts: ProposalFacts, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[GroupProposal]:  # fmt: skip
    """Put other words or another cost in a proposal, and keep what stood there."""
    at_work(proposal.round)
    unsettled(proposal)
    _of_group(member, proposal)
    if proposal.owner_id != member.pk:
        raise NotAllowed(_("Alleen wie het voorstel trekt, verandert de tekst. Schrijf wel op wat u anders ziet."))
    columns = _cleaned(member, facts)
    if all(getattr(proposal, name) == value for name, value in columns.items()):
        raise BadInput(_("U heeft niets veranderd."), field="title")
    if getattr(proposal, "carrying_out", None) is not None:
        raise NotNow(_("Dit voorstel wordt al uitgevoerd. Het verandert niet meer."))
    EarlierProposal.objects.create(
        tenant_id=proposal.tenant_id, created_at=clock.now(), proposal=proposal, version=proposal.version,
        title=proposal.title, what=proposal.what, high_cents=proposal.high_cents,
    )  # fmt: skip
    give_back(proposal.line_id, proposal.held_cents)
    for name, value in columns.items():
        setattr(proposal, name, value)
    proposal.version += 1
    proposal.held_cents, proposal.fits, proposal.checked_at = 0, None, None
    proposal.save(update_fields=(*columns, "version", "held_cents", "fits", "checked_at"))
    return Done(proposal, {"round": str(proposal.round_id), "version": proposal.version}, public=True)


def change(
    *, proposal: GroupProposal, member: GroupMember, facts: ProposalFacts, key: str | None, seen: int | None = None,
    seat: bool = False, actor: Actor = RESIDENT,
) -> GroupProposal:  # fmt: skip
    """Put other words or another cost in a proposal, by whoever carries it: it is then checked anew, whatever it was.

    What stood there is kept, and what was kept apart for it in the frame is free again. Raises BadInput, NotAllowed for
    somebody else, or NotNow.
    """
    unless_waiting(proposal.round, seat=seat)
    return _change(proposal=proposal, member=member, facts=facts, actor=actor, key=key, seen=seen)


@act("groups.proposal_withdrawn", GroupProposal, on=("proposal.round", "proposal"))
def withdraw(
    *, proposal: GroupProposal, member: GroupMember, actor: Actor = RESIDENT, key: str | None
) -> Done[GroupProposal]:
    """Take a proposal back, by whoever carries it, while the groups are at work: its words go, its number stays."""
    at_work(proposal.round)
    unsettled(proposal)
    _of_group(member, proposal)
    if proposal.owner_id != member.pk:
        raise NotAllowed(_("Alleen wie het voorstel trekt, kan het intrekken."))
    if getattr(proposal, "carrying_out", None) is not None:
        raise NotNow(_("Dit voorstel wordt al uitgevoerd. Vraag de balie om het te stoppen, met een reden."))
    give_back(proposal.line_id, proposal.held_cents)
    proposal.withdrawn_at, proposal.held_cents = clock.now(), 0
    for name in _TEXTS:
        setattr(proposal, name, "")
    proposal.yearly = False
    proposal.save(update_fields=("withdrawn_at", "held_cents", "yearly", *_TEXTS))
    EarlierProposal.objects.filter(tenant=proposal.tenant_id, proposal=proposal).update(title="", what="")
    Dissent.objects.filter(tenant=proposal.tenant_id, proposal=proposal).update(text="")
    return Done(proposal, {"round": str(proposal.round_id), "number": proposal.number}, public=True)


@act("groups.owner_changed", GroupProposal, on=("proposal.round", "proposal"))
def hand_over(
    *, proposal: GroupProposal, owner: GroupMember, actor: Actor, key: str | None, seen: int | None = None
) -> Done[GroupProposal]:
    """Let another member of the group carry a proposal, as the group chose. Raises BadInput or NotNow."""
    unsettled(proposal)
    if owner.group_id != proposal.group_id or owner.left_at is not None:
        raise BadInput(_("Kies iemand die nog in deze groep zit."), field="owner")
    if owner.pk == proposal.owner_id:
        raise BadInput(_("Dit lid trekt het voorstel al."), field="owner")
    proposal.owner = owner
    proposal.save(update_fields=("owner",))
    return Done(proposal, {"round": str(proposal.round_id), "number": proposal.number}, public=True)


def _open_for_dissent(arguments: Mapping[str, Any]) -> None:
    at_work(arguments["proposal"].round)


@act("groups.dissented", GroupProposal, on=("proposal.round", "proposal"), before=_open_for_dissent)
def _dissent(
    *, proposal: GroupProposal, member: GroupMember, text: str, actor: Actor, key: str | None
) -> Done[GroupProposal]:
    """Keep what a member sees otherwise, hidden until the desk has looked at it."""
    unsettled(proposal)
    _of_group(member, proposal)
    text = clean(text, limit=1_000, field="text", too_long=_("Maak dit korter dan 1.000 tekens."))
    mine = Dissent.objects.filter(tenant=proposal.tenant_id, proposal=proposal, member=member).first()
    if not text and (mine is None or not mine.text):
        raise BadInput(_("Schrijf op wat u anders ziet."), field="text")
    row = mine or Dissent(tenant_id=proposal.tenant_id, created_at=clock.now(), proposal=proposal, member=member)
    row.text, row.shown_at = text, None
    row.save()
    # Not public, and nothing of whose it is: in a group of eight the moment alone would tell.
    return Done(proposal, {"round": str(proposal.round_id)}, row=proposal)


def dissent(
    *, proposal: GroupProposal, member: GroupMember, text: str, key: str | None, seat: bool = False,
    actor: Actor = RESIDENT,
) -> GroupProposal:  # fmt: skip
    """Keep what a member sees otherwise, in the place of what they said before; empty takes it back.

    It stands with the proposal once the desk has looked at it. Raises BadInput or NotNow.
    """
    unless_waiting(proposal.round, seat=seat)
    return _dissent(proposal=proposal, member=member, text=text, actor=actor, key=key)
