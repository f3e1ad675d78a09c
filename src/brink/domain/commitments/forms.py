"""Forms of promises at the desk, and the one of whoever it was promised to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.commitments.models import Commitment
from brink.domain.commitments.services import Source
from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Organ
from brink.domain.processes.forms.fields import DayField, EurosField
from brink.domain.processes.models import Event, Process, Theme
from brink.domain.records.forms import BasicsForm, OwnerField, RecordForm
from brink.foundation import clock

SHORT = forms.Textarea(attrs={"rows": 3})


class PromisedForm(forms.Form):
    """What every form that promises something asks: what, to whom, who does it and by when."""

    title = forms.CharField(label=_("Wat belooft u?"), max_length=160, help_text=_("In één zin die iedereen begrijpt."))
    receiver = forms.CharField(
        label=_("Aan wie?"),
        max_length=160,
        help_text=_("Bijvoorbeeld: Dorpsbelang Zweeloo. Noem geen inwoner bij naam."),
    )
    owner = OwnerField(label=_("Wie doet het?"))
    due_on = DayField(label=_("Uiterlijk op welke dag?"))


class AnswerForm(PromisedForm, RecordForm):
    """A promise that is made with an answer."""


class PromiseForm(PromisedForm, BasicsForm):
    """Everything of a new promise."""

    field_order = ("title", "receiver", "owner", "due_on", "organ", "said_at", "event", "process", "areas")
    organ = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Namens welk orgaan?"), required=False, empty_label=_("Namens de organisatie")
    )
    said_at = forms.CharField(
        label=_("Waar is dit beloofd?"),
        max_length=160,
        required=False,
        help_text=_("Bijvoorbeeld: bezoek aan Zweeloo."),
    )
    event = forms.ModelChoiceField(
        Event.objects.none(), label=_("Bij welke bijeenkomst?"), required=False, empty_label=_("Geen bijeenkomst")
    )
    process = forms.ModelChoiceField(
        Process.objects.none(), label=_("Bij welke vraag?"), required=False, empty_label=_("Los van een vraag")
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label=_("Welk thema?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    summary = forms.CharField(
        label=_("In het kort"), widget=SHORT, required=False, help_text=_("Hoogstens 60 woorden.")
    )
    amount_cents = EurosField(label=_("Hoeveel geld hoort erbij?"), required=False, help_text=_("In euro’s."))

    def offer(self, body: Body) -> None:
        """Offer the organs and the events of this body too."""
        super().offer(body)
        events = Event.objects.filter(tenant=body, cancelled_at=None).order_by("-starts_at")
        self.offer_rows({"organ": Organ.objects.filter(tenant=body), "event": events})

    def asked(self) -> dict[str, Any]:
        """Return what `services.promise` takes."""
        said = super().asked()
        return {"source": Source(event=said.pop("event"), said_at=said.pop("said_at")), **said}


class MoveForm(RecordForm):
    """Another day, and why."""

    due_on = DayField(label=_("Welke dag wordt het?"))
    reason = forms.CharField(label=_("Waarom?"), widget=SHORT, help_text=_("Iedereen leest dit."))


class SettleForm(RecordForm):
    """How it went, why, and what shows it."""

    outcome = forms.ChoiceField(
        label=_("Is de toezegging nagekomen?"), choices=Commitment.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Hoe is het gegaan?"), widget=SHORT)
    evidence = forms.CharField(
        label=_("Waaruit blijkt dat?"), max_length=300, required=False,
        help_text=_("Een adres van een pagina, foto of stuk. Nodig als het is nagekomen."),
    )  # fmt: skip


class ReportForm(RecordForm):
    """How whoever asked was told."""

    how = forms.CharField(
        label=_("Hoe heeft u het gemeld?"), widget=SHORT, help_text=_("Bijvoorbeeld: brief van 3 maart.")
    )


class SpendForm(RecordForm):
    """Money, its day and what it went to."""

    cents = EurosField(label=_("Hoeveel?"), signed=True, help_text=_("In euro’s."))
    on = DayField(label=_("Op welke dag?"))
    what = forms.CharField(label=_("Waaraan?"), max_length=160)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today


class WrongForm(ActForm):
    """What is not so, with the code of whoever it was promised to."""

    reads_along = False

    text = forms.CharField(label=_("Wat klopt er niet?"), widget=SHORT, max_length=2_000)
    code = forms.CharField(
        label=_("Uw volgcode"), max_length=120, help_text=_("Drie woorden, acht cijfers en een letter. Spaties mogen."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    use_required_attribute = False
