"""Forms of an assembly for the desk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Organ
from brink.domain.processes.forms.fields import DayField
from brink.domain.processes.models import Event, Round
from brink.foundation import clock
from brink.foundation.organs import DECIDING
from brink.instruments.assembly.models import Expert, OrganReply, PanelSeat
from brink.instruments.assembly.round_settings import MOST_LETTERS, Pick
from brink.instruments.assembly.services.advising import AdviceFacts, ReplyFacts
from brink.instruments.assembly.services.commissioning import CommissionFacts
from brink.instruments.assembly.services.freezing import FreezeFacts
from brink.instruments.assembly.services.letters import WaveFacts
from brink.instruments.assembly.services.sittings import ExpertFacts
from brink.ui.forms import needed


def _text(label: Any, rows: int, most: int, said: Any = None, help_text: Any = "") -> forms.CharField:
    """Return a field for a few lines; `said` is what is said when it is empty."""
    errors = {"required": said} if said else {}
    return forms.CharField(
        label=label, max_length=most, required=said is not None, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors, help_text=help_text,
    )  # fmt: skip


class CommissionForm(ActForm):
    """One organ that asks for the assembly."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Wie geeft de opdracht?"), empty_label=_("Kies uit de lijst"),
        error_messages={"required": _("Kies een orgaan dat besluiten neemt.")},
    )  # fmt: skip
    adopted_on = DayField(label=_("Op welke dag is dit besloten?"))
    promise = _text(
        _("Wat doet dit orgaan met het advies?"), 3, 600,
        _("Schrijf op wat dit orgaan met het advies doet. De mensen die meedoen, lezen dit."),
        _("Mensen lezen dit voor ze zich aanmelden. Het ligt vast zodra u de ronde vrijgeeft."),
    )  # fmt: skip
    reply_by = DayField(label=_("Uiterlijk op welke dag komt het antwoord?"))

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organ.objects.filter(tenant_id=round.tenant_id, role__in=DECIDING)
        self.fields["organ"].queryset = rows.order_by("name")  # type: ignore[attr-defined]

    @property
    def facts(self) -> CommissionFacts:
        """Return what was typed."""
        data = self.cleaned_data
        return CommissionFacts(data["organ"], data["adopted_on"], data["promise"], data["reply_by"])


