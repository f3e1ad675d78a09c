"""Class: a draw that was held otherwise than was said beforehand. `brink verify` finds each way, on every record."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from brink.methods.files.build_verifier import verifier
from brink.methods.files.commands import COMMANDS
from brink.methods.files.draw_checking import DRAW_FILES, draw_commitment
from brink.methods.files.tests.test_draw_record import AGREED, POOL, draw, folder, told, write_files

__all__ = ["folder"]
verify = COMMANDS["verify"]


def judged(path: Path, *options: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Return the exit code of `brink verify` and what it said."""
    code = verify([str(path), *map(str, options)])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def changed(path: Path, **fields: object) -> None:
    """Rewrite fields of a file of a record, in its own way of writing."""
    told_now = {**json.loads(path.read_bytes()), **fields}
    text = json.dumps(told_now, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    path.write_text(text, encoding="utf-8", newline="")


def recommitted(folder: Path) -> None:
    """Commit anew, as somebody would who forges a record."""
    committed = {name: (folder / name).read_bytes() for name in DRAW_FILES}
    (folder / "commitment.json").write_bytes(draw_commitment(committed))


def test_a_second_draw_beside_the_first_and_one_in_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(folder, "reveal", "--randomness", "12 34")
    kept = folder.parent / "bewaard"
    shutil.copytree(folder, kept)
    (folder / "transcript-2.json").write_bytes((folder / "transcript.json").read_bytes())
    code, said = judged(folder, capsys=capsys)
    assert (code, "transcript-2.json: een loting heeft 1 verslag" in said) == (1, True)
    (folder / "transcript-2.json").unlink()
    assert judged(folder, "--against", kept, capsys=capsys)[0] == 0

    # The draw is held once more with other numbers, in private: alone it holds, beside what somebody kept it does not.
    (folder / "transcript.json").unlink()
    told(folder, "reveal", "--randomness", "56 78")
    assert judged(folder, capsys=capsys)[0] == 0
    code, said = judged(folder, "--against", kept, capsys=capsys)
    assert (code, "er is opnieuw geloot" in said) == (1, True)
    (folder / "transcript.json").unlink()
    assert "er is opnieuw geloot" in judged(folder, "--against", kept, capsys=capsys)[1]


def test_an_older_copy_of_the_same_draw_agrees_and_another_draw_does_not(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "bewaard"
    shutil.copytree(folder, kept)
    panel = told(folder, "reveal", "--randomness", "12 34")["panel"]
    assert isinstance(panel, list)
    told(folder, "replace", *AGREED, "--without", panel[0])
    assert judged(folder, "--against", kept, capsys=capsys)[0] == 0
    other = tmp_path / "andere"
    assert draw(*write_files(tmp_path, POOL), "--seats", 12, "--tickets", 100, "--record", other, "--quiet") == 0
    assert "een andere loting" in judged(other, "--against", kept, capsys=capsys)[1]


def test_the_source_of_chance_is_told_or_missed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(folder, "reveal", "--randomness", "12 34")
    assert "bron van het toeval: Staatsloterij van 10 december" in judged(folder, capsys=capsys)[1]
    unnamed = tmp_path / "zonder"
    assert draw(*write_files(tmp_path, POOL), "--seats", 12, "--tickets", 100, "--record", unnamed, "--quiet") == 0
    panel = told(unnamed, "reveal", "--randomness", "12 34")["panel"]
    assert isinstance(panel, list)
    assert "vooraf is niet met naam vastgelegd waar het toeval vandaan komt" in judged(unnamed, capsys=capsys)[1]
    told(unnamed, "replace", *AGREED, "--without", panel[0], "--randomness", "8", code=2)
    for nothing in ("", "  ", None):
        changed(folder / "rule.json", source=nothing)
        recommitted(folder)
        code, said = judged(folder, capsys=capsys)
        assert (code, "er staat niet vooraf waar het toeval vandaan komt" in said) == (1, True)


def test_a_replacement_without_reason_and_second_person_is_a_proposal(folder: Path) -> None:
    panel = told(folder, "reveal", "--randomness", "12 34")["panel"]
    assert isinstance(panel, list)
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    proposal = told(folder, "replace", "--without", panel[0])
    assert proposal["proposal"] is True
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    for half in (AGREED[:2], AGREED[:4], AGREED[2:], (*AGREED[:5], " a. jans ")):
        told(folder, "replace", *half, "--without", panel[0], code=2)
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    real = told(folder, "replace", *AGREED, "--without", panel[0])
    assert (real["proposal"], real["added"], real["second"]) == (False, proposal["added"], "B. Smit")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"reason": ""}, "er staat geen reden bij"),
        ({"reason": " "}, "er staat geen reden bij"),
        ({"second": ""}, "geen 2 verschillende mensen"),
        ({"by": ""}, "geen 2 verschillende mensen"),
        ({"second": "a. JANS "}, "geen 2 verschillende mensen"),
        ({"randomness": ["9"]}, "de uitkomst volgt niet uit wat eraan voorafging"),
        ({"format": "brink-draw-replacement/1"}, "de uitkomst volgt niet uit wat eraan voorafging"),
    ],
)
def test_an_altered_replacement_is_found(
    fields: dict[str, object], problem: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    panel = told(folder, "reveal", "--randomness", "12 34")["panel"]
    assert isinstance(panel, list)
    told(folder, "replace", *AGREED, "--without", panel[0])
    assert judged(folder, capsys=capsys)[0] == 0
    kept = hashlib.sha256((folder / "replacement-1.json").read_bytes()).digest()
    changed(folder / "replacement-1.json", **fields)
    assert hashlib.sha256((folder / "replacement-1.json").read_bytes()).digest() != kept
    code, said = judged(folder, capsys=capsys)
    assert (code, problem in said) == (1, True)


def forged(path: Path, change: str) -> None:
    """Alter the list of who can step in, and let everything else follow from it, as a forger would."""
    whole = json.loads(path.read_bytes())
    options = whole["options"]
    if change == "another order":
        options = options[1:] + options[:1]
    elif change == "one left out":
        options = options[:-1]
    elif change == "one alone":
        options = [options[whole["ticket"] - 1]]
    ticket = int(whole["digest"], 16) % len(options)
    stay = sorted(set(whole["panel"]) - set(whole["options"][whole["ticket"]]))
    changed(path, options=options, ticket=ticket, panel=sorted([*stay, *options[ticket]]))


@pytest.mark.parametrize("change", ["another order", "one left out", "one alone"])
def test_a_list_of_who_can_step_in_that_somebody_chose_is_found(
    change: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A private redraw in small: each possibility keeps the quotas, and still somebody picked who steps in."""
    panel = told(folder, "reveal", "--randomness", "12 34")["panel"]
    assert isinstance(panel, list)
    told(folder, "replace", *AGREED, "--without", panel[0])
    told(folder, "replace", *AGREED, "--without", panel[1])
    code, said = judged(folder, capsys=capsys)
    assert (code, "Niet opnieuw gemaakt" in said) == (0, False)
    kept = (folder / "replacement-2.json").read_bytes()
    forged(folder / "replacement-2.json", change)
    assert (folder / "replacement-2.json").read_bytes() != kept
    code, said = judged(folder, capsys=capsys)
    assert (code, "replacement-2.json: de lijst van wie kon invallen is niet die" in said) == (1, True), said
    # A list of another version of Brink is not made again; it says so.
    changed(folder / "replacement-2.json", made_by="0.0.1")
    code, said = judged(folder, capsys=capsys)
    assert (code, "Niet opnieuw gemaakt: de lijst van wie kon invallen in replacement-2.json" in said) == (0, True)


def test_the_verifier_in_one_file_says_what_it_did_not_make_again(folder: Path) -> None:
    panel = told(folder, "reveal", "--randomness", "12 34")["panel"]
    assert isinstance(panel, list)
    told(folder, "replace", *AGREED, "--without", panel[0])
    alone = folder.parent / "brink_verify.py"
    alone.write_text(verifier(), encoding="utf-8")
    ran = subprocess.run([sys.executable, "-I", "-S", str(alone), str(folder)], capture_output=True, text=True)
    assert (ran.returncode, "Niet opnieuw gemaakt" in ran.stdout) == (0, True), ran.stderr
