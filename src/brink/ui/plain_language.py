"""Plain language, as advice to the writer: what makes a text hard, in a sentence each. See methods/language."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from brink.methods.language import read

# Texts of at least this score pass the help (domain.md, journey A); a lower one asks for a reason.
PLAIN = 60.0
_ENOUGH_WORDS = 20


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at again. `found` is the piece of text it is about."""

    kind: str
    found: str
    message: str


def remarks(text: str) -> tuple[Remark, ...]:
    """Name long sentences, hard words and sentences in which nobody acts."""
    reading = _read(text)
    found = [
        Remark("long", one.text, _("Deze zin heeft %(count)s woorden. Knip hem in tweeën.") % {"count": one.words})
        for one in reading.long_sentences
    ]
    found += [
        Remark("word", one.word, _("‘%(word)s’ is een moeilijk woord. Schrijf liever: %(plain)s.")
               % {"word": one.word, "plain": one.plain})
        for one in reading.jargon
    ]  # fmt: skip
    found += [
        Remark("passive", one.text, _("Wie doet dit? Noem hem: ‘%(verbs)s’.") % {"verbs": ", ".join(one.verbs)})
        for one in reading.passive
    ]
    return tuple(found)


# A page of the desk draws the same texts again and again, some of them forty at once.
_read = lru_cache(maxsize=1_000)(read)


def is_hard(text: str) -> bool:
    """Tell whether a text of some length reads harder than the help likes."""
    reading = _read(text)
    return reading.words >= _ENOUGH_WORDS and reading.score is not None and reading.score < PLAIN