class TargetsForm(ActForm):
    """All quotas in one table."""

    content = forms.CharField(
        label=_("Quota"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        error_messages={"required": _("Geef per groep een regel: kenmerk, groep, ten minste, hooguit.")},
        help_text=_("Eén groep per regel, met komma’s of uit een rekenblad. De eerste regel noemt de kolommen."),
    )  # fmt: skip


class WaveForm(ActForm):
    """One wave of letters."""

    place = forms.CharField(
        label=_("Gemeente of dorp"), max_length=120,
        error_messages={"required": _("Schrijf op waar de brieven heen gaan.")},
    )  # fmt: skip
    letters = forms.IntegerField(label=_("Hoeveel brieven?"), min_value=1, max_value=MOST_LETTERS)
    ground = forms.CharField(
        label=_("Op welke grond gebruikt de gemeente haar register?"), max_length=200,
        error_messages={"required": _("Schrijf op op welke grond de gemeente haar register hiervoor gebruikt.")},
        help_text=_("De gemeente trekt de adressen en print. Hier komt geen adres binnen."),
    )  # fmt: skip

    @property
    def facts(self) -> WaveFacts:
        """Return what was typed."""
        return WaveFacts(self.cleaned_data["place"], self.cleaned_data["ground"], self.cleaned_data["letters"])


class PostedForm(ActForm):
    """When a wave went, and what came back."""

    posted_on = DayField(label=_("Op welke dag gingen ze op de post?"))
    returned = forms.IntegerField(
        label=_("Hoeveel kwamen er onbestelbaar terug?"), min_value=0, max_value=MOST_LETTERS, initial=0
    )


class FreezeForm(ActForm):
    """Where chance will come from."""

    source = forms.CharField(
        label=_("Waar komt het toeval vandaan, en wanneer?"), max_length=200,
        error_messages={
            "required": _("Schrijf op waar het toeval straks vandaan komt, met de dag. Dat staat dan vast.")
        },
        help_text=_("Iets wat nu nog niemand weet, zoals twintig worpen door groep 8 op 6 oktober."),
    )  # fmt: skip
    pick = forms.ChoiceField(
        label=_("Wat wordt er getrokken?"), choices=Pick.choices, initial=Pick.HASH, widget=forms.RadioSelect
    )

    @property
    def facts(self) -> FreezeFacts:
        """Return what was typed."""
        return FreezeFacts(self.cleaned_data["source"], self.cleaned_data["pick"])


class ReasonForm(ActForm):
    """A reason that others read."""

    reason = _text(_("Waarom?"), 2, 500, _("Schrijf op waarom. Iedereen leest dit."))


class TryForm(ActForm):
    """A test: nothing to fill in."""


class ChanceForm(ActForm):
    """What chance said."""

    words = _text(
        _("Wat is er getrokken?"), 3, 4_000, _("Schrijf op wat er getrokken is, precies zoals het is gezegd."),
        _("Precies wat er is gegooid of getrokken. Een tweede persoon schrijft hetzelfde op."),
    )  # fmt: skip
    day = DayField(label=_("Op welke dag?"))
    hour = forms.TimeField(
        label=_("Hoe laat?"), input_formats=["%H:%M", "%H.%M"], widget=forms.TimeInput(format="%H:%M"),
        error_messages={"required": _("Vul een tijd in zoals 20:15."), "invalid": _("Vul een tijd in zoals 20:15.")},
    )  # fmt: skip
    aliases = {"heard_at": "hour"}

    @property
    def heard_at(self) -> datetime:
        """Return the moment, on the clock of the wall."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=clock.AMSTERDAM)


class SittingForm(ActForm):
    """Which meeting of the question is a day of the group."""

    event = forms.ModelChoiceField(
        Event.objects.none(), label=_("Welke bijeenkomst?"), empty_label=_("Kies uit de lijst"),
        error_messages={"required": _("Kies een bijeenkomst van deze vraag die doorgaat.")},
    )  # fmt: skip

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Event.objects.filter(
            tenant_id=round.tenant_id, process=round.process_id, cancelled_at=None, assembly_sitting=None
        )
        self.fields["event"].queryset = rows.order_by("starts_at")  # type: ignore[attr-defined]


class PresentForm(ActForm):
    """Who was there: a tick for each number."""

    seats = forms.MultipleChoiceField(label=_("Wie was er?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, seats: Sequence[PanelSeat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].choices = [(str(one.pk), f"{one.number:04d}") for one in seats]  # type: ignore[attr-defined]


class ExpertForm(ActForm):
    """Who speaks to the group."""

    name = forms.CharField(
        label=_("Wie?"), max_length=120, error_messages={"required": _("Vul in wie er spreekt.")},
        help_text=_("Met functie. Iedereen leest dit."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("Waarover?"), max_length=200,
        error_messages={"required": _("Schrijf op waarover deze deskundige vertelt.")},
    )  # fmt: skip
    interest = forms.CharField(
        label=_("Welk belang heeft deze deskundige?"), max_length=200,
        error_messages={"required": _("Schrijf op welk belang deze deskundige heeft, of ‘geen’.")},
    )  # fmt: skip
    asked_by = forms.ChoiceField(
        label=_("Wie heeft deze deskundige gevraagd?"), choices=Expert.AskedBy.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie deze deskundige heeft gevraagd.")},
    )  # fmt: skip

    @property
    def facts(self) -> ExpertFacts:
        """Return what was typed."""
        return ExpertFacts(**{name: self.cleaned_data[name] for name in ("name", "about", "interest", "asked_by")})


class AdviceForm(ActForm):
    """One recommendation with its votes."""

    text = _text(
        _("Aanbeveling"), 3, 1_000, _("Schrijf de aanbeveling op, in de woorden van het beraad."),
        _("In de woorden van het beraad. De leden lezen mee op het scherm."),
    )  # fmt: skip
    why = _text(_("Waarom vindt het beraad dit?"), 3, 2_000)
    votes_for = forms.IntegerField(label=_("Voor"), min_value=0, max_value=999, initial=0)
    votes_against = forms.IntegerField(label=_("Tegen"), min_value=0, max_value=999, initial=0)
    votes_blank = forms.IntegerField(label=_("Geen mening"), min_value=0, max_value=999, initial=0)
    minority = needed(
        _text(_("Wie zag het anders?"), 3, 1_500, None, _("In hun eigen woorden, hooguit 120. Geen namen.")),
        _("nodig als iemand iets wil opschrijven"),
    )
    unanimous = forms.BooleanField(label=_("Dit is gevraagd, en niemand wilde iets anders opschrijven"), required=False)

    @property
    def facts(self) -> AdviceFacts:
        """Return what was typed."""
        names = ("text", "why", "votes_for", "votes_against", "votes_blank", "minority", "unanimous")
        return AdviceFacts(**{name: self.cleaned_data[name] for name in names})


class OfferForm(ActForm):
    """The day on which the advice was offered."""

    offered_on = DayField(label=_("Op welke dag is het advies aangeboden?"))


class ReplyForm(ActForm):
    """What an organ says of one recommendation."""

    choice = forms.ChoiceField(
        label=_("Wat doet dit orgaan ermee?"), choices=OrganReply.Choice.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat dit orgaan met de aanbeveling doet.")},
    )  # fmt: skip
    reason = _text(_("Waarom?"), 4, 2_000, _("Schrijf op waarom. De mensen die dit advies gaven, lezen dit."))
    carrier = forms.CharField(label=_("Wie voert het uit?"), max_length=160, required=False)
    ready_by = DayField(label=_("Wanneer is het klaar?"), required=False)

    @property
    def facts(self) -> ReplyFacts:
        """Return what was typed."""
        return ReplyFacts(**{name: self.cleaned_data[name] for name in ("choice", "reason", "carrier", "ready_by")})


class FollowUpForm(ActForm):
    """How it goes with what was said."""

    text = _text(_("Hoe staat het ermee?"), 2, 600, _("Schrijf op hoe het ermee staat."))
    done = forms.BooleanField(label=_("Dit is klaar"), required=False)


class TablesForm(forms.Form):
    """How many tables, and in how many parts of the day. Asked by a link: it changes nothing."""

    tafels = forms.IntegerField(label=_("Hoeveel tafels?"), min_value=1, max_value=60, initial=8)
    rondes = forms.IntegerField(label=_("In hoeveel delen?"), min_value=1, max_value=8, initial=3)
