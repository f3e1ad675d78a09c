"""The small forms of the desk: a round, an event, a moment, a term, who is at the table, and what ends a process."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.models import Phase
from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Organ, Person
from brink.domain.places.area_fields import AreaField
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.queries import search, within
from brink.domain.processes.forms.fields import DayField
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Alignment, Process, Round, Stakeholder, Theme
from brink.foundation import clock
from brink.foundation.organs import DECIDING
from brink.ui.forms import needed

TEXT = forms.Textarea(attrs={"rows": 3})
DAY = timedelta(days=1)
# An end before the beginning is that of the next day, unless it would last longer than an evening and a night.
LONGEST_NIGHT = timedelta(hours=12)


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"


class ProcessForm(ActForm):
    """A small form about one process."""

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process = process
        self.narrow()

    def narrow(self) -> None:
        """Offer only what belongs to this process and its body."""

    def _rows(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def _organs(self, name: str) -> None:
        self._rows(name, Organ.objects.filter(tenant=self.process.tenant_id, role__in=DECIDING))


class RoundForm(ProcessForm):
    """One use of an instrument. The instrument's own questions come in a form beside this one."""

    title = forms.CharField(label=_("Titel"), max_length=160, help_text=_("Dit lezen mensen boven de ronde."))
    prompt = forms.CharField(
        label=_("Waar gaat deze ronde over?"), max_length=2_000, widget=TEXT, required=False,
        help_text=_("Eén zin is genoeg."),
    )  # fmt: skip
    phase = forms.ModelChoiceField(Phase.objects.none(), label=_("Fase"), empty_label=None)
    opens_on = DayField(label=_("Open vanaf"))
    closes_on = DayField(label=_("Open tot en met"))
    assurance = forms.ChoiceField(
        label=_("Hoe zeker wilt u weten wie meedoet?"), choices=Round.Assurance.choices, initial=Round.Assurance.OPEN
    )

    def narrow(self) -> None:
        """Offer the phases of the kader that the process pins."""
        self._rows("phase", self.process.framework.phases.all())


class CopyForm(ProcessForm):
    """What a question that starts from another one is called, and when its first round opens."""

    title = forms.CharField(label=_("Hoe heet de nieuwe vraag?"), max_length=160)
    starts_on = DayField(
        label=_("Wanneer begint de eerste ronde?"), help_text=_("Alle andere dagen schuiven evenveel mee."),
    )  # fmt: skip


