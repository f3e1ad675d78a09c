"""Saying why two texts were brought together."""

from __future__ import annotations

from brink.methods.matching.entries import Entry, Period, Reason, Why
from brink.methods.matching.vocabulary import Topics, normalise

_LEAST_PART = 4  # letters; a shorter shared part convinces nobody
_MOST = 5  # of each kind; more is noise


def longest_shared(word: str, others: list[str]) -> str:
    """Return the longest run of letters of `word` that stands in one of `others`, or ''.

    A run has at least 4 letters, or 3 when it is a whole word on either side (`bus` in `busje`).
    """
    joined = " ".join(others)
    for length in range(len(word), _LEAST_PART - 2, -1):
        for start in range(len(word) - length + 1):
            run = word[start : start + length]
            if run in joined and (length >= _LEAST_PART or run == word or run in others):
                return run
    return ""


def _topics(words: list[str], text: str, topics: Topics) -> frozenset[int]:
    return topics.of_phrases(text).union(*(topics.of_word(word) for word in words))


def _telling(text: str, topics: Topics) -> list[str]:
    """The words of a normalised text that can be a reason, each once: no filler, no lone letter (`auto's`)."""
    return [word for word in dict.fromkeys(text.split()) if len(word) > 1 and word not in topics.ignore]


def why(
    query: str, entry: Entry, topics: Topics, *, place: str | None, theme: str | None, period: Period | None
) -> tuple[Reason, ...]:
    """Return the reasons for suggesting `entry` for `query`, the plainest first."""
    mine, its = normalise(query), normalise(f"{entry.text} {entry.body}")
    reasons = []
    if mine == normalise(entry.text):
        reasons.append(Reason(Why.SAME, ()))
    my_words = _telling(mine, topics)
    its_words = _telling(its, topics)
    shared = [word for word in my_words if word in set(its_words)]
    rest = [word for word in its_words if word not in set(shared)]
    parts = [longest_shared(word, rest) for word in my_words if word not in set(shared)]
    both = sorted(_topics(my_words, mine, topics) & _topics(its_words, its, topics))
    reasons += [
        Reason(kind, tuple(dict.fromkeys(found))[:_MOST])
        for kind, found in (
            (Why.WORDS, shared),
            (Why.PARTS, [part for part in parts if part]),
            (Why.TOPIC, [topics.names[number] for number in both]),
        )
        if any(found)
    ]
    if place is not None and place == entry.place:
        reasons.append(Reason(Why.PLACE, (place,)))
    if theme is not None and theme == entry.theme:
        reasons.append(Reason(Why.THEME, (theme,)))
    if period is not None and entry.period is not None and overlap(period, entry.period) is not None:
        first, last = overlap(period, entry.period) or period
        reasons.append(Reason(Why.TIME, (first.isoformat(), last.isoformat())))
    return tuple(reasons)


def overlap(a: Period, b: Period) -> Period | None:
    """Return the days that two periods share, or None."""
    first, last = max(a[0], b[0]), min(a[1], b[1])
    return (first, last) if first <= last else None
