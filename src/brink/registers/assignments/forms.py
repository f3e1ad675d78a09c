"""Forms of assignments at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Body, Organ
from brink.domain.processes.forms.fields import DayField
from brink.domain.processes.models import Dossier, Process, Theme
from brink.domain.records.forms import BasicsForm, NoteForm, RecordForm
from brink.registers.assignments.services import GIVERS, Given

SHORT = forms.Textarea(attrs={"rows": 3})


class GiveForm(BasicsForm):
    """Everything of a new assignment."""

    field_order = (
        "title", "product", "given_by", "given_to", "given_on", "reference", "due_on", "owner", "dossier", "process",
        "summary", "areas", "themes",
    )  # fmt: skip
    title = forms.CharField(label=_("Wat is de opdracht?"), max_length=160, help_text=_("In één zin."))
    product = forms.CharField(
        label=_("Wat moet er komen?"), max_length=200, help_text=_("Bijvoorbeeld: een voorstel met kosten.")
    )
    given_by = forms.ModelChoiceField(Organ.objects.none(), label=_("Wie geeft de opdracht?"))
    given_to = forms.ModelChoiceField(Organ.objects.none(), label=_("Wie krijgt de opdracht?"))
    given_on = DayField(label=_("Op welke dag is die gegeven?"))
    reference = forms.CharField(
        label=_("Nummer van het stuk"), max_length=40, help_text=_("Bijvoorbeeld: Statenstuk 2021-3.")
    )
    dossier = forms.ModelChoiceField(
        Dossier.objects.none(), label=_("Bij welk dossier?"), required=False, empty_label=_("Niet bij een dossier")
    )
    process = forms.ModelChoiceField(
        Process.objects.none(), label=_("Bij welke vraag?"), required=False, empty_label=_("Los van een vraag")
    )
    summary = forms.CharField(
        label=_("In het kort"), widget=SHORT, required=False, help_text=_("Hoogstens 60 woorden.")
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label=_("Welk thema?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, body: Body) -> None:
        """Offer the organs of this body: those that ask, and all that can be asked."""
        super().offer(body)
        rows = Organ.objects.filter(tenant=body)
        self.offer_rows({"given_by": rows.filter(role__in=GIVERS), "given_to": rows})

    def asked(self) -> dict[str, Any]:
        """Return what `services.assign` takes."""
        said = super().asked()
        names = {"by": "given_by", "to": "given_to", "on": "given_on", "reference": "reference", "product": "product"}
        return {"given": Given(**{name: said.pop(field) for name, field in names.items()}), **said}


class BeginForm(NoteForm):
    """Who works on it."""

    note = forms.CharField(label=_("Wie werkt eraan, en wat komt er het eerst?"), widget=SHORT)


class MoveForm(RecordForm):
    """Another day, and why."""

    due_on = DayField(label=_("Welke dag wordt het?"))
    note = forms.CharField(label=_("Waarom?"), widget=SHORT, help_text=_("Iedereen leest dit."))


class DeliverForm(RecordForm):
    """What came, and where it can be read."""

    proof = forms.CharField(
        label=_("Waar is het te lezen?"), max_length=300, help_text=_("Het adres van een pagina of een stuk.")
    )
    note = forms.CharField(label=_("Wat is er geleverd?"), widget=SHORT, help_text=_("In één zin."))


class SendBackForm(NoteForm):
    """What is missing."""

    note = forms.CharField(label=_("Wat ontbreekt er nog?"), widget=SHORT, help_text=_("Iedereen leest dit."))


class AdoptForm(NoteForm):
    """When it was adopted."""

    note = forms.CharField(
        label=_("Wanneer is het vastgesteld?"), widget=SHORT, help_text=_("Bijvoorbeeld: in de vergadering van 7 juli.")
    )


class LapseForm(NoteForm):
    """Why it is asked no more."""

    note = forms.CharField(label=_("Waarom vervalt de opdracht?"), widget=SHORT, help_text=_("Iedereen leest dit."))
