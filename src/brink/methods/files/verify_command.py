"""`brink verify`: recompute what Brink publishes, in the package or as one file with the standard library alone.

Exit codes: 0 valid, 1 invalid (the first broken item is named), 2 nothing to verify.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, cast

from brink.methods.files.budget_checking import BUDGET_FILES, verify_budget
from brink.methods.files.commitments import RecordInvalid
from brink.methods.files.draw_checking import (
    COMMITMENT,
    DRAW_FILES,
    REPLACEMENT,
    UNNAMED_SOURCE,
    draw_files,
    verify_draw,
)
from brink.methods.files.terminal import DONE, INVALID, BadInput, answer, parser, write_answer
from brink.methods.ledger.notes import Invalid, Key, Unusable, parse_note
from brink.methods.ledger.process_export import CONTENTS, EXPORT, verify_process
from brink.methods.ledger.records import Report, compare, verify_journal, verify_receipt

NAME, VERSION = "ledger", "1.1.0"
_LONGEST = 1 << 24  # bytes of one line or of one small file
_MARKS = (b'"format":"brink-', b'"digest":"')


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file that may be gzip-compressed."""
    with path.open("rb") as plain:
        if plain.read(2) == b"\x1f\x8b":
            plain.seek(0)
            with gzip.open(plain) as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            plain.seek(0)
            yield plain


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while raw := stream.readline(_LONGEST):
        yield raw


def _read(path: Path) -> bytes:
    with _opened(path) as stream:
        return stream.read(_LONGEST)


_Ends = Callable[[bytes], bytes]


def _as_it_is(raw: bytes) -> bytes:
    return raw


def _as_written(raw: bytes) -> bytes:
    """A text as Brink writes it: no byte-order mark, line ends of one sign, one at the end."""
    plain = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return plain if not plain or plain.endswith(b"\n") else plain + b"\n"


def _line_ends_aside(path: Path, check: Callable[[_Ends], Report]) -> Report:
    """Check as it is. What holds but for its line ends was opened by some program, not forged: that is Unusable."""
    try:
        return check(_as_it_is)
    except Invalid as broken:
        try:
            check(_as_written)
        except (Invalid, Unusable):
            raise broken from None
    raise Unusable(f"{path}: de regeleinden zijn veranderd, de inhoud niet. Haal het opnieuw op en pas het niet aan")


def verify_path(path: Path) -> Report:
    """Verify a folder (journal export, record) or a file (receipt, checkpoint, export in one file).

    An export in one file is its manifest on the first line and the journal below it. Raises Invalid, Unusable.
    """
    try:
        return _folder(path) if path.is_dir() else _file(path)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Invalid(f"{path.name}: het gzip-bestand is beschadigd of afgekapt") from None
    except FileNotFoundError:
        raise Unusable(f"{path}: dit bestaat niet. Kijk de naam na.") from None
    except OSError as error:
        raise Unusable(f"{path}: dit kan ik niet lezen ({error.strerror})") from None


def _all_files(path: Path) -> dict[str, bytes]:
    """Return every file of an export by its path in the folder."""
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


def _folder(path: Path) -> Report:
    if (path / EXPORT).is_file() or (path / CONTENTS).is_file():
        return verify_process(_all_files(path))
    # The two kinds of record share some names; what only a draw has tells it apart.
    if any((path / name).is_file() for name in {COMMITMENT, *DRAW_FILES} - set(BUDGET_FILES)):
        return _line_ends_aside(path, lambda ends: _draw_record(path, ends))
    if any((path / name).is_file() for name in BUDGET_FILES):
        return _line_ends_aside(path, lambda ends: _budget(path, ends))
    parts = [path / "manifest.json", path / "journal.jsonl"]
    missing = [part.name for part in parts if not part.is_file()]
    if len(missing) == 2:
        inside = sorted(inner.name for inner in path.iterdir() if inner.is_dir() and _ours(inner))
        if inside:
            raise Unusable(f"{path}: de export staat een map dieper. Geef de map {path / inside[0]}")
        raise Unusable(f"{path}: hier staat geen export van Brink (manifest.json en journal.jsonl)")
    if missing:
        raise Invalid(f"{missing[0]}: ontbreekt")

    def journal(ends: _Ends) -> Report:
        with _opened(parts[1]) as stream:
            return verify_journal(ends(_read(parts[0])), (ends(line) for line in _lines(stream)))

    return _line_ends_aside(path, journal)


def _ours(path: Path) -> bool:
    return any((path / name).is_file() for name in ("manifest.json", COMMITMENT))


def _file(path: Path) -> Report:
    _refuse_packed_and_parts(path)

    def check(ends: _Ends) -> Report:
        with _opened(path) as stream:
            first = ends(stream.readline(_LONGEST))
            if not any(mark in first for mark in _MARKS):
                return _verify_bare_note(path, ends(first + stream.read(_LONGEST)))
            # One of ours. Its name may be what was damaged, so the shape decides and the check itself finds the rest.
            if b'"checkpoints":' in first:
                return verify_journal(first, (ends(line) for line in _lines(stream)))
            return _receipt(first, stream)

    return _line_ends_aside(path, check)


