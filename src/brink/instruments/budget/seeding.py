"""Invented voters for the demo and for tests: groups that want different things; same seed, same ballots."""

import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.bulk import Brought, give_many
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.budget.ballot_marks import BallotRule, spent
from brink.instruments.budget.models import Ballot
from brink.instruments.budget.queries import costs_on_list, rule_in_force
from brink.instruments.budget.round_settings import BALLOT, Form

BATCH = 2_000
CODES = 2


@cache
def invented() -> dict[str, Any]:
    """Return the plans and the groups of people."""
    return tomllib.loads(files("brink.instruments.budget").joinpath("invented.toml").read_text("utf-8"))


def _wanted(rng: Random, numbers: Sequence[int]) -> list[int]:
    """Return the plans that one person wants, most wanted first: of the own group, and sometimes another."""
    groups = invented()["group"]
    likes = rng.choices(groups, [one["share"] for one in groups])[0]["likes"]
    own = [numbers[at - 1] for at in likes if at <= len(numbers)]
    found = [one for one in own if rng.random() < 0.75] or own[:1] or list(numbers[:1])
    if rng.random() < 0.3:
        found.append(rng.choice(list(numbers)))
    return list(dict.fromkeys(found))


def _marks(rng: Random, rule: BallotRule, wanted: Sequence[int], costs: dict[int, int]) -> dict[int, int]:
    """Return a ballot for what somebody wants, within the rule."""
    kept: list[int] = []
    for number in wanted[: rule.most or len(wanted)]:
        if not rule.within or spent(dict.fromkeys([*kept, number], 1), costs) <= rule.amount_cents:
            kept.append(number)
    if rule.form == Form.RANKED:
        return {number: place for place, number in enumerate(kept, start=1)}
    if rule.form == Form.APPROVAL:
        return dict.fromkeys(kept, 1)
    kept = kept[: rule.points]
    marks = dict.fromkeys(kept, 1)
    for _point in range(rule.points - len(kept)):
        marks[rng.choice(kept)] += 1
    return marks


def vote(round: Round, rng: Random, size: int) -> tuple[str, ...]:
    """Let `size` invented people vote over the days that the round was open; returns a few of their codes."""
    rule, costs = rule_in_force(round), costs_on_list(round)
    if rule is None or not costs:
        return ()
    numbers = sorted(costs)
    ballots = [_marks(rng, rule, _wanted(rng, numbers), costs) for _person in range(size)]
    now, opened = clock.now(), max(round.opens_at, clock.now() - timedelta(days=60))
    span = max((now - opened).total_seconds(), 1)
    moments = sorted(opened + timedelta(seconds=rng.random() * span) for _person in range(size))
    receipts = fill(round, ballots, moments, SYSTEM, "demo")
    return tuple(one.code for one in receipts[:CODES])


def fill(
    round: Round, ballots: Sequence[dict[int, int]], moments: Sequence[datetime], actor: Actor, origin: str
) -> list[Receipt]:
    """Put many ballots in a round at once, in the transaction of whoever imports or seeds; nobody gets a device."""
    brought = [Brought(Words(kind=BALLOT, wordless=True, publicity=Publicity.CLOSED), at) for at in moments]
    receipts = give_many(round=round, brought=brought, actor=actor, origin=origin)
    rows = [
        Ballot(
            tenant_id=round.tenant_id, created_at=at, round=round, contribution=receipt.contribution,
            choices={str(number): mark for number, mark in sorted(marks.items())},
        )
        for receipt, marks, at in zip(receipts, ballots, moments, strict=True)
    ]  # fmt: skip
    Ballot.objects.bulk_create(rows, batch_size=BATCH)
    return receipts
