"""Figures of participatory budgeting: ours, pabutools' and the ratio, measured in one go.

    python tools/bench_budgeting.py [--elections N]

Ours runs in this process, and in one of its own where memory is measured; pabutools (GPL) only ever in a process of its
own, with the interpreter that BRINK_PEERS names. Without it the rows say so. CPU seconds, not wall clock.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src")]

from brink.methods.budgeting import Election, Outcome, Rule, decide  # noqa: E402
from brink.methods.budgeting.rule import Completion, Utility  # noqa: E402
from brink.methods.budgeting.synthetic import city_election, small_election  # noqa: E402
from brink.methods.files.pabulib import pb_of, read_pb  # noqa: E402

UTILITIES: tuple[Utility, ...] = ("cost", "cardinality")
COMPLETIONS: tuple[Completion, ...] = ("none", "add1", "add1-exhaustive", "utilitarian")

# Runs in the peer's interpreter: reads cases from standard input, one JSON object per line, and answers with the
# winners and the CPU seconds of the rule alone.
PEER = r"""
import json, sys, time
from pabutools.election import (Additive_Cardinal_Sat, AdditiveSatisfaction, ApprovalBallot, ApprovalProfile,
    Cardinality_Sat, Cost_Sat, CumulativeBallot, CumulativeProfile, Instance, Project)
from pabutools.fractions import frac
from pabutools.rules import (exhaustion_by_budget_increase, greedy_utilitarian_welfare, method_of_equal_shares)
from pabutools.tiebreaking import TieBreakingRule

class PointsTimesCost(AdditiveSatisfaction):
    def __init__(self, instance, profile, ballot):
        super().__init__(instance, profile, ballot, lambda i, pr, b, p, pre: b.get(p, 0) * p.cost)

for line in sys.stdin:
    case = json.loads(line)
    projects = [Project(name, cost) for name, cost in case["costs"]]
    place = {name: at for at, name in enumerate(case["order"])}
    ties = TieBreakingRule(lambda instance, profile, project: place[project.name])
    instance = Instance(projects, budget_limit=case["budget"])
    if case["points"]:
        ballots = [CumulativeBallot({projects[p]: w for p, w in row}) for row, n in case["ballots"] for _ in range(n)]
        profile = CumulativeProfile(ballots, instance=instance)
        sat = PointsTimesCost if case["utility"] == "cost" else Additive_Cardinal_Sat
    else:
        ballots = [ApprovalBallot([projects[p] for p, w in row]) for row, n in case["ballots"] for _ in range(n)]
        profile = ApprovalProfile(ballots, instance=instance)
        sat = Cost_Sat if case["utility"] == "cost" else Cardinality_Sat
    parameters = {"sat_class": sat, "tie_breaking": ties}
    started = time.process_time()
    if case["rule"] == "greedy":
        found = greedy_utilitarian_welfare(instance, profile, **parameters)
    elif case["completion"] == "add1-exhaustive":
        found = method_of_equal_shares(instance, profile, voter_budget_increment=frac(1), **parameters)
    elif case["completion"] == "add1":
        found = exhaustion_by_budget_increase(instance, profile, method_of_equal_shares, parameters,
            budget_step=frac(len(ballots)), exhaustive_stop=False,
            budget_bound=case["budget"] + case["raises"] * len(ballots))
    else:
        found = method_of_equal_shares(instance, profile, **parameters)
        if case["completion"] == "utilitarian":
            found = greedy_utilitarian_welfare(instance, profile, initial_budget_allocation=found, **parameters)
    took = time.process_time() - started
    print(json.dumps({"winners": sorted(p.name for p in found), "cpu": took}), flush=True)
