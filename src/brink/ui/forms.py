"""How a Django form comes out: label above, hint, error that says "Fout:", then the field.

The site sets `FORM_RENDERER = "brink.ui.forms.BrinkFormRenderer"`; after that `{{ form }}` and
`{{ form.name.as_field_group }}` are right by themselves.
"""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import django.forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates as TemplateBackend
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from brink.ui.figures import grouped
from brink.ui.plain_language import Remark, remarks

F = TypeVar("F", bound=django.forms.Field)


class ReadAlong(django.forms.BoundField):
    """A field beside which its text is read along: what makes it hard, as advice to whoever writes for everybody.

    A form in which people write their own words, or what only colleagues read, says `reads_along = False`; a field for
    rows of a table, addresses or numbers, in which there is no sentence, is not spell-checked and not read along.
    """

    @property
    def read_along(self) -> bool:
        """Tell whether this is a text for others, in a form of the desk."""
        if not getattr(self.form, "reads_along", True) or self.is_hidden:
            return False
        widget = self.field.widget
        return isinstance(widget, django.forms.Textarea) and widget.attrs.get("spellcheck") != "false"

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what could be plainer in what stands here now."""
        text = self.value()
        return remarks(text) if isinstance(text, str) and text else ()


class BrinkFormRenderer(DjangoTemplates):
    """Looks for form and widget templates in this app first, then in Django, then in the other apps."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"
    bound_field_class = ReadAlong

    @cached_property
    def engine(self) -> TemplateBackend:
        """One engine of its own: forms come out alike in pages, mails and tests."""
        own = Path(__file__).parent / "templates"
        django_own = Path(django.forms.__file__).parent / "templates"
        return TemplateBackend({"APP_DIRS": True, "DIRS": [own, django_own], "NAME": "brinkforms", "OPTIONS": {}})

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Render a form or widget. No field cuts a text off in silence: forms and counters say what is too long."""
        context.get("widget", {}).get("attrs", {}).pop("maxlength", None)
        return super().render(template_name, context, request)


class DateInput(django.forms.DateInput):
    """The browser's own date field. It sends and wants ISO dates, whatever the page's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


_grouped = lazy(grouped, str)


def say_limits(fields: Mapping[str, django.forms.Field]) -> None:
    """Let each field say in one sentence how long a text is and may be, where it does not do so itself."""
    for field in fields.values():
        most = getattr(field, "max_length", None)
        if most is not None:
            said = _("Uw tekst is te lang: %(show_value)s tekens. Maak hem korter dan {most} tekens.")
            # Written out where it is shown: most forms are made without a text that is too long.
            field.error_messages.setdefault("max_length", format_lazy(said, most=_grouped(most)))


def say_choose(fields: Mapping[str, django.forms.Field]) -> None:
    """Say "Kies" in a list of which nothing is chosen yet, where Django draws dashes that a screen reader spells."""
    for field in fields.values():
        if isinstance(field, django.forms.ModelChoiceField) and field.empty_label == BLANK_CHOICE_DASH[0][1]:
            field.empty_label = _("Kies")


def needed(field: F, when: str | Promise) -> F:
    """Say of a field that is only needed now and then when that is: "nodig bij ...", in place of "mag leeg blijven"."""
    field.needed_when = when  # type: ignore[attr-defined]
    return field
