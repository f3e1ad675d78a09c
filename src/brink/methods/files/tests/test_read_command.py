"""`brink read` as a person at a terminal and a program see it."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.files.commands import COMMANDS

read = COMMANDS["read"]


def test_a_text_becomes_one_json_object(tmp_path: Path) -> None:
    source, target = tmp_path / "tekst.txt", tmp_path / "uit.json"
    source.write_text("Indien nodig wordt het plan aangepast.", encoding="utf-8")
    assert read([str(source), "--json", str(target), "--quiet"]) == 0
    found = json.loads(target.read_text(encoding="utf-8"))
    assert found == {
        "score": 206.8 - 77 * 10 / 6 - 0.93 * 6,
        "sentences": 1,
        "words": 6,
        "syllables": 10,
        "long_sentences": [],
        "passive": ["Indien nodig wordt het plan aangepast."],
        "jargon": [{"word": "indien", "plain": "als"}],
        "method": {"name": "language", "version": "1.1.0", "seed": 1, "parameters": {"long": 20}},
    }


def test_gzip_and_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "tekst.txt.gz"
    source.write_bytes(gzip.compress(b"Doe mee.", mtime=0))
    assert read([str(source), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["words"] == 2


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for content in (b"Doe mee.", gzip.compress(b"Doe mee.", mtime=0)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))
        assert read(["-", "--json", "-"]) == 0
        assert json.loads(capsys.readouterr().out)["words"] == 2


def test_syllables_print_word_and_count_per_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert read(["--syllables", "overheid", "idee"]) == 0
    assert capsys.readouterr().out == "overheid 3\nidee 2\n"


def test_a_person_gets_a_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "tekst.txt"
    source.write_text("Indien u wilt.", encoding="utf-8")
    assert read([str(source)]) == 0
    assert "Moeilijk woord: indien. Liever: als." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "Dit bestand bestaat niet"),
        (b"goed\nfout \xff", "in:2: Deze regel is geen UTF-8"),
        (gzip.compress(b"Doe mee." * 100, mtime=0)[:20], "Het gzip-bestand is afgebroken"),
    ],
)
def test_bad_files_give_one_line_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, problem: str
) -> None:
    source, target = tmp_path / "in", tmp_path / "uit.json"
    if content is not None:
        source.write_bytes(content)
    assert read([str(source), "--json", str(target)]) == 2
    error = capsys.readouterr().err
    assert (error.count("\n"), problem in error, str(source) in error) == (1, True, True)
    assert not target.exists()


@pytest.mark.parametrize("arguments", [[], ["a", "--syllables", "b"], ["--onbekend"], ["a", "--seed", "x"]])
def test_wrong_usage_gives_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        read(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in"
    source.write_text("Doe mee.", encoding="utf-8")
    assert read([str(source), "--json", str(tmp_path / "geen" / "uit.json")]) == 2
    assert "Wij kunnen hier niet schrijven" in capsys.readouterr().err


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_any_bytes_end_in_an_answer_or_one_line(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in"
    source.write_bytes(content)
    code = read([str(source), "--json", "-"])
    printed = capsys.readouterr()
    assert code in {0, 2}
    assert (printed.err.count("\n"), printed.out == "") == ((0, False) if code == 0 else (1, True))
