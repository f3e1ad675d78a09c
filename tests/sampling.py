"""What a walk over a register takes: a seeded share in `make test`, all of it in `make exhaustive`.

The draw hangs on the seed and on the name of the walk alone, so that every worker and every day draws the same. Another
seed draws others: `BRINK_SEED=7 make test`. What was walked is printed at the end of a run.
"""

import inspect
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from math import ceil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pytest

EXHAUSTIVE = bool(os.environ.get("BRINK_EXHAUSTIVE"))
SEED = int(os.environ.get("BRINK_SEED", "1"))
# What every walk gives up so that the whole suite stays within its quarter of an hour: the one place to turn.
PART = 0.2
T = TypeVar("T")


def _notes() -> Path:
    return Path(os.environ["BRINK_DATA"]) / "walked.tsv"


def drawn(walk: str, members: Iterable[T], *, share: float, least: int = 1) -> list[T]:
    """Return the members of a register that this run walks, in their own order: a share of them, or all.

    `walk` says in a few words what is walked, and stands so in the table of the run.
    """
    every = list(members)
    count = len(every) if EXHAUSTIVE else min(len(every), max(least, ceil(PART * share * len(every))))
    places = sorted(Random(f"{SEED} {walk}").sample(range(len(every)), count))
    note(walk, count, len(every))
    return [every[place] for place in places]


def first(walk: str, ways: Sequence[T]) -> list[T]:
    """Return the first of some ways to look at the same pages, such as widths of a screen, or all of them."""
    taken = list(ways) if EXHAUSTIVE else list(ways[:1])
    note(walk, len(taken), len(ways))
    return taken


def examples(walk: str, few: int, many: int) -> int:
    """Return how many examples a machine runs through that nobody can walk whole."""
    count = many if EXHAUSTIVE else few
    note(walk, count, many)
    return count


def note(walk: str, taken: int, total: int) -> None:
    """Write down how many members of a walk were taken, for the table at the end; a part of it may be noted twice."""
    with _notes().open("a") as notes:
        notes.write(f"{walk}\t{taken}\t{total}\n")


def begin() -> None:
    """Forget what an earlier run walked and found."""
    _notes().unlink(missing_ok=True)
    for one in _notes().parent.glob("found-*.json"):
        one.unlink(missing_ok=True)


def found_once(what: str, look: Callable[[], list[Any]]) -> list[Any]:
    """Return what looking finds, as plain data. Tests that begin alike look once in a run, on whichever worker.

    Without it each test that draws a few members of a register opens hundreds of pages to know the register.
    """
    kept = _notes().with_name(f"found-{what}.json")
    if not kept.exists():
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(look()))
        fresh.replace(kept)
    found: list[Any] = json.loads(kept.read_text())
    return found


def add(notes: Path) -> None:
    """Take over what a run inside a test walked."""
    if notes.exists():
        with _notes().open("a") as own:
            own.write(notes.read_text())


def table() -> list[str]:
    """Return what was walked in this run, a line for each walk, the seed above."""
    if not _notes().exists():
        return []
    lines = sorted(set(_notes().read_text().splitlines()))
    rows = [line.split("\t") for line in lines]
    how = "everything" if EXHAUSTIVE else f"a sample, seed {SEED}"
    return [f"walked ({how}):", *(f"  {walk}: {taken} of {total}" for walk, taken, total in rows)]


# What databases do in their own way: what they refuse, keep locked, roll back, or show to another connection.
_OWN_WAY = re.compile(r"\b(?:IntegrityError|DatabaseError|ProtectedError|Thread\w*|vendor|connection|atomic)\b")
_COMMITTING = {"committed", "transactional_db"}


def on_second_database(tests: "Sequence[pytest.Item]") -> "tuple[list[pytest.Item], list[pytest.Item]]":
    """Part tests into those that run on the second database too, and the rest.

    Whatever the databases may do otherwise runs: tests that commit, and those that name a refusal, a lock or another
    connection. Of all other tests, which ask for rows, a seeded share.
    """
    plain = [one for one in tests if not _asks_more(one)]
    groups = sorted({_together(one) for one in plain})
    drew = set(drawn("tests that only ask for rows, on PostgreSQL", groups, share=0.06))
    share = {one.nodeid for one in plain if _together(one) in drew}
    skipped = {one.nodeid for one in plain} - share
    return [one for one in tests if one.nodeid not in skipped], [one for one in tests if one.nodeid in skipped]


def _together(test: "pytest.Item") -> str:
    """Return what a test is drawn by: its file when something is made once for all tests of that, else itself."""
    fixtures = getattr(getattr(test, "_fixtureinfo", None), "name2fixturedefs", {})
    ours = (one[-1] for one in fixtures.values() if "site-packages" not in one[-1].func.__code__.co_filename)
    made_once = any(one.scope == "module" for one in ours)
    file = test.nodeid.partition("::")[0]
    return file if made_once else test.nodeid


def commits(test: "pytest.Item") -> bool:
    """Tell whether a test really commits what it writes."""
    return bool(_COMMITTING.intersection(getattr(test, "fixturenames", ())))


def _asks_more(test: "pytest.Item") -> bool:
    """Tell whether a test asks more of the database than rows."""
    if commits(test) or test.get_closest_marker("both_databases"):
        return True
    function = getattr(test, "function", None)
    return function is not None and bool(_OWN_WAY.search(inspect.getsource(function)))
