"""The table of `README.md` beside this: every case is in it, and every test that it names is there."""

import re
from pathlib import Path

from tests.architecture.layers import ROOT, SOURCE

HERE = Path(__file__).parent
LINES = (HERE / "README.md").read_text("utf-8").splitlines()
ROWS = dict(re.findall(r"^\| (N\d\d(?:-N\d\d)?) \| (.+) \|$", "\n".join(LINES), re.MULTILINE))
# A name of a file that is no test, and so has no functions.
NO_TEST = {"tools/bench_safety.py"}


def _files(name: str) -> list[Path]:
    """Return the files that a name in the table may mean: beside it, in the folder of an app, or below the root."""
    if "/" not in name:
        return [HERE / name] if (HERE / name).is_file() else []
    return [path for path in (ROOT / name, *SOURCE.glob(f"*/{name}"), SOURCE / name) if path.exists()]


def missing(row: str) -> list[str]:
    """Return what a row names and is not there: a file, or a test in the file named last."""
    found, last = [], list[Path]()
    for file, test in re.findall(r"`([\w/.]*)(?:::(\w+)\*?)?`", row):
        if file and file not in NO_TEST and ("/" in file or file.endswith(".py")):
            last = _files(file)
            found += [file] if not last else []
        if test and not any(re.search(rf"^def {test}", path.read_text("utf-8"), re.MULTILINE) for path in last):
            found.append(f"{file}::{test}")
    return found


def test_every_case_has_a_row() -> None:
    cases = set()
    for name in ROWS:
        first, _to, last = name.partition("-")
        cases |= set(range(int(first[1:]), int((last or first)[1:]) + 1))
    assert sorted(set(range(1, 57)) - cases) == []


def test_what_a_row_names_is_there() -> None:
    assert {number: gone for number, row in ROWS.items() if (gone := missing(row))} == {}
    prose = " ".join(line for line in LINES if not line.startswith("|"))
    assert missing(prose) == []
    assert missing("`test_doors.py::test_n99_*`, `test_gone.py`") == ["test_doors.py::test_n99_", "test_gone.py"]


def test_a_case_that_has_tests_of_its_number_names_them() -> None:
    """A test called after a case proves it: a row that says "not built yet" beside one is stale."""
    numbered = {
        f"N{number}" for path in (*HERE.glob("test_*.py"), *SOURCE.rglob("test_*.py"))
        for name in re.findall(r"^def test((?:_n\d\d)+)_", path.read_text("utf-8"), re.MULTILINE)
        for number in re.findall(r"_n(\d\d)", name)
    }  # fmt: skip
    stale = [number for number, row in ROWS.items() if number in numbered and row.startswith("not built yet")]
    assert stale == []
