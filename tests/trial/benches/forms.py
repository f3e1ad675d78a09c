"""The forms of benches at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.places.models import Area
from brink.domain.processes.forms.fields import DayField
from brink.domain.records.forms import OwnerField, RecordForm
from brink.domain.records.making import Basics


class PromiseForm(RecordForm):
    """A new bench."""

    title = forms.CharField(label=_("Welk bankje is het?"), max_length=160)
    spot = forms.CharField(label=_("Op welke plek?"), max_length=160)
    owner = OwnerField(label=_("Wie plaatst het?"))
    due_on = DayField(label=_("Uiterlijk op welke dag?"))
    areas = forms.ModelMultipleChoiceField(Area.objects.none(), label=_("In welk dorp?"), required=False)

    def asked(self) -> dict[str, Any]:
        """Return what `services.promise` takes."""
        data = self.cleaned_data
        basics = Basics(data["title"], data["owner"], areas=tuple(data["areas"]), due_on=data["due_on"])
        return {"basics": basics, "spot": data["spot"]}


class PlaceForm(RecordForm):
    """It stands."""

    note = forms.CharField(label=_("Hoe ging het?"), widget=forms.Textarea(attrs={"rows": 3}))
