"""The forms of benches at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.records.forms import BasicsForm, NoteForm


class PromiseForm(BasicsForm):
    """A new bench."""

    spot = forms.CharField(label=_("Op welke plek?"), max_length=160)


class PlaceForm(NoteForm):
    """It stands."""
