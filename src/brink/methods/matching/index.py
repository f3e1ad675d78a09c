"""The index: texts in, suggestions with reasons out; added and removed texts count at once."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brink.methods.matching.entries import IN_THE_TEXT, Entry, Match, Period
from brink.methods.matching.reasons import why
from brink.methods.matching.segment import (
    TOPIC_WEIGHT,
    Floats,
    Ints,
    Segment,
    count_features,
    document_frequency,
)
from brink.methods.matching.vocabulary import Topics, dutch_topics, normalise, pieces

# How much of the distance to a full score a shared circumstance takes away. It lifts what already shares words or a
# topic; by itself it suggests nothing.
SAME_PLACE, SAME_THEME, SAME_TIME = 0.12, 0.08, 0.04
LEAST = 0.02  # cosine below which two texts share nothing worth showing
_COMMON = 0.05  # a piece that stands in more than this share of many texts tells nothing
_MANY = 1_000  # texts; with fewer, every piece counts
_PENDING = 256  # added texts that are set apart before they get a segment of their own
_SPARE = 20  # candidates that may fail to give a reason
_NEVER = 1 << 40  # a day that never comes


class _Facts:
    """Place, theme and period of each text as numbers, growing with the index."""

    def __init__(self) -> None:
        self.alive, self.places, self.themes = array("q"), array("q"), array("q")
        self.firsts, self.lasts = array("q"), array("q")

    def append(self, entry: Entry, codes: dict[str, int]) -> None:
        """Add the facts of one text; `codes` numbers the places and themes, from 1."""
        self.alive.append(1)
        for facts, key in ((self.places, entry.place), (self.themes, entry.theme)):
            facts.append(0 if key is None else codes.setdefault(key, len(codes) + 1))
        first, last = (_NEVER, -1) if entry.period is None else (day.toordinal() for day in entry.period)
        self.firsts.append(first)
        self.lasts.append(last)

    def view(self, name: str) -> NDArray[np.int64]:
        """Return one kind of fact without copying. Do not keep it: while it lives, nothing can be added."""
        return np.frombuffer(getattr(self, name), np.int64)


class Index:
    """Texts that can be searched by meaning of their words, place, theme and time.

    Weights are TF-IDF: the frequencies are those of the last `refresh`, which happens by itself when the index has
    doubled, so adding is cheap and searching stays right. The same texts added in the same order give the same answers.
    """

    def __init__(self, topics: Topics | None = None) -> None:
        self._topics = dutch_topics() if topics is None else topics
        self._numbers: dict[str, int] = {}  # piece -> feature number, after those of the topics
        self._words: dict[str, Ints] = {}
        self._entries: list[Entry | None] = []
        self._places: dict[str, int] = {}  # key -> place in _entries
        self._segments: list[Segment] = []
        self._pending: int = 0  # where the texts without a segment begin
        self._pending_segment: Segment | None = None
        self._weights: Floats = np.ones(len(self._topics.names))
        self._known: int = 0  # texts when the weights were last computed
        self._codes: dict[str, int] = {}  # place or theme -> number; 0 is none
        self._facts = _Facts()

    @classmethod
    def build(cls, texts: Iterable[Entry], topics: Topics | None = None) -> Index:
        """Return an index of these texts. Raises ValueError when a key comes twice."""
        index = cls(topics)
        for entry in texts:
            index._append(entry)
        index.refresh()
        return index

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def _append(self, entry: Entry) -> None:
        if entry.key in self._places:
            raise ValueError(f"key {entry.key!r} is in the index already")
        self._places[entry.key] = len(self._entries)
        self._entries.append(entry)
        self._facts.append(entry, self._codes)

    def add(self, entry: Entry) -> None:
        """Add one text, to be found at once. Raises ValueError when its key is in the index already."""
        self._append(entry)
        self._pending_segment = None
        if len(self) >= 2 * self._known + _PENDING:
            self.refresh()
        elif len(self._entries) - self._pending >= _PENDING:
            self._segments.append(self._segment_of(self._entries[self._pending :]))
            self._pending = len(self._entries)

    def remove(self, key: str) -> None:
        """Take one text out; it is never suggested again. Raises KeyError when it is not there."""
        place = self._places.pop(key)
        self._entries[place] = None
        self._facts.alive[place] = 0

    def entry(self, key: str) -> Entry:
        """Return one text by its key. Raises KeyError."""
        found = self._entries[self._places[key]]
        if found is None:
            raise KeyError(key)
        return found

    def keys(self) -> tuple[str, ...]:
        """Return the keys in the order in which they were added."""
        return tuple(self._places)

    def refresh(self) -> None:
        """Compute all weights anew from the texts as they are now, as a fresh build would."""
        kept = [entry for entry in self._entries if entry is not None]
        self._entries = list(kept)
        self._places = {entry.key: place for place, entry in enumerate(kept)}
        self._pending_segment = None
        self._facts = _Facts()
        for entry in kept:
            self._facts.append(entry, self._codes)
        self._pending = self._known = len(kept)
        chunks = count_features(*self._features(kept), topics=len(self._topics.names))
        width = len(self._topics.names) + len(self._numbers)
        frequency = document_frequency(chunks, width)
        self._weights = np.log((1 + len(kept)) / (1 + frequency)) + 1
        if len(kept) >= _MANY:
            common = frequency > _COMMON * len(kept)
            common[: len(self._topics.names)] = False
            self._weights[common] = 0
        self._segments = [Segment(chunks, self._weights)]

    def _segment_of(self, entries: Sequence[Entry | None]) -> Segment:
        features = self._features([entry or Entry("", "") for entry in entries])
        self._know_new_pieces()
        return Segment(count_features(*features, topics=len(self._topics.names)), self._weights)

    def _know_new_pieces(self) -> None:
        new = len(self._topics.names) + len(self._numbers) - len(self._weights)
        self._weights = np.concatenate([self._weights, np.full(new, np.log(1 + self._known) + 1)])

    def _features(self, entries: Sequence[Entry]) -> tuple[list[list[Ints]], list[list[Ints]]]:
        texts = [self._of_text(entry.text) for entry in entries]
        return texts, [self._of_text(entry.body) if entry.body else [] for entry in entries]

    def _of_text(self, text: str) -> list[Ints]:
        """Feature numbers of a text, an array for each word and one for the phrases."""
        plain = normalise(text)
        found = [self._of_word(word) for word in plain.split() if word not in self._topics.ignore]
        phrases = self._topics.of_phrases(plain)
        return [*found, np.array(sorted(phrases), np.int32)] if phrases else found

    def _of_word(self, word: str) -> Ints:
        known = self._words.get(word)
        if known is None:
            first, numbers = len(self._topics.names), self._numbers
            features = [first + numbers.setdefault(piece, len(numbers)) for piece in pieces(word)]
            known = np.array([*sorted(self._topics.of_word(word)), *features], np.int32)
            self._words[word] = known
        return known

    def _query(self, text: str) -> tuple[Ints, Floats]:
        """Features of a query with weights of unit length; what the index does not know is left out of it."""
        plain = normalise(text)
        first, counts = len(self._topics.names), dict.fromkeys(self._topics.of_phrases(plain), 1.0)
        unknown: Counter[str] = Counter()
        for word in plain.split():
            if word in self._topics.ignore:
                continue
            counts.update(dict.fromkeys(self._topics.of_word(word), 1.0))
            for piece in pieces(word):
                number = self._numbers.get(piece)
                if number is None or first + number >= len(self._weights):
                    unknown[piece] += 1
                else:
                    counts[first + number] = counts.get(first + number, 0.0) + 1
        features = np.array(sorted(counts), np.int32)
        values = np.array([counts[number] * (TOPIC_WEIGHT if number < first else 1) for number in sorted(counts)])
        weighted = values * self._weights[features] if len(features) else np.zeros(0)
        rare = float(np.log(1 + self._known) + 1)
        length = float(np.sqrt(weighted @ weighted + sum((count * rare) ** 2 for count in unknown.values())))
        keep = weighted > 0
        return features[keep], weighted[keep] / length if length else weighted[keep]

    def cosines(self, text: str) -> Floats:
        """Return the likeness of the words of each text to `text`, 0 to 1, in the order of adding (0 when removed)."""
        pending = self._entries[self._pending :]
        if pending and self._pending_segment is None:
            self._pending_segment = self._segment_of(pending)
        features, values = self._query(text)
        segments = [*self._segments, *([self._pending_segment] if self._pending_segment and pending else [])]
        parts = [segment.cosine(*_within(segment, features, values)) for segment in segments]
        scores: Floats = np.concatenate([np.zeros(0), *parts])
        return np.clip(scores, 0.0, 1.0)

    def search(
        self,
        text: str,
        *,
        place: str | None = None,
        theme: str | None = None,
        at: date | Period | None = None,
        top: int = 10,
        but: Collection[str] = (),
    ) -> list[Match]:
        """Return the texts most like `text`, best first, at most `top`, each with why.

        A text for which nothing in its words can be shown as reason is not suggested.

        `place` and `theme` are keys as in the entries, `at` a day or a period; equal or overlapping ones lift what
        shares words or a topic. `but` names keys to leave out. Equal scores stand in order of adding.
        """
        period = (at, at) if isinstance(at, date) else at
        likeness = self.cosines(text)
        far = 1 - likeness
        if place is not None:
            far[self._facts.view("places") == self._codes.get(place, -1)] *= 1 - SAME_PLACE
        if theme is not None:
            far[self._facts.view("themes") == self._codes.get(theme, -1)] *= 1 - SAME_THEME
        if period is not None:
            starts_in_time = self._facts.view("firsts") <= period[1].toordinal()
            far[starts_in_time & (self._facts.view("lasts") >= period[0].toordinal())] *= 1 - SAME_TIME
        scores = np.where((likeness >= LEAST) & (self._facts.view("alive") == 1), 1 - far, 0.0)
        for key in but:
            if key in self._places:
                scores[self._places[key]] = 0.0
        matches: list[Match] = []
        for number in _best(scores, 2 * top + _SPARE):
            entry = self._entries[number]
            if len(matches) == top or entry is None:
                break
            reasons = why(text, entry, self._topics, place=place, theme=theme, period=period)
            if any(reason.kind in IN_THE_TEXT for reason in reasons):  # a few stray letters convince nobody
                matches.append(Match(entry.key, float(scores[number]), reasons))
        return matches


def _within(segment: Segment, features: Ints, values: Floats) -> tuple[Ints, Floats]:
    known = features < segment.width
    return features[known], values[known]


def _best(scores: Floats, top: int) -> list[int]:
    """Return the places of the highest scores above 0, best first, equal ones in order."""
    if top < 1 or not len(scores):
        return []
    if top < len(scores):
        least = np.partition(scores, -top)[-top]
        found = np.flatnonzero((scores >= least) & (scores > 0))
    else:
        found = np.flatnonzero(scores > 0)
    order = found[np.argsort(-scores[found], kind="stable")]
    return [int(number) for number in order[:top]]