def _refuse_packed_and_parts(path: Path) -> None:
    """Say what to give instead of a packed folder, or of one file out of a folder. Raises Unusable."""
    with _opened(path) as stream:
        head = stream.read(512)
    if head[257:262] == b"ustar" or head[:4] == b"PK\x03\x04":
        raise Unusable(f"{path}: dit is een ingepakte map. Pak het eerst uit en geef de map")
    beside = path.parent
    part_of = path.name in ("manifest.json", "journal.jsonl") and (beside / "manifest.json").is_file()
    if part_of or (path.name in {COMMITMENT, *DRAW_FILES, *BUDGET_FILES} and _ours(beside)):
        raise Unusable(f"{path}: dit is een deel van een map. Geef de map {beside}")
    if head.startswith((b'{"entry":', b'{"index":')):
        raise Unusable(f"{path}: dit zijn regels van een logboek zonder manifest.json. Geef de map waarin beide staan")


def _budget(path: Path, ends: _Ends) -> Report:
    """Recompute the record of a budget. Its files are counted as they are: none is packed."""
    files = {name: ends((path / name).read_bytes()) for name in BUDGET_FILES if (path / name).is_file()}
    manifest = ends((path / "manifest.json").read_bytes()) if (path / "manifest.json").is_file() else b""
    try:
        found = verify_budget(manifest, files)
    except RecordInvalid as broken:
        raise Invalid(str(broken)) from None
    cost = int(found.cost) if found.cost.denominator == 1 else float(found.cost)
    told = f"{len(found.winners)} winnaars ({', '.join(found.winners)}) voor {cost}"
    # Each earlier step is followed too, unless that is too much for one reading.
    steps = "" if found.every_step else "; de stappen voor de laatste zijn niet alle nagerekend"
    return Report("budget", found.voters, bytes.fromhex(found.digest), told + steps)


def _draw_record(path: Path, ends: _Ends) -> Report:
    """Check the record of a draw, with what was added after it."""
    commitment, files, later = draw_files(path)
    whole = (
        ends(commitment), {name: ends(content) for name, content in files.items()},
        {name: ends(content) for name, content in later.items()},
    )  # fmt: skip
    try:
        found = verify_draw(*whole)
        lists = _lists_again(*whole) if found.replaced else ""
    except RecordInvalid as broken:
        raise Invalid(str(broken)) from None
    told = f"{found.tickets} groepen van {found.seats}, kleinste kans {found.minimum:.2%}"
    told += ", en geen loting geeft meer" if found.proved else ", dat dit niet hoger kan is niet nagerekend"
    told += "; er is nog niet geloot" if found.ticket is None else f"; lot {found.ticket} is getrokken"
    source = f"Vooraf vastgelegde bron van het toeval: {found.source}. Vergelijk die met wat er getrokken is."
    if found.source == UNNAMED_SOURCE:
        source = "Let op: vooraf is niet met naam vastgelegd waar het toeval vandaan komt. Wie lootte, kon kiezen."
    told += _stepped_in(found.replaced)
    return Report("draw", found.people, bytes.fromhex(found.digest), told, chain=found.chain, told=source + lists)


def _lists_again(commitment: bytes, files: Mapping[str, bytes], later: Mapping[str, bytes]) -> str:
    """Make the lists of who could step in again, which takes a solver. Raises RecordInvalid for another list.

    Returns what was not made again: all of them by the verifier in one file, which has no solver.
    """
    others = sorted(name for name in later if REPLACEMENT.fullmatch(name))
    if __package__:
        others = import_module(".draw_replayed", __package__).lists_follow(commitment, files, later)
    if not others:
        return ""
    told = f"\nNiet opnieuw gemaakt: de lijst van wie kon invallen in {', '.join(others)}."
    return f"{told} Dat kan met de versie van Brink die haar maakte."


def _stepped_in(replaced: int) -> str:
    if replaced < 2:
        return ", daarna viel 1 mens in" if replaced else ""
    return f", daarna vielen {replaced} mensen in"


def _receipt(first: bytes, stream: BinaryIO) -> Report:
    if stream.read(1):
        raise Invalid("ontvangstbewijs: er staat iets onder dat er niet hoort")
    return verify_receipt(first)


def _verify_bare_note(path: Path, raw: bytes) -> Report:
    """Read an older checkpoint that somebody kept (a signed note). Its signatures need the keys of the other side."""
    try:
        point, _ = parse_note(raw.decode("utf-8"))
    except (UnicodeDecodeError, Invalid):
        raise Unusable(f"{path}: dit is geen logboek, ontvangstbewijs of controlepunt van Brink") from None
    return Report("checkpoint", point.size, point.root, point.origin, note=raw.decode("utf-8"))