"""


@dataclass
class Tally:
    """Comparisons with the peer: how many, how many differ, CPU of each side."""

    runs: int = 0
    different: int = 0
    ours: float = 0.0
    theirs: float = 0.0


class Peer:
    """pabutools in its own process."""

    def __init__(self, interpreter: str) -> None:
        self._process = subprocess.Popen(
            [interpreter, "-c", PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def winners(self, poll: Election, outcome: Outcome) -> tuple[list[str], float]:
        """The peer's winners by the same rule, and its CPU seconds.

        It may raise the budget one step further than we say is needed; where not all projects won and we say that
        nothing changes any more, until everybody could pay everything.
        """
        rule, order = outcome.rule, outcome.order
        settled = outcome.overspends is not None or len(outcome.winners) == len(poll.names)
        rows = [
            ([[int(p), int(row[p])] for p in row.nonzero()[0]], int(count))
            for row, count in zip(poll.weights, poll.counts, strict=True)
        ]
        case = {
            "costs": list(zip(poll.names, poll.costs, strict=True)),
            "budget": poll.budget,
            "order": [poll.names[project] for project in order],
            "ballots": [*rows, ([], poll.voters - int(poll.counts.sum()))],
            "points": int(poll.weights.max(initial=0)) > 1,
            "utility": rule.utility,
            "completion": rule.completion,
            "rule": rule.name,
            "raises": outcome.steps + 2 if settled else sum(poll.costs) + 2,
        }
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the peer has no pipes")
        stdin.write(json.dumps(case) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        return answer["winners"], answer["cpu"]

    def close(self) -> None:
        """Let the process end."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()


def compare(peer: Peer, poll: Election, rule: Rule, tally: Tally) -> None:
    """Run both sides on one election and count."""
    started = time.process_time()
    outcome = decide(poll, rule)
    tally.ours += time.process_time() - started
    theirs, took = peer.winners(poll, outcome)
    tally.theirs += took
    tally.runs += 1
    if sorted(poll.names[project] for project in outcome.winners) != theirs:
        tally.different += 1
        print(f"  different: {rule} {poll.costs} {poll.budget}", file=sys.stderr)


def supported(poll: Election) -> Election:
    """The election without projects that nobody chose or that cost nothing: rules differ there by choice (README)."""
    kept = [at for at, votes in enumerate(poll.votes.tolist()) if votes and poll.costs[at]]
    names, costs = (tuple(values[at] for at in kept) for values in (poll.names, poll.costs))
    return Election(names, costs, poll.budget, poll.unit, poll.voters, poll.counts, poll.weights[:, kept])


