"""A form that acts: it carries a key and the version that the person saw, and says a refusal where it can be mended."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, time
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.journal.acts import version_of
from brink.domain.people.models import Account
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict, Refusal
from brink.ui.forms import say_choose, say_limits

MENDABLE = 422
R = TypeVar("R", bound=Model)


def status_of(refusal: Refusal) -> int:
    """Return the status of a page that says this: 422 for whatever can be mended in the form."""
    return MENDABLE if isinstance(refusal, BadInput) else refusal.status


def new_key() -> str:
    """Return a fresh idempotency key."""
    return secrets.token_urlsafe(16)


def token_of(row: Model | None, part: str = "") -> str:
    """Return what a form says it was drawn from: which row, and how often it (or this part) was changed. One query."""
    return f"{row.pk}:{version_of(row, part)}" if row is not None else "none:0"


def seen_in(token: str, row: Model | None) -> int:
    """Return the version of a row that a token tells of; one that fits no version when it is about another row."""
    pk, _colon, number = token.partition(":")
    return number_in(number) if pk == (str(row.pk) if row is not None else "none") else -1


def number_in(text: str) -> int:
    """Return the version that a form sent; one that fits no version when it can be none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


class ActForm(forms.Form):
    """A form that acts: it carries a key, so that sending it twice acts once, and the version that the person saw.

    Give `version` for what edits; without it the form only adds. `aliases`: fields that the service calls otherwise.
    """

    aliases: ClassVar[Mapping[str, str]] = {}
    key = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    version = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)

    def __init__(self, *args: Any, version: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"key": new_key(), "version": version} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        say_limits(self.fields)
        say_choose(self.fields)
        self.status = 200
        if not version:
            del self.fields["version"]

    @property
    def act_key(self) -> str | None:
        """Return the key that was sent, or None."""
        return self.cleaned_data.get("key") or None

    def version_seen(self, row: Model | None) -> int:
        """Return the version of this row that the person saw."""
        return seen_in(self.data.get(self.add_prefix("version"), ""), row)

    def row_seen(self, rows: QuerySet[R]) -> R | None:
        """Return the row of these that the form was drawn from, where each version of a text is a row of its own."""
        pk = self.data.get(self.add_prefix("version"), "").partition(":")[0]
        with suppress(ValueError):
            return rows.filter(pk=UUID(pk)).first()
        return None

    def refuse(self, refusal: Refusal) -> None:
        """Say a refusal at its field, or on top; the form that comes back carries a fresh key and what stands now."""
        if not self.is_bound:
            raise refusal
        name = self.aliases.get(refusal.field, refusal.field)
        if isinstance(refusal, Conflict):
            self._say_what_stands()
            self.add_error(None, [str(refusal), *_who_was_first(refusal)])
        else:
            self.add_error(name if name in self.fields else None, str(refusal))
        self.status = status_of(refusal)
        fresh = QueryDict(mutable=True)
        fresh.update(self.data)
        for hidden in {"key", "version"} & self.fields.keys():
            fresh[self.add_prefix(hidden)] = self.initial[hidden]
        self.data = fresh

    def _say_what_stands(self) -> None:
        """Put what is stored now at each field in which something else was typed; the view drew `initial` from it."""
        for name in self.changed_data:
            field = self.fields[name]
            if not field.widget.is_hidden:
                now = shown(field, self.get_initial_for_field(field, name))
                self.add_error(name, _("Hier staat nu: %(text)s") % {"text": now or _("niets")})


def shown(field: forms.Field, value: Any) -> str:
    """Say in words what a field holds; "" when it holds nothing."""
    if isinstance(value, list | tuple | QuerySet) and hasattr(field, "choices"):
        return ", ".join(shown(field, one) for one in value)
    if hasattr(field, "choices"):
        names = {str(key): str(label) for key, label in field.choices}
        return names.get(str(value if value is not None else ""), str(value or ""))
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    said = field.prepare_value(value)
    return "" if said is None else str(said)


def _who_was_first(conflict: Conflict) -> list[str]:
    if conflict.at is None:
        return []
    at = conflict.at.astimezone(clock.AMSTERDAM)
    who = Account.objects.filter(pk=conflict.by).values_list("name", flat=True).first() if conflict.by else None
    words = {"name": who or _("Iemand anders"), "day": date_format(at, "j F Y"), "time": date_format(at, "H:i")}
    return [_("%(name)s was het, op %(day)s om %(time)s.") % words]
