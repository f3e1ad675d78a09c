"""No cell of a table is a formula to a spreadsheet. Class: a sign before a sign, seen by a program and not by us.

The members are drawn from Unicode itself: every character that shows nothing, every shape of the signs.
"""

import sys
import unicodedata

import pytest

from brink.methods.files.writing import neutral

SIGNS = "=+-@"
SHAPES = [
    one for one in map(chr, range(sys.maxunicode + 1))
    if len(same := unicodedata.normalize("NFKC", one)) == 1 and same in SIGNS
]  # fmt: skip
UNSEEN = [
    one for one in map(chr, range(0x10000))
    if unicodedata.category(one) in ("Zs", "Zl", "Zp", "Cc", "Cf")
    or one in "\u115f\u1160\u2800\u3164\ufe0f\uffa0\u034f"
]  # fmt: skip


def test_every_shape_of_a_sign_is_made_text_behind_anything_unseen() -> None:
    assert len(SHAPES) >= 14
    assert len(UNSEEN) > 80
    for sign in SHAPES:
        assert neutral(f"{sign}HYPERLINK(1)") == f"'{sign}HYPERLINK(1)", hex(ord(sign))
    wrong = [hex(ord(one)) for one in UNSEEN if "'=" not in str(neutral(f"{one}=1+cmd"))]
    assert wrong == []
    assert neutral("\u200b \ufeff\u2060=1+cmd") == "\u200b \ufeff\u2060'=1+cmd"
    assert neutral("goed;\u200b=1+cmd") == "goed;\u200b'=1+cmd"


HONEST = ["+31", "+31 6 12345678", "-5", "-0.25", "-1,5", "Jan - Piet", "a=b", "6-7", "", 5, None]


@pytest.mark.parametrize("honest", HONEST)
def test_what_is_a_number_or_plain_words_stays_as_it_is(honest: object) -> None:
    assert neutral(honest) == honest


@pytest.mark.parametrize("sly", ["+31+cmd|' /C calc'!A0", "-2+3", "+31\t=1", "-1;=2", "+1 =2", "-5\n=1"])
def test_what_only_begins_as_a_number_is_no_number(sly: str) -> None:
    assert "'" in str(neutral(sly)).replace("' /C calc'", "")
