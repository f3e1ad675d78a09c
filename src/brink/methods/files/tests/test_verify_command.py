"""`brink verify` on published logs and receipts, whole and damaged, in the package and as one file."""

from __future__ import annotations

import ast
import gzip
import json
import random
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.files.build_verifier import verifier
from brink.methods.files.commands import COMMANDS
from brink.methods.ledger import (
    Checkpoint,
    Invalid,
    Log,
    hidden_line,
    leaf_hash,
    log_key,
    manifest,
    sign_checkpoint,
    unsigned,
    verify_journal,
    verify_receipt,
)
from brink.methods.ledger.tests.bundles import (
    KEYS,
    LOG_KEY,
    ORIGIN,
    PRIVATE,
    WITNESS_KEY,
    Published,
    entry,
    note,
    published,
    receipt_of,
    salt,
)

verify = COMMANDS["verify"]
WHOLE = published(13)


def judged(path: Path, *options: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """Run the command; return the exit code and the JSON answer (empty when there is none)."""
    code = verify([str(path), "--json", "-", *options])
    printed = capsys.readouterr().out
    return code, json.loads(printed) if printed else {}


def test_a_whole_export_is_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = judged(WHOLE.write(tmp_path / "log"), capsys=capsys)
    assert (code, answer) == (
        0,
        {
            "valid": True,
            "problem": None,
            "kind": "journal",
            "origin": ORIGIN,
            "size": 13,
            "root": WHOLE.log.root().hex(),
            "signed_by": sorted(map(str, KEYS)),
            "unknown_signers": [],
            "hidden": 1,
            "method": {"name": "ledger", "version": "1.1.0", "seed": 0, "parameters": {"keys": []}},
        },
    )


def test_an_export_in_one_file_and_packed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = tmp_path / "log.gz"
    packed.write_bytes(gzip.compress((WHOLE.manifest + "".join(WHOLE.lines)).encode()))
    assert judged(packed, capsys=capsys)[1]["size"] == 13


def test_a_receipt_is_valid_alone_and_against_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slip = tmp_path / "bon.json"
    slip.write_text(receipt_of(WHOLE.log, 5), encoding="utf-8")
    assert verify([str(slip), "--against", str(WHOLE.write(tmp_path / "log"))]) == 0
    shown = capsys.readouterr().out
    assert "Geldig. Dit is een ontvangstbewijs van voorbeeld.nl/journaal: 13 regels." in shown
    assert "Uw regel is nummer 5." in shown


def test_an_older_checkpoint_on_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "oud.txt"
    old.write_text(note(WHOLE.log, 4), encoding="utf-8")
    assert judged(WHOLE.write(tmp_path / "log"), "--against", str(old), capsys=capsys)[0] == 0
    old.write_text(note(published(4, hidden=frozenset()).log, 3).replace(ORIGIN, "elders"), encoding="utf-8")
    code, answer = judged(tmp_path / "log", "--against", str(old), capsys=capsys)
    assert (code, answer["problem"][:38]) == (1, "vergelijking: dit is een ander logboek")


def rewritten(size: int) -> Published:
    """A log in which the operator changed the first entry and signed everything anew."""
    forged = bytes.fromhex("ab" * 32)
    log = Log([forged, *(leaf_hash(salt(i), entry(i)) for i in range(1, size))])
    notes = (note(log, size),)
    lines = (hidden_line(0, forged), *published(size).lines[1:])
    return Published(log, notes, manifest(origin=ORIGIN, size=size, checkpoints=notes, keys=KEYS), lines)


@pytest.mark.parametrize(
    ("newer", "problem"),
    [
        (published(9), "vergelijking: er waren 13 regels, nu nog 9"),
        (rewritten(15), "vergelijking: de eerste 13 regels zijn niet meer dezelfde"),
    ],
)
def test_a_log_that_lost_or_changed_its_past(
    newer: Published, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = WHOLE.write(tmp_path / "oud")
    found = newer.write(tmp_path / "nieuw")
    assert judged(found, capsys=capsys)[0] == 0
    code, answer = judged(found, "--against", str(old), capsys=capsys)
    assert (code, answer["problem"]) == (1, problem)


def test_keys_that_must_have_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = WHOLE.write(tmp_path / "log")
    stranger = log_key(ORIGIN, bytes(32))
    assert judged(folder, "--key", str(LOG_KEY), "--key", str(WITNESS_KEY), capsys=capsys)[0] == 0
    assert judged(folder, "--key", str(stranger), capsys=capsys)[0] == 1
    assert judged(folder, "--key", "geen sleutel", capsys=capsys)[0] == 2


def test_a_trusted_key_that_is_listed_but_did_not_sign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forger = bytes(32)
    signed = sign_checkpoint(Checkpoint(ORIGIN, 13, WHOLE.log.root()), forger)
    keys = [log_key(ORIGIN, forger), LOG_KEY]
    forged = Published(
        WHOLE.log, (signed,), manifest(origin=ORIGIN, size=13, checkpoints=[signed], keys=keys), WHOLE.lines
    )
    folder = forged.write(tmp_path / "log")
    assert judged(folder, capsys=capsys)[0] == 0
    assert judged(folder, "--key", str(LOG_KEY), capsys=capsys)[0] == 1


def test_an_unsigned_log_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = unsigned(Checkpoint(ORIGIN, 13, WHOLE.log.root()))
    log = Published(WHOLE.log, (plain,), manifest(origin=ORIGIN, size=13, checkpoints=[plain], keys=[]), WHOLE.lines)
    assert verify([str(log.write(tmp_path / "log"))]) == 0
    assert "Niet ondertekend." in capsys.readouterr().out


def damaged(raw: bytes, draw: random.Random) -> bytes:
    """One random change: a byte, or a whole line lost, doubled or moved."""
    lines = raw.splitlines(keepends=True)
    kind = draw.randrange(10)
    if kind > 2 or len(lines) < 2:
        place = draw.randrange(len(raw))
        return raw[:place] + bytes([raw[place] ^ draw.randrange(1, 256)]) + raw[place + 1 :]
    i, j = draw.sample(range(len(lines)), 2)
    if kind == 0:
        lines.pop(i)
    elif kind == 1:
        lines.insert(j, lines[i])
    else:
        lines[i], lines[j] = lines[j], lines[i]
    return b"".join(lines)


def holds(manifest_text: bytes, journal: bytes, slip: bytes) -> bool:
    """Whether export and receipt are both valid."""
    try:
        verify_journal(manifest_text, journal.splitlines(keepends=True))
        verify_receipt(slip)
    except Invalid:
        return False
    return True


def changes(number: int) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Manifest, journal and receipt with one random change in one of them."""
    draw = random.Random(1)
    whole = (WHOLE.manifest.encode(), "".join(WHOLE.lines).encode(), receipt_of(WHOLE.log, 5).encode())
    assert holds(*whole)
    while number:
        part = draw.randrange(3)
        changed = damaged(whole[part], draw)
        if changed != whole[part]:
            number -= 1
            first, second, third = (changed if part == i else whole[i] for i in range(3))
            yield first, second, third


def test_a_thousand_changes_are_all_found() -> None:
    found = Counter(holds(*parts) for parts in changes(1000))
    assert found == {False: 1000}


def test_the_command_finds_them_too(tmp_path: Path) -> None:
    codes: Counter[tuple[int, int]] = Counter()
    for number, (manifest_text, journal, slip) in enumerate(changes(40)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "manifest.json").write_bytes(manifest_text)
        (folder / "journal.jsonl").write_bytes(journal)
        (folder / "bon.json").write_bytes(slip)
        codes[verify([str(folder)]), verify([str(folder / "bon.json")])] += 1
    assert set(codes) == {(1, 0), (0, 1)}
    assert sum(codes.values()) == 40


@pytest.mark.parametrize("name", ["manifest.json", "journal.jsonl"])
def test_a_part_that_is_gone(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = WHOLE.write(tmp_path / "log")
    (folder / name).unlink()
    code, answer = judged(folder, capsys=capsys)
    assert (code, answer["problem"]) == (1, f"{name}: ontbreekt")


def _crlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")


@pytest.mark.parametrize("change", [_crlf, lambda raw: raw[:-1], lambda raw: b"\xef\xbb\xbf" + raw])
def test_changed_line_ends_are_no_forgery_and_no_proof(
    change: Callable[[bytes], bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The class: what a text program does to a file on the way. Exit 2, and 1 when the content was changed as well."""
    folder = WHOLE.write(tmp_path / "log")
    for name in ("manifest.json", "journal.jsonl"):
        (folder / name).write_bytes(change((folder / name).read_bytes()))
    assert verify([str(folder)]) == 2
    assert "de regeleinden zijn veranderd" in capsys.readouterr().err
    journal = folder / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"nr":6', b'"nr":7'))
    assert verify([str(folder)]) == 1
    slip = tmp_path / "bon.json"
    slip.write_bytes(change(receipt_of(WHOLE.log, 5).encode()))
    assert verify([str(slip)]) == 2


def test_the_wrong_file_is_answered_with_what_to_give(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "buiten").mkdir()
    folder = WHOLE.write(tmp_path / "buiten" / "log")
    packed = tmp_path / "log.tgz"
    with tarfile.open(packed, "w:gz") as out:
        out.add(folder, "log")
    zipped = tmp_path / "log.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(folder / "manifest.json")
    lines = tmp_path / "los.jsonl.gz"
    lines.write_bytes(gzip.compress((folder / "journal.jsonl").read_bytes()))
    for wrong, said in (
        (folder / "manifest.json", f"Geef de map {folder}"), (folder / "journal.jsonl", f"Geef de map {folder}"),
        (packed, "Pak het eerst uit"), (zipped, "Pak het eerst uit"), (folder.parent, f"Geef de map {folder}"),
        (lines, "zonder manifest.json"),
    ):  # fmt: skip
        assert verify([str(wrong)]) == 2
        told = capsys.readouterr().err
        assert (told.count("\n"), said in told, "Ongeldig" in told) == (1, True, False), told


def test_the_first_broken_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = WHOLE.write(tmp_path / "log")
    journal = folder / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"nr":6', b'"nr": 6'))
    assert verify([str(folder)]) == 1
    expected = "Ongeldig. journal.jsonl, regel 7: is veranderd (niet de vaste schrijfwijze).\n"
    assert capsys.readouterr().err == expected


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "dit bestaat niet"),
        (b"", "dit is geen logboek"),
        (b"\x89PNG \xff", "dit is geen logboek"),
        (b'{"a": 1}', "dit is geen logboek"),
        (note(WHOLE.log, 4).encode(), "een controlepunt alleen bewijst niets"),
    ],
)
def test_what_is_not_ours(
    content: bytes | None, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "iets"
    if content is not None:
        path.write_bytes(content)
    assert verify([str(path)]) == 2
    error = capsys.readouterr().err
    assert (error.count("\n"), problem in error) == (1, True)


def test_an_empty_folder_and_two_receipts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify([str(tmp_path)]) == 2
    slip = tmp_path / "bon.json"
    slip.write_text(receipt_of(WHOLE.log, 5), encoding="utf-8")
    assert verify([str(slip), "--against", str(slip)]) == 2
    assert "om te vergelijken is een heel logboek nodig" in capsys.readouterr().err


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    prefix=st.sampled_from([b"", b'{"digest":"', b'{"checkpoints":[],"format":"brink-']), tail=st.binary(max_size=80)
)
def test_any_bytes_end_in_one_line(
    prefix: bytes, tail: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "iets"
    path.write_bytes(prefix + tail)
    assert verify([str(path)]) in {1, 2}
    assert capsys.readouterr().err.count("\n") == 1


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bom.gz"
    bomb.write_bytes(gzip.compress(b'{"digest":"' + b"0" * 60_000_000, mtime=0))
    assert verify([str(bomb)]) == 1


# --- the same, as one file ---


@pytest.fixture(scope="module")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("los") / "brink_verify.py"
    assert COMMANDS["verifier"]([str(path)]) == 0
    return path


def test_the_one_file_needs_the_standard_library_alone(one_file: Path) -> None:
    tree = ast.parse(one_file.read_text(encoding="utf-8"))
    imported = {
        (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    assert imported - set(sys.stdlib_module_names) == set()


def test_no_two_parts_of_the_one_file_share_a_name(one_file: Path) -> None:
    tree = ast.parse(one_file.read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names += [inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_the_one_file_is_the_same_each_time(one_file: Path) -> None:
    assert one_file.read_text(encoding="utf-8") == verifier()


def test_the_one_file_judges_as_the_package_does(
    one_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = WHOLE.write(tmp_path / "log")
    slip = tmp_path / "bon.json"
    slip.write_text(receipt_of(WHOLE.log, 5), encoding="utf-8")
    broken = tmp_path / "stuk.json"
    broken.write_text(receipt_of(WHOLE.log, 5).replace("inbreng", "inbrengs"), encoding="utf-8")
    cases = [
        [str(folder), "--json", "-"],
        [str(folder), "--key", str(LOG_KEY)],
        [str(slip), "--against", str(folder)],
        [str(broken)],
        [str(broken), "--json", "-"],
        [str(tmp_path / "weg")],
        [],
    ]
    for case in cases:
        alone = subprocess.run([sys.executable, "-I", "-S", str(one_file), *case], capture_output=True, text=True)
        capsys.readouterr()
        try:
            code = verify(case)
        except SystemExit as left:  # how argparse ends, also in the one file
            code = left.code
        printed = capsys.readouterr()
        assert (alone.returncode, alone.stdout, alone.stderr) == (code, printed.out, printed.err)


def test_signing_and_checking_agree(tmp_path: Path) -> None:
    # Another key, so that nothing above could have cached the answer.
    private = PRIVATE[::-1]
    signed = sign_checkpoint(Checkpoint(ORIGIN, 13, WHOLE.log.root()), private)
    text = manifest(origin=ORIGIN, size=13, checkpoints=[signed], keys=[log_key(ORIGIN, private)])
    assert verify([str(Published(WHOLE.log, (signed,), text, WHOLE.lines).write(tmp_path / "log"))]) == 0


def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    run_it = "import sys; from brink.methods.files.verify_command import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", run_it, str(WHOLE.write(tmp_path / "log"))]
    where = {"PYTHONPATH": str(Path(__file__).parents[4])}
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=where)
    assert ran.stdout is not None
    assert ran.stderr is not None
    ran.stdout.close()
    assert (ran.wait(timeout=60) in (0, 120), b"Traceback" in ran.stderr.read()) == (True, False)
