"""The form of a theme."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm


class ThemeForm(ActForm):
    """How a theme is called, and which government is about what."""

    name = forms.CharField(label=_("Hoe heet het thema?"), max_length=80)
    who = forms.CharField(
        label=_("Wie gaat waarover?"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Zoals: de gemeente gaat over straten, de provincie over de bus."),
    )  # fmt: skip
