"""Canonical JSON against RFC 8785, by a package that does nothing else; and the bytes that may never change."""

import json
import subprocess
import sys

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.ledger.canonical_json import canonical, json_bytes

# All that RFC 8785 and we write alike: no key beyond the basic plane, no number that a float cannot hold.
KEY = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF), max_size=6)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ATOM = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT
VALUE = st.recursive(
    ATOM, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=4), max_leaves=12
)


@settings(deadline=None)
@given(VALUE)
def test_what_we_write_is_rfc_8785(value: object) -> None:
    assert canonical(value) == json_bytes(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "ours", "theirs"),
    [
        ({"\U00010000": 1, "\uffff": 2}, '{"\uffff":2,"\U00010000":1}', '{"\U00010000":1,"\uffff":2}'),
        ([1.0, 1e-7, 1e21], "[1.0,1e-07,1e+21]", "[1,1e-7,1e+21]"),
    ],
)
def test_where_we_differ_from_it_for_good(value: object, ours: str, theirs: str) -> None:
    """Records and logs that are out in the world are written so: another way would make each of them invalid."""
    assert (json_bytes(value), rfc8785.dumps(value)) == (ours.encode(), theirs.encode())  # type: ignore[arg-type]


def test_a_whole_number_of_any_size_is_written() -> None:
    assert canonical([2**53, -(2**70)]) == b"[9007199254740992,-1180591620717411303424]"
    with pytest.raises(rfc8785.IntegerDomainError):
        rfc8785.dumps(2**53)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), ["\ud800"]])
def test_what_no_json_holds_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        json_bytes(value)


def test_it_needs_the_standard_library_alone() -> None:
    """The verifier of one file is made of it."""
    path = canonical.__code__.co_filename
    code = f"import runpy; print(runpy.run_path({path!r})['canonical']({{'b': 1, 'a': ['ë']}}).hex())"
    told = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, check=True, text=True).stdout
    assert json.loads(bytes.fromhex(told.strip())) == {"a": ["ë"], "b": 1}
