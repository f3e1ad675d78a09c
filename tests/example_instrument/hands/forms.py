"""The two forms of a show of hands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.forms import KeyForm
from brink.instruments.hands.models import Side


class HandForm(KeyForm):
    """For or against."""

    side = forms.ChoiceField(label=_("Bent u voor of tegen?"), choices=Side.choices, widget=forms.RadioSelect)


class ReasonForm(HandForm):
    """Why somebody is for or against."""

    text = forms.CharField(label=_("Waarom?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5_000)
    closed = forms.BooleanField(label=_("Zet mijn woorden niet op de site"), required=False)
