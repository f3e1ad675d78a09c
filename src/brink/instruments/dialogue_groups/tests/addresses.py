"""Who may open which page of dialogue groups."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.decisions.permissions import DECISION_WRITE
from brink.domain.people.models import Organ
from brink.domain.processes.models import Process, Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation import clock, codes
from brink.instruments.dialogue_groups.models import (
    CouncilFrame,
    DialogueGroup,
    Dissent,
    Evening,
    FrameLine,
    GroupMember,
    GroupProposal,
)
from brink.instruments.dialogue_groups.permissions import FRAME_WRITE
from brink.instruments.dialogue_groups.round_settings import KEY as GROUPS

_round = in_round(GROUPS)
CODE = "heide lijster veen 4821 0736 N"


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Let a group work in the round of dialogue groups, where there is one: a member, an evening and a proposal."""
    if GROUPS not in rounds:
        return {}
    round = rounds[GROUPS]
    common = {"tenant": process.tenant, "created_at": clock.now()}
    council = Organ.objects.filter(tenant=process.tenant, role="council").order_by("created_at", "id").first()
    CouncilFrame.objects.create(**common, round=round, organ=council, adopted_on=clock.today(), reference="besluit 12")
    line = FrameLine.objects.create(
        **common, round=round, number=1, kind="money", title=f"zorg{mark}", ceiling_cents=10_000_000
    )
    group = DialogueGroup.objects.create(**common, round=round, number=1, title=f"Zorg bij {process.slug}{mark}")
    evening = Evening.objects.create(**common, group=group, number=1, on=clock.today(), place=f"dorpshuis{mark}")
    member = GroupMember.objects.create(
        **common, group=group, number=1, kind="resident", name="Mens A",
        code_hash=f"{round.pk.hex}{round.pk.hex}" if mark else codes.hash_code(codes.read(CODE) or ""),
    )
    proposal = GroupProposal.objects.create(
        **common, round=round, group=group, owner=member, number=1, title=f"Een huiskamer{mark}", what=f"Koffie{mark}",
        effort="Wij koken.", line=line, low_cents=100, high_cents=100, fits=True, checked_at=clock.now(),
    )  # fmt: skip
    dissent = Dissent.objects.create(
        **common, proposal=proposal, member=member, text=f"Liever niet{mark}", shown_at=clock.now()
    )
    return {
        "groups_line": line, "groups_group": group, "groups_evening": evening, "groups_member": member,
        "groups_proposal": proposal, "groups_dissent": dissent,
    }  # fmt: skip


def _of(name: str) -> Any:
    def found(things: Things) -> Kwargs:
        return {**_round(things), "pk": things.more[name].pk}

    return found


def _first(things: Things) -> Kwargs:
    return {**_round(things), "number": 1}


def _decision(things: Things) -> Kwargs:
    return {**_round(things), "pk": things.decision.pk}


def _member(**more: Any) -> Address:
    """Return the line of a page of members: whoever has no code of a group is sent to the page that asks for it."""
    return Address(Who.READERS, **{"shown": 302, "hidden": 302, **more})


_DAY = "2026-11-30"
_WORDS = {**KEY, "text": "Een goed plan.", "publicity": "pseudonym", "seen": "gezien"}
_RAISE = {**KEY, "ceiling_cents": "200.000", "adopted_on": _DAY, "reference": "besluit 40", "reason": "Er kwam geld."}
ADDRESSES = {
    "dialogue_groups:start": Address(Who.READERS, _round),
    "dialogue_groups:react": Address(Who.READERS, _round, post=True, data=_WORDS),
    "dialogue_groups:print": Address(Who.READERS, _round),
    "dialogue_groups:group": Address(Who.READERS, _first),
    "dialogue_groups:proposal": Address(Who.READERS, _first),
    "dialogue_groups:member": Address(
        Who.READERS, _round, post=True, data={**KEY, "code": CODE}
    ),
    "dialogue_groups:member_group": _member(thing=_round),
    "dialogue_groups:member_done": Address(Who.READERS, _round, get=False, post=True, data=KEY),
    "dialogue_groups:member_new": _member(thing=_round, post=True, data=KEY),
    "dialogue_groups:member_change": _member(thing=_first, post=True, data=KEY),
    "dialogue_groups:member_withdraw": Address(Who.READERS, _first, get=False, post=True, data=KEY),
    "dialogue_groups:member_dissent": _member(thing=_first, post=True, data=KEY),
    "dialogue_groups:desk": desk(_round),
    "dialogue_groups:desk_new_group": desk(_round, PROCESS_WRITE, data={**KEY, "title": "Groen"}),
    "dialogue_groups:desk_group": desk(_of("groups_group")),
    "dialogue_groups:desk_invite": desk(
        _of("groups_group"), PROCESS_WRITE, data={**KEY, "kind": "resident", "name": "Mens B"}
    ),
    "dialogue_groups:desk_evening": desk(
        _of("groups_group"), PROCESS_WRITE, data={**KEY, "on": _DAY, "place": "dorpshuis"}
    ),
    "dialogue_groups:desk_account": desk(
        _of("groups_evening"), PROCESS_WRITE, data={**KEY, "account": "Wij spraken over koffie."}
    ),
    "dialogue_groups:desk_letter": Address(Who.DESK, _of("groups_member"), action=PROCESS_WRITE, only_who_may=True),
    "dialogue_groups:desk_leave": desk(_of("groups_member"), PROCESS_WRITE, get=False, data=KEY),
    "dialogue_groups:desk_line": desk(_of("groups_line"), FRAME_WRITE, data=_RAISE),
    "dialogue_groups:desk_intervene": desk(
        _round, FRAME_WRITE, data={**KEY, "on": _DAY, "said": "Legde uit wat mag.", "reason": "De groep vroeg erom."}
    ),
    "dialogue_groups:desk_proposal": desk(_of("groups_proposal")),
    "dialogue_groups:desk_check": desk(_of("groups_proposal"), PROCESS_WRITE, data=KEY),
    "dialogue_groups:desk_owner": desk(_of("groups_proposal"), PROCESS_WRITE, data=KEY),
    "dialogue_groups:desk_start": desk(_of("groups_proposal"), PROCESS_WRITE, data={**KEY, "due_on": "2028-01-01"}),
    "dialogue_groups:desk_report": desk(_of("groups_proposal"), PROCESS_WRITE, data=KEY, shown=404, hidden=404),
    "dialogue_groups:desk_stop": desk(
        _of("groups_proposal"), PROCESS_WRITE, data={**KEY, "reason": "De bakker stopte."}
    ),
    "dialogue_groups:desk_dissent": desk(_of("groups_dissent"), PROCESS_WRITE, get=False, data={**KEY, "doe": "weg"}),
    "dialogue_groups:desk_name": desk(_decision, DECISION_WRITE, data=KEY),
}  # fmt: skip

# What the tables of this folder hold of people: names of members are encrypted, an institution is shown by choice.
PERSONAL = {
    "encrypted": frozenset({"dialogue_groups.GroupMember.name", "dialogue_groups.GroupMember.email"}),
    "hashed": frozenset({"dialogue_groups.GroupMember.code_hash"}),
    "staff": frozenset({"dialogue_groups.Intervention.person"}),
    "desk": frozenset({"dialogue_groups.GroupProposal.owner"}),
    "thing": frozenset({"dialogue_groups.Evening.account", "dialogue_groups.QuarterReport.account"}),
}