def _answer(report: Report | None, problem: str | None, options: argparse.Namespace) -> dict[str, Any]:
    method = {"name": NAME, "version": VERSION, "seed": options.seed, "parameters": {"keys": options.key}}
    if report is None:
        return {"valid": False, "problem": problem, "method": method}
    facts = {"kind": report.kind, "origin": report.origin, "size": report.size, "root": report.root.hex()}
    who = {"signed_by": list(report.signers), "unknown_signers": list(report.unknown), "hidden": report.hidden}
    if report.told:
        facts["told"] = report.told
    if report.set_back:
        who["set_back"] = list(report.set_back)
    return {"valid": True, "problem": None, **facts, **who, "method": method}


_KINDS = {
    "journal": "een logboek", "process": "een export met het logboek", "receipt": "een ontvangstbewijs",
    "checkpoint": "een controlepunt",
}  # fmt: skip
_UNSIGNED = {"budget": "een buurtbudget met {size} kiezers", "draw": "een loting met {size} vrijwilligers"}


def _summary(report: Report) -> str:
    signed = [f"Ondertekend met {key}" for key in report.signers]
    signed = [*signed, "Vergelijk de sleutel met die op papier of bij de griffie."] if signed else ["Niet ondertekend."]
    if report.kind in _UNSIGNED:
        first = f"Geldig. Dit is {_UNSIGNED[report.kind].format(size=report.size)}: {report.origin}."
        first += f"\n{report.told}" if report.told else ""
        return f"{first}\nControlegetal: {report.root.hex()}\nVergelijk dat getal met wat op papier staat."
    lines = [f"Geldig. Dit is {_KINDS[report.kind]} van {report.origin}: {report.size} regels."]
    if report.unknown:
        names = ", ".join(report.unknown)
        signed.append(f"Niet nagekeken: de handtekening van {names}, want die sleutel staat er niet bij.")
    if report.place is not None:
        lines.append(f"Uw regel is nummer {report.place[0]}.")
    if report.hidden:
        lines.append(f"{report.hidden} regels zijn gewist of niet openbaar: die staan er alleen met hun controlegetal.")
    if report.set_back:
        lines += ["Het logboek zegt zelf dat het teruggaat in de tijd:", *report.set_back]
    if report.kind == "journal":
        lines.append("Alleen de regels zijn nagerekend. Teksten en cijfers staan in de export van een proces.")
    if report.told:
        lines.append(report.told)
    return "\n".join([*lines, f"Wortel: {report.root.hex()}", *signed])


def _check(options: argparse.Namespace) -> Report:
    report = verify_path(Path(options.path))
    if report.kind == "checkpoint" and options.against is None:
        raise Unusable("een controlepunt alleen bewijst niets: geef met --against het logboek")
    for text in options.key:
        try:
            Key.parse(text)
        except Invalid as problem:
            raise Unusable(f"--key {text}: {problem}") from None
        if text not in report.signers:
            raise Invalid(f"sleutel {text}: heeft dit niet ondertekend")
    if options.against is not None:
        compare(report, verify_path(Path(options.against)))
    return report


_BELOW = """bestanden:
  PAD  map van een loting, van een buurtbudget of van een logboek (manifest.json en journal.jsonl),
       of een ontvangstbewijs

voorbeeld:
  brink example verify voorbeeld
  brink verify voorbeeld/logboek
  brink verify voorbeeld/ontvangstbewijs.json --against voorbeeld/logboek"""


def _options(arguments: list[str]) -> argparse.Namespace:
    ask = parser("verify", "Rekent na wat Brink publiceert.", _BELOW)
    ask.add_argument("path", metavar="PAD", help="map of bestand: logboek of ontvangstbewijs")
    ask.add_argument("--against", metavar="PAD", help="ouder logboek, ontvangstbewijs of controlepunt")
    ask.add_argument("--key", action="append", default=[], metavar="SLEUTEL", help="moet ondertekend hebben")
    ask.set_defaults(seed=0)  # nothing here is left to chance
    return ask.parse_args(arguments)


def _judge(options: argparse.Namespace) -> int:
    try:
        report = _check(options)
    except Invalid as broken:
        problem = " ".join(str(broken).split())
        if options.json is not None:
            write_answer(options.json, _answer(None, problem, options), "")
        print(f"Ongeldig. {problem}.", file=sys.stderr)
        return INVALID
    except Unusable as problem:
        raise BadInput(None, None, " ".join(str(problem).split())) from None
    write_answer(options.json, _answer(report, None, options), _summary(report))
    return DONE


def main(arguments: list[str]) -> int:
    """Run `brink verify` and return its exit code: 0 valid, 1 invalid, 2 nothing to verify."""
    options = _options(arguments)
    return answer(lambda: _judge(options))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
