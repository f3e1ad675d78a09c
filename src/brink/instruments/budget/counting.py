"""From ballots to winners by the method, and what is told of it. Pure: no queries, no clock."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brink.foundation.disclosure import K
from brink.instruments.budget.ballot_marks import weights
from brink.instruments.budget.round_settings import Counting, Form, rule_of
from brink.methods.budgeting import Election, Outcome, decide, election, exhaustive
from brink.methods.budgeting.explaining import Account, account, voter_shares, would_win_at
from brink.methods.budgeting.explaining import Round as Turn
from brink.methods.files.pabulib import pb_of

CENTS = 100
SMALL, NEAREST, PROBES = 20_000, 6, 3
"""Above so many kinds of ballots times plans, it is worked out of fewer losers at which cost they would have won:
of those that came nearest, with fewer tries each. A whole count takes a second; a hundred would hold up a closing."""


@dataclass(frozen=True, slots=True)
class Item:
    """A plan on the ballot, as the count knows it."""

    number: int
    code: str
    title: str
    cost_cents: int


@dataclass(frozen=True, slots=True)
class Count:
    """A count: the election, the outcome and the account of it. `items` stand in the order of the election."""

    items: tuple[Item, ...]
    election: Election
    counting: str
    seed: int
    outcome: Outcome

    @property
    def winners(self) -> frozenset[int]:
        """Return the numbers of the plans that won."""
        return frozenset(self.items[place].number for place in self.outcome.winners)

    @property
    def votes(self) -> dict[int, int]:
        """Return how many people gave each plan anything."""
        return {item.number: int(n) for item, n in zip(self.items, self.election.votes.tolist(), strict=True)}


def count(
    items: Sequence[Item],
    ballots: Sequence[Mapping[int, int]],
    *,
    amount_cents: int,
    form: str,
    counting: str,
    seed: int,
) -> Count:
    """Count ballots (number of a plan to its mark) by the rule. What is not on the list any more counts for nothing."""
    live = {item.number: item.code for item in items}
    given = [
        {live[number]: weight for number, weight in weights(form, _live(marks, live)).items()} for marks in ballots
    ]
    made = election({item.code: item.cost_cents for item in items}, given, budget=amount_cents, unit=CENTS)
    return Count(tuple(items), made, counting, seed, decide(made, rule_of(counting, seed)))


def _live(marks: Mapping[int, int], live: Mapping[int, str]) -> dict[int, int]:
    return {number: mark for number, mark in marks.items() if number in live}


def without_winner(counted: Count, ballots: Sequence[Mapping[int, int]]) -> list[Mapping[int, int]]:
    """Return the ballots of people of whose plans not one won."""
    return [marks for marks in ballots if not any(marks.get(number) for number in counted.winners)]


def told(people: int) -> int:
    """Return a count of people as it may be told."""
    return people if people >= K else 0


def _price(turn: Turn) -> int:
    """Return what a supporter paid at most for one mark, in cents."""
    cents: int = round(turn.payment * CENTS)
    return cents


def as_data(counted: Count) -> dict[str, Any]:
    """Return all that the page of the result tells, as plain JSON: amounts in cents, counts of people from ten on."""
    made, outcome = counted.election, counted.outcome
    explained = account(made, outcome)
    cost = outcome.cost(made)
    share = made.budget / made.voters if made.voters else 0
    return {
        "form": "", "counting": counted.counting, "seed": counted.seed, "amount": made.budget, "cost": cost,
        "left": made.budget - cost, "voters": told(made.voters), "full": exhaustive(made, outcome.winners),
        "share": round(share),
        "share_end": round(share + (outcome.steps * CENTS if outcome.overspends is not None else 0)),
        "plans": _plans(counted, explained), "happy": _happy(counted, outcome.winners),
        "other": _other(counted), "order": [counted.items[place].number for place in outcome.winners],
        "lots": [[counted.items[place].number for place in group] for group in explained.lots],
    }  # fmt: skip


def _prices(counted: Count, explained: Account) -> dict[int, int]:
    """Return for losers a cost at which they would have won, in cents, as far as that was found."""
    losers = [loss for loss in explained.projects if loss.bound is not None]
    small = len(counted.election.counts) * len(counted.items) <= SMALL
    if not small:
        losers = sorted(losers, key=lambda one: (-(one.effective_support or 0), one.project))[:NEAREST]
    found = {
        one.project: would_win_at(counted.election, counted.outcome, one, probes=8 if small else PROBES)
        for one in losers
    }
    return {project: cost for project, cost in found.items() if cost is not None}


def _plans(counted: Count, explained: Account) -> list[dict[str, Any]]:
    turns = {turn.project: turn for turn in explained.rounds}
    prices = _prices(counted, explained)
    votes, points = counted.election.votes.tolist(), counted.election.points.tolist()
    found = []
    for loss in explained.projects:
        item, turn = counted.items[loss.project], turns.get(loss.project)
        found.append({
            "number": item.number, "code": item.code, "title": item.title, "cost": item.cost_cents,
            "votes": told(votes[loss.project]), "points": points[loss.project] if told(votes[loss.project]) else 0,
            "won": item.number in counted.winners, "reason": loss.reason,
            "paid": _price(turn) if turn is not None else None, "wins_at": prices.get(loss.project),
        })  # fmt: skip
    return found


def _happy(counted: Count, winners: Sequence[int]) -> dict[str, int]:
    """Return how many people in a hundred had no winner, one, and more; nothing of fewer than thirty people."""
    if counted.election.voters < 3 * K:
        return {}
    shares = voter_shares(counted.election, winners)
    parts = {"none": shares.none, "one": shares.one, "more": shares.more}
    # Of a handful of people nobody is told that it is a handful.
    few = any(0 < round(part * counted.election.voters) < K for part in parts.values())
    return {} if few else {name: round(100 * part) for name, part in parts.items()}


def _other(counted: Count) -> dict[str, Any]:
    """Return what the other rule would have chosen from the same ballots."""
    counting = Counting.SHARES.value if counted.counting == Counting.GREEDY else Counting.GREEDY.value
    outcome = decide(counted.election, rule_of(counting, counted.seed))
    winners = {counted.items[place].number for place in outcome.winners}
    return {
        "counting": counting, "cost": outcome.cost(counted.election),
        "more": sorted(winners - counted.winners), "fewer": sorted(counted.winners - winners),
        "happy": _happy(counted, outcome.winners),
    }  # fmt: skip


_PABULIB_RULE = {
    Counting.SHARES.value: "equalshares/add1", Counting.SHARES_REST.value: "equalshares/greedy",
    Counting.GREEDY.value: "greedy",
}  # fmt: skip


def command(counting: str, seed: int) -> str:
    """Return the command by which a stranger recounts the file."""
    rule = rule_of(counting, seed)
    return (
        f"brink budget stemmen.pb --rule {rule.name} --utility {rule.utility} --completion {rule.completion}"
        f" --seed {seed}"
    )


def as_pabulib(counted: Count, *, form: str, facts: Mapping[str, str]) -> str:
    """Return the election as a file of Pabulib, with nothing about voters and the command of a recount in it."""
    meta = [
        *facts.items(), ("rule", _PABULIB_RULE[counted.counting]), ("currency", "EUR"), ("language", "nl"),
        ("comment", f"#1: {command(counted.counting, counted.seed)}"),
    ]  # fmt: skip
    kinds = {Form.APPROVAL.value: "approval", Form.POINTS.value: "cumulative", Form.RANKED.value: "ordinal"}
    return pb_of(counted.election, kinds[form], meta, [item.title for item in counted.items])


def sha256(text: str) -> str:
    """Return the fingerprint of a file or a list."""
    return hashlib.sha256(text.encode()).hexdigest()
