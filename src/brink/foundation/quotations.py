"""Texts that quote: words of somebody that stand inside a text of somebody else are kept once, beside who said them.

What a member of staff writes (a weighing line, a minority note, an answer, a title) may repeat what a giver said. In
the database a mark stands in the place of those words, and whoever reads the text reads what may be read of them *now*:
the words, or "[ingetrokken]", "[weggehaald]". So words leave every page, feed, table, export and frozen outcome at
once, without anything that is published or frozen being changed.

A column that may quote is a `QuotingTextField`, `QuotingCharField` or `QuotingJSONField`; nothing else is needed to
read or write it. What is quoted is found by whoever is registered at `binder`, when the row is saved.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol, Self
from uuid import UUID

from django.db import models

from brink.foundation.points import Point

OPENS = "⟦"
MARK = re.compile(rf"{OPENS}([\w-]{{22}})⟧", re.ASCII)
# A mark is never longer than the words that it stands for, so a text that fits a column keeps fitting.
LEAST = 24


class Binder(Protocol):
    """Whoever knows the words of givers."""

    def tie(self, texts: Sequence[str], row: models.Model | None) -> list[str]:
        """Return these texts, that belong to `row`, with a mark for what they quote."""

    def tell(self, quotations: Collection[UUID]) -> Mapping[UUID, str]:
        """Return what may be read now of these quotations."""


binder: Point[Binder] = Point("quotation")
_left_out: ContextVar[bool] = ContextVar("quotations left out", default=False)


@contextmanager
def left_out() -> Iterator[None]:
    """Read texts without what they quote: for whoever keeps something of them, such as the index of the search."""
    before = _left_out.set(True)
    try:
        yield
    finally:
        _left_out.reset(before)


class Told(str):
    """A text as it may be read now; `stored` is the same with its marks, and is what is written when it is kept."""

    stored: str

    @classmethod
    def of(cls, told: str, stored: str) -> Self:
        """Make one."""
        made = cls(told)
        made.stored = stored
        return made


def mark(quotation: UUID) -> str:
    """Return what stands in a stored text for a quotation."""
    return f"⟦{urlsafe_b64encode(quotation.bytes).decode().rstrip('=')}⟧"


def quotation_of(found: re.Match[str]) -> UUID:
    """Return the quotation that a mark in a stored text stands for."""
    return _named(found[1])


def _named(found: str) -> UUID:
    return UUID(bytes=urlsafe_b64decode(f"{found}=="))


def stored(value: Any) -> Any:
    """Return plain data (dicts, lists, texts) as it stands in the database, with marks for what is quoted."""
    return through(value, lambda text: text.stored if isinstance(text, Told) else text)


def told(value: Any) -> Any:
    """Return plain data as it may be read now. No query where nothing is quoted, else one for each binder."""
    ids: set[UUID] = set()

    def note(text: str) -> str:
        if OPENS in text:  # at once, where a pattern walks the whole text
            ids.update(map(_named, MARK.findall(text)))
        return text

    through(value, note)
    if not ids:
        return value
    words: dict[UUID, str] = {}
    for one in () if _left_out.get() else binder.all():
        words |= one.tell(ids)

    def fill(text: str) -> str:
        filled = MARK.sub(lambda found: words.get(_named(found[1]), ""), text)
        return Told.of(filled, text) if filled != text else text

    return through(value, fill)


def unquoted(text: str, row: models.Model | None) -> str:
    """Return a text without what it quotes: for what cannot be told anew later, such as an address."""
    return " ".join(MARK.sub(" ", stored(tied(text, row))).split())


def tied(value: Any, row: models.Model | None) -> Any:
    """Return plain data with a mark for everything that it quotes, readable as before. What was told stays as it is."""
    texts: list[str] = []

    def note(text: str) -> str:
        if not isinstance(text, Told):
            texts.append(text)
        return text

    through(value, note)
    kept = list(texts)
    for one in binder.all():
        kept = one.tie(kept, row)
    marked = dict(zip(texts, kept, strict=True))
    # In one piece with the text as it was typed: no reading back what was just said.
    return through(value, lambda text: text if isinstance(text, Told) else Told.of(text, marked[text]))


def through(value: Any, each: Callable[[str], str]) -> Any:
    """Return plain data with each text in it as `each` gives it."""
    if isinstance(value, str):
        return each(value)
    if isinstance(value, Mapping):
        return {name: through(part, each) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [through(part, each) for part in value]
    return value


class _Quoting:
    """What the three fields share, put before a field of Django. In migrations they are that field: the column is one.

    No field itself: then the type checker would know of all three no more than of any field.
    """

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, path.replace(f"{__name__}.Quoting", "django.db.models."), args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Fill in the words that may be read."""
        before = getattr(super(), "from_db_value", None)
        return told(before(value, expression, connection) if before else value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Tie what the row quotes: all its columns at once, so that the words of givers are gone through once."""
        at_hand = vars(model_instance)
        names = [one.attname for one in quoting(type(model_instance)) if one.attname in at_hand]
        values = {name: at_hand[name] for name in names if not hasattr(at_hand[name], "resolve_expression")}
        if not all(_is_tied(value) for value in values.values()):
            for name, value in tied(values, model_instance).items():
                setattr(model_instance, name, value)
        return super().pre_save(model_instance, add)  # type: ignore[misc]

    def get_prep_value(self, value: Any) -> Any:
        return stored(super().get_prep_value(value))  # type: ignore[misc]

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Tie what is written without its row (`update`), among the words of everybody."""
        if not hasattr(value, "resolve_expression") and not _is_tied(value):
            value = tied(value, None)
        return super().get_db_prep_save(value, connection)  # type: ignore[misc]


def _is_tied(value: Any) -> bool:
    loose: list[str] = []

    def note(text: str) -> str:
        if not isinstance(text, Told) and len(text) >= LEAST:
            loose.append(text)
        return text

    through(value, note)
    return not loose


if TYPE_CHECKING:
    # What a column gives and takes; at run time these classes have no parameters.
    _Text = models.TextField[str, str]
    _Char = models.CharField[str, str]
    _JSON = models.JSONField[Any, Any]
else:
    _Text, _Char, _JSON = models.TextField, models.CharField, models.JSONField


class QuotingTextField(_Quoting, _Text):
    """A text that may quote people."""


class QuotingCharField(_Quoting, _Char):
    """A line that may quote people."""


class QuotingJSONField(_Quoting, _JSON):
    """Data whose texts may quote people."""


def quoting(model: type[models.Model]) -> list[Any]:
    """Return the columns of a model that may quote."""
    return [one for one in model._meta.concrete_fields if isinstance(one, _Quoting)]
