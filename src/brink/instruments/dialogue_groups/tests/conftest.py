"""Groups at work for the tests of this folder: a frame, two groups, members with their codes, and proposals."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.builders import World, make_process, make_round, make_world
from tests.contract.filled_round import OFFICER

from brink.domain.decisions import services as decisions
from brink.domain.decisions.models import Decision
from brink.domain.journal.services import Actor
from brink.domain.people.models import Team
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.instruments.dialogue_groups.models import DialogueGroup, FrameLine, GroupMember, GroupProposal
from brink.instruments.dialogue_groups.services.checking import LineFit, check
from brink.instruments.dialogue_groups.services.members import Invited, code_of, invite
from brink.instruments.dialogue_groups.services.opening import open_frame
from brink.instruments.dialogue_groups.services.proposals import ProposalFacts, propose

CLERK = Actor(role="clerk")
LINES = (
    {"kind": "money", "title": "zorg", "cents": 10_000_000, "yearly": False},
    {"kind": "money", "title": "groen", "cents": 4_000_000, "yearly": True},
    {"kind": "bound", "title": "op grond van de gemeente", "cents": 0, "yearly": False},
    {"kind": "principle", "title": "iedereen kan meedoen", "cents": 0, "yearly": False},
)
GROUPS = ({"title": "Zorg", "task": "Wat is nodig?"}, {"title": "Groen", "task": ""})
SETTINGS: dict[str, Any] = {
    "adopted_on": "2026-01-05", "reference": "besluit 12", "lines": list(LINES), "groups": list(GROUPS),
}  # fmt: skip


@dataclass
class Village:
    """A body with one round of dialogue groups."""

    world: World
    round: Round
    members: list[GroupMember] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def url(self, page: str = "") -> str:
        return f"/processen/{self.round.process.slug}/{self.round.slug}/dialooggroepen/{page}"

    def line(self, number: int) -> FrameLine:
        return FrameLine.objects.get(round=self.round, number=number)

    def facts(self, title: str = "Een huiskamer", euros: int = 60_000, line: int = 1, **more: Any) -> ProposalFacts:
        given = {"what": "Een kamer voor iedereen.", "effort": "Wij koken.", **more}
        return ProposalFacts(title, line=self.line(line), low_cents=euros * 100, high_cents=euros * 100, **given)

    def propose(self, member: int = 0, **facts: Any) -> GroupProposal:
        return propose(member=self.members[member], facts=self.facts(**facts), key=None)

    def check(self, proposal: GroupProposal, *, bound: bool = True, principle: bool = True) -> GroupProposal:
        line_fits = (LineFit(3, bound, "Het is van ons."), LineFit(4, principle, "De deur staat open."))
        fresh = GroupProposal.objects.get(pk=proposal.pk)
        return check(proposal=fresh, line_fits=line_fits, actor=OFFICER, key=None)

    def close(self) -> None:
        with clock.frozen(self.round.closes_at + timedelta(minutes=1)):
            close_round(round=self.round, actor=OFFICER, key=None)
        self.round = Round.objects.select_related("process__tenant").get(pk=self.round.pk)

    def draft(self, **more: Any) -> Decision:
        facts = {"title": "Samen aan zet", "on": clock.today(), "organ": self.world.council, **more}
        return decisions.draft(process=self.round.process, actor=CLERK, key=None, **facts)

    def publish(self, decision: Decision) -> None:
        """Make a decision public straight, as the service of decisions leaves it."""
        Decision.objects.filter(pk=decision.pk).update(
            text="Zo.", explanation="Zo.", evaluation_on=date(2028, 1, 1), published_at=clock.now()
        )

    def team(self) -> Team:
        found = Team.objects.filter(tenant=self.world.body).first()
        return found or Team.objects.create(
            tenant=self.world.body, created_at=clock.now(), name="Team Dorpen", slug="team-dorpen"
        )


def make_groups(world: World, slug: str = "samen", **fields: Any) -> Round:
    """Return a round of dialogue groups; a released one has its frame."""
    process = make_process(world, slug)
    round = make_round(process, "dialogue_groups", settings=SETTINGS, prompt="Wat is er nodig?", **fields)
    if round.opened_at is not None:
        open_frame(round)
    return Round.objects.select_related("process__tenant").get(pk=round.pk)


def with_members(village: Village) -> Village:
    groups = list(DialogueGroup.objects.filter(round=village.round).order_by("number"))
    people = (
        (0, Invited("resident", "Roelie Kuipers", host=True)),
        (0, Invited("company", "Hendrik", institution="Bakkerij")),
        (0, Invited("resident", "Anneke Hoving")), (1, Invited("resident", "Samir Aksoy")),
    )  # fmt: skip
    for group, who in people:
        member = invite(group=groups[group], who=who, actor=OFFICER, key=uuid4().hex)
        village.members.append(GroupMember.objects.select_related("group__round__process").get(pk=member.pk))
        village.codes.append(code_of(member))
    return village


def make_village() -> Village:
    world = make_world()
    round = make_groups(world)
    return with_members(Village(world, round))


@pytest.fixture
def village(db: None) -> Village:
    """Two groups at work inside a frame of 100.000 and 40.000 euros."""
    return make_village()