def against_peer(interpreter: str, elections: int) -> list[tuple[str, Tally]]:
    """Generated elections, small with many ties and larger, all rules; real ones where the data is at hand."""
    peer = Peer(interpreter)
    small, larger, real = Tally(), Tally(), Tally()
    for seed in range(elections):
        poll = supported(small_election(seed, kind=("approval", "cumulative")[seed % 2], free=False))
        if not poll.voters or not poll.names:
            continue
        rule = Rule("equal-shares", UTILITIES[seed // 2 % 2], COMPLETIONS[seed // 4 % 4], seed)
        compare(peer, poll, rule, small)
        compare(peer, poll, Rule("greedy", rule.utility, "none", seed), small)
    for seed in range(elections // 40):
        voters, projects = 60 + 11 * (seed % 30), 8 + seed % 20
        city = city_election(seed, voters=voters, projects=projects, budget=voters * 20, length=4, districts=5)
        poll = supported(city)
        for completion in COMPLETIONS:
            compare(peer, poll, Rule("equal-shares", UTILITIES[seed % 2], completion, seed), larger)
    folder = os.environ.get("BRINK_REFERENCE_DATA")
    for path in sorted(Path(folder).glob("pabulib/*.pb*")) if folder else ():
        poll = read_pb(path).election
        for completion in COMPLETIONS:
            # There pabutools needs minutes for add1 to the end; the published winners are the check of that.
            if completion != "add1" or poll.voters < 1000:
                compare(peer, poll, Rule(completion=completion), real)
    peer.close()
    rows = [("generated, small, many ties, all rules", small), ("generated, 60-380 voters, all completions", larger)]
    return [*rows, *([("real (Assen, Wieliczka, Amsterdam)", real)] if real.runs else [])]


def published() -> list[tuple[str, bool]]:
    """Whether add1 gives the published winners, for the files at hand that have them."""
    folder = os.environ.get("BRINK_REFERENCE_DATA")
    found = []
    for path in sorted(Path(folder).glob("pabulib/*.pb*")) if folder else ():
        poll = read_pb(path)
        if poll.published is not None:
            winners = frozenset(decide(poll.election, Rule(completion="add1")).winners)
            found.append((path.name, winners == poll.published))
    return found


COMMAND = """
import json, resource, sys, time
from brink.methods.files.commands import COMMANDS
code = COMMANDS["budget"]([sys.argv[1], "--completion", "add1", "--quiet", "--json", sys.argv[2]])
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"code": code, "cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}))
"""


def from_file(poll: Election, times: int = 1) -> tuple[dict[str, Any], dict[str, Any]]:
    """`brink budget` on a .pb file in a process of its own: CPU with start-up, peak memory, and its result.

    The quickest of so many times, so that a busy machine weighs less.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "city.pb", Path(folder) / "out.json"
        path.write_text(pb_of(poll, "approval"), encoding="utf-8")
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", COMMAND, str(path), str(out)]
        runs = [subprocess.run(command, check=True, capture_output=True, env=environment) for _time in range(times)]
        used = min((json.loads(done.stdout) for done in runs), key=lambda run: float(run["cpu"]))
        return used, json.loads(out.read_text(encoding="utf-8"))


def large() -> Election:
    """90,494 ballots, 160 projects, budget 6 million, as in Łódź 2022 (23,571 distinct ballots there; more here)."""
    return city_election(
        5, voters=90_494, projects=160, budget=6_000_000, districts=36, length=2.6, longest=5, pull=5.0
    )


def stress() -> Election:
    """28,943 ballots, 175 projects, 1e9 units: some 34,551 units each, raised one by one, as in Budapest 2024."""
    return city_election(1, voters=28_943, projects=175, budget=10**9)


def kept(good: bool) -> str:
    """What stands in the last column."""
    return "kept" if good else "NOT KEPT"


def main() -> int:
    """Print all figures; 1 when one is not kept."""
    ask = argparse.ArgumentParser(description="Figures of participatory budgeting.")
    ask.add_argument("--elections", type=int, default=800, help="small generated elections (a 40th as many larger)")
    asked = ask.parse_args()
    good = []
    for name, equal in published():
        good.append(equal)
        print(f"published winners, {name}: {'equal' if equal else 'DIFFERENT'} [{kept(equal)}]")
    if not os.environ.get("BRINK_REFERENCE_DATA"):
        print("published winners: not compared; BRINK_REFERENCE_DATA is not set")
    interpreter = os.environ.get("BRINK_PEERS")
    if interpreter:
        total = 0
        for name, tally in against_peer(interpreter, asked.elections):
            total += tally.runs
            good.append(tally.different == 0)
            print(
                f"against pabutools, {name}: {tally.different} of {tally.runs} different"
                f" [{kept(tally.different == 0)}]; ours {tally.ours:.2f} s, pabutools {tally.theirs:.2f} s,"
                f" ratio {tally.theirs / tally.ours:.1f}"
            )
        good.append(total >= 1000)
        print(f"against pabutools, elections compared: {total} of at least 1,000 [{kept(total >= 1000)}]")
    else:
        print("against pabutools: left out; BRINK_PEERS does not name an interpreter that has it")
    poll = large()
    used, found = from_file(poll, times=5)
    fits = used["cpu"] <= 1 and used["mb"] <= 400
    good.append(fits)
    print(
        f"{poll.voters} ballots ({len(poll.counts)} distinct) x {len(poll.names)}, {found['start']['raises']} raises,"
        f" file to winners with start-up: {used['cpu']:.2f} CPU s of 1, {used['mb']:.0f} MB of 400 [{kept(fits)}]"
        " (pabutools on Lodz 2022, quoted: 127 s, 4.5 GB)"
    )
    if interpreter:
        peer, tally = Peer(interpreter), Tally()
        part = city_election(5, voters=4_000, projects=60, budget=265_000, length=2.6, longest=5, pull=5.0)
        compare(peer, supported(part), Rule(completion="add1-exhaustive"), tally)
        peer.close()
        good.append(tally.different == 0)
        print(
            f"4,000 ballots x 60, add1-exhaustive: ours {tally.ours:.3f} s, pabutools {tally.theirs:.1f} s,"
            f" ratio {tally.theirs / tally.ours:.0f}, {tally.different} different [{kept(tally.different == 0)}]"
        )
    poll = stress()
    used, found = from_file(poll)
    good.append(used["cpu"] <= 10)
    print(
        f"stress, {poll.voters} x {len(poll.names)}, 1e9 units, {found['start']['raises']} raises of 1 unit, file to"
        f" winners: {used['cpu']:.1f} CPU s of 10 [{kept(used['cpu'] <= 10)}] (a run per raise, prototype: over 120 s)"
    )
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())
