"""What the interface says is plain Dutch: short sentences, no words of policy writers."""

import re
from functools import cache

import pytest

from brink.methods.language import jargon, read, sentences, words
from tests.architecture.catalogues import entries

LONGEST = 22  # words in one sentence
PLAIN = 80.0  # Flesch-Douma over the whole interface; 89.6 when this was written
# Words of the list that have no plainer name here, each with the reason.
NEEDED = {
    "mandaat": "what an executive gives: a term of the law, explained where the level is chosen",
    "zienswijze": "the name of a step in the law, as the example of a statutory time limit",
    "participant": "the name of a column in the files of Polis, in what `brink map --help` says of them",
    "toegankelijkheid": "the name of the page that the law asks for",
}


@cache
def interface() -> tuple[str, ...]:
    """Return all Dutch source strings; a placeholder counts as one word, markup as none."""
    texts: set[str] = set()
    for entry in entries():
        texts |= {entry.msgid, entry.msgid_plural} - {""}
    bare = (re.sub(r"<[^>]+>", "", re.sub(r"%\(\w+\)[sd]|\{\w*\}", "dorp", text)) for text in texts)
    return tuple(sorted(text.replace("%%", "%") for text in bare))


def long_sentences(texts: tuple[str, ...]) -> list[str]:
    return [part for text in texts for part in sentences(text) if len(words(part)) > LONGEST]


def hard_words(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(found.word, text) for text in texts for found in jargon(text) if found.base not in NEEDED]


def test_no_sentence_is_long() -> None:
    assert long_sentences(interface()) == []


def test_no_word_is_jargon() -> None:
    assert hard_words(interface()) == []


def test_the_exceptions_are_still_needed() -> None:
    used = {found.base for text in interface() for found in jargon(text)}
    assert used == set(NEEDED)


def test_the_interface_as_a_whole_reads_easily() -> None:
    whole = [text for text in interface() if text.endswith((".", "?", "!")) and len(words(text)) > 2]
    score = read(" ".join(whole)).score
    assert score is not None
    assert score > PLAIN


@pytest.mark.parametrize("address", ["je", "jij", "jouw", "jullie"])
def test_readers_are_addressed_with_u(address: str) -> None:
    pattern = re.compile(rf"\b{address}\b", re.IGNORECASE)
    assert [text for text in interface() if pattern.search(text)] == []


def test_what_is_not_plain_is_seen() -> None:
    long = ("Dit is een zin die maar doorgaat en " * 3 + "nooit ophoudt.",)
    assert len(long_sentences(long)) == 1
    assert [word for word, _text in hard_words(("Wij evalueren dit.",))] == ["evalueren"]
