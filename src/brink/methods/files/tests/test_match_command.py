"""`brink match` as a person at a terminal and a program see it."""

import gzip
import json
from pathlib import Path

import pytest

from brink.methods.files import reading
from brink.methods.files.commands import COMMANDS

match = COMMANDS["match"]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    corpus, queries = tmp_path / "teksten.txt", tmp_path / "vragen.txt"
    corpus.write_text("Fietspad verbreden\n\nDorpshuis openhouden\nMeer bomen\n", encoding="utf-8")
    queries.write_text("Breder fietspad\nZebra\n", encoding="utf-8")
    return str(corpus), str(queries)


def test_each_query_gets_its_lines_with_reasons(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    corpus, queries = files
    assert match([corpus, "--queries", queries, "--json", "-", "--top", "2"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["method"] == {"name": "matching", "version": "1.0.0", "seed": 1, "parameters": {"top": 2}}
    first, second = answer["results"]
    assert [found["query"] for found in (first, second)] == ["Breder fietspad", "Zebra"]
    best = first["matches"][0]
    assert (best["line"], best["text"], 0 < best["score"] <= 1) == (1, "Fietspad verbreden", True)
    assert best["why"][0] == {"kind": "words", "shared": ["fietspad"]}


def test_a_person_reads_why(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    corpus, queries = files
    assert match([corpus, "--queries", queries]) == 0
    assert "regel 1: Fietspad verbreden  (dezelfde woorden fietspad" in capsys.readouterr().out


def test_the_same_input_gives_the_same_bytes(files: tuple[str, str], tmp_path: Path) -> None:
    corpus, queries = files
    outputs = []
    for name in ("een", "twee"):
        target = tmp_path / name
        assert match([corpus, "--queries", queries, "--json", str(target)]) == 0
        outputs.append(target.read_bytes())
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("extra", [["--top", "0"], ["--top", "veel"], ["--onbekend"]])
def test_wrong_usage(files: tuple[str, str], extra: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    corpus, queries = files
    with pytest.raises(SystemExit) as left:
        match([corpus, "--queries", queries, *extra])
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_no_text_and_no_queries(files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "leeg.txt"
    empty.write_text("\n \n", encoding="utf-8")
    assert match([str(empty), "--queries", files[1]]) == 2
    assert f"{empty}: Hier staat geen tekst" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        match([files[0]])
    assert left.value.code == 2
    assert "--queries ontbreekt" in capsys.readouterr().err


def test_a_text_too_large_to_have_been_written_is_refused(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reading.LARGEST_TEXT == 256 * 1024 * 1024
    monkeypatch.setattr(reading, "LARGEST_TEXT", 1024 * 1024)
    bomb = tmp_path / "bom.gz"
    bomb.write_bytes(gzip.compress(b"tekst\n" * 180_000, 1))
    assert match([str(bomb), "--queries", files[1]]) == 2
    assert "groter dan 256 MB" in capsys.readouterr().err