class BeginForm(ActForm):
    """What a question is called that starts from an example, who is its contact, and when its first round opens."""

    title = forms.CharField(label=_("Hoe heet de nieuwe vraag?"), max_length=160)
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Bij welk thema hoort het?"), empty_label=_("Kies een thema")
    )
    area = AreaField(Area.objects.none(), label=_("In welk gebied?"), empty_label=_("Kies een plaats"))
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("Bij wie kunnen mensen terecht?"), empty_label=_("Kies iemand")
    )
    starts_on = DayField(
        label=_("Wanneer begint de eerste ronde?"), help_text=_("Alle andere dagen schuiven evenveel mee."),
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes, people = Theme.objects.order_by("name"), Person.objects.filter(tenant=body)
        areas = Area.objects.defer("geometry").order_by("kind", "name")
        if body.area is not None:
            areas = areas.filter(pk__in=within(body.area))
        for name, rows in (("theme", themes), ("owner", people), ("area", areas)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


def instruments() -> list[tuple[str, str]]:
    """Return what the registry offers, by name."""
    return sorted(((one.card.key, str(one.card.name)) for one in registry), key=lambda pair: pair[1])


class EventFields(ActForm):
    """A meeting of a question or of a body alone, by its local day and times."""

    aliases: ClassVar[Mapping[str, str]] = {"starts_at": "on", "ends_at": "ends"}
    title = forms.CharField(label=_("Wat is het?"), max_length=160, help_text=_("Bijvoorbeeld: dorpstafel."))
    on = DayField(label=_("Dag"))
    starts = forms.TimeField(label=_("Begint om"), widget=TimeInput(format="%H:%M"), initial="19:30")
    ends = forms.TimeField(label=_("Eindigt om"), widget=TimeInput(format="%H:%M"), initial="21:30")
    venue = forms.CharField(label=_("Waar?"), max_length=200, help_text=_("Naam en adres van het gebouw."))
    village = forms.CharField(label=_("Dorp of stad"), max_length=120, required=False)
    practical = forms.CharField(
        label=_("Goed om te weten"), max_length=2_000, required=False, widget=TEXT,
        help_text=_("Is er een lift? Een ringleiding? Kan iemand vertalen?"),
    )  # fmt: skip
    def clean_village(self) -> Any:
        """Find the village by its name."""
        name = self.cleaned_data["village"].strip()
        if not name:
            return None
        found = search(name, limit=1, kinds=frozenset({AreaKind.VILLAGE, AreaKind.MUNICIPALITY}))
        if not found or found[0].name.casefold() != name.casefold():
            raise forms.ValidationError(_("Wij kennen ‘%(name)s’ niet. Kijk hoe u het schrijft.") % {"name": name})
        return found[0]

    def _moment(self, hour: str) -> datetime:
        on: date = self.cleaned_data["on"]
        at: time = self.cleaned_data[hour]
        return datetime.combine(on, at, tzinfo=clock.AMSTERDAM)

    @property
    def starts_at(self) -> datetime:
        """Return the beginning, in Europe/Amsterdam."""
        return self._moment("starts")

    @property
    def ends_at(self) -> datetime:
        """Return the end, in Europe/Amsterdam: an evening may end after midnight."""
        ends = self._moment("ends")
        return ends + DAY if timedelta() < ends + DAY - self.starts_at <= LONGEST_NIGHT else ends


class EventForm(EventFields, ProcessForm):
    """A meeting of a question, which may belong to one of its rounds."""

    round = forms.ModelChoiceField(
        Round.objects.none(), label=_("Hoort bij ronde"), required=False, empty_label=_("Bij geen ronde")
    )

    def narrow(self) -> None:
        """Offer the rounds of this process."""
        self._rows("round", self.process.rounds.order_by("number"))


class MomentForm(ProcessForm):
    """A decision on the way to the final one."""

    on = DayField(label=_("Dag"))
    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("Wie beslist dan iets?"), empty_label=None)
    subject = forms.CharField(label=_("Waarover?"), max_length=200)

    def narrow(self) -> None:
        """Offer the organs of the body."""
        self._organs("organ")


class TermForm(ProcessForm):
    """A term that the law sets."""

    name = forms.CharField(
        label=_("Welke termijn?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: de zes weken voor zienswijzen (wat mensen van het plan vinden)."),
    )
    closes_on = DayField(label=_("Laatste dag"))


class StakeholderForm(ProcessForm):
    """Who sits at the table."""

    name = forms.CharField(label=_("Wie?"), max_length=160, help_text=_("Een groep of organisatie, geen persoon."))
    aim = forms.CharField(label=_("Wat willen zij?"), max_length=2_000, required=False, widget=TEXT)


class InterestForm(ProcessForm):
    """What is at stake."""

    title = forms.CharField(label=_("Wat staat er op het spel?"), max_length=200)
    stakeholder = forms.ModelChoiceField(
        Stakeholder.objects.none(), label=_("Voor wie?"), required=False, empty_label=_("Voor iedereen")
    )

    def narrow(self) -> None:
        """Offer who is at this table."""
        self._rows("stakeholder", self.process.stakeholders.all())


class PartnerForm(ProcessForm):
    """Another body that joins."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Welke overheid?"), empty_label=None)
    part = forms.CharField(label=_("Wat doet deze overheid?"), max_length=200)

    def narrow(self) -> None:
        """Offer the other bodies."""
        self._rows("body", Body.objects.exclude(pk=self.process.tenant_id))


class PartForm(ProcessForm):
    """What a body that joins does."""

    part = forms.CharField(label=_("Wat doet deze overheid?"), max_length=200)


class DeviationForm(ProcessForm):
    """Why a choice outside the kader is right here."""

    motivation = forms.CharField(label=_("Waarom wijkt u af?"), max_length=5_000, widget=TEXT)
    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("Wie heeft dit besloten?"), empty_label=None)

    def narrow(self) -> None:
        """Offer the organs of the body."""
        self._organs("organ")


class ExtendForm(ProcessForm):
    """A round that stays open longer."""

    closes_on = DayField(label=_("Open tot en met"))
    reason = forms.CharField(label=_("Waarom langer?"), max_length=2_000, widget=TEXT)


class ReasonForm(ProcessForm):
    """A reason that everybody may read."""

    reason = forms.CharField(label=_("Waarom?"), max_length=2_000, widget=TEXT)


class CallOffFields(ActForm):
    """Why a meeting is called off: one line on the calendar."""

    reason = forms.CharField(label=_("Waarom?"), max_length=200, widget=TEXT)


class CallOffForm(CallOffFields, ProcessForm):
    """The same for a meeting of a question."""


class LessonForm(ProcessForm):
    """What was learned."""

    happened = forms.CharField(label=_("Wat gebeurde er?"), max_length=2_000, widget=TEXT)
    change = forms.CharField(label=_("Wat doet u voortaan anders?"), max_length=2_000, widget=TEXT)


class EvaluateForm(ProcessForm):
    """Closing the book."""

    note = needed(
        forms.CharField(
            label=_("Is er geen leermoment? Schrijf op waarom niet."), max_length=2_000, widget=TEXT, required=False
        ),
        _("nodig als er geen leermoment is"),
    )


class AdoptForm(ProcessForm):
    """Which organ adopted the words, and when."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Welk orgaan heeft dit vastgesteld?"), empty_label=None
    )
    on = DayField(label=_("Op welke dag?"))
    consent = forms.CharField(
        label=_("Waar staat de toestemming van wie beslist?"), required=False, max_length=200,
        help_text=_("Alleen nodig als een ander orgaan beslist. Bijvoorbeeld: besluit 12 van 3 maart 2027."),
    )  # fmt: skip

    def narrow(self) -> None:
        """Offer the organs of the body."""
        self._organs("organ")


class AlignForm(ActForm):
    """What to do with a hint about another body's process."""

    choice = forms.ChoiceField(label=_("Wat doet u?"), choices=Alignment.Choice.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Toelichting"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
