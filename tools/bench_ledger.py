"""Figures of the log: changes that its verifier finds, and the cost of a root and of proofs, against pymerkle.

    python tools/bench_ledger.py

The peer (pymerkle) only ever runs in a process of its own, with the interpreter that BRINK_PEERS names. Without it the
rows say so. CPU seconds, not wall clock.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from random import Random

from figures import ROOT, Figure, measured, peers, show

sys.path[:0] = [str(ROOT / "src")]

from brink.methods.ledger import Invalid, Report, compare, verify_journal  # noqa: E402
from brink.methods.ledger.tests.bundles import KEYS, ORIGIN, Published, note, published  # noqa: E402

LINES, MUTATIONS, REWRITTEN, LEAVES, PROOFS = 300, 1_000, 300, 200_000, 1_000
Bundle = tuple[bytes, list[bytes]]

OURS = r"""
import hashlib
from brink.methods.ledger import Log, root, verify_inclusion
data = [number.to_bytes(32, "big") for number in range(int(sys.argv[1]))]
begin()
leaves = [hashlib.sha256(b"\x00" + item).digest() for item in data]
top = root(leaves)
found = {"root": top.hex(), "rooted": time.process_time() - _started}
log, started = Log(leaves), time.process_time()
places = range(0, len(data), len(data) // int(sys.argv[2]))
assert all(verify_inclusion(leaves[at], at, len(data), log.inclusion_proof(at), top) for at in places)
end(**found, proofs=time.process_time() - started)
"""
PEER = r"""
from pymerkle import InmemoryTree, verify_inclusion
data = [number.to_bytes(32, "big") for number in range(int(sys.argv[1]))]
begin()
tree = InmemoryTree(algorithm="sha256")
tree.append_entries(data)
top = tree.get_state()
found = {"root": top.hex(), "rooted": time.process_time() - _started}
started = time.process_time()
for at in range(0, len(data), len(data) // int(sys.argv[2])):
    verify_inclusion(tree.get_leaf(at + 1), top, tree.prove_inclusion(at + 1))
end(**found, proofs=time.process_time() - started)
"""


def renumbered(lines: list[bytes]) -> list[bytes]:
    """The lines with their numbers in order again, as somebody who hides a change would write them."""
    documents = [{**json.loads(line), "index": number} for number, line in enumerate(lines)]
    return [
        json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        for line in documents
    ]


def one_byte(bundle: Bundle, draw: Random) -> Bundle:
    """One byte changed, dropped or added, anywhere in both files."""
    manifest, lines = bundle
    whole = manifest + b"".join(lines)
    at, new = draw.randrange(len(whole)), draw.randrange(256)
    kind = draw.choice(("change", "drop", "add"))
    if kind == "change":
        new = (whole[at] + draw.randrange(1, 256)) % 256
    middle = {"change": bytes([new]), "drop": b"", "add": bytes([new, whole[at]])}[kind]
    if at < len(manifest):
        return manifest[:at] + middle + manifest[at + 1 :], lines
    changed = whole[:at] + middle + whole[at + 1 :]
    return manifest, changed[len(manifest) :].splitlines(keepends=True)


def one_row(bundle: Bundle, draw: Random) -> Bundle:
    """One row dropped, repeated, swapped with another or put in another's place; half of the time renumbered."""
    manifest, lines = bundle[0], list(bundle[1])
    one, other = draw.sample(range(len(lines)), 2)
    kind = draw.choice(("drop", "repeat", "swap", "replace", "cut"))
    if kind == "drop":
        del lines[one]
    elif kind == "repeat":
        lines.insert(other, lines[one])
    elif kind == "swap":
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == "replace":
        lines[one] = lines[other]
    else:
        del lines[one:]
    return manifest, renumbered(lines) if draw.random() < 0.5 else lines


def is_found(act: Callable[[], object]) -> bool:
    """Whether the verifier says that something is wrong; any other error would be one of ours, and is let through."""
    try:
        act()
    except Invalid:
        return True
    return False


def read(whole: Published) -> Bundle:
    """The two files of an export as bytes."""
    return whole.manifest.encode(), [line.encode() for line in whole.lines]


def rewritten_found(draw: Random, times: int) -> int:
    """How often an operator who holds the key and signs another history is found by who kept an older export."""
    from brink.methods.ledger import Log, leaf_hash, manifest, open_line
    from brink.methods.ledger.tests.bundles import entry, salt

    older = verify_journal(*read(published(LINES // 2)))
    count = 0
    for _ in range(times):
        numbers = list(range(LINES // draw.choice((1, 3))))
        at = draw.randrange(LINES // 3 - 1)
        kind = draw.choice(("drop", "repeat", "swap"))
        if kind == "drop":
            del numbers[at]
        elif kind == "repeat":
            numbers.insert(at, numbers[at])
        else:
            numbers[at], numbers[at + 1] = numbers[at + 1], numbers[at]
        log = Log([leaf_hash(salt(number), entry(number)) for number in numbers])
        lines = [open_line(at, salt(number), entry(number)).encode() for at, number in enumerate(numbers)]
        text = manifest(origin=ORIGIN, size=log.size, checkpoints=[note(log, log.size)], keys=KEYS)
        newer: Report = verify_journal(text.encode(), lines)  # whole in itself
        count += is_found(lambda newer=newer: compare(newer, older))
    return count


def main() -> int:
    """Measure and print; exit 1 when a limit is not kept."""
    draw, bundle = Random(1), read(published(LINES))
    verify_journal(*bundle)
    rows, half = [], MUTATIONS // 2
    for what, change in (
        ("one byte changed, dropped or added", one_byte),
        ("one row moved, dropped or added", one_row),
    ):
        mutants = [mutant for _ in range(2 * half) if (mutant := change(bundle, draw)) != bundle]
        found = sum(is_found(lambda mutant=mutant: verify_journal(*mutant)) for mutant in mutants[:half])
        rows.append(Figure(f"{what}, of {half} in an export of {LINES}: found", found, half, least=True))
    what = f"another history signed with the key, of {REWRITTEN}: found beside an older export"
    rows.append(Figure(what, rewritten_found(draw, REWRITTEN), REWRITTEN, least=True))
    ours = measured(OURS, str(LEAVES), str(PROOFS))
    peer = measured(PEER, str(LEAVES), str(PROOFS), interpreter=peers()) if peers() else {}
    rows.append(Figure(f"root over {LEAVES:,} leaves: CPU", ours["rooted"], 1.0, "s", peer=peer.get("rooted")))
    what = f"{PROOFS:,} inclusion proofs of {LEAVES:,}, made and checked: CPU"
    rows.append(Figure(what, ours["proofs"], None, "s", peer=peer.get("proofs")))
    if peer:
        rows.append(Figure("root other than the peer's", float(ours["root"] != peer["root"]), 0.0))
    notes = [] if peers() else ["against pymerkle: left out; BRINK_PEERS does not name an interpreter that has it"]
    return show("brink verify", rows, notes)


if __name__ == "__main__":
    sys.exit(main())
