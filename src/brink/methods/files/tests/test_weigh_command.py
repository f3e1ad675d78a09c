"""`brink weigh` as others rely on it: files, crossings, JSON, exit codes, one sentence per mistake."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.files.commands import COMMANDS
from brink.methods.files.panel import read_panel
from brink.methods.files.terminal import BadInput

TARGETS = "variable,category,count\nplaats,stad,60\nplaats,dorp,40\nleeftijd_man,jong.ja,30\nleeftijd_man,jong.nee,20\n"
TARGETS += "leeftijd_man,oud.ja,25\nleeftijd_man,oud.nee,25\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    panel, targets = tmp_path / "panel.csv", tmp_path / "targets.csv"
    rows = [
        (n, ("stad", "dorp")[n % 3 > 0], ("jong", "oud")[n % 5 > 1], ("ja", "nee")[n % 2], n % 7, int(n % 4 > 1), "x")
        for n in range(120)
    ]
    panel.write_text(
        "id,plaats,leeftijd,man,cijfer,eens,woord\n" + "".join(",".join(map(str, row)) + "\n" for row in rows),
        encoding="utf-8",
    )
    targets.write_text(TARGETS, encoding="utf-8")
    return panel, targets


def run(*arguments: object) -> int:
    return COMMANDS["weigh"]([str(argument) for argument in arguments])


def test_the_json_has_what_is_promised(files: tuple[Path, Path]) -> None:
    out, weights = files[0].parent / "out.json", files[0].parent / "w.csv"
    assert run(*files, "--quiet", "--json", out, "--weights", weights, "--by", "plaats") == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert list(found) == ["n", "n_effective", "design_effect", "margins", "means", "by", "reach", "remarks", "method"]
    assert found["n_effective"] == pytest.approx(120 / found["design_effect"])
    assert [(one["variable"], one["category"]) for one in found["margins"]][2:4] == [
        ("leeftijd_man", "jong.ja"), ("leeftijd_man", "jong.nee"),
    ]  # fmt: skip
    assert all(one["weighted"] == pytest.approx(one["target"], rel=1e-9) for one in found["margins"])
    assert list(found["means"]) == ["cijfer", "eens"]
    assert set(found["means"]["cijfer"]) == {"unweighted", "weighted", "se", "design_effect", "n", "missing"}
    assert [(one["category"], one["n"]) for one in found["by"]] == [("dorp", 80), ("stad", 40)]
    assert set(found["by"][0]["means"]["eens"]["model"]) == {"share", "low", "high"}
    assert "model" not in found["by"][0]["means"]["cijfer"]
    assert set(found["reach"]) == {"dissimilarity", "propensity_variation", "ratios"}
    assert found["method"]["name"] == "weighting"
    with weights.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [str(n) for n in range(120)]
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(100)


def test_small_groups_are_not_shown(files: tuple[Path, Path]) -> None:
    """Nine of one sort, and the next smallest with them; no share on fewer than thirty answers."""
    lines = files[0].read_text(encoding="utf-8").splitlines()
    sorts = ["wijk"] + ["a"] * 9 + ["b"] * 25 + ["c"] * 86
    files[0].write_text("\n".join(f"{line},{sort}" for line, sort in zip(lines, sorts, strict=True)), encoding="utf-8")
    out = files[0].parent / "out.json"
    assert run(*files, "--quiet", "--json", out, "--by", "wijk") == 0
    rows = json.loads(out.read_text(encoding="utf-8"))["by"]
    assert [(one["category"], one["n"]) for one in rows] == [("a", None), ("b", None), ("c", 86)]
    assert [one["means"]["eens"]["weighted"] is None for one in rows] == [True, True, False]


def test_a_small_group_is_hidden_wherever_it_would_show(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Six of one place: hidden by margin, by ratio and by `--by`, with the next smallest; what is left is true."""
    places = ["gehucht"] * 6 + ["dorp"] * 40 + ["stad"] * 74
    rows = [f"{n},{place},{('ja', 'nee')[n % 2]},{n % 7}" for n, place in enumerate(places)]
    files[0].write_text("id,plaats,man,cijfer\n" + "\n".join(rows) + "\n", encoding="utf-8")
    targets = "plaats,gehucht,20\nplaats,dorp,40\nplaats,stad,60\nman,ja,60\nman,nee,60\n"
    files[1].write_text("variable,category,count\n" + targets, encoding="utf-8")
    out = files[0].parent / "out.json"
    assert run(*files, "--quiet", "--json", out, "--by", "plaats") == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert [one["unweighted"] for one in found["margins"]] == [None, None, 74, 60, 60]
    assert [one["ratio"] for one in found["reach"]["ratios"]][:2] == [None, None]
    assert [(one["category"], one["n"]) for one in found["by"]] == [("dorp", None), ("gehucht", None), ("stad", 74)]
    assert [one["means"]["cijfer"]["weighted"] is None for one in found["by"]] == [True, True, False]
    assert found["reach"]["dissimilarity"] == pytest.approx({"plaats": 74 / 120 - 1 / 2, "man": 0.0})
    # Without figures per group the margins are the weigher's own check, and told in full.
    assert run(*files, "--quiet", "--json", out) == 0
    whole = json.loads(out.read_text(encoding="utf-8"))
    assert [one["unweighted"] for one in whole["margins"]] == [6, 40, 74, 60, 60]
    assert run(*files, "--quiet", "--by", "plaats") == 0
    shown = capsys.readouterr().out
    assert "mensen te herkennen: plaats gehucht, plaats dorp." in shown
    assert "Wie wij missen" not in shown


