"""`brink map` as others rely on it: formats, options, exit codes, one sentence per mistake."""

import csv
import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.files.commands import COMMANDS
from brink.methods.files.polis import VoteFile, read_votes
from brink.methods.files.terminal import BadInput
from brink.methods.opinion.tests.made import planted

EVENTS = "timestamp,datetime,comment-id,voter-id,vote\n"
WIDE = "participant,group-id,n-comments,n-votes,n-agree,n-disagree"


def run(*arguments: object) -> int:
    return COMMANDS["map"]([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A conversation with two groups as vote events; person 7 changed their mind on statement 3."""
    votes, _ = planted(1, [40, 30], statements=20, density=0.8, firmness=0.96, passes=0.05)
    rows = [(2, s, p, v) for p, s, v in zip(votes.owners(), votes.statement, votes.value, strict=True)]
    rows.insert(0, (1, 3, 7, -1))
    path = tmp_path_factory.mktemp("polis") / "votes.csv"
    path.write_text(EVENTS + "".join(f"{t},Mon Jan 01,{s},{p},{v}\n" for t, s, p, v in rows), encoding="utf-8")
    return path


def result_of(path: Path, tmp_path: Path, *options: object) -> dict[str, object]:
    out = tmp_path / "out.json"
    assert run(path, "--quiet", "--json", out, *options) == 0
    loaded: dict[str, object] = json.loads(out.read_text(encoding="utf-8"))
    return loaded


def test_the_json_has_what_is_promised(events: Path, tmp_path: Path) -> None:
    result = result_of(events, tmp_path, "--seed", 4)
    assert list(result) == [
        "participants", "statements", "votes", "grouped", "gate", "stability", "unstable", "groups", "consensus",
        "dissent", "divisive", "slate", "prediction", "about_givers", "remarks", "method",
    ]  # fmt: skip
    assert (result["participants"], result["statements"], result["grouped"]) == (70, 20, True)
    assert [group["size"] for group in result["groups"]] == [40, 30]
    assert set(result["groups"][0]["represents"][0]) == {"statement", "side", "share", "elsewhere", "q"}
    assert set(result["slate"]) == {"statements", "ejr_plus", "uncovered", "uncovered_by_group", "views"}
    assert result["method"]["name"] == "opinion"
    assert result["method"]["seed"] == 4


def test_the_same_input_and_seed_give_the_same_bytes_whatever_the_order_of_the_file(
    events: Path, tmp_path: Path
) -> None:
    head, *rows = events.read_text().splitlines()
    mixed = tmp_path / "mixed.csv.gz"
    order = np.random.default_rng(0).permutation(len(rows))
    with gzip.open(mixed, "wt") as out:
        out.write("\r\n".join([head, *(rows[at] for at in order)]))
    assert result_of(events, tmp_path) == result_of(mixed, tmp_path)


def test_both_formats_and_names_as_text_give_the_same_map(events: Path, tmp_path: Path) -> None:
    found = read_votes(events)
    table = np.full((70, 20), "", dtype=object)
    table[found.votes.owners(), found.votes.statement] = found.votes.value.astype(str)
    wide, named = tmp_path / "participants-votes.csv", tmp_path / "named.csv"
    head = WIDE + "".join(f",{s}" for s in range(20)) + "\n"
    wide.write_text(head + "".join(f"{p},,0,0,0,0,{','.join(row)}\n" for p, row in enumerate(table)))
    named.write_text(head + "".join(f'"p{p:02}",1,0,0,0,0,{",".join(row)}\n' for p, row in enumerate(table)))
    results = [result_of(path, tmp_path) for path in (events, wide, named)]
    assert results[0] == results[1] == results[2]
    assert read_votes(named).participants[:2] == ["p00", "p01"]
    assert read_votes(named).published.tolist() == [1] * 70


def test_the_last_vote_by_time_counts_in_both_readers(tmp_path: Path) -> None:
    for name, person in (("plain", "5"), ("text", '"vijf"')):
        path = tmp_path / f"{name}.csv"
        path.write_text(EVENTS + f"30,x,1,{person},1\n10,x,1,{person},-1\n20,x,2,{person},0\n")
        found = read_votes(path)
        assert (found.votes.value.tolist(), found.statements) == ([1, 0], [1, 2])


def test_files_beside_the_json(events: Path, tmp_path: Path) -> None:
    comments = tmp_path / "comments.csv"
    lines = [f'{s},{-1 if s == 5 else 1},"Stelling, ""{s}"" <b>"\n' for s in range(20)]
    comments.write_text("comment-id,moderated,comment-body\n" + "".join(lines))
    table, drawing, page = tmp_path / "a.csv", tmp_path / "a.svg", tmp_path / "a.html"
    options = ("--statements", comments, "--assignments", table, "--svg", drawing, "--html", page)
    result = result_of(events, tmp_path, *options)
    assert result["statements"] == 19
    assert result["groups"][0]["represents"][0]["text"].endswith("<b>")
    rows = list(csv.DictReader(table.open()))
    assert list(rows[0]) == ["participant", "group", "x", "y"]
    assert sorted(row["group"] for row in rows).count("1") == 30
    assert drawing.read_text().count("<circle") == 40
    text = page.read_text()
    assert "&lt;b&gt;" in text
    assert "<b>" not in text
    assert "<script" not in text


def test_options_groups_shuffle_and_compat(events: Path, tmp_path: Path) -> None:
    assert len(result_of(events, tmp_path, "--groups", 3)["groups"]) == 3
    shuffled = result_of(events, tmp_path, "--shuffle", 4)
    assert (shuffled["runs"], shuffled["claimed"], "groups" in shuffled) == (4, 0, False)
    compat = result_of(events, tmp_path, "--compat", "polis")
    assert [group["size"] for group in compat["groups"]] == [40, 30]


def test_a_person_gets_a_summary(events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(events) == 0
    out = capsys.readouterr().out
    assert "70 deelnemers, 20 stellingen" in out
    assert "Groep A (nummer 0): 40 mensen" in out


def test_more_groups_than_people_allow_is_impossible(events: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run(events, "--groups", 15, "--json", out) == 3
    assert json.loads(out.read_text())["conflict"] == [{"option": "--groups", "value": 15}, {"participants": 70}]


WRONG = {
    "empty": ("", "leeg"),
    "no header we know": ("a,b\n1,2\n", "geen stemmen van Polis"),
    "no votes": (EVENTS, "geen stemmen in"),
    "vote outside the scale": (EVENTS + "1,x,0,0,1\n1,x,0,1,2\n", ":3: '2' is geen stem"),
    "vote is text": (EVENTS + "1,x,0,0,misschien\n", ":2: 'misschien' is geen stem"),
    "short row": (EVENTS + "1,x,0,0,1\n1,x,0\n", ":3: Deze regel heeft 3 cellen, de kopregel 5"),
    "no voter": (EVENTS + "1,x,0,,1\n", ":2: De kolom 'voter-id' is leeg"),
    "no moment": (EVENTS + "gisteren,x,0,0,1\n", ":2: 'gisteren' is geen tijdstip"),
    "column twice": ("comment-id,voter-id,vote,vote\n", ":1: De kolom 'vote' staat er 2 keer"),
    "open quote": (EVENTS + '1,"x,0,0,1\n', "geen goede csv"),
    "same participant twice": (f"{WIDE},0,1\n4,,0,0,0,0,1,\n4,,0,0,0,0,,1\n", ":3: Deelnemer '4' staat er 2 keer"),
    "wide vote outside the scale": (f"{WIDE},0\n4,,0,0,0,0,3\n", ":2: '3' is geen stem"),
    "wide without its columns": ("participant,0,1\n1,1,1\n", "De kolommen 'group-id', 'n-comments', "),
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_each_mistake_is_one_sentence_and_nothing_is_written(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, sentence = WRONG[case]
    path, out = tmp_path / "in.csv", tmp_path / "out.json"
    path.write_text(text)
    assert run(path, "--json", out, "--quiet") == 2
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert sentence in complaint
    assert complaint.startswith(str(path))
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (gzip.compress((EVENTS + "1,x,0,0,1\n" * 9000).encode(), mtime=0)[:60], "afgebroken"),
        (b"\x1f\x8b\x08\x00rubbish that is not packed at all", "beschadigd"),
        (EVENTS.encode() + b"1,\xff,0,zes,1\n", ":2: Deze regel is geen UTF-8"),
    ],
)
def test_broken_bytes_are_one_sentence(
    data: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(data)
    assert run(path, "--quiet") == 2
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert sentence in complaint


def test_missing_files_and_places_that_cannot_be_written(
    events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "a.csv"
    assert run(tmp_path / "none.csv") == 2
    assert run(tmp_path) == 2
    assert run(events, "--quiet", "--assignments", table, "--json", tmp_path / "no" / "out.json") == 2
    assert not table.exists()
    assert all("Traceback" not in line for line in capsys.readouterr().err.splitlines())


@pytest.mark.parametrize("options", [["--seed", "-1"], ["--seed", "x"], ["--groups", "1"], ["--shuffle", "0"], []])
def test_wrong_use_is_one_line_and_exit_2(options: list[str], events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        COMMANDS["map"]([str(events), *options] if options else [])
    assert stop.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "rows", ["1,x,0,0,1\n", "".join(f"1,x,0,{p},1\n" for p in range(30)), "".join(f"1,x,{s},0,1\n" for s in range(9))]
)
def test_one_statement_one_person_or_one_opinion_gives_a_map_without_groups(rows: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(EVENTS + rows)
    assert result_of(path, tmp_path)["grouped"] is False


def read_or_complaint(path: Path) -> VoteFile | str:
    try:
        return read_votes(path)
    except BadInput as complaint:
        return str(complaint)


CELL = st.sampled_from(["0", "1", "-1", "2", "", "x", "1.0", "007", '"', "9" * 20, "é", " 1 ", "\x00", "=1+1"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([EVENTS, f"{WIDE},0,1\n", "voter-id,vote,comment-id\n", ""]),
    st.lists(st.lists(CELL, min_size=1, max_size=9), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_table_is_read_or_refused_in_sentences(
    tmp_path: Path, head: str, rows: list[list[str]], ending: str
) -> None:
    path = tmp_path / "any.csv"
    path.write_text(head + ending.join(",".join(row) for row in rows), encoding="utf-8", newline="")
    answer = read_or_complaint(path)
    if isinstance(answer, str):
        assert all(line.startswith(str(path)) and line.endswith(".") for line in answer.split("\n"))
        assert answer.count("\n") <= 10
    else:
        assert len(answer.participants) == answer.votes.participants == len(answer.published)
        assert len(answer.statements) == answer.votes.statements


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused_in_sentences(tmp_path: Path, data: bytes, packed: bool) -> None:
    path = tmp_path / "any.bin"
    path.write_bytes(gzip.compress(data, mtime=0)[: 5 + len(data)] if packed else EVENTS.encode() + data)
    answer = read_or_complaint(path)
    assert not isinstance(answer, str) or all(line.startswith(str(path)) for line in answer.split("\n"))


def test_help_comes_without_loading_the_mathematics() -> None:
    code = "import sys; from brink.methods.files.commands import COMMANDS\ntry: COMMANDS['map'](['--help'])\n"
    code += "except SystemExit: print('numpy' in sys.modules, 'django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False"
