"""What an act costs: queries and CPU, of acts that many do at once. With other trees as arguments also theirs, in turn.

    python tools/bench_acts.py [/path/to/another/tree ...]

Each tree runs in a process of its own, on a database in memory, in turn, so that what else the machine does falls on
all of them. The CPU is that of the middle act of many, the best of the turns.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parent.parent
TURNS, TIMES = 2, 60
# At most so many queries in one act, without the transaction around it.
LIMITS = {"give an idea": 29, "comment on it": 31, "first vote": 32, "another vote": 12, "take an idea back": 38}


def acts() -> dict[str, Callable[[], Any]]:
    """Return the acts that are measured, each of which can be done again and again."""
    from tests.builders import make_process, make_round, make_world

    from brink.domain.contributions.services.giving import Words
    from brink.domain.contributions.services.self_service import withdraw
    from brink.domain.journal.services import RESIDENT
    from brink.instruments.dialogue.readable_statements import asked
    from brink.instruments.dialogue.services.answering import answer
    from brink.instruments.dialogue.services.statements import plant_seeds
    from brink.instruments.ideas.services import add_comment, give_idea

    world = make_world("acts")
    ideas, dialogue = (make_round(make_process(world, key), key) for key in ("ideas", "dialogue"))
    plant_seeds(dialogue, [f"Er komt een bank bij halte {number}." for number in range(9)])
    first, second = asked(dialogue).order_by("number")[:2]

    def idea() -> Any:
        words = Words(kind="idea", text="Zet een bank bij de bushalte.")
        return give_idea(round=ideas, words=words, actor=RESIDENT, key=uuid4().hex)

    there = idea()
    waiting = [idea() for _ in range(TIMES + 2)]
    seen = uuid4().hex
    answer(round=dialogue, token=seen, answers={first.pk: 1})
    votes = iter(range(10**6))

    def comment() -> None:
        words = Words(kind="comment", text="Daar zit niemand.")
        add_comment(
            round=ideas, idea=there.contribution, stance="against", words=words, actor=RESIDENT, key=uuid4().hex
        )

    def take_back() -> None:
        one = waiting.pop()
        withdraw(contribution=one.contribution, code=one.code)

    return {
        "give an idea": idea,
        "comment on it": comment,
        "first vote": lambda: answer(round=dialogue, token=uuid4().hex, answers={first.pk: 1}),
        "another vote": lambda: answer(round=dialogue, token=seen, answers={second.pk: (-1, 1)[next(votes) % 2]}),
        "take an idea back": take_back,
    }


def measured(act: Callable[[], Any]) -> tuple[int, float]:
    """Return the queries of an act and the CPU in milliseconds of the middle one of many."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act()
    with CaptureQueriesContext(connection) as ran:
        act()
    queries = sum("SAVEPOINT" not in one["sql"] and one["sql"] not in ("BEGIN", "COMMIT") for one in ran)
    spent = []
    for _ in range(TIMES):
        started = time.process_time()
        act()
        spent.append((time.process_time() - started) * 1000)
    return queries, median(spent)


def child() -> None:
    """Measure the tree that PYTHONPATH names and print the figures as JSON."""
    import django

    django.setup()
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        print(json.dumps({name: measured(act) for name, act in acts().items()}))
    finally:
        runner.teardown_databases(databases)


def turn(tree: Path) -> dict[str, tuple[int, float]]:
    """Measure a tree once, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="brink-acts-") as folder:
        settings = {
            "PYTHONPATH": f"{tree / 'src'}:{tree}", "BRINK_DATA": folder, "BRINK_HOSTS": "testserver",
            "BRINK_SECRET_KEY": "only for the bench, long enough to be of use to nobody",
            "DJANGO_SETTINGS_MODULE": "brink.site.settings",
        }  # fmt: skip
        ran = subprocess.run(
            [sys.executable, __file__, "--child"], env={**os.environ, **settings}, capture_output=True, check=True,
        )  # fmt: skip
    found: dict[str, tuple[int, float]] = json.loads(ran.stdout.splitlines()[-1])
    return found


def main() -> int:
    """Print the figures of each tree; return 1 when this one asks the database more than it may."""
    trees = [ROOT, *(Path(name).resolve() for name in sys.argv[1:])]
    turns: dict[Path, list[dict[str, tuple[int, float]]]] = {tree: [] for tree in trees}
    for _ in range(TURNS):
        for tree in trees:
            turns[tree].append(turn(tree))
    code = 0
    print("What an act costs: queries, ms of CPU")
    for name, limit in LIMITS.items():
        told = []
        for tree in trees:
            queries, spent = turns[tree][0][name][0], min(one[name][1] for one in turns[tree])
            told.append(f"{tree.name}: {queries}, {spent:.1f}")
        over = turns[ROOT][0][name][0] > limit
        code = code or int(over)
        print(f"  {name:20} {'; '.join(told)}; at most {limit} queries{'  TOO MANY' if over else ''}")
    return code


if __name__ == "__main__":
    if "--child" in sys.argv:
        child()
    else:
        sys.exit(main())
