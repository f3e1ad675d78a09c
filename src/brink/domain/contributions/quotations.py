"""What a text of the body quotes of what people gave: found when the text is saved, filled in when it is read.

A text quotes somebody when it repeats five words or more of them in a row, or all of a title or of a short text of
three words or more; shorter than a mark (`LEAST`) is no quotation but words that anybody uses.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Moderation, Publicity, Quotation
from brink.domain.journal.acts import exempt
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.quotations import LEAST, mark
from brink.foundation.words_shown import note

RUN = 5
"""So many words in a row are somebody's."""
WHOLE = 3
"""A whole text or title of so many words is, too."""
_WORD = re.compile(r"[^\W_]+")
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class _Piece:
    """A place in a text where words of somebody stand."""

    start: int
    end: int
    contribution: UUID
    tenant: UUID
    public: bool


class _Text:
    """A text with its words, and every run of words in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_WORD.finditer(text))
        self.words = [one[0].casefold() for one in found]
        self.spans = [one.span() for one in found]
        self.runs: dict[tuple[str, ...], list[int]] = {}
        for size in range(WHOLE, RUN + 1):
            for place in range(len(self.words) - size + 1):
                self.runs.setdefault(tuple(self.words[place : place + size]), []).append(place)

    def pieces_of(self, given: list[str]) -> Iterator[tuple[int, int]]:
        """Return where words that somebody gave stand in this text, as places of characters."""
        size = min(len(given), RUN)
        if size < WHOLE:
            return
        for start in range(len(given) - size + 1):
            for place in self.runs.get(tuple(given[start : start + size]), ()):
                # Not again from the middle of a run that was found from its beginning.
                if start and place and given[start - 1] == self.words[place - 1]:
                    continue
                last = size
                while (
                    start + last < len(given)
                    and place + last < len(self.words)
                    and given[start + last] == self.words[place + last]
                ):
                    last += 1
                piece = self.spans[place][0], self.spans[place + last - 1][1]
                if piece[1] - piece[0] >= LEAST:
                    yield piece


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are compared: without capitals, signs and line breaks."""
    return [one.casefold() for one in _WORD.findall(text)]


def holds(text: str, words: str) -> bool:
    """Tell whether a text still holds these words in a row."""
    return f" {' '.join(words_in(words))} " in f" {' '.join(words_in(text))} "


def tie(texts: Sequence[str], row: models.Model | None) -> list[str]:
    """Return these texts with a mark for what they quote of people in the question that `row` is about.

    Without a question, or without a row, of everybody whose words stand on this site.
    """
    read = {text: _Text(text) for text in texts if len(text) >= LEAST}
    read = {text: one for text, one in read.items() if one.runs}
    if not read:
        return list(texts)
    pieces: dict[str, list[_Piece]] = {text: [] for text in read}
    for pk, tenant_id, public, given in _given(row):
        words = words_in(given)
        for text, one in read.items():
            pieces[text] += [_Piece(start, end, pk, tenant_id, public) for start, end in one.pieces_of(words)]
    marked = {text: _marked(text, found) for text, found in pieces.items() if found}
    return [marked.get(text, text) for text in texts]


def quoted(contribution: Contribution, words: str) -> str:
    """Return the mark for words of somebody that are quoted knowingly, however few, such as a short title.

    For data that is frozen (`Outcome`). Call it inside the act that keeps it.
    """
    return mark(_kept(contribution.pk, contribution.tenant_id, words, _public(contribution)))


def tell(quotations: Collection[UUID]) -> Mapping[UUID, str]:
    """Return what may be read now of these quotations: the words, or what stands in their place. One query."""
    rows = Quotation.objects.filter(pk__in=quotations).values_list(
        "pk", "words", "was_public",
        "contribution__withdrawn_at", "contribution__moderation", "contribution__publicity",
        "contribution", "contribution__language", "contribution__held_at", "contribution__process__room_published_at",
    )  # fmt: skip
    found = {}
    for pk, words, public, gone, moderation, publicity, contribution, language, held, opened in rows.order_by():
        found[pk] = _readable(words, public, gone, moderation, publicity)
        # Whoever reads them here can report them, as on a page of their own.
        if found[pk] == words and publicity != Publicity.CLOSED and held is None and opened is not None:
            note(contribution, words, language)
    return found


def _readable(words: str, was_public: bool, withdrawn_at: object, moderation: str, publicity: str) -> str:
    if withdrawn_at is not None:
        return _("[ingetrokken]")
    if moderation == Moderation.HIDDEN:
        return _("[weggehaald]")
    if moderation == Moderation.WAITING:
        return _("[wordt nagekeken]")
    if publicity == Publicity.CLOSED and was_public:
        return _("[niet meer openbaar]")
    return words or _("[aangepast]")


def _public(contribution: Contribution) -> bool:
    return contribution.publicity != Publicity.CLOSED


def _given(row: models.Model | None) -> Iterator[tuple[UUID, UUID, bool, str]]:
    """Return all that people gave in the question of a row, oldest first, so that who said it first is quoted."""
    rows = Contribution.objects.filter(withdrawn_at=None)
    process_id = _question_of(row) if row is not None else None
    if process_id is not None:
        rows = rows.filter(process_id=process_id)
    elif row is not None and hasattr(row, "tenant_id"):
        rows = rows.filter(tenant_id=row.tenant_id)
    found = rows.values_list("pk", "tenant_id", "publicity", "text", "title", "source__verbatim")
    for pk, tenant_id, publicity, text, title, verbatim in found.order_by("created_at", "pk").iterator(chunk_size=2000):
        for given in dict.fromkeys((text, title, verbatim or "")):
            if given:
                yield pk, tenant_id, publicity != Publicity.CLOSED, given


def _marked(text: str, pieces: list[_Piece]) -> str:
    """Put marks in a text: the longest pieces first, and nothing twice."""
    chosen: list[_Piece] = []
    for piece in sorted(pieces, key=lambda one: (one.start - one.end, one.start)):
        if all(piece.end <= one.start or piece.start >= one.end for one in chosen):
            chosen.append(piece)
    for piece in sorted(chosen, key=lambda one: -one.start):
        key = _kept(piece.contribution, piece.tenant, text[piece.start : piece.end], piece.public)
        text = f"{text[: piece.start]}{mark(key)}{text[piece.end :]}"
    return text


def _kept(contribution_id: UUID, tenant_id: UUID, words: str, public: bool) -> UUID:
    """Keep words that are quoted, once for each contribution."""
    same = {"tenant_id": tenant_id, "contribution_id": contribution_id, "words": words, "was_public": public}
    found = Quotation.objects.filter(**same).values_list("pk", flat=True).first()
    if found is None:
        with exempt("quotations"):
            found = Quotation.objects.create(**same, created_at=clock.now()).pk
    return found


@lru_cache(maxsize=256)
def _way_to_question(model: type[models.Model]) -> tuple[str, ...]:
    """Return the shortest chain of keys from a model to the question it is about; empty when there is none."""
    waiting: list[tuple[type[models.Model], tuple[str, ...]]] = [(model, ())]
    while waiting:
        at, way = waiting.pop(0)
        for field in at._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or field.related_model in (at, model):
                continue
            if field.related_model is Process:
                return (*way, field.attname)
            if len(way) < _DEPTH - 1:
                waiting.append((field.related_model, (*way, field.name)))
    return ()


def _question_of(row: models.Model) -> UUID | None:
    if isinstance(row, Process):
        return row.pk
    found: Any = row
    for name in _way_to_question(type(row)):
        found = getattr(found, name, None)
        if found is None:
            return None
    return found if isinstance(found, UUID) else None
