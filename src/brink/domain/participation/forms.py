"""Forms that every instrument builds on. Each field says in Dutch what is wrong and how to mend it; services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Publicity
from brink.domain.people.act_forms import ActForm, new_key
from brink.domain.places.point_field import PointWidget
from brink.domain.processes.models import Process
from brink.foundation.text import sightings
from brink.ui.forms import needed

_HINTS = {
    "phone": _("Er staat een telefoonnummer in: {found}. Iedereen kan het lezen."),
    "bsn": _("Er staat misschien een burgerservicenummer in: {found}. Haal dat liever weg."),
    "email": _("Er staat een e-mailadres in: {found}. Iedereen kan het lezen."),
    "person": _("Er staat een naam van iemand anders in: {found}. Vindt die persoon dat goed?"),
}
# Of words that stay off the site nothing may be said about everybody.
_CLOSED_HINTS = {
    **_HINTS,
    "phone": _("Er staat een telefoonnummer in: {found}. Alleen de ambtenaren lezen het."),
    "email": _("Er staat een e-mailadres in: {found}. Alleen de ambtenaren lezen het."),
}


# A new idempotency key, for a button beside the forms.
fresh_key = new_key


class KeyForm(ActForm):
    """A form of a giver that acts: the key that makes it act once is never left out, for the receipt hangs on it."""

    reads_along = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = dict.fromkeys(
            ("required", "min_length", "max_length"), _("Dit formulier is niet compleet. Open de pagina opnieuw.")
        )
        self.fields["key"] = forms.CharField(
            min_length=16, max_length=64, widget=forms.HiddenInput, error_messages=said
        )


def point_in(form: forms.Form, process: Process, name: str = "spot") -> None:
    """Let the map of a form show the areas that a question is about. One query."""
    widget = form.fields[name].widget
    assert isinstance(widget, PointWidget)
    widget.area_slugs = [one.slug for one in process.areas.all()]


class WordsForm(KeyForm):
    """What every giving of words asks: the words, under which name, and where an answer may go."""

    text = forms.CharField(strip=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 5}))
    publicity = forms.ChoiceField(
        label=_("Hoe mag uw naam erbij staan?"),
        choices=(
            (Publicity.PSEUDONYM, _("Zonder naam")),
            (Publicity.NAMED, _("Met mijn naam")),
            (Publicity.CLOSED, _("Niet op de site. Alleen de ambtenaren lezen het")),
        ),
        initial=Publicity.PSEUDONYM,
        widget=forms.RadioSelect,
    )
    public_name = needed(
        forms.CharField(
            label=_("Naam die erbij staat"),
            required=False,
            max_length=80,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        ),
        _("nodig bij ‘Met mijn naam’"),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Alleen voor ons antwoord. Niemand anders ziet het. Zonder e-mail volgt u alles met uw code."),
        error_messages={"invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # Which hints were shown already: whoever sends again after a hint means it. As an attribute it is no field.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = _("Schrijf eerst op wat u wilt zeggen.")

    def seen_hints(self) -> set[str]:
        """Return the kinds of hints the giver has seen."""
        return set(str(self.data.get("seen", ""))[:100].split())

    def said(self) -> str:
        """Return the words as they were typed, for looking at before the form is valid."""
        return f"{self.data.get('title', '')[:200]} {self.data.get('text', '')[:6000]}"

    def hints(self) -> list[str]:
        """Return sentences about what the giver may not have meant to publish, once per form."""
        if "gezien" in self.seen_hints():
            return []
        hints = _CLOSED_HINTS if self.data.get("publicity") == Publicity.CLOSED else _HINTS
        return [str(hints[one.kind]).format(found=one.found) for one in sightings(self.said())]
