"""Choosing an area: places that share a name are told apart in every list."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue

from brink.domain.places.models import Area, AreaKind


def told_apart(areas: QuerySet[Area], key: str = "pk") -> list[tuple[Any, str]]:
    """Return of each area its key and a name that no other in the list has. One query.

    Of two with one name a village says in which municipality it lies, and anything else what it is.
    """
    rows = list(areas.values_list(key, "name", "kind", "parent__name"))
    often = Counter(name.casefold() for _key, name, _kind, _parent in rows)
    return [
        (pk, name if often[name.casefold()] == 1 else f"{name} ({_said(kind, parent)})")
        for pk, name, kind, parent in rows
    ]


def _said(kind: str, parent: str | None) -> str:
    label = str(AreaKind(kind).label)
    return f"{label}, {parent}" if kind == AreaKind.VILLAGE and parent else label


class _ToldApart(ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for pk, label in told_apart(self.queryset):
            yield ModelChoiceIteratorValue(self.field.prepare_value(pk), None), label


class AreaField(forms.ModelChoiceField):
    """Choose one area."""

    iterator = _ToldApart


class AreasField(forms.ModelMultipleChoiceField):
    """Choose areas."""

    iterator = _ToldApart
