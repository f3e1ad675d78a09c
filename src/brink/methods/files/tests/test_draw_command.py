"""`brink draw` as others rely on it: files of the field, JSON, exit codes, one sentence per mistake."""

import gzip
import json
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.files.assembly import address_key, read_pool, read_quotas
from brink.methods.files.commands import COMMANDS
from brink.methods.files.terminal import BadInput
from brink.methods.sortition import leximin
from brink.methods.sortition.tests.reference import small_pool

QUOTAS = "category,feature,min,max\ngeslacht,v,2,2\ngeslacht,m,2,2\nleeftijd,jong,1,2\nleeftijd,oud,2,3\n"
PEOPLE = (
    "id,geslacht,leeftijd,postcode,nummer\n"
    "a,v,jong,7811 AA,1\nb,v,oud,7811aa,1\nc,v,oud,7812 BB,3\n"
    "d,m,jong,7813 CC,5\ne,m,oud,7814 DD,7\nf,m,oud,7815 EE,9\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    quotas, people = tmp_path / "categories.csv", tmp_path / "respondents.csv"
    quotas.write_text(QUOTAS, encoding="utf-8")
    people.write_text(PEOPLE, encoding="utf-8")
    return quotas, people


def run(*arguments: object) -> int:
    return COMMANDS["draw"]([str(argument) for argument in arguments])


def result(files: tuple[Path, Path], *options: object) -> dict[str, object]:
    out = files[0].parent / "out.json"
    assert run(*files, "--seats", 4, "--quiet", "--json", out, *options) == 0
    loaded: dict[str, object] = json.loads(out.read_text(encoding="utf-8"))
    return loaded


def test_the_json_has_what_is_promised(files: tuple[Path, Path]) -> None:
    found = result(files)
    assert list(found) == [
        "pool", "seats", "objective", "minimum", "gini", "probabilities", "uncoverable", "certificate", "panels",
        "price_of_quotas", "remarks", "method",
    ]  # fmt: skip
    assert (found["pool"], found["seats"], found["objective"]) == (6, 4, "leximin")
    assert found["probabilities"] == pytest.approx(dict.fromkeys("abcdef", 2 / 3), abs=1e-6)
    assert set(found["certificate"]) == {"lower", "upper", "gap"}
    assert found["certificate"]["gap"] <= 1e-6
    assert found["method"]["name"] == "sortition"
    assert found == result(files)


def test_an_address_of_two_columns_counts_once(files: tuple[Path, Path]) -> None:
    found = result(files, "--same-address", "postcode", "--same-address", "nummer")
    chances = found["probabilities"]
    # The two who share an address never sit together, however they write it; so the third woman always sits.
    assert chances["a"] + chances["b"] == pytest.approx(1)
    assert chances["c"] == pytest.approx(1)
    assert address_key(["7811 AA", "1"]) == address_key(["7811aa", "1 "])
    assert address_key(["7811 AA", "11"]) != address_key(["7811 AA1", "1"])
    assert address_key([" ", ""]) is None


def test_other_names_of_columns_and_gzip(files: tuple[Path, Path]) -> None:
    plain = result(files)
    files[0].write_text(QUOTAS.replace("category,feature", "feature,value"), encoding="utf-8")
    files[1].write_bytes(gzip.compress(PEOPLE.encode()))
    assert result(files)["probabilities"] == plain["probabilities"]


def test_a_person_reads_a_summary(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*files, "--seats", 4, "--quiet") == 0
    shown = capsys.readouterr()
    assert "6 mensen, 4 plaatsen." in shown.out
    assert "Kleinste kans: 66.67%" in shown.out
    assert shown.err == ""


def test_impossible_quotas_exit_with_3_and_name_the_change(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    files[0].write_text(QUOTAS.replace("jong,1,2", "jong,3,3").replace("oud,2,3", "oud,1,1"), encoding="utf-8")
    out = files[0].parent / "out.json"
    assert run(*files, "--seats", 4, "--quiet", "--json", out) == 3
    conflict = json.loads(out.read_text(encoding="utf-8"))["conflict"]
    assert sorted((one["feature"], one["side"], one["now"], one["must"]) for one in conflict) == [
        ("jong", "min", 3, 2), ("oud", "max", 1, 2),
    ]  # fmt: skip
    assert capsys.readouterr().err.count("\n") == 1
    files[0].write_text(QUOTAS, encoding="utf-8")
    assert run(*files, "--seats", 4, "--quiet", "--cap", "1", "--json", out) == 0
    files[1].write_text(PEOPLE + "g,m,oud,7816 FF,1\nh,m,oud,7817 GG,1\n", encoding="utf-8")
    assert run(*files, "--seats", 4, "--quiet", "--cap", "1", "--json", out) == 3
    assert json.loads(out.read_text(encoding="utf-8"))["conflict"] == [{"option": "--cap", "value": 1.0}]


@pytest.mark.parametrize(
    ("quotas", "people", "place", "said"),
    [
        (QUOTAS.replace(",min,max", ",min,most"), PEOPLE, "categories.csv:1", "De kolom 'max' ontbreekt"),
        (QUOTAS.replace("category", "soort"), PEOPLE, "categories.csv:1", "'category' en 'feature' ontbreken"),
        (QUOTAS.replace("v,2,2", "v,3,2"), PEOPLE, "categories.csv:2", "minimum is groter dan het maximum bij 'v'"),
        (QUOTAS.replace("v,2,2", "v,2,-2"), PEOPLE, "categories.csv:2", "'-2' in de kolom 'max'"),
        (QUOTAS + "geslacht,v,1,1\n", PEOPLE, "categories.csv:6", "'v' staat er 2 keer"),
        (QUOTAS + "geslacht,x,1\n", PEOPLE, "categories.csv:6", "heeft 3 cellen, de kopregel 4"),
        ("category,feature,min,max\n", PEOPLE, "categories.csv:1", "geen enkel quotum"),
        (QUOTAS, PEOPLE.replace("a,v,jong", "a,vrouw,jong"), "respondents.csv:2", "'vrouw' staat niet in"),
        (QUOTAS, PEOPLE.replace("b,v", "a,v"), "respondents.csv:3", "'a' is leeg of staat er 2 keer"),
        (QUOTAS, PEOPLE.replace("leeftijd", "jaren"), "respondents.csv:1", "De kolom 'leeftijd' ontbreekt"),
        (QUOTAS, "id,geslacht,leeftijd\na,v,jong\n", "respondents.csv", "meer plaatsen (4) dan mensen (1)"),
        (QUOTAS, "", "respondents.csv:1", "Dit bestand is leeg"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_and_nothing_is_written(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], quotas: str, people: str, place: str, said: str
) -> None:
    files[0].write_text(quotas, encoding="utf-8")
    files[1].write_text(people, encoding="utf-8")
    out = files[0].parent / "out.json"
    assert run(*files, "--seats", 4, "--quiet", "--json", out) == 2
    told = capsys.readouterr().err
    assert (told.count("\n"), place in told, said in told) == (1, True, True), told
    assert not out.exists()


@pytest.mark.parametrize("wrong", [["--seats", "0"], ["--seats", "vier"], ["--seats", "4", "--cap", "0.5"],
                                   ["--seats", "4", "--objective", "nash"]])  # fmt: skip
def test_a_wrong_option_is_one_sentence(files: tuple[Path, Path], wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(*files, *wrong)
    assert left.value.code == 2


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(quotas=st.text(max_size=120) | st.binary(max_size=120), people=st.text(max_size=120) | st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(tmp_path: Path, quotas: str | bytes, people: str | bytes) -> None:
    first, second = tmp_path / "q.csv", tmp_path / "p.csv"
    for path, head, text in ((first, "category,feature,min,max\n", quotas), (second, "id,c\n", people)):
        path.write_bytes(text if isinstance(text, bytes) else (head + text).encode("utf-8", "replace"))
    said = ""
    try:
        read_pool(second, read_quotas(first), seats=2, identity="id", address=[], quota_path=first)
    except BadInput as complaint:
        said = str(complaint)
    assert all(line.startswith(str(tmp_path)) for line in said.split("\n") if said)


def test_minima_above_the_seats_are_impossible_and_not_a_mistake(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The kind: quotas of one category that no panel can add up to, from below or from above. Exit 3, least change."""
    out = files[0].parent / "out.json"
    for change, side in ((("m,2,2", "m,3,3"), "min"), (("m,2,2", "m,1,1"), "max")):
        files[0].write_text(QUOTAS.replace(*change), encoding="utf-8")
        assert run(*files, "--seats", 4, "--quiet", "--json", out) == 3
        conflict = json.loads(out.read_text(encoding="utf-8"))["conflict"]
        assert [(one["category"], one["side"], abs(one["now"] - one["must"])) for one in conflict] == [
            ("geslacht", side, 1)
        ]
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert "'geslacht' vraagt" in told


def test_flexible_bounds_inside_the_hard_ones_are_refused(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    head, *rows = QUOTAS.splitlines()
    for flex, code in ((",0,4", 0), (",3,4", 2), (",0,1", 2)):
        others = [row + ",0,4" for row in rows[1:]]
        files[0].write_text("\n".join([head + ",min_flex,max_flex", rows[0] + flex, *others]), encoding="utf-8")
        assert run(*files, "--seats", 4, "--quiet") == code
        assert ("liggen binnen min en max" in capsys.readouterr().err) == (code == 2)


def test_who_is_in_and_who_is_left_with_their_own_columns(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    chosen, rest = files[0].parent / "selected.csv", files[0].parent / "remaining.csv"
    found = result(files, "--selected", chosen, "--remaining", rest, "--tickets", 20, "--seed", 3)
    head, *everybody = PEOPLE.splitlines()
    first, second = (path.read_text(encoding="utf-8").splitlines() for path in (chosen, rest))
    assert first[0] == second[0] == head
    assert sorted(first[1:] + second[1:]) == sorted(everybody)
    assert [line.split(",")[0] for line in first[1:]] == sorted(found["selected"]["ids"])
    assert len(first) == 5
    # A choice by seed is no draw in public, and that is said.
    assert "brink draw reveal" in found["remarks"][-1]
    assert run(*files, "--seats", 4, "--quiet", "--selected", chosen) == 0
    assert "brink draw reveal" in capsys.readouterr().out


def test_what_cannot_be_finished_is_a_sentence_and_what_is_certain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pools in which the leximin point is no lottery, and no cut may be made: the first level is still certain."""
    module = import_module("brink.methods.sortition.leximin")
    monkeypatch.setattr(module, "_MOST_CUTS", 0)
    certain = []
    for seed in (233, 297, 347, 398):
        pool = small_pool(seed)
        quotas, people, out = tmp_path / "q.csv", tmp_path / "p.csv", tmp_path / "out.json"
        rows = [f"{one.category},{one.feature},{one.least},{one.most}" for one in pool.quotas]
        quotas.write_text("\n".join(["category,feature,min,max", *rows]), encoding="utf-8")
        rows = [",".join((one.id, one.household or f"own {one.id}", *one.features)) for one in pool.members]
        people.write_text("\n".join([",".join(("id", "home", *pool.categories)), *rows]), encoding="utf-8")
        options = ["--seats", pool.seats, "--id", "id", "--same-address", "home", "--quiet", "--json", out]
        assert run(quotas, people, *options) == 4
        told = capsys.readouterr().err
        assert (told.count("\n"), told.startswith("De loting kon niet worden afgemaakt")) == (1, True)
        answer = json.loads(out.read_text(encoding="utf-8"))
        assert list(answer) == ["unfinished", "certain", "method"]
        certain.append(answer["certain"])
        if answer["certain"]:
            monkeypatch.undo()
            assert answer["certain"]["minimum"] == pytest.approx(min(leximin(pool).chances[leximin(pool).chances > 0]))
            monkeypatch.setattr(module, "_MOST_CUTS", 0)
    assert any(certain)


def test_the_page_has_picture_and_table_and_names_nobody(files: tuple[Path, Path]) -> None:
    page = files[0].parent / "loting.html"
    found = result(files, "--html", page)
    text = page.read_text(encoding="utf-8")
    assert text.count("<h1>") == text.count('role="img"') == 1
    assert text.count('fill="#6a2f6e"/>') == 6
    assert "66.67%" in text
    assert "geslacht v" in text
    assert found["uncoverable"] == []
    assert "7811" not in text
