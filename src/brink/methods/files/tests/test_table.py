"""The one reader of tables: whatever a spreadsheet makes of a file is the same table, or one clear set of sentences."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.files.table import BadTable, Table, maybe_thousands, number, numbers, separator, uncertain
from brink.methods.files.terminal import BadInput

NAMES = ["id", "soort", "aantal"]
ROWS = [["1", "a", "2"], ["2", "b; c", "3"], ["3", 'd, "e"', "4"]]
RULE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(
    path: Path, rows: list[list[str]], *, sign: str = ",", ends: str = "\n", bom: bool = False, empty: int = 0,
    edge: int = 0,
) -> Path:  # fmt: skip
    """A table as some program may write it, with empty rows in between and nameless empty columns at the end."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign, lineterminator=ends)
    for row in rows:
        writer.writerow([*row, *[""] * edge])
        for _more in range(empty):
            out.write(sign * (len(row) + edge - 1) + ends)
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode())
    return path


def read(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    table = Table(path, NAMES)
    rows = [cell for _line, cell in table.rows()]
    table.settle()
    return rows, table.remarks


@RULE
@given(
    sign=st.sampled_from([",", ";", "\t"]), ends=st.sampled_from(["\n", "\r\n"]), bom=st.booleans(),
    empty=st.integers(0, 2), edge=st.integers(0, 2), order=st.permutations(range(3)), more=st.booleans(),
)
def test_the_same_table_whatever_the_program(
    tmp_path: Path, sign: str, ends: str, bom: bool, empty: int, edge: int, order: list[int], more: bool
) -> None:
    """Separator, line ends, mark, empty rows and columns, order of columns, a column more: the cells are the same."""
    whole = [[*row, *(["x"] if more and row is not NAMES else ["los"] if more else [])] for row in (NAMES, *ROWS)]
    turned = [[row[at] for at in order] + row[3:] for row in whole]
    path = written(tmp_path / "t.csv", turned, sign=sign, ends=ends, bom=bom, empty=empty, edge=edge)
    rows, remarks = read(path)
    assert [[cell[name] for name in NAMES] for cell in rows] == ROWS
    told = " ".join(remarks)
    assert (f"{4 * empty} lege regels" in told) == bool(empty)
    assert ("zonder naam overgeslagen" in told) == bool(edge)
    assert ("scheidingsteken" in told) == (sign != ",")


def test_a_name_matches_without_capitals_where_that_leaves_no_doubt(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(" ID ,Soort, AANTAL\n1,a,2\n")
    assert read(path)[0] == [{"id": "1", "soort": "a", "aantal": "2"}]
    path.write_text("id,ID,soort,aantal\n1,7,a,2\n")
    assert read(path)[0] == [{"id": "1", "ID": "7", "soort": "a", "aantal": "2"}]


def test_all_complaints_come_in_one_run_ten_and_then_a_count(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,soort,aantal\n" + "1,a\n" * 13)
    with pytest.raises(BadTable) as found:
        read(path)
    lines = str(found.value).split("\n")
    assert len(lines) == 11
    assert lines[0] == f"{path}:2: Deze regel heeft 2 cellen, de kopregel 3. Maak ze gelijk."
    assert lines[-1] == f"{path}: en nog 3 fouten."


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "leeg"), (";;;\n,,\n", 1, "leeg"), ("id,soort\n", 1, "De kolom 'aantal' ontbreekt"),
        ("soort\n", 1, "De kolommen 'id', 'aantal' ontbreken"), ("id,id,soort,aantal\n", 1, "'id' staat er 2 keer"),
        ("id,,soort,aantal\n1,2,3,4\n", 1, "Kolom 2 heeft geen naam"),
        ("id,soort,aantal,\n1,2,3,vier\n", 2, "Kolom 4 heeft geen naam maar wel inhoud"),
        ("\n\nid,soort,aantal\n1,2\n", 4, "heeft 2 cellen"), ('id,soort,aantal\n1,"a,2\n', 2, "geen goede csv"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_said_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    with pytest.raises(BadInput) as found:
        read(path)
    assert str(found.value).startswith(f"{path}:{line}: ")
    assert said in str(found.value)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1", "2.5", "-3", ""], [1, 2.5, -3, None]), (["1,5", "2", "3,25"], [1.5, 2, 3.25]),
        (["1,5", "2.5"], [1.5, 2.5]), (["nan", "inf", "x", "1e3"], [None, None, None, 1000]), (["1.", "+2"], [1, 2]),
    ],
)  # fmt: skip
def test_a_point_or_a_comma_is_the_decimal_sign(cells: list[str], values: list[float | None]) -> None:
    assert numbers(cells) == values


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)))
def test_a_number_reads_back_with_either_sign(value: float) -> None:
    text = f"{value:.2f}"
    assert number(text) == pytest.approx(value)
    assert number(text.replace(".", ","), comma=True) == pytest.approx(value)


def test_what_may_be_a_thousand_is_uncertain_until_another_cell_tells() -> None:
    assert all(maybe_thousands(text) for text in ("1.000", "12,345", "1.000.000"))
    assert not any(maybe_thousands(text) for text in ("0.500", "1.00", "1000", "1234.567"))
    assert uncertain(["1.000", "500"]) == {"1.000"}
    assert uncertain(["1.000", "2.5"]) == set()
    assert uncertain(["1.000", "2,5"]) == {"1.000"}


def test_the_separator_is_found_by_the_names_and_else_by_the_most_cells() -> None:
    assert separator("id;soort, of kind;aantal", NAMES) == ";"
    assert separator("a\tb\tc,d") == "\t"
    assert separator("a") == ","
