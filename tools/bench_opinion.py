"""Figures of the opinion map: CPU and memory at three sizes, and what it says of real, shuffled and planted votes.

    python tools/bench_opinion.py [size] [large] [real] [shuffled] [minority]     (all of them by default)

The peer (red-dwarf) only ever runs in a process of its own, with the interpreter that BRINK_PEERS names; its CPU counts
from the moment its list of votes exists, imports off. CPU seconds, not wall clock; one thread.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from figures import ROOT, Figure, left_out, measured, peers, reference_data, show

sys.path[:0] = [str(ROOT / "src")]

import numpy as np  # noqa: E402
from made_votes import write_votes  # noqa: E402

from brink.methods.opinion import Options, Votes, opinion_map  # noqa: E402
from brink.methods.opinion.agreement import dissent  # noqa: E402
from brink.methods.opinion.compat import polis_map  # noqa: E402
from brink.methods.opinion.counts import count_answers  # noqa: E402
from brink.methods.opinion.gate import adjusted_rand  # noqa: E402
from brink.methods.opinion.predict import prediction  # noqa: E402
from brink.methods.opinion.represent import representative  # noqa: E402
from brink.methods.opinion.shuffling import claimed  # noqa: E402
from brink.methods.opinion.tests.test_minority import with_minority  # noqa: E402
from brink.methods.opinion.tests.test_reference import CONVERSATIONS, load  # noqa: E402

PEER_CPU = 300  # seconds after which the peer is stopped
PERMUTATIONS, SHUFFLES, SEEDS, SPLITS, DRAWS = 100, 200, 100, 5, 20

OURS = r"""
import numpy as np
from brink.methods.opinion import Votes, opinion_map
file = np.load(sys.argv[1])
votes = Votes(file["indptr"], file["statement"], file["value"], int(file["statements"]))
begin()
found = opinion_map(votes, seed=1)
end(groups=len(found.groups or ()))
"""
PEER = r"""
import numpy as np
from reddwarf.implementations.polis import run_pipeline
file = np.load(sys.argv[1])
out = json.loads(sys.argv[2])
people = np.repeat(np.arange(len(file["indptr"]) - 1), np.diff(file["indptr"])).tolist()
votes = [{"participant_id": p, "statement_id": s, "vote": v}
         for p, s, v in zip(people, file["statement"].tolist(), file["value"].tolist())]
begin()
found = run_pipeline(votes=votes, mod_out_statement_ids=out, random_state=1)
labels = found.participants_df["cluster_id"] if "cluster_id" in found.participants_df else None
end(labels=None if len(votes) > 10**6 or labels is None else {str(p): int(c) for p, c in labels.dropna().items()})
"""


def peer_map(path: Path, rejected: list[int], most: int = PEER_CPU) -> Any:
    """Run the peer on a file of votes: CPU, memory and its group per participant; None when it was stopped."""
    return measured(PEER, str(path), json.dumps(rejected), interpreter=peers(), most=most)


def at_size(folder: Path) -> list[Figure]:
    """10,000 x 1,000 three times, and 100,000 x 200, against the peer where it is there."""
    path = folder / "ten.npz"
    votes = write_votes(path, people=10_000, statements=1_000, each=45.7, seed=1)
    ours = statistics.median(measured(OURS, str(path))["cpu"] for _ in range(3))
    theirs = statistics.median(peer_map(path, [])["cpu"] for _ in range(3)) if peers() else None
    what = f"map 10,000 x 1,000, {votes:,} votes, all outputs: CPU, median of 3"
    rows = [Figure(what, ours, theirs / 5 if theirs else None, "s", peer=theirs)]
    path = folder / "hundred.npz"
    votes = write_votes(path, people=100_000, statements=200, each=17.2, seed=1)
    used = measured(OURS, str(path))
    what = f"map 100,000 x 200, {votes:,} votes, all outputs"
    rows += [Figure(f"{what}: CPU", used["cpu"], 2.0, "s"), Figure(f"{what}: above the data", used["mb"], 300.0, "MB")]
    if peers():
        found = peer_map(path, [])
        theirs = found["cpu"] if found else float(PEER_CPU)
        rows.append(Figure(f"{what}: a 50th of the peer", used["cpu"], theirs / 50, "s", peer=theirs, over=not found))
    return rows


def large(folder: Path) -> list[Figure]:
    """A million people."""
    path = folder / "million.npz"
    votes = write_votes(path, people=1_000_000, statements=1_000, each=19.6, seed=1)
    used = measured(OURS, str(path))
    what = f"map 1,000,000 x 1,000, {votes:,} votes, all outputs"
    return [Figure(f"{what}: CPU", used["cpu"], 10.0, "s"), Figure(f"{what}: above the data", used["mb"], 1000.0, "MB")]


def conversations() -> dict[str, tuple[Votes, np.ndarray, list[int]]]:
    """The real conversations at hand: votes, published groups, places of the statements that the moderators refused."""
    folder, found = reference_data(), {}
    for name in CONVERSATIONS if folder else ():
        found[name] = load(folder / "polis" / name)
    return found


def on_real_votes(folder: Path) -> list[Figure]:
    """Groups found, groups as published, and held-out votes, per real conversation."""
    rows, ratios = [], []
    for name, (votes, published, rejected) in conversations().items():
        rows.append(Figure(f"groups found: {name}", len(opinion_map(votes, seed=1).groups or ()), 2, least=True))
        maps = [polis_map(votes, rejected=rejected, seed=seed, options=Options(outputs=False)) for seed in range(DRAWS)]
        ours = statistics.median(adjusted_rand(published, found.labels) for found in maps)
        theirs = peer_agreement(folder / f"{name}.npz", votes, published, rejected) if peers() else None
        limit = None if theirs is None else theirs - 0.02
        rows.append(
            Figure(
                f"--compat polis, ARI with published groups, median of {DRAWS} seeds: {name}",
                ours,
                limit,
                "",
                True,
                theirs,
            )
        )
        runs = [prediction(votes, np.random.default_rng(seed)) for seed in range(SPLITS)]
        loss, base = (
            statistics.mean(getattr(run, field) for run in runs if run) for field in ("log_loss", "baseline_log_loss")
        )
        ratios.append(loss / base)
        rows.append(Figure(f"held-out log loss, peer is calibrated PCA-2: {name}", loss, base, "nats", peer=base))
    if ratios:
        rows.append(Figure("held-out log loss over calibrated PCA-2: median", statistics.median(ratios), 0.96))
    return rows


def peer_agreement(path: Path, votes: Votes, published: np.ndarray, rejected: list[int]) -> float:
    """Adjusted Rand index of the peer's groups with the published ones."""
    np.savez(path, indptr=votes.indptr, statement=votes.statement, value=votes.value, statements=votes.statements)
    labels = np.full(votes.participants, -1)
    for person, group in peer_map(path, rejected)["labels"].items():
        labels[int(person)] = group
    return adjusted_rand(published, labels)