def test_a_crossed_margin_and_one_of_its_parts_are_hidden_together(files: tuple[Path, Path]) -> None:
    """The margin has age by sex, `--by` asks for age: neither may be filled in from the other."""
    kinds = [("jong", "ja", 5), ("jong", "nee", 40), ("oud", "ja", 45), ("oud", "nee", 30)]
    people = [(age, man) for age, man, count in kinds for _ in range(count)]
    rows = [f"{n},{age},{man},{n % 7}" for n, (age, man) in enumerate(people)]
    files[0].write_text("id,leeftijd,man,cijfer\n" + "\n".join(rows) + "\n", encoding="utf-8")
    targets = "".join(f"leeftijd_man,{age}.{man},30\n" for age, man, _count in kinds)
    files[1].write_text("variable,category,count\n" + targets, encoding="utf-8")
    out = files[0].parent / "out.json"
    assert run(*files, "--quiet", "--json", out, "--by", "leeftijd") == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    crossed = {one["category"]: one["unweighted"] for one in found["margins"]}
    ages = {one["category"]: one["n"] for one in found["by"]}
    assert crossed["jong.ja"] is None
    assert ages["jong"] is None or crossed["jong.nee"] is None
    assert ages["oud"] is None or crossed["jong.nee"] is None
    assert sum(count is None for count in crossed.values()) == 2


