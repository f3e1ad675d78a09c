"""The desk page of a decision: all sections, and of a refused one what was typed beside what stands there now."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.decisions import queries, sections, services
from brink.domain.decisions.models import Decision
from brink.domain.decisions.sections import Section
from brink.foundation.errors import BadInput, Conflict, KeyReused, Refusal
from brink.foundation.visibility import Viewer
from brink.ui.components import Fact

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Kept:
    """A section that was refused: its form with what was typed, the sentence, and what stands there now."""

    section: Section
    form: Any
    seen: int | None
    sentence: str = ""
    stored: Sequence[Sequence[Fact]] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """One section as the page shows it. `key` is that of its next form, `seen` the version it shows."""

    name: str
    title: str
    form: Any
    is_list: bool
    key: str
    seen: int | None
    sentence: str
    stored: Sequence[Sequence[Fact]]
    can_save: bool


def new_key() -> str:
    """Return an idempotency key for one form."""
    return secrets.token_urlsafe(16)


def key_of(data: QueryDict) -> str | None:
    """Return the key that came with a form; None when there is none that fits."""
    return data.get("key", "")[:80] or None


def seen_of(section: Section, data: QueryDict) -> int | None:
    """Return the version that came with a form that edits: without a readable one, nothing is known to be seen."""
    if section.seen is None:
        return None
    text = data.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def status_of(refusal: Refusal) -> int:
    """Return the status of a page that says this; 422 for whatever can be mended in the form."""
    return UNPROCESSABLE if isinstance(refusal, BadInput) else refusal.status


def page(decision: Decision, kept: Kept | None = None) -> list[Shown]:
    """Return all sections of a draft. Of a public decision only the one that was refused, so that its words stay."""
    public = decision.published_at is not None
    shown = [] if public else sections.every(decision)
    if kept and kept.section.name not in {one.name for one in shown}:
        shown = [kept.section, *shown]
    return [_shown(one, kept if kept and kept.section.name == one.name else None, public=public) for one in shown]


def _shown(section: Section, kept: Kept | None, *, public: bool) -> Shown:
    return Shown(
        name=section.name,
        title=section.title,
        form=kept.form if kept else section.make(None),
        is_list=section.is_list,
        key=new_key(),
        seen=kept.seen if kept else section.seen,
        sentence=kept.sentence if kept else "",
        stored=kept.stored if kept else (),
        can_save=not (public and section.on_draft),
    )


def refused(decision: Decision, section: Section, form: Any, refusal: Refusal, viewer: Viewer) -> Kept:
    """Keep what was typed with the sentence of a refusal. `decision` is read anew."""
    if decision.published_at is not None and section.on_draft:
        # Whatever else was wrong: there is nothing to mend any more.
        return Kept(section, form, None, str(services.already_public()))
    if isinstance(refusal, Conflict | KeyReused):
        return _overtaken(decision, section, form.data, refusal, viewer)
    seen = seen_of(section, form.data)
    field = refusal.field if hasattr(form, "fields") and refusal.field in form.fields else ""
    if field:
        form.add_error(field, str(refusal))
        return Kept(section, form, seen)
    return Kept(section, form, seen, str(refusal))


def _overtaken(decision: Decision, section: Section, data: QueryDict, refusal: Refusal, viewer: Viewer) -> Kept:
    """Show what was typed beside what stands there now; saving once more puts the one in the place of the other."""
    now = sections.weighed_meanwhile(decision, section.name) or sections.find(decision, section.name) or section
    fresh = now.make(None)
    if now.name != section.name:
        data = _renamed(data, section.name, now.name)
    elif now.is_list:
        data = _with_rows_of_others(data, fresh)
    form = now.make(data)
    form.is_valid()
    return Kept(now, form, now.seen, _who_was_first(decision, refusal, viewer), stored(fresh))


def _who_was_first(decision: Decision, refusal: Refusal, viewer: Viewer) -> str:
    """Say who changed it and when, as far as that is known."""
    if not isinstance(refusal, Conflict) or refusal.at is None:
        return str(refusal)
    at = date_format(timezone.localtime(refusal.at), "j F Y, H:i")
    if refusal.by is not None and refusal.by == viewer.account_id:
        sentence = _("U bewaarde dit deel zelf al op %(at)s. Kijk wat er nu staat en bewaar het daarna opnieuw.")
        return sentence % {"at": at}
    name = queries.colleague(decision, refusal.by) or _("Een collega")
    sentence = _("%(name)s bewaarde dit deel op %(at)s. Kijk wat er nu staat en bewaar het daarna opnieuw.")
    return sentence % {"name": name, "at": at}


def _renamed(data: QueryDict, old: str, new: str) -> QueryDict:
    """Return what was typed under the name of another section."""
    moved = QueryDict(mutable=True)
    for name, values in data.lists():
        moved.setlist(new + name.removeprefix(old) if name.startswith(f"{old}-") else name, values)
    return moved


def _with_rows_of_others(data: QueryDict, fresh: Any) -> QueryDict:
    """Add the rows that somebody else put in a list meanwhile: they go when they are ticked, not by being unknown."""
    merged = data.copy()
    prefix = fresh.prefix
    total = f"{prefix}-TOTAL_FORMS"
    count = int(merged.get(total, "")) if merged.get(total, "").isdigit() else 0
    known = {value for name, value in merged.items() if name.startswith(f"{prefix}-") and name.endswith("-id")}
    for form in fresh.initial_forms:
        if str(form.initial["id"]) not in known:
            for name, value in form.initial.items():
                if value is not False:
                    merged[f"{prefix}-{count}-{name}"] = "on" if value is True else str(value)
            count += 1
    merged[total] = str(count)
    return merged


def stored(form: Any) -> list[list[Fact]]:
    """Return what a fresh form is filled with, as terms and texts; of a formset one list for each row."""
    rows = form.initial_forms if hasattr(form, "initial_forms") else [form]
    found = [[Fact(str(one.label), text) for one in row.visible_fields() if (text := _text(one))] for row in rows]
    return [facts for facts in found if facts]


def _text(field: BoundField) -> str:
    """Return the value of a field as a reader reads it."""
    value = field.value()
    if value is None or value is False:
        return ""
    if value is True:
        return _("ja")
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, value)) if choices else str(field.field.widget.format_value(value) or "")
