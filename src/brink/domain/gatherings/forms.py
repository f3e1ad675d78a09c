"""Forms about gatherings: signing up, the code, and what the desk writes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.gatherings.models import Gathering, Kind, Presence
from brink.domain.gatherings.services.arranging import AgendaLine, GatheringFacts
from brink.domain.gatherings.services.reporting import Attended, ReportFacts, role_of
from brink.domain.gatherings.services.seating import Comer
from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Membership, Organ, Person
from brink.domain.people.queries import current
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import Event, Process
from brink.foundation import clock
from brink.foundation.organs import DECIDING
from brink.foundation.role_names import ROLE_NAMES
from brink.foundation.visibility import Role
from brink.ui.forms import DateInput, needed

_PARTIES = [(number, str(number)) for number in range(1, 7)]


class SignUpForm(ActForm):
    """One screen. Everything but the number of people may stay empty."""

    reads_along = False
    party = forms.TypedChoiceField(
        label=_("Met hoeveel mensen komt u?"), choices=_PARTIES, coerce=int, initial=1,
        error_messages={"required": _("Kies met hoeveel mensen u komt.")},
    )  # fmt: skip
    needs = forms.CharField(
        label=_("Wat heeft u nodig om mee te kunnen doen?"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bijvoorbeeld: een ringleiding, een tolk, een plek voor een rolstoel."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Uw naam"), required=False, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False,
        help_text=_("Dan krijgt u een bevestiging. U hoort het ook als de dag verandert of als er een plek vrijkomt."),
        error_messages={"invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telefoon"), required=False, max_length=30, help_text=_("Heeft u geen e-mail? Dan bellen wij u."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip

    def comer(self) -> Comer:
        """Return who signs up."""
        return Comer(**{name: self.cleaned_data[name] for name in ("party", "needs", "name", "email", "phone")})


class CodeForm(forms.Form):
    """The code of a sign-up, as somebody types it."""

    code = forms.CharField(
        label=_("De code van uw aanmelding"), max_length=120,
        help_text=_("Drie woorden, acht cijfers en een letter. U heeft ze bij uw aanmelding gekregen."),
        widget=forms.TextInput(
            attrs={"data-code": "", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Vul de code in: drie woorden, acht cijfers en een letter.")},
    )  # fmt: skip


class GatheringForm(ActForm):
    """What the desk says of an event beyond its day and place."""

    aliases: ClassVar[Mapping[str, str]] = {"closes_at": "closes_on"}
    kind = forms.ChoiceField(label=_("Wat voor bijeenkomst is het?"), choices=Kind.choices, initial=Kind.MEETING)
    organ = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Van welk orgaan is de bijeenkomst?"), required=False,
        empty_label=_("Van geen orgaan"),
    )  # fmt: skip
    takes_signups = forms.BooleanField(label=_("Mensen melden zich aan"), required=False)
    capacity = forms.IntegerField(
        label=_("Hoeveel plekken zijn er?"), required=False, min_value=1, max_value=5_000,
        help_text=_("Laat dit leeg als er geen grens is. Wie te laat is, komt op de wachtlijst."),
    )  # fmt: skip
    closes_on = forms.DateField(
        label=_("Aanmelden tot en met"), required=False, widget=DateInput,
        help_text=_("Laat dit leeg als aanmelden kan tot het begin."),
    )  # fmt: skip
    provisions = forms.CharField(
        label=_("Wat is er voor wie hulp nodig heeft?"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Zoals: zonder drempels, een ringleiding, een tolk als u die vraagt. Weet u iets niet? Zeg dat."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Bij wie kunnen mensen terecht met vragen?"), required=False, max_length=160,
        help_text=_("Een naam met een telefoonnummer. Iedereen leest dit."),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        rows = Organ.objects.filter(tenant=event.tenant_id, role__in=DECIDING).order_by("name")
        self.fields["organ"].queryset = rows  # type: ignore[attr-defined]

    @staticmethod
    def start(gathering: Gathering | None) -> dict[str, Any]:
        """Return what stands there now."""
        if gathering is None:
            return {"takes_signups": True}
        found: dict[str, Any] = {
            name: getattr(gathering, name) for name in ("kind", "takes_signups", "capacity", "provisions", "contact")
        }
        return found | {
            "organ": gathering.organ_id, "closes_on": day_of(gathering.closes_at) if gathering.closes_at else None,
        }  # fmt: skip

    def facts(self) -> GatheringFacts:
        """Return what was typed; the last day of signing up counts, up to the beginning."""
        data = self.cleaned_data
        names = ("kind", "organ", "takes_signups", "capacity", "provisions", "contact")
        return GatheringFacts(closes_at=self._closes_at(), **{name: data[name] for name in names})

    def _closes_at(self) -> datetime | None:
        day = self.cleaned_data["closes_on"]
        if day is None:
            return None
        ends = clock.end_of_day(day)
        return self.event.starts_at if day == day_of(self.event.starts_at) else ends


class ImportForm(ActForm):
    """An agenda of elsewhere: a table, or a calendar file, pasted."""

    rows = forms.CharField(
        label=_("Plak de lijst"), max_length=400_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Uit een rekenblad: titel;dag;begint;eindigt;waar;plekken. Of alles uit een agendabestand (iCal)."),
        error_messages={"required": _("Plak eerst de lijst.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Wat voor bijeenkomsten zijn het?"), choices=Kind.choices, initial=Kind.COMMITTEE)
    organ = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Van welk orgaan?"), required=False, empty_label=_("Van geen orgaan")
    )
    process = forms.ModelChoiceField(
        Process.objects.none(), label=_("Bij welke vraag?"), required=False, empty_label=_("Bij geen vraag")
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.filter(tenant=body, role__in=DECIDING).order_by("name")
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        running = Process.objects.filter(tenant=body, withdrawn_at=None, evaluated_at=None).order_by("title")
        self.fields["process"].queryset = running  # type: ignore[attr-defined]


class AgendaForm(ActForm):
    """The agenda, one thing on a line."""

    items = forms.CharField(
        label=_("Wat staat er op de agenda?"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Eén punt op een regel. Hoort er een stuk bij? Zet het adres achter het punt, na een streepje: |"),
    )  # fmt: skip

    @staticmethod
    def start(gathering: Gathering) -> dict[str, str]:
        """Return the agenda as it stands, to be typed on."""
        lines = [f"{one.title} | {one.address}" if one.address else one.title for one in gathering.items.all()]
        return {"items": "\n".join(lines)}

    def lines(self) -> tuple[AgendaLine, ...]:
        """Return what was typed, without empty lines."""
        rows = [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]
        parts = [row.rpartition("|") for row in rows]
        return tuple(
            AgendaLine(title.strip(), address.strip()) if bar else AgendaLine(address.strip())
            for title, bar, address in parts
        )


def expected(gathering: Gathering) -> list[tuple[Person, str]]:
    """Return of whom must be said whether they were there: who was noted, and the members of the organ. Two queries."""
    found = {one.person_id: (one.person, one.role) for one in gathering.presences.select_related("person")}
    if gathering.organ_id is not None:
        seats = Membership.objects.filter(current(day_of(gathering.event.starts_at)), organ=gathering.organ_id)
        roles: dict[Any, tuple[Person, set[str]]] = {}
        for seat in seats.select_related("person"):
            roles.setdefault(seat.person_id, (seat.person, set()))[1].add(seat.role)
        for key, (person, held) in roles.items():
            found.setdefault(key, (person, role_of(held)))
    return sorted(found.values(), key=lambda pair: pair[0].name)


class PresenceForm(ActForm):
    """Per person whether they were there; one more can be added, with a role."""

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gathering, self.people = gathering, expected(gathering)
        noted = {one.person_id: one for one in gathering.presences.all()}
        for person, role in self.people:
            row = noted.get(person.pk)
            self.fields[f"there_{person.pk.hex}"] = forms.ChoiceField(
                label=f"{person.name}, {ROLE_NAMES[Role(role)]}", choices=Presence.Attendance.choices, required=False,
                widget=forms.RadioSelect, initial=row.attendance if row else "",
            )  # fmt: skip
            self.fields[f"reason_{person.pk.hex}"] = needed(
                forms.CharField(
                    label=_("Waarom was %(name)s er niet?") % {"name": person.name}, required=False, max_length=200,
                    initial=row.reason if row else "",
                ),
                _("nodig bij wie er niet was"),
            )  # fmt: skip
        named = [one.pk for one, _role in self.people]
        others = Person.objects.filter(tenant=gathering.tenant_id).exclude(pk__in=named)
        self.fields["person"] = forms.ModelChoiceField(
            others.order_by("name"), label=_("Wie was er nog meer?"), required=False, empty_label=_("Niemand meer")
        )
        roles = [("", _("Kies")), *((one.value, name) for one, name in ROLE_NAMES.items())]
        self.fields["role"] = needed(
            forms.ChoiceField(label=_("In welke rol?"), choices=roles, required=False), _("nodig bij wie u toevoegt")
        )

    def attended(self) -> tuple[Attended, ...]:
        """Return of whom was said whether they were there."""
        data, found = self.cleaned_data, []
        for person, role in self.people:
            said = data[f"there_{person.pk.hex}"]
            if said:
                there = said == Presence.Attendance.PRESENT
                found.append(Attended(person, role, there, data[f"reason_{person.pk.hex}"]))
        if data["person"] is not None:
            found.append(Attended(data["person"], data["role"], present=True))
        return tuple(found)


class ReportForm(ActForm):
    """The report of a gathering."""

    text = forms.CharField(
        label=_("Wat is er gezegd en afgesproken?"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("In gewone woorden. Zet geen namen van inwoners neer."),
        error_messages={"required": _("Schrijf het verslag op.")},
    )  # fmt: skip
    source = forms.CharField(
        label=_("Wat is de bron van het verslag?"), max_length=300,
        help_text=_("Bijvoorbeeld: aantekeningen van de griffie, of het adres van de opname."),
        error_messages={"required": _("Schrijf op wat de bron van het verslag is, zoals: notulen van de griffie.")},
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Bij wie kunnen mensen terecht met vragen?"), max_length=160,
        error_messages={
            "required": _("Schrijf op bij wie mensen terechtkunnen met vragen over het verslag."),
        },
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Wat klopte er niet?"), max_length=300,
        help_text=_("Iedereen leest dit. De eerdere versie blijft te lezen."),
        error_messages={"required": _("Schrijf op wat er niet klopte. Iedereen leest dat.")},
    )  # fmt: skip

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["reason"]

    def facts(self) -> ReportFacts:
        """Return what was typed."""
        data = self.cleaned_data
        return ReportFacts(data["text"], data["source"], data["contact"], data.get("reason", ""))


class TookForm(ActForm):
    """What an administrator took along."""

    text = forms.CharField(
        label=_("Wat nam u mee?"), max_length=600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hooguit 60 woorden. Iedereen leest dit bij de bijeenkomst."),
        error_messages={"required": _("Schrijf op wat u meenam uit de bijeenkomst.")},
    )  # fmt: skip


