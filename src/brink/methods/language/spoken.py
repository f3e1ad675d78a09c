"""Abbreviations as a reader says them: `m.b.t.` is three words, not three letters."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

MONTHS = frozenset({"jan.", "feb.", "febr.", "mrt.", "apr.", "aug.", "sept.", "okt.", "nov.", "dec."})
_LETTERS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}(?!\w)")


@cache
def spoken_forms() -> dict[str, str]:
    """What is said for each abbreviation, as it stands in spoken_forms_nl.toml."""
    text = resources.files(__package__).joinpath("spoken_forms_nl.toml").read_text(encoding="utf-8")
    return {short: str(said) for short, said in tomllib.loads(text).items()}


@cache
def _known() -> re.Pattern[str]:
    # The longest first. A capital may begin one, all capitals are another word (BV). A month follows a day: Jan is a
    # name as well.
    forms = sorted(spoken_forms(), key=len, reverse=True)
    plain = [f"[{form[0]}{form[0].upper()}]{re.escape(form[1:])}" for form in forms if form not in MONTHS]
    months = "|".join(re.escape(form) for form in forms if form in MONTHS)
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(plain)}|(?<=\d )(?:{months}))(?![\w-])")


def spoken(sentence: str) -> str:
    """Return a sentence with its abbreviations written as they are said.

    A row of letters with points that nobody listed is spelled out, as one word of as many syllables as letters.
    """
    told = _known().sub(lambda found: spoken_forms()[found.group().casefold()], sentence)
    return _LETTERS.sub(lambda found: found.group().replace(".", "").upper(), told)
