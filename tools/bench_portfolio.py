"""Figures of portfolio choice: CPU, bias and intervals, what is told to be in or out, and whether groups are claimed.

    python tools/bench_portfolio.py [--studies 500] [--questions 100] [--sets 40]

People are invented with the truth known, in two ways of choosing: the logit of the method, and an own purse that each
fills. The seeds are other ones than those with which the thresholds were chosen. The field's own package (portchoice)
has no licence and is not run; 13.6 s for its fit alone is quoted from the prototype.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src")]

import numpy as np  # noqa: E402

from brink.methods.portfolio import evaluate, tally  # noqa: E402
from brink.methods.portfolio.design import design  # noqa: E402
from brink.methods.portfolio.fitting import Model, fit  # noqa: E402
from brink.methods.portfolio.groups import Grouping  # noqa: E402
from brink.methods.portfolio.packages import all_allowed  # noqa: E402
from brink.methods.portfolio.synthetic import made_choices  # noqa: E402

FRESH = 500_000  # first seed
LARGE = 0.3  # a value of which the bias is a share


def kept(good: bool) -> str:
    """What stands behind a figure."""
    return "kept" if good else "NOT KEPT"


def whole(times: int = 5) -> tuple[float, float]:
    """Return the least CPU seconds of all outputs, without and with the search for groups."""
    made, found = made_choices(FRESH), []
    for groups in (False, True):
        runs = []
        for _time in range(times):
            started = time.process_time()
            evaluate([made.arm], made.choices, groups=groups)
            runs.append(time.process_time() - started)
        found.append(min(runs))
    return found[0], found[1]


def intervals(studies: int) -> tuple[float, float, tuple[float, float, float], tuple[float, float]]:
    """Return the largest bias as a share of values over .3, the largest of the others, coverage (mean, least, most),
    and the least and most of the real spread over the mean error."""
    values, errors = [], []
    for seed in range(studies):
        made = made_choices(FRESH + seed, question=FRESH)
        found = fit(Model(design([made.arm], all_allowed(made.arm))), tally(made.choices))
        values.append(found.theta - made.values)
        errors.append(found.errors)
    off, error, truth = np.array(values), np.array(errors), made.values
    bias = np.abs(off.mean(axis=0))
    large = np.abs(truth) >= LARGE
    holds = (np.abs(off) <= 1.959963984540054 * error).mean(axis=0)
    spread = off.std(axis=0, ddof=1) / error.mean(axis=0)
    return (
        float((bias / np.abs(truth))[large].max()), float(bias[~large].max(initial=0.0)),
        (float(holds.mean()), float(holds.min()), float(holds.max())), (float(spread.min()), float(spread.max())),
    )  # fmt: skip


def standings(way: str, questions: int) -> tuple[int, int, int, int, float]:
    """Return right and told of "in", right and told of "out", and the mean number of options left in doubt."""
    right, told, doubt = {"in": 0, "out": 0}, {"in": 0, "out": 0}, 0
    for number in range(questions):
        made = made_choices(FRESH + number, way=way)
        computed = evaluate([made.arm], made.choices).computed
        for at, name in enumerate(computed.standing.standing if computed else ()):
            if name == "doubt":
                doubt += 1
            else:
                told[name] += 1
                right[name] += (made.best[at] > 0) == (name == "in")
    return right["in"], told["in"], right["out"], told["out"], doubt / questions


def claims(sets: int, **how: float | str) -> list[Grouping]:
    """Return what is said of groups in so many sets of people."""
    found = []
    for number in range(sets):
        made = made_choices(FRESH + 10_000 + number, **how)  # type: ignore[arg-type]
        computed = evaluate([made.arm], made.choices, groups=True).computed
        if computed and computed.grouping:
            found.append(computed.grouping)
    return found


def main() -> int:
    """Print all figures; 1 when one is not kept."""
    ask = argparse.ArgumentParser(description="Figures of portfolio choice.")
    ask.add_argument("--studies", type=int, default=500, help="simulated studies for bias and intervals")
    ask.add_argument("--questions", type=int, default=100, help="questions for in and out, per way of choosing")
    ask.add_argument("--sets", type=int, default=40, help="sets of people for groups, per kind")
    asked = ask.parse_args()
    good = []

    def say(line: str, fine: bool) -> None:
        good.append(fine)
        print(f"{line} [{kept(fine)}]", flush=True)

    alone, grouped = whole()
    say(
        f"1,000 people x 12 options, all outputs: {alone:.2f} CPU s, with the search for groups {grouped:.2f}, of 1"
        " (portchoice, quoted: 13.6 s for the fit alone)", grouped <= 1,
    )  # fmt: skip
    bias, small, (mean, least, most), (narrow, wide) = intervals(asked.studies)
    line = f"largest bias in {asked.studies} studies: {bias:.1%} of values over .3 (of 5 %); else {small:.4f}"
    say(line, bias < 0.05)
    say(
        f"95 % intervals that hold the truth: {mean:.1%} (of 93 to 97 %), per option {least:.1%} to {most:.1%};"
        f" real spread over error {narrow:.2f} to {wide:.2f}", 0.93 <= mean <= 0.97,
    )  # fmt: skip
    for way in ("logit", "purse"):
        inside, all_in, outside, all_out, doubt = standings(way, asked.questions)
        share = min(inside / max(all_in, 1), outside / max(all_out, 1))
        say(
            f"{asked.questions} questions, {way}: in right {inside} of {all_in}, out right {outside} of {all_out}"
            f" (of 97 %); in doubt {doubt:.1f} of 12", share >= 0.97,
        )  # fmt: skip
    for name, how in (("logit", {}), ("purse", {"way": "purse"})):
        none = claims(asked.sets, **how)
        wrong = sum(one.found == "groups" for one in none)
        scale = sum(one.found == "scale" for one in none)
        line = f"no groups, {name}: claimed in {wrong} of {len(none)} (of 5 %), a scale in {scale}"
        say(line, wrong <= 0.05 * len(none))
    planted = claims(asked.sets, planted=0.2, shift=1.5)
    named = sum(one.found == "groups" for one in planted)
    seen = sum(one.found in ("groups", "scale") for one in planted)
    say(
        f"20 % who value all options 1.5 higher or lower: groups in {named} of {len(planted)} (of 9 in 10),"
        f" groups or a scale in {seen}; people may be assigned in {sum(one.assigned for one in planted)}",
        named >= 0.9 * len(planted),
    )  # fmt: skip
    slide = claims(asked.sets, slide=0.7)
    cut = sum(one.found == "groups" for one in slide)
    say(
        f"everybody on one sliding scale: cut into groups in {cut} of {len(slide)} (of 5 %), called a scale in"
        f" {sum(one.found == 'scale' for one in slide)}", cut <= 0.05 * len(slide),
    )  # fmt: skip
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())
