"""What a method says when it cannot finish: a sentence for people, and what is certain all the same."""

from __future__ import annotations


class Unfinished(RuntimeError):
    """A method stopped before its end: a solver gave up, or a bound was not reached. No input is at fault.

    `str()` says which part, in English, for who reports it.
    """
