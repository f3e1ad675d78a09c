"""Plain Dutch: an indication of how hard a text reads, and what makes it so. See README.md beside this file."""

from brink.methods.language.counting import syllables
from brink.methods.language.hard_words import Jargon, jargon
from brink.methods.language.reading import LONG, LongSentence, Passive, Reading, flesch_douma, read
from brink.methods.language.splitting import sentences, words
from brink.methods.language.verbs import passive

__all__ = [
    "LONG",
    "Jargon",
    "LongSentence",
    "Passive",
    "Reading",
    "flesch_douma",
    "jargon",
    "passive",
    "read",
    "sentences",
    "syllables",
    "words",
]
