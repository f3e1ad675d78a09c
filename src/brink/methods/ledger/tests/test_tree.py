"""The Merkle tree against the words of RFC 6962, read literally, and proofs that prove what they say."""

import hashlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.ledger import (
    Frontier,
    Log,
    canonical,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

LEAVES = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40)


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def split(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def slow_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha(b"\x01" + slow_root(leaves[:k]) + slow_root(leaves[k:]))


def slow_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*slow_path(m, leaves[:k]), slow_root(leaves[k:])]
    return [*slow_path(m - k, leaves[k:]), slow_root(leaves[:k])]


def slow_subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """RFC 6962 section 2.1.2."""
    n = len(leaves)
    if m == n:
        return [] if whole else [slow_root(leaves)]
    k = split(n)
    if m <= k:
        return [*slow_subproof(m, leaves[:k], whole), slow_root(leaves[k:])]
    return [*slow_subproof(m - k, leaves[k:], False), slow_root(leaves[:k])]


def slow_climb(leaf: bytes, m: int, n: int, path: list[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to, by the definition of the path; None when its length is wrong."""
    if n == 1:
        return None if path else leaf
    if not path:
        return None
    k, last = split(n), path[-1]
    inner = slow_climb(leaf, m, k, path[:-1]) if m < k else slow_climb(leaf, m - k, n - k, path[:-1])
    if inner is None:
        return None
    return sha(b"\x01" + inner + last) if m < k else sha(b"\x01" + last + inner)


def slow_grow(m: int, n: int, path: list[bytes], old: bytes, whole: bool = True) -> tuple[bytes, bytes] | None:
    """Old and new root that a consistency proof leads to, by its definition; None when its length is wrong."""
    if m == n and whole:
        return None if path else (old, old)
    if not path:
        return None
    last = path[-1]
    if m == n:
        return (last, last) if len(path) == 1 else None
    k = split(n)
    found = slow_grow(m, k, path[:-1], old, whole) if m <= k else slow_grow(m - k, n - k, path[:-1], old, False)
    if found is None:
        return None
    if m <= k:
        return found[0], sha(b"\x01" + found[1] + last)
    return sha(b"\x01" + last + found[0]), sha(b"\x01" + last + found[1])


SMALL = [sha(bytes([number])) for number in range(12)]


def test_inclusion_of_every_place_in_every_small_log() -> None:
    for size in range(1, 12):
        top = slow_root(SMALL[:size])
        for index in range(size):
            path = slow_path(index, SMALL[:size])
            for said, place in ((n, m) for n in range(1, 14) for m in range(n)):
                expected = slow_climb(SMALL[index], place, said, path) == top
                assert verify_inclusion(SMALL[index], place, said, path, top) is expected


def test_consistency_of_every_two_small_logs() -> None:
    for second in range(1, 12):
        for first in range(1, second + 1):
            old, new = slow_root(SMALL[:first]), slow_root(SMALL[:second])
            path = slow_subproof(first, SMALL[:second], True)
            for later, earlier in ((n, m) for n in range(1, 14) for m in range(1, n + 1)):
                expected = slow_grow(earlier, later, path, old) == (old, new)
                assert verify_consistency(earlier, later, old, new, path) is expected


def test_known_roots() -> None:
    # The roots of the test inputs that Certificate Transparency implementations share.
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [sha(b"\x00" + bytes.fromhex(text)) for text in inputs]
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_a_leaf_by_hand() -> None:
    salt = bytes(16)
    assert leaf_hash(salt, {"b": 1, "a": "é"}) == sha(b"\x00" + salt + '{"a":"é","b":1}'.encode())


@settings(deadline=None)
@given(LEAVES)
def test_three_ways_give_one_root(leaves: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    assert root(leaves) == slow_root(leaves) == frontier.root() == Log(leaves).root()


@settings(deadline=None)
@given(LEAVES, st.data())
def test_roots_of_the_past(leaves: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(leaves)))
    assert Log(leaves).root(size) == slow_root(leaves[:size])


@settings(deadline=None)
@given(LEAVES, st.data())
def test_inclusion(leaves: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    proof = Log(leaves).inclusion_proof(index, size)
    assert list(proof) == slow_path(index, leaves[:size])
    assert verify_inclusion(leaves[index], index, size, proof, slow_root(leaves[:size]))


@settings(deadline=None)
@given(LEAVES, st.data())
def test_inclusion_of_anything_else_fails(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, top = list(inclusion_proof(leaves, index)), root(leaves)
    other = sha(leaves[index])
    assert not verify_inclusion(other, index, len(leaves), proof, top)
    assert not verify_inclusion(leaves[index], index, len(leaves), proof, other)
    assert not verify_inclusion(leaves[index], index, len(leaves), [*proof, other], top)
    assert not verify_inclusion(leaves[index], len(leaves), len(leaves), proof, top)
    assert not verify_inclusion(leaves[index], -1, len(leaves), proof, top)
    if proof:
        step = data.draw(st.integers(0, len(proof) - 1))
        assert not verify_inclusion(leaves[index], index, len(leaves), proof[:-1], top)
        assert not verify_inclusion(leaves[index], index, len(leaves), [*proof[:step], other, *proof[step + 1 :]], top)


@settings(deadline=None)
@given(LEAVES, st.data())
def test_consistency(leaves: list[bytes], data: st.DataObject) -> None:
    second = data.draw(st.integers(1, len(leaves)))
    first = data.draw(st.integers(1, second))
    old, new = slow_root(leaves[:first]), slow_root(leaves[:second])
    proof = Log(leaves).consistency_proof(first, second)
    assert list(proof) == slow_subproof(first, leaves[:second], True)
    assert verify_consistency(first, second, old, new, proof)
    other = sha(old)
    assert not verify_consistency(first, second, other, new, proof)
    assert not verify_consistency(first, second, old, other, proof)
    assert not verify_consistency(first, second, old, new, [*proof, other])
    for step in range(len(proof)):
        assert not verify_consistency(first, second, old, new, [*proof[:step], *proof[step + 1 :]])
        assert not verify_consistency(first, second, old, new, [*proof[:step], other, *proof[step + 1 :]])


@settings(deadline=None)
@given(LEAVES)
def test_everything_grows_from_nothing(leaves: list[bytes]) -> None:
    assert consistency_proof(leaves, 0) == ()
    assert verify_consistency(0, len(leaves), root([]), root(leaves), ())
    assert not verify_consistency(0, len(leaves), root(leaves), root(leaves), ())
    assert not verify_consistency(len(leaves), 0, root(leaves), root([]), ())


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 4)])
def test_no_proof_for_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="lea"):
        Log([bytes(32)] * 3).inclusion_proof(index, size)


@pytest.mark.parametrize(("first", "second"), [(-1, 3), (3, 2), (1, 4)])
def test_no_consistency_with_a_future(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="leaves"):
        Log([bytes(32)] * 3).consistency_proof(first, second)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), JSON, max_size=4))
def test_canonical_json_does_not_depend_on_order(entry: dict[str, object]) -> None:
    assert canonical(entry) == canonical(dict(reversed(entry.items())))


@pytest.mark.parametrize("value", [1.5, {"a": [float("nan")]}, {1: "a"}, b"x", "\ud800", {"a": {2, 3}}])
def test_what_canonical_json_refuses(value: object) -> None:
    with pytest.raises(ValueError):
        canonical(value)


@pytest.mark.parametrize("size", [0, 8, 15, 17, 33])
def test_a_salt_has_one_of_two_lengths(size: int) -> None:
    with pytest.raises(ValueError, match="16 or 32"):
        leaf_hash(bytes(size), {})


def test_two_hundred_thousand_leaves_within_a_second() -> None:
    leaves = [i.to_bytes(32, "big") for i in range(200_000)]
    started = time.process_time()
    root(leaves)
    assert time.process_time() - started <= 1
