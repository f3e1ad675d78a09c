"""Forms of dossiers at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Body
from brink.domain.processes.forms.fields import DayField
from brink.domain.processes.models import Dossier, Theme
from brink.domain.records.forms import BasicsForm, NoteForm, OwnerField, RecordForm
from brink.registers.dossiers.models import DossierMoment

SHORT = forms.Textarea(attrs={"rows": 3})


class OpenForm(BasicsForm):
    """A new page of a dossier."""

    field_order = ("title", "topic", "summary", "owner", "areas", "themes")
    title = forms.CharField(label=_("Hoe heet het dossier?"), max_length=160)
    owner = OwnerField(label=_("Wie houdt het bij?"))
    due_on = None  # type: ignore[assignment]  # it has no day by which it must be there
    topic = forms.ModelChoiceField(
        Dossier.objects.none(), label=_("Is er al een dossier bij vragen?"), required=False,
        empty_label=_("Nee, dit is nieuw"), help_text=_("Dan staan die vragen meteen op de tijdlijn."),
    )  # fmt: skip
    summary = forms.CharField(label=_("Waar gaat het over?"), widget=SHORT, help_text=_("Hoogstens 60 woorden."))
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label=_("Welk thema?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, body: Body) -> None:
        """Offer the dossiers of this body that have no page yet; what is sent may have got one by the same sending."""
        super().offer(body)
        rows = Dossier.objects.filter(tenant=body).order_by("title")
        self.offer_rows({"topic": rows if self.is_bound else rows.filter(page=None)})


class MomentForm(RecordForm):
    """A day, and what happened on it."""

    on = DayField(label=_("Op welke dag was het?"))
    what = forms.CharField(
        label=_("Wat is er gebeurd?"), max_length=160, help_text=_("In één zin. Bijvoorbeeld: conferentie in Rolde.")
    )
    reference = forms.CharField(
        label=_("Nummer van het stuk"), max_length=40, required=False, help_text=_("Bijvoorbeeld: Statenstuk 2018-859.")
    )


class MomentBackForm(NoteForm):
    """Which moment is not so, and why."""

    field_order = ("moment", "note")
    moment = forms.ModelChoiceField(DossierMoment.objects.none(), label=_("Welk moment klopt niet?"))
    note = forms.CharField(label=_("Wat klopt er niet?"), max_length=300, widget=SHORT)

    def offer(self, body: Body) -> None:
        """Offer the moments of this body that stand on a timeline."""
        super().offer(body)
        rows = DossierMoment.objects.filter(tenant=body, taken_back="").order_by("-on")
        self.offer_rows({"moment": rows})
        page: Any = self.initial.get("page")
        if page is not None:
            self.offer_rows({"moment": rows.filter(page=page)})


class CloseForm(NoteForm):
    """Why it is closed."""

    note = forms.CharField(label=_("Waarom kan het dicht?"), widget=SHORT, help_text=_("Iedereen leest dit."))


class ReopenForm(NoteForm):
    """Why it is opened again."""

    note = forms.CharField(label=_("Waarom gaat het weer open?"), widget=SHORT)