def on_shuffled_votes(_folder: Path) -> list[Figure]:
    """Groups in votes without structure, and statements that set apart groups dealt out at random."""
    rows = []
    for name, (votes, _, _) in conversations().items():
        count = claimed(votes, runs=PERMUTATIONS, seed=1)
        rows.append(Figure(f"groups claimed in {PERMUTATIONS} permutations: {name}", count, 5))
    for name, (votes, _, _) in conversations().items():
        found = opinion_map(votes, seed=1, options=Options(outputs=False))
        number, rng, calls = len(found.groups or ()), np.random.default_rng(1), 0
        placed = np.flatnonzero(found.labels >= 0)
        for _ in range(SHUFFLES):
            labels = found.labels.copy()
            labels[placed] = rng.permutation(labels[placed])
            counts = count_answers(votes, labels, number)
            calls += any(representative(counts, counts, 0.05))
        what = f"any representative statement in {SHUFFLES} shuffled groupings: {name}"
        rows.append(Figure(what, calls, SHUFFLES // 20))
    return rows


def on_planted_minorities(_folder: Path) -> list[Figure]:
    """8 % of 1,000 people who reject 20 of 100 statements that the others hold; 15 % of the cells seen.

    Beside ours, as the peer: what would be heard if the true members were known, for so few views of each statement.
    About 12 of the 80 see a statement. When each rejects it with a chance of .9 that is too few for all 20, whoever
    looks; so all 20 are asked of a minority of one mind, and half of them of one that is not.
    """
    figures = []
    for rejects, least in ((0.9, 10), (1.0, 20)):
        heard, known, wrong, found = heard_of_minorities(rejects)
        what = f"planted 8 %, each rejects {rejects:.0%} of 20 statements"
        enough, ideal = (sum(count >= least for count in counts) for counts in (heard, known))
        asked = "all 20" if least == 20 else f"at least {least}"
        mean = statistics.mean
        figures += [
            Figure(f"{what}: {asked} in dissent, of {SEEDS}", enough, 0.95 * SEEDS, "", True, ideal),
            *([Figure(f"{what}: all 20 in dissent", heard.count(20), peer=known.count(20))] if least < 20 else []),
            Figure(f"{what}: in dissent, of 20, mean", mean(heard), peer=mean(known)),
            Figure(f"{what}: in dissent, of 20, fewest", min(heard), peer=min(known)),
            Figure(f"{what}: other statements in dissent, mean", mean(wrong)),
            Figure(f"{what}: found as a minority, of {SEEDS}", found),
        ]
    return figures


def heard_of_minorities(rejects: float) -> tuple[list[int], list[int], list[int], int]:
    """Return per seed how many planted statements are in dissent, how many would be with the true members, how many
    others are; and how often a minority was found."""
    heard, known, wrong, found = [], [], [], 0
    for seed in range(SEEDS):
        votes, member, planted = with_minority(seed, rejects=rejects)
        result = opinion_map(votes, seed=seed, options=Options(outputs=False))
        listed, sought = {row.statement for row in result.dissent}, set(planted.tolist())
        everyone = count_answers(votes, np.zeros(votes.participants, dtype=np.int64), 1)
        truth = count_answers(votes, member.astype(np.int64), 2)
        ideal = dissent(everyone, truth, np.bincount(member), result.options.majority)
        found += result.minority is not None
        heard.append(len(listed & sought))
        known.append(len({row.statement for row in ideal} & sought))
        wrong.append(len(listed - sought))
    return heard, known, wrong, found


PARTS: dict[str, Callable[[Path], list[Figure]]] = {
    "size": at_size,
    "large": large,
    "real": on_real_votes,
    "shuffled": on_shuffled_votes,
    "minority": on_planted_minorities,
}


def main() -> int:
    """Measure and print; exit 1 when a limit is not kept."""
    asked = sys.argv[1:] or list(PARTS)
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for part in asked:
            figures += PARTS[part](Path(folder))
    return show("brink map", figures, left_out("red-dwarf"))


if __name__ == "__main__":
    sys.exit(main())
