"""Reading a Dutch text as its reader will: one indication, and the causes behind it."""

from __future__ import annotations

from dataclasses import dataclass

from brink.methods.language.counting import syllables
from brink.methods.language.hard_words import Jargon, jargon
from brink.methods.language.splitting import sentences, words
from brink.methods.language.spoken import spoken
from brink.methods.language.verbs import passive

LONG = 20  # words; a sentence with more is called long


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence of more than `LONG` words, and how many it has."""

    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Passive:
    """A sentence in the passive voice, with each "auxiliary participle" that makes it so."""

    text: str
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text asks of its reader. Advice to the writer, never a gate and never a certificate.

    `score` is Flesch-Douma, about 0 (very hard) to 100 (very easy), unclipped; None for a text without words.
    `sentences`, `words` and `syllables` are counts; an abbreviation counts as the words that are said for it.
    """

    score: float | None
    sentences: int
    words: int
    syllables: int
    long_sentences: tuple[LongSentence, ...]
    passive: tuple[Passive, ...]
    jargon: tuple[Jargon, ...]


def flesch_douma(*, sentences: int, words: int, syllables: int) -> float:
    """Return 206.8 - 0.77 x syllables per 100 words - 0.93 x words per sentence (Douma 1960; Taal, 1977).

    Raises ValueError when there are no words or no sentences.
    """
    if sentences < 1 or words < 1:
        raise ValueError("a score needs at least one sentence with one word")
    return 206.8 - 77.0 * syllables / words - 0.93 * words / sentences


def read(text: str) -> Reading:
    """Read a Dutch text of any length; the same text gives the same reading."""
    parts = sentences(text)
    per_sentence = [words(spoken(part)) for part in parts]
    n_words = sum(map(len, per_sentence))
    n_syllables = sum(syllables(word) for sentence in per_sentence for word in sentence)
    score = flesch_douma(sentences=len(parts), words=n_words, syllables=n_syllables) if n_words else None
    verbs = [(part, passive(part)) for part in parts]
    return Reading(
        score=score,
        sentences=len(parts),
        words=n_words,
        syllables=n_syllables,
        long_sentences=tuple(
            LongSentence(part, len(found)) for part, found in zip(parts, per_sentence, strict=True) if len(found) > LONG
        ),
        passive=tuple(Passive(part, found) for part, found in verbs if found),
        jargon=jargon(text),
    )
