"""Choosing an area: places that share a name are told apart in every list."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from brink.domain.places.models import Area, AreaKind

if TYPE_CHECKING:
    _Iterator = ModelChoiceIterator[Area]
    _One = forms.ModelChoiceField[Area]
    _Many = forms.ModelMultipleChoiceField[Area]
else:
    _Iterator = ModelChoiceIterator
    _One = forms.ModelChoiceField
    _Many = forms.ModelMultipleChoiceField


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


class _ToldApart(_Iterator):
    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield ("", str(self.field.empty_label))
        for pk, label in told_apart(self.queryset):
            yield self.field.prepare_value(pk), label


class AreaField(_One):
    """Choose one area."""

    iterator = _ToldApart

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = kwargs.get("error_messages") or {}
        if "invalid_choice" not in given:
            self.error_messages["invalid_choice"] = _("Deze plaats staat niet in de lijst. Kies er een uit de lijst.")

    def to_python(self, value: Any) -> Area | None:
        """Return the chosen area. Whatever is no key at all is a choice that is not in the list."""
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            said = self.error_messages["invalid_choice"]
            raise forms.ValidationError(said, code="invalid_choice", params={"value": value}) from error


class AreasField(_Many):
    """Choose areas."""

    iterator = _ToldApart
