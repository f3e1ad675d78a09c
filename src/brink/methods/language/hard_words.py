"""Finding the words of policy writers, each with a plainer way to say it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

_LIST = "jargon_nl.toml"


@dataclass(frozen=True, slots=True)
class Jargon:
    """A hard word or phrase: as it stands in the text, its base form, and what to say instead."""

    word: str
    base: str
    plain: str


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents or trema, so that `Geïnitieerd` and `geinitieerd` are one."""
    parted = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


@cache
def plain_words() -> Mapping[str, str]:
    """The shipped list: base form or phrase -> plain wording."""
    text = resources.files(__package__).joinpath(_LIST).read_text(encoding="utf-8")
    return MappingProxyType(dict(tomllib.loads(text)["plain"]))


def _forms(base: str) -> Iterator[str]:
    """The base form and its usual Dutch inflections (folded). A phrase has none."""
    word = fold(base)
    yield word
    if " " in word:
        return
    yield from (f"{word}e", f"{word}s", f"{word}en", f"{word}n")
    if word.endswith("eren"):  # implementeren: -eer, -eert, -eerde(n), ge...eerd(e)
        stem = f"{word[:-4]}eer"
        yield from (stem, f"{stem}t", f"{stem}de", f"{stem}den", f"{word}d", f"{word}de")
        for joined in (f"ge{stem}d", f"{stem}d"):
            yield from (joined, f"{joined}e")
    if word.endswith(("eel", "aal")):  # structureel: structurele
        yield f"{word[:-2]}{word[-1]}e"
    if word.endswith("ief"):  # adaptief: adaptieve
        yield f"{word[:-1]}ve"
    if word.endswith("teit"):
        yield f"{word}en"
    if word.endswith("air"):
        yield f"{word}e"
    if re.search(r"[aeiou]{2}t$", word) and not word.endswith("teit"):  # adequaat: adequate
        yield f"{word[:-3]}{word[-2]}te"


@cache
def _by_form() -> Mapping[str, str]:
    """Each form of each single word -> its base form."""
    by_form: dict[str, str] = {}
    for base in plain_words():
        for form in _forms(base):
            by_form.setdefault(form, base)
    # A listed word is itself, also when it looks like a form of another.
    return MappingProxyType({**by_form, **{fold(base): base for base in plain_words()}})


@cache
def _phrases() -> re.Pattern[str]:
    """Finds the listed phrases, the longest first; other words pass as single words."""
    listed = sorted((fold(base) for base in plain_words() if " " in base), key=lambda phrase: (-len(phrase), phrase))
    alternatives = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in listed)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])|[\w-]+")


def jargon(text: str) -> tuple[Jargon, ...]:
    """Return the hard words of a text in order, each form once, with a plainer wording."""
    by_form = _by_form()
    composed = unicodedata.normalize("NFC", text)
    # Folded letter by letter, so that a place in the folded text is the same place in the text itself.
    folded = "".join(fold(letter)[:1] or " " for letter in composed)
    found: dict[str, Jargon] = {}
    for match in _phrases().finditer(folded):
        form = " ".join(match.group().split())
        base = by_form.get(form)
        if base is not None and form not in found:
            as_written = " ".join(composed[match.start() : match.end()].casefold().split())
            found[form] = Jargon(as_written, base, plain_words()[base])
    return tuple(found.values())
