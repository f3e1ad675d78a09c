"""The instrument's own words: plain Dutch, and no word about another instrument."""

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from brink.domain.processes.instrument import registry
from brink.foundation.visibility import ANYONE
from brink.methods.language import jargon, sentences, words
from tests.contract.checks import promise
from tests.contract.filled_round import FilledRound, rendered
from tests.form_client import Page

LONGEST = 22
"""Words in one sentence, as tests/architecture/test_plain.py asks of the whole interface."""
MANDATE = {"mandaat", "zienswijze", "toegankelijkheid"}


def folders(filled: FilledRound) -> list[Path]:
    """Return where the instrument's code lives: its class, and what that class is made of."""
    found = []
    for one in type(filled.instrument).__mro__:
        module = sys.modules[one.__module__]
        if one.__module__.startswith("brink.instruments."):
            found.append(Path(str(module.__file__)).parent)
    return list(dict.fromkeys(found))


def own_texts(filled: FilledRound) -> Iterator[str]:
    """Yield what the instrument says of itself: card, help, the text of its panels and of its findings."""
    card = filled.instrument.card
    yield from (str(text) for text in (card.name, card.promise, card.explanation))
    for folder in folders(filled):
        help_text = (folder / "docs.md").read_text("utf-8") if (folder / "docs.md").exists() else ""
        for block in re.split(r"\n\s*\n", help_text):
            yield re.sub(r"\s+", " ", re.sub(r"[*#>`]", "", block)).strip()
    yield from _on_pages(filled)


def _on_pages(filled: FilledRound) -> Iterator[str]:
    said = Page(rendered(filled.instrument.panel(filled.another_round("woorden"), ANYONE))).text
    yield re.sub(r"\s+", " ", said)


@promise
def its_own_texts_are_plain(filled: FilledRound) -> None:
    for text in own_texts(filled):
        assert [part for part in sentences(text) if len(words(part)) > LONGEST] == []
        assert [found.word for found in jargon(text) if found.base not in MANDATE] == []


@promise
def it_names_no_other_instrument(filled: FilledRound) -> None:
    others = {one.card.key for one in registry} - {filled.instrument.card.key}
    assert others
    sources = [inspect.getsource(sys.modules[type(filled.instrument).__module__])]
    for folder in folders(filled):
        for path in folder.rglob("*"):
            if path.suffix in (".py", ".html") and not {"tests", "migrations"} & set(path.parts[len(folder.parts) :]):
                sources.append(path.read_text("utf-8"))
    text = "\n".join(sources)
    named = [key for key in others if re.search(rf"instruments[./]{key}\b|[\"']{key}[\"':/]", text)]
    assert named == []
