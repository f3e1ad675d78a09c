"""Every table whose public rows hold words or pictures of residents.

What is registered at `public_words` can be reported. A new table that anybody may read is registered there, or named
in a test as words of the house, or that test fails (`domain/reports/tests/test_reportable.py`).
"""

from dataclasses import dataclass

from brink.foundation.points import Point


@dataclass(frozen=True, slots=True)
class WordsOf:
    """A table of residents' words: the look-up from its row to the contribution that they are."""

    contribution: str


public_words: Point[WordsOf] = Point("public-words")
