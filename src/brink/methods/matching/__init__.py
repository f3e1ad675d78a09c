"""Texts on the same topic, found by word parts, topics, place, theme and time. See README.md beside this file."""

from brink.methods.matching.duplicates import is_duplicate, near_duplicates
from brink.methods.matching.entries import Entry, Match, Period, Reason, Why
from brink.methods.matching.index import Index
from brink.methods.matching.vocabulary import Topics, dutch_topics, normalise

__all__ = [
    "Entry",
    "Index",
    "Match",
    "Period",
    "Reason",
    "Topics",
    "Why",
    "dutch_topics",
    "is_duplicate",
    "near_duplicates",
    "normalise",
]
