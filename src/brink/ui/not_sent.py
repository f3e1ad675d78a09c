"""What a page says when a form came back: what to mend, what to look at once more, who was first, why not.

One component says it (`ui/components/not_sent.html`), above the heading of the page, with the focus and in the title.
`ui/base.html` draws it on every page by itself: of what a view puts in the context as `not_sent`, else of the form that
is called `form` there, and of what was refused of a button on the page before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.contrib.messages import constants
from django.forms import BaseForm, BaseFormSet, BoundField, CharField
from django.forms.widgets import ChoiceWidget, MultiWidget


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to mend: the label of its field, what is wrong, and the id of the field to go to."""

    label: str
    message: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class NotSent:
    """Why what was typed was not sent on. `part` is a template with more to say, drawn below the lines.

    `words` were typed in a form that the page does not draw any more: they stand below the lines, to copy.
    """

    lines: tuple[Line, ...] = ()
    part: str = ""
    words: tuple[str, ...] = ()


def not_sent(*sent: Any, sentence: str = "", part: str = "") -> NotSent | None:
    """Return what the page has to say of these forms, formsets or parts with a `sentence` and a `form`, or None.

    `sentence` is for a refusal that belongs to no form; `part` for what is asked before sending.
    """
    lines = [Line("", sentence)] if sentence else []
    for one in sent:
        lines += _lines(one)
    lines = list(dict.fromkeys(lines))
    return NotSent(tuple(lines), part) if lines or part else None


def typed_in(*sent: Any) -> list[str]:
    """Return the texts that a person typed in these forms and formsets, as a page must give them back."""
    forms = [form for one in sent for form in (one.forms if isinstance(one, BaseFormSet) else [one])]
    return [
        text
        for form in forms
        if isinstance(form, BaseForm) and form.is_bound
        for name, field in form.fields.items()
        if isinstance(field, CharField) and not field.widget.is_hidden
        and (text := str(form[name].data or "").strip())
    ]  # fmt: skip


def missing_in(html: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return those of these texts that stand nowhere on a page."""
    page = unescape(html).replace("\r\n", "\n")
    return tuple(one for one in dict.fromkeys(texts) if one.replace("\r\n", "\n") not in page)


def of_page(context: Mapping[Any, Any]) -> NotSent | None:
    """Return what a page has to say, by what stands in its context."""
    given = context.get("not_sent")
    found = given if isinstance(given, NotSent) else not_sent(context.get("form"))
    refused = tuple(Line("", str(one)) for one in context.get("messages") or () if one.level == constants.ERROR)
    if not refused:
        return found
    return NotSent((*refused, *(found.lines if found else ())), found.part if found else "")


def _lines(one: Any) -> Iterable[Line]:
    if isinstance(one, BaseForm):
        return _of_form(one) if one.is_bound else []
    if isinstance(one, BaseFormSet):
        if not one.is_bound:
            return []
        own = [Line("", str(error)) for error in one.non_form_errors()]
        return [*own, *(line for form in one.forms for line in _of_form(form))]
    said = str(getattr(one, "sentence", ""))
    lines = [Line("", said, getattr(one, "target", ""))] if said else []
    return [*lines, *(_lines(one.form) if hasattr(one, "form") else [])]


def _of_form(form: BaseForm) -> list[Line]:
    lines = [Line("", str(error)) for error in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else _target(field)
        lines += [Line(_lead(str(field.label)), str(error), target) for error in field.errors]
    return lines


def _lead(label: str) -> str:
    """Return the label as the start of a sentence; a question keeps its own mark."""
    return label if not label or label.endswith(("?", ":", ".")) else f"{label}:"


def _target(field: BoundField) -> str:
    """Return the id of the first thing in the field that can take focus."""
    widget = field.field.widget
    if isinstance(widget, ChoiceWidget) and widget.use_fieldset and field.subwidgets:
        return str(field.subwidgets[0].id_for_label or field.auto_id)
    if isinstance(widget, MultiWidget):
        return f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)
