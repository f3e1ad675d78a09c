"""The form of what a body says of itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.declarations.models import Standing
from brink.domain.declarations.services import Said
from brink.domain.people.act_forms import ActForm
from brink.ui.forms import DateInput, needed


class DeclarationForm(ActForm):
    """One screen: accessibility, privacy, and which sites may show a question."""

    standing = forms.ChoiceField(
        label=_("Hoe toegankelijk is deze site?"), choices=Standing.choices, widget=forms.RadioSelect,
        help_text=_("De letters zijn die van het register van toegankelijkheidsverklaringen."),
        error_messages={"required": _("Kies hoe toegankelijk de site is.")},
    )  # fmt: skip
    checked_on = needed(
        forms.DateField(
            label=_("Wanneer is dat onderzocht?"), widget=DateInput, required=False,
            error_messages={"invalid": _("Vul een dag in, bijvoorbeeld 1-9-2026.")},
        ),
        _("nodig bij A tot en met D"),
    )  # fmt: skip
    report = forms.CharField(label=_("Adres van het onderzoeksrapport"), max_length=300, required=False)
    registered = forms.CharField(label=_("Adres van de verklaring in het register"), max_length=300, required=False)
    measures = forms.CharField(
        label=_("Wat is nog niet goed, en wanneer wel?"), max_length=5_000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    officer = forms.CharField(label=_("Naam van de functionaris gegevensbescherming"), max_length=120, required=False)
    officer_email = forms.CharField(label=_("E-mailadres van de functionaris"), max_length=254, required=False)
    frames = forms.CharField(
        label=_("Welke websites mogen een vraag van u tonen?"), max_length=2_000, required=False,
        help_text=_("Eén adres per regel, bijvoorbeeld https://www.emmen.nl. Andere websites krijgen niets te zien."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )  # fmt: skip

    def said(self) -> Said:
        """Return what was typed."""
        names = ("standing", "checked_on", "report", "registered", "measures", "officer", "officer_email", "frames")
        return Said(**{name: self.cleaned_data[name] for name in names})
