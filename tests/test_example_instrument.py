"""A new instrument or register is one new folder and no edit elsewhere.

Three folders are added to a copy of the house: the example instrument, and a poll and a register of benches as small as
the kits allow. What the house asks of itself is asked there again: a sample in `make test` (every check that walks over
all there is, and of those that go one by one the turns of the new folders), everything in `make exhaustive`.
"""

import re
from pathlib import Path

import pytest

from tests.added_folders import FOLDERS, add_to_copy, lines_of, run
from tests.sampling import EXHAUSTIVE, drawn

# Of what is asked one by one, the turns of the new folders; all else as it is. Bad instruments are small changes to
# the example, and all of them are made: they test the suite itself.
NEW = "hands or poll or bench"
MOST = {"instruments/poll": 150, "registers/benches": 250}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house with the folders in it."""
    return add_to_copy(tmp_path_factory.mktemp("house"))


def asked(house: Path, *suites: str, sample: str) -> str:
    """Run these suites of the copy, the sample of them or all; return the names of what failed."""
    done = run(house, *suites, *(() if EXHAUSTIVE or not sample else ("-k", sample)))
    assert re.search(r"\d+ passed", done.stdout), done.stdout[-4000:] + done.stderr[-4000:]
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    return done.stdout


def test_they_keep_every_promise_and_each_bad_one_is_seen(house: Path) -> None:
    asked(house, "tests/contract", sample=f"{NEW} or test_bad_instruments")
    there = run(house, "tests/contract", "--collect-only").stdout
    assert [name for name in ("test_bad_instruments", "[poll-", "[hands-") if name not in there] == []


def test_they_stand_in_the_house_with_no_edit_elsewhere(house: Path) -> None:
    asked(house, "tests/architecture", sample=f"{NEW} or not [")
    asked(house, *tests_of_safety(house), sample="")


def tests_of_safety(house: Path) -> list[str]:
    """Return the turns of the new folders, and of the tests that walk over all there is a seeded share; or all."""
    if EXHAUSTIVE:
        return ["tests/safety"]
    listed = run(house, "tests/safety", "--collect-only", "-k", f"{NEW} or not [").stdout
    names = [line for line in listed.splitlines() if line.startswith("tests/safety/")]
    new = [name for name in names if "[" in name]
    walks = [name for name in names if "[" not in name]
    assert len(walks) > 100, listed[-4000:]
    return [*new, *drawn("tests of safety in the house with three folders more", walks, share=0.2)]


def test_their_own_tests_pass(house: Path) -> None:
    own = [place for place in FOLDERS if list((FOLDERS[place] / "tests").glob("test_*.py"))]
    assert own == ["registers/benches"]
    asked(house, *(f"src/brink/{place}" for place in own), sample="test")


@pytest.mark.parametrize(("place", "most"), MOST.items(), ids=list(MOST))
def test_they_are_small(place: str, most: int) -> None:
    """The whole of a folder but its tests: Python with migrations, templates, docs, words, catalogue."""
    found = lines_of(FOLDERS[place])
    assert sum(found.values()) <= most, found