def test_trimming_keeps_both_or_says_it_cannot(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out = files[0].parent / "out.json"
    assert run(*files, "--quiet", "--json", out, "--trim", "1.01") == 3
    conflict = json.loads(out.read_text(encoding="utf-8"))["conflict"]
    assert [(one["option"], one["value"]) for one in conflict] == [("--trim", 1.01)]
    least = conflict[0]["least"]
    assert capsys.readouterr().err.count("\n") == 1
    weights = files[0].parent / "w.csv"
    assert run(*files, "--quiet", "--json", out, "--trim", least * 1.02, "--weights", weights) == 0
    with weights.open(encoding="utf-8") as file:
        values = [float(row["weight"]) for row in csv.DictReader(file)]
    assert max(values) <= least * 1.02 * sum(values) / len(values) * (1 + 1e-9)
    found = json.loads(out.read_text(encoding="utf-8"))
    assert all(one["weighted"] == pytest.approx(one["target"], rel=1e-9) for one in found["margins"])


def test_a_person_reads_who_is_missing(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    files[1].write_text("variable,category,count\nplaats,stad,90\nplaats,dorp,10\n", encoding="utf-8")
    assert run(*files, "--quiet") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("120 deelnemers. Zij tellen als ")
    assert "Modelmatige onzekerheid" in shown
    assert "foutmarge" not in shown
    assert "Wie wij missen: plaats stad. Het zijn er 37% van wat het moet zijn." in shown


@pytest.mark.parametrize(
    ("panel", "targets", "place", "said"),
    [
        (None, TARGETS.replace("dorp,40", "dorp,41"), "targets.csv:7", "'leeftijd_man' telt op tot 100"),
        (None, TARGETS + "plaats,eiland,5\n", "targets.csv:8", "In panel.csv is niemand 'eiland'"),
        (None, TARGETS.replace("stad,60", "stad,-60"), "targets.csv:2", "'-60' is geen aantal vanaf 0"),
        (None, TARGETS.replace("stad,60", "stad,nan"), "targets.csv:2", "'nan' is geen aantal vanaf 0"),
        (None, TARGETS + "plaats,stad,5\n", "targets.csv:8", "'stad' staat er 2 keer"),
        (None, TARGETS.replace("leeftijd_man", "leeftijd_haar"), "targets.csv:4", "De kolom 'haar' staat niet in"),
        (None, "variable,category\n", "targets.csv:1", "De kolom 'count' ontbreekt"),
        (None, "variable,category,count\n", "targets.csv:1", "geen enkel aantal"),
        ("id,plaats,leeftijd,man\n1,zee,jong,ja\n", TARGETS, "panel.csv:2", "'zee' staat niet in targets.csv"),
        ("id,plaats,leeftijd,man\n1,,jong,ja\n", TARGETS, "panel.csv:2", "De kolom 'plaats' is leeg bij 1 mens."),
        ("id,plaats,leeftijd,man\n1,stad,jong,ja\n1,stad,jong,ja\n", TARGETS, "panel.csv:3", "'1' is leeg of staat er"),
        ("id,plaats,leeftijd,man\n", TARGETS, "panel.csv:1", "geen enkele deelnemer"),
        ("id,plaats,leeftijd,man\n1,stad,jong\n", TARGETS, "panel.csv:2", "heeft 3 cellen, de kopregel 4"),
        ("naam,plaats,leeftijd,man\n", TARGETS, "panel.csv:1", "De kolom 'id' ontbreekt"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], panel: str | None, targets: str, place: str, said: str
) -> None:
    if panel is not None:
        files[0].write_text(panel, encoding="utf-8")
    files[1].write_text(targets, encoding="utf-8")
    out = files[0].parent / "out.json"
    assert run(*files, "--quiet", "--json", out) == 2
    told = capsys.readouterr().err
    assert (told.count("\n"), place in told, said in told) == (1, True, True), told
    assert not out.exists()


def test_what_no_weights_can_meet_exits_with_3(files: tuple[Path, Path]) -> None:
    files[0].write_text("id,a,b\n1,x,p\n2,x,p\n3,y,q\n", encoding="utf-8")
    files[1].write_text("variable,category,count\na,x,60\na,y,40\nb,p,50\nb,q,50\n", encoding="utf-8")
    out = files[0].parent / "out.json"
    assert run(*files, "--quiet", "--json", out) == 3
    assert json.loads(out.read_text(encoding="utf-8"))["conflict"] == [{"variable": "a"}, {"variable": "b"}]
    assert run(*files, "--quiet", "--json", out, "--by", "niets") == 2


@pytest.mark.parametrize("wrong", [["--trim", "1"], ["--trim", "veel"], ["--trim", "nan"]])
def test_a_wrong_option_is_refused(files: tuple[Path, Path], wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(*files, *wrong)
    assert left.value.code == 2


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(panel=st.text(max_size=120) | st.binary(max_size=80), targets=st.text(max_size=120) | st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(tmp_path: Path, panel: str | bytes, targets: str | bytes) -> None:
    first, second = tmp_path / "p.csv", tmp_path / "t.csv"
    for path, head, text in ((first, "id,a\n", panel), (second, "variable,category,count\n", targets)):
        path.write_bytes(text if isinstance(text, bytes) else (head + text).encode("utf-8", "replace"))
    said = ""
    try:
        read_panel(first, second, "id")
    except BadInput as complaint:
        said = str(complaint)
    assert all(line.startswith(str(tmp_path)) for line in said.split("\n") if said)


def answers(files: tuple[Path, Path], *options: object) -> dict[str, Any]:
    out = files[0].parent / "out.json"
    assert run(*files, "--quiet", "--json", out, *options) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_a_missing_answer_takes_its_question_nowhere(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The kind: empty and what statistics programs write for it, with a comma as decimal sign, in any question."""
    whole = answers(files)["means"]["cijfer"]
    rows = list(csv.reader(files[0].read_text(encoding="utf-8").splitlines()))
    for at, text in ((3, ""), (9, "NA"), (12, "n.v.t.")):
        rows[at][4] = text
    rows[5][4] += ",5"
    with files[0].open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows(rows)
    found = answers(files)
    given = [float(row[4].replace(",", ".")) for at, row in enumerate(rows[1:], 1) if at not in (3, 9, 12)]
    mean = found["means"]["cijfer"]
    assert (mean["n"], mean["missing"]) == (117, 3)
    assert mean["unweighted"] == pytest.approx(sum(given) / 117)
    assert mean["weighted"] == pytest.approx(whole["weighted"], abs=0.2)
    assert (found["means"]["eens"]["n"], found["means"]["eens"]["missing"]) == (120, 0)
    assert run(*files, "--quiet") == 0
    assert "Antwoorden: 117. Ontbreken: 3." in capsys.readouterr().out


def test_no_column_vanishes_without_a_word(files: tuple[Path, Path]) -> None:
    assert answers(files)["remarks"] == ["panel.csv: kolom 'woord' is geen vraag met getallen (regel 2: 'x')."]
    text = files[0].read_text(encoding="utf-8").replace("cijfer", "leeftijd_man_x").replace("woord", "leeftijd_x")
    files[0].write_text(text, encoding="utf-8")
    assert "leeftijd_man_x" in answers(files)["means"]


def test_raking_starts_from_design_weights_and_their_errors_are_those_of_the_regression(
    files: tuple[Path, Path]
) -> None:
    """Against the definition with dense tables: residuals by least squares under the starting weights."""
    rows = list(csv.reader(files[0].read_text(encoding="utf-8").splitlines()))
    start = [1 + (at % 3) for at in range(120)]
    text = "\n".join(",".join([*row, str(extra)]) for row, extra in zip(rows, ["gewicht", *start], strict=True))
    files[0].write_text(text + "\n", encoding="utf-8")
    out = files[0].parent / "w.csv"
    found = answers(files, "--start-weights", "gewicht", "--weights", out)
    with out.open(encoding="utf-8") as file:
        weights = np.array([float(row["weight"]) for row in csv.DictReader(file)])
    sorts = [[row[1], f"{row[2]}.{row[3]}"] for row in rows[1:]]
    kinds = sorted({kind for pair in sorts for kind in pair})
    dummies = np.array([[float(kind in pair) for kind in kinds] for pair in sorts])
    values, first = np.array([float(row[4]) for row in rows[1:]]), np.array(start, float)
    centred = (values - weights @ values / weights.sum()) / weights.sum()
    root = np.sqrt(first)
    factors = np.linalg.lstsq(dummies * root[:, None], centred * root, rcond=None)[0]
    parts = weights * (centred - dummies @ factors)
    error = np.sqrt(120 / 119 * ((parts - parts.mean()) ** 2).sum())
    assert found["means"]["cijfer"]["se"] == pytest.approx(error, rel=1e-9)
    assert "gewicht" not in found["means"]
    # Raking keeps what the start says within a cell: weights of one cell are in proportion to it.
    ratio = {tuple(pair): weight / begin for pair, weight, begin in zip(sorts, weights, start, strict=True)}
    assert all(
        weight / begin == pytest.approx(ratio[tuple(pair)])
        for pair, weight, begin in zip(sorts, weights, start, strict=True)
    )
    rows[4].append("0")
    files[0].write_text(text.replace("gewicht", "gewicht", 1).replace(",2\n", ",nul\n", 1), encoding="utf-8")
    assert run(*files, "--quiet", "--start-weights", "gewicht") == 2


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        (["plaats,stad,60", "plaats,dorp,40", "plaats,eiland,0"], 0, "'eiland' is 0 en er is niemand"),
        (["plaats,stad,60", "plaats,dorp,40", "man,ja,50", "man,nee,51"], 2, "telt op tot 101"),
        (["plaats,stad,600", "plaats,dorp,400", "man,ja,500", "man,nee,501"], 0, "geschaald naar 1000"),
        (["plaats,stad,60.1", "plaats,dorp,39.9", "man,ja,49.9", "man,nee,50.2"], 0, "geschaald naar 100"),
        (["plaats,stad,0.601", "plaats,dorp,0.399", "man,ja,0.499", "man,nee,0.502"], 0, "geschaald naar 1"),
        (["plaats,stad,60", "plaats,dorp,0"], 2, "'dorp' heeft aantal 0"),
        (["plaats,stad,1.200", "plaats,dorp,800"], 2, "is dit duizend?"),
        (['plaats,stad,"60,5"', 'plaats,dorp,"39,5"'], 0, ""),
    ],
)  # fmt: skip
def test_targets_as_they_are_published(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], lines: list[str], code: int, said: str
) -> None:
    files[1].write_text("\n".join(["variable,category,count", *lines]) + "\n", encoding="utf-8")
    assert run(*files, "--quiet") == code
    shown = capsys.readouterr()
    assert said in (shown.err if code else shown.out)


@pytest.mark.parametrize("empty", ["", "NA"])
def test_who_misses_a_margin_is_told_dropped_or_a_category(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], empty: str
) -> None:
    rows = list(csv.reader(files[0].read_text(encoding="utf-8").splitlines()))
    for at in (4, 7, 31):
        rows[at][1] = empty
    files[0].write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    assert run(*files, "--quiet") == 2
    assert "De kolom 'plaats' is leeg bij 3 mensen." in capsys.readouterr().err
    assert answers(files, "--missing", "drop")["n"] == 117
    kept = answers(files, "--missing", "category")
    assert kept["n"] == 120
    own = [one for one in kept["margins"] if one["variable"] == "plaats"]
    assert [(one["category"], one["target"]) for one in own] == [
        ("stad", pytest.approx(58.5)), ("dorp", pytest.approx(39)), ("(geen antwoord)", pytest.approx(2.5)),
    ]  # fmt: skip
    assert all(one["weighted"] == pytest.approx(one["target"]) for one in kept["margins"])


def test_the_page_has_picture_and_tables(files: tuple[Path, Path]) -> None:
    page = files[0].parent / "panel.html"
    answers(files, "--html", page, "--by", "plaats")
    text = page.read_text(encoding="utf-8")
    assert (text.count("<h1>"), text.count('role="img"')) == (1, 1)
    assert "plaats stad" in text
    assert "<td>cijfer</td>" in text
