"""Invented groups with their proposals, and people who react, for the demo and for tests; same seed, same words."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import SYSTEM
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.dialogue_groups.models import DialogueGroup, Dissent, FrameLine, GroupMember, GroupProposal
from brink.instruments.dialogue_groups.round_settings import REACTION, LineKind, Settings
from brink.instruments.dialogue_groups.services.checking import LineFit, check, show_dissent
from brink.instruments.dialogue_groups.services.members import Invited, invite, plan_evening, tell_evening
from brink.instruments.dialogue_groups.services.proposals import ProposalFacts, dissent, propose
from brink.instruments.dialogue_groups.services.reactions import react

CODES = 3


@cache
def invented() -> dict[str, Any]:
    """Return the invented frame, groups, members, proposals and reactions."""
    return tomllib.loads(files("brink.instruments.dialogue_groups").joinpath("invented.toml").read_text("utf-8"))


def example() -> dict[str, Any]:
    """Return settings with an invented frame, set two weeks ago."""
    found = invented()
    day = clock.today() - timedelta(days=120)
    return {
        "adopted_on": day.isoformat(), "reference": found["reference"], "lines": found["lines"],
        "groups": found["groups"],
    }  # fmt: skip


def meet(round: Round) -> list[GroupMember]:
    """Let the invented members come together for an evening; returns them in the order of the script."""
    groups = {one.number: one for one in DialogueGroup.objects.filter(tenant=round.tenant_id, round=round)}
    members: list[GroupMember] = []
    for one in invented()["member"]:
        who = Invited(one["kind"], one["name"], institution=one.get("institution", ""), host=one.get("host", False))
        group = groups.get(one["group"]) or next(iter(groups.values()))
        members.append(invite(group=group, who=who, actor=SYSTEM, key=None))
    for one in invented()["evening"]:
        on = clock.today()
        if one["group"] in groups and round.opens_at.astimezone(clock.AMSTERDAM).date() <= on <= round.last_day:
            row = plan_evening(group=groups[one["group"]], on=on, place=one["place"], actor=SYSTEM, key=None)
            tell_evening(evening=row, account=one["account"], actor=SYSTEM, key=None)
    return members


def _line(lines: list[FrameLine], number: int) -> FrameLine:
    """Return the amount with this place among the amounts of a frame, or its first."""
    money = [one for one in lines if one.kind == LineKind.MONEY]
    return money[number - 1] if number <= len(money) else money[0]


def _line_fits(lines: list[FrameLine], one: Mapping[str, Any]) -> tuple[LineFit, ...]:
    """Return what the desk finds at each bound and principle."""
    found = []
    for line in lines:
        if line.kind == LineKind.BOUND:
            found.append(LineFit(line.number, one.get("bound_fits", True), one["bound"]))
        elif line.kind == LineKind.PRINCIPLE:
            found.append(LineFit(line.number, one.get("principle_fits", True), one["principle"]))
    return tuple(found)


def write_proposals(round: Round, members: list[GroupMember]) -> list[GroupProposal]:
    """Let the invented members write and the desk check; one stays unchecked."""
    lines = list(FrameLine.objects.filter(tenant=round.tenant_id, round=round).order_by("number"))
    made = []
    for one in invented()["proposal"]:
        member = members[one["member"] - 1]
        names = ("title", "what", "effort", "afterwards", "receiver", "abstained")
        facts = ProposalFacts(
            **{name: one.get(name, "") for name in names}, line=_line(lines, one["line"]), low_cents=one["low"],
            high_cents=one["high"], yearly=one.get("yearly", False), own_interest=one.get("own_interest", False),
        )  # fmt: skip
        proposal = propose(member=member, facts=facts, key=None, actor=SYSTEM)
        made.append(proposal)
        if "dissent" in one:
            other = next(row for row in members if row.group_id == member.group_id and row.pk != member.pk)
            dissent(proposal=proposal, member=other, text=one["dissent"], key=None, actor=SYSTEM)
        if not one.get("open"):
            check(proposal=proposal, line_fits=_line_fits(lines, one), actor=SYSTEM, key=None)
    for row in Dissent.objects.filter(tenant=round.tenant_id, proposal__in=made).order_by("created_at", "id"):
        show_dissent(dissent=row, actor=SYSTEM, key=None)
    return made


def fill(round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]] = ()) -> tuple[str, ...]:
    """Let the groups work and people react over the days that the round was open; returns a few codes.

    They say the words of `voices`, each about the proposal with its `number`; without any, `size` people invent.
    """
    ends = min(clock.now(), round.closes_at - timedelta(minutes=1))
    if round.opens_at >= ends or not Settings.of(round.settings).groups:
        return ()
    span = (ends - round.opens_at).total_seconds()
    if not GroupMember.objects.filter(tenant=round.tenant_id, group__round=round).exists():
        with clock.frozen(round.opens_at + timedelta(seconds=span * 0.2)):
            members = meet(round)
        with clock.frozen(round.opens_at + timedelta(seconds=span * 0.5)):
            write_proposals(round, members)
    return _reactions(round, rng, [*voices] or _invented_voices(rng, size), ends, span)


def _invented_voices(rng: Random, size: int) -> list[Mapping[str, Any]]:
    pieces = invented()["say"]
    return [
        {"text": f"{rng.choice(pieces['texts'])} {rng.choice(pieces['also'])}", "number": rng.randint(0, 5)}
        for _person in range(size)
    ]  # fmt: skip


def _reactions(
    round: Round, rng: Random, voices: Sequence[Mapping[str, Any]], ends: datetime, span: float
) -> tuple[str, ...]:
    rows = GroupProposal.objects.filter(tenant=round.tenant_id, round=round, checked_at__isnull=False)
    proposals, codes = {one.number: one for one in rows}, []
    moments = sorted(ends - timedelta(seconds=rng.uniform(0, span * 0.4)) for _voice in voices)
    name = f"{round.pk} {rng.getrandbits(40):x}"
    for place, (voice, moment) in enumerate(zip(voices, moments, strict=True)):
        words = Words(kind=REACTION, text=voice["text"], publicity=Publicity.PSEUDONYM)
        about = proposals.get(voice.get("number", 0))
        with clock.frozen(moment):
            given = react(round=round, words=words, proposal=about, key=f"seed {name} {place}", actor=SYSTEM)
        codes.append(given.code)
    return tuple(codes[:CODES])
