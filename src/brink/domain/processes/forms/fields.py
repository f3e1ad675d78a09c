"""What the forms here are made of: days, euros, and lists with one point per line."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.ui.forms import DateInput

_EUROS = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{2}|-))?")


class DayField(forms.DateField):
    """A day, by the browser's own field."""

    widget = DateInput
    default_error_messages = {"invalid": _("Vul een dag in zoals 31-12-2027.")}


class EurosField(forms.CharField):
    """Euros as people write them, "150.000" or "12,50"; gives cents, or None when empty. `signed` takes "-50" too."""

    def __init__(self, *, signed: bool = False, **kwargs: Any) -> None:
        self.signed = signed
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return cents."""
        text = str(value or "").replace("€", "").replace(" ", "").strip()
        if not text:
            return None
        below = self.signed and text.startswith(("-", "−"))
        found = _EUROS.fullmatch(text[1:] if below else text)
        if found is None:
            raise forms.ValidationError(_("Vul een bedrag in zoals 150.000 of 12,50."))
        cents = found.group(2)
        whole = int(found.group(1).replace(".", "")) * 100 + (int(cents) if cents and cents != "-" else 0)
        return -whole if below else whole

    def validate(self, value: Any) -> None:
        """Empty is fine; the rest was seen to."""

    def run_validators(self, value: Any) -> None:
        """Cents have no length to check."""

    def prepare_value(self, value: Any) -> Any:
        """Write cents as euros."""
        if not isinstance(value, int):
            return value
        euros, cents = divmod(abs(value), 100)
        whole = f"{'-' if value < 0 else ''}{euros:,}".replace(",", ".")
        return f"{whole},{cents:02d}" if cents else whole


class LinesField(forms.CharField):
    """A list with one point per line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 4}), "required": False, **kwargs})

    def to_python(self, value: Any) -> Any:
        """Return the lines that say something."""
        if isinstance(value, list):
            return value
        return [line.strip(" \t-•*") for line in str(value or "").splitlines() if line.strip(" \t-•*")]

    def prepare_value(self, value: Any) -> Any:
        """Write a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value
