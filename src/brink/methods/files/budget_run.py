"""What `brink budget` does: read, decide, explain, write."""

from __future__ import annotations

import argparse
import hashlib
from gettext import gettext as _
from typing import Any

from brink.methods.budgeting import BudgetLine, Outcome, Rule, decide, exhaustive
from brink.methods.budgeting.explaining import Account, account, beside_greedy, voter_shares, would_win_at

from .budget_lines import read_lines
from .budget_page import budget_page
from .budget_record import check_folder, record_files, write_folder
from .budget_summary import summary
from .method_cards import method
from .pabulib import PbFile, read_pb
from .progress_bar import Bar
from .terminal import DONE, IMPOSSIBLE, Impossible, progress
from .writing import json_text, write_all

TIES = "lowest cost, then most votes, then most points, then lowest SHA-256 of 'seed:project_id'"


def run(asked: argparse.Namespace) -> int:
    """Answer one question; returns the exit code. Raises BadInput; nothing is written then."""
    if asked.folder:
        check_folder(asked.folder)
    progress(asked.quiet, _("Ik lees de stemmen."))
    poll = read_pb(asked.file, last_place=asked.last_place)
    try:
        lines, remarks = read_lines(asked.lines, poll, asked.line_column) if asked.lines else ((), ())
    except Impossible as conflict:
        progress(False, str(conflict))
        if asked.json:
            write_all({asked.json: json_text({"conflict": conflict.conflict, "method": _method(asked)})})
        return IMPOSSIBLE
    rule = Rule(asked.rule, asked.utility, asked.completion, asked.seed)
    with Bar(asked.quiet, _("Ik bepaal de winnaars.")) as bar:
        outcome = decide(poll.election, rule, lines, watch=bar)
    told = account(poll.election, outcome, lines, bounds=asked.explain)
    result = as_json(poll, outcome, told, lines)
    if asked.explain:
        _explain(asked, poll, outcome, told, lines, result)
    result |= {"remarks": [*poll.remarks, *remarks], "method": _method(asked)}
    if asked.folder:
        record = record_files(poll, outcome, lines, result["method"])
        result["record"] = {"sha256": hashlib.sha256(record["manifest.json"]).hexdigest()}
        write_folder(asked.folder, record)
    files: dict[str, str] = {asked.html: budget_page(result, poll)} if asked.html else {}
    files[asked.json or "-"] = json_text(result) if asked.json else summary(result, poll)
    write_all(files)
    return DONE


def as_json(poll: PbFile, outcome: Outcome, told: Account, lines: tuple[BudgetLine, ...]) -> dict[str, Any]:
    """The outcome as the command line promises it; amounts in the currency of the file."""
    election, rule = poll.election, outcome.rule
    unit, names = election.unit, election.names
    cost = outcome.cost(election)
    greedy = beside_greedy(election, outcome, lines)
    votes, points = election.votes.tolist(), election.points.tolist()
    share = election.budget / unit / election.voters if election.voters else None
    result: dict[str, Any] = {
        "selected": sorted(names[project] for project in outcome.winners),
        "cost": amount(cost, unit),
        "budget": amount(election.budget, unit),
        "rule": rule.name,
        "utility": rule.utility,
        "completion": rule.completion,
        "rounds": len(told.rounds),
        "voters": {"count": election.voters, **_voters(poll, outcome.winners)},
        "projects": [
            {
                "id": names[loss.project],
                "cost": amount(election.costs[loss.project], unit),
                "votes": votes[loss.project],
                "points": points[loss.project],
                "selected": loss.project in outcome.winners,
                "effective_support": loss.effective_support,
                "would_win_at": None,
                "reason": loss.reason,
            }
            for loss in told.projects
        ],
        "order": [names[project] for project in outcome.winners],
        "left": amount(election.budget - cost, unit),
        "nothing_else_fits": exhaustive(election, outcome.winners, lines),
        "start": {
            "share": share,
            "raises": outcome.steps,
            "final": None if share is None else share + outcome.steps,
            "next_step_cost": None if outcome.overspends is None else amount(outcome.overspends, unit),
        },
        "ties": {"rule": TIES, "seed": rule.seed, "order": [names[project] for project in outcome.order],
                 "lots": [[names[project] for project in group] for group in told.lots]},
        "greedy": {
            "selected": sorted(names[project] for project in greedy),
            "cost": amount(sum(election.costs[project] for project in greedy), unit),
            "voters": _voters(poll, greedy),
        },
        "lines": [
            {
                "line": line.name,
                "spent": amount(line.spent, unit),
                "floor": amount(line.floor, unit),
                "ceiling": None if line.ceiling is None else amount(line.ceiling, unit),
                "missing": amount(line.missing, unit),
            }
            for line in outcome.lines
        ],
    }
    if poll.published is not None:
        equal = poll.published == frozenset(outcome.winners)
        result["published"] = {"selected": sorted(names[p] for p in poll.published), "equal": equal}
    return result


def _voters(poll: PbFile, winners: tuple[int, ...]) -> dict[str, float]:
    shares = voter_shares(poll.election, winners)
    return {"none": shares.none, "one": shares.one, "two_or_more": shares.more, "mean_winners": shares.mean}


def _explain(
    asked: argparse.Namespace,
    poll: PbFile,
    outcome: Outcome,
    told: Account,
    lines: tuple[BudgetLine, ...],
    result: dict[str, Any],
) -> None:
    """Add the rounds, and for each loser the cost at which it would have won."""
    election = poll.election
    losers = [loss for loss in told.projects if loss.bound is not None]
    sentence = _("Ik reken na wanneer {all} verliezers wel wonnen.")
    with Bar(asked.quiet, sentence.format(all=len(losers))) as bar:
        for number, loss in enumerate(losers, 1):
            cost = would_win_at(election, outcome, loss, lines)
            result["projects"][loss.project]["would_win_at"] = None if cost is None else amount(cost, election.unit)
            bar(number / len(losers))
    result["course"] = [
        {
            "project": election.names[turn.project],
            "payment": turn.payment,
            "price": turn.price,
            "supporters": turn.supporters,
            "paid_all_they_had": turn.paid_all,
        }
        for turn in told.rounds
    ]


def amount(money: int, unit: int) -> int | float:
    """An amount in the currency: whole where it is whole."""
    return money // unit if money % unit == 0 else money / unit


def _method(asked: argparse.Namespace) -> dict[str, Any]:
    return method(
        "budgeting", asked.seed, rule=asked.rule, utility=asked.utility, completion=asked.completion,
        last_place=asked.last_place, lines=asked.lines and asked.lines.name, line_column=asked.line_column,
    )  # fmt: skip
