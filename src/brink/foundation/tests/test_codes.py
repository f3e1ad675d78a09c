"""Codes and their check letter: every wrong character and every two that changed places are found."""

import string
from itertools import pairwise
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.foundation import codes
from brink.foundation.words import WORDS

CODES = st.tuples(*[st.sampled_from(WORDS)] * 3, st.integers(0, 10**8 - 1)).map(
    lambda drawn: codes.with_letter(" ".join([*drawn[:3], f"{drawn[3]:08d}"[:4], f"{drawn[3]:08d}"[4:]]))
).filter(bool)  # fmt: skip
TYPED = string.ascii_lowercase + string.digits


def test_the_check_character_is_that_of_the_standard() -> None:
    """The worked example of ISO/IEC 7064 MOD 37-2 as donation numbers (ISBT 128) use it."""
    assert codes.check_character("G123489654321") == "Y"


def test_a_code_holds_sixty_bits_still() -> None:
    left = len(codes.CHECK_LETTERS) / 37
    assert 3 * log2(len(WORDS)) + 8 * log2(10) + log2(left) >= 60


def test_new_codes_carry_a_letter_and_read_back() -> None:
    for code in [codes.new_code() for _ in range(200)] + [codes.new_code(f"key {one}") for one in range(200)]:
        assert codes.has_letter(code)
        assert code[-1] in codes.CHECK_LETTERS
        assert codes.normalise(code) == codes.read(code) == code
        assert codes.normalise(code.lower().replace(" ", "-")) == code
        first, second, third, *rest = code.split()
        assert codes.normalise(f"{first} {second} {third}{''.join(rest)}") == code


def test_what_follows_from_a_key_is_the_same_each_time_and_knows_the_older_form() -> None:
    every = codes.codes_from("a key")
    assert every[0] == codes.new_code("a key")
    # Of each key of the site, one as codes are now and one as they were.
    keys = len(every) // 2
    assert [codes.has_letter(code) for code in every] == [True] * keys + [False] * keys


@settings(max_examples=60, deadline=None)
@given(CODES)
def test_every_single_wrong_character_is_found(code: str) -> None:
    for place, right in enumerate(code):
        if right == " ":
            continue
        for wrong in TYPED:
            if wrong != right.lower():
                typed = code[:place] + wrong + code[place + 1 :]
                assert codes.normalise(typed) is None, typed
                # What is mended is mended to what was meant, or to nothing.
                assert codes.read(typed) in {code, None}, typed


@settings(max_examples=200, deadline=None)
@given(CODES)
def test_two_characters_that_changed_places_are_found(code: str) -> None:
    """Beside each other, and any two further apart: spaces do not count, for nobody needs to type them."""
    places = [place for place, sign in enumerate(code) if sign != " "]
    for one, other in pairwise(places):
        signs = list(code)
        signs[one], signs[other] = signs[other], signs[one]
        if (typed := "".join(signs)).lower() != code.lower():
            assert codes.normalise(typed) is None, typed
            assert codes.read(typed) in {code, None}, typed


@settings(max_examples=60, deadline=None)
@given(CODES, st.data())
def test_any_two_that_changed_places_are_found(code: str, data: st.DataObject) -> None:
    places = [place for place, sign in enumerate(code) if sign != " "]
    one, other = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True))
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]
    if "".join(signs).lower() != code.lower():
        assert codes.normalise("".join(signs)) is None


def test_codes_of_before_read_as_they_did() -> None:
    for typed in ("heide lijster brug 4821 0736", "Heide-Lijster-Brug 48210736", "heide lijster brug48210736"):
        assert codes.normalise(typed) == "heide lijster brug 4821 0736"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("heide lijster brug 4821 073", True), ("heide lijster brug 4821 0736 I", True),
        ("heide xqzvw brug 4821 0736", True), ("zomaar iets", False), ("", False), ("x" * 200, False),
        ("heide lijster brug 4821 0736", False),
    ],
)  # fmt: skip
def test_what_was_meant_as_a_code_is_told_from_what_was_not(typed: str, meant: bool) -> None:
    assert codes.is_mistyped(typed) is meant
