"""Plain Dutch: an indication of how hard a text reads, and what makes it so. See README.md beside this file."""

from brink.methods.language.compounds import halves, parts
from brink.methods.language.counting import syllables
from brink.methods.language.hard_words import Jargon, jargon
from brink.methods.language.reading import LONG, LongSentence, Passive, Reading, flesch_douma, read
from brink.methods.language.splitting import sentences, words
from brink.methods.language.stemming import plain_words, slips, stem
from brink.methods.language.verbs import passive

__all__ = [
    "LONG",
    "Jargon",
    "LongSentence",
    "Passive",
    "Reading",
    "flesch_douma",
    "halves",
    "jargon",
    "parts",
    "passive",
    "plain_words",
    "read",
    "sentences",
    "slips",
    "stem",
    "syllables",
    "words",
]
