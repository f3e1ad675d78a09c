"""Forms of the desk: the rules, the first look at a proposal, paper, the check, and what was decided."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Organ, Person
from brink.domain.places.area_fields import AreaField
from brink.domain.places.models import Area
from brink.domain.places.queries import within
from brink.domain.processes.models import Theme
from brink.foundation.organs import DECIDING
from brink.instruments.petition.models import RuleSet, Scheduling, Support
from brink.instruments.petition.services.accepting import AcceptFacts
from brink.instruments.petition.services.control import IN_WORDS
from brink.instruments.petition.services.rule_sets import BOUNDS, RuleFacts
from brink.instruments.petition.services.scheduling import SchedulingFacts
from brink.instruments.petition.services.supporting import Declaration
from brink.ui.forms import DateInput

LINES = 10
_DAY = {"invalid": _("Schrijf een dag zoals 3-4-2027."), "required": _("Kies een dag.")}


def _number(name: str, label: Any, help_text: Any = "") -> forms.IntegerField:
    least, most, said = BOUNDS[name]
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=least, max_value=most, error_messages=errors
    )


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DateInput, error_messages=_DAY)


def _organ(label: Any) -> "forms.ModelChoiceField[Organ]":
    said = {"required": _("Kies een orgaan."), "invalid_choice": _("Kies een orgaan uit de lijst.")}
    return forms.ModelChoiceField(Organ.objects.none(), label=label, error_messages=said)


class RulesForm(ActForm):
    """The rules as an organ adopted them."""

    source = forms.CharField(
        label=_("Waar staan deze regels?"), max_length=200, help_text=_("De naam van de verordening, met de plek."),
        error_messages={"required": _("Schrijf op waar deze regels staan, zoals de verordening.")},
    )  # fmt: skip
    adopted_by = _organ(_("Welk orgaan heeft ze vastgesteld?"))
    adopted_on = _day(_("Op welke dag?"))
    area = AreaField(
        Area.objects.none(), label=_("Voor inwoners van welk gebied?"),
        error_messages={"required": _("Kies een gebied."), "invalid_choice": _("Kies een gebied uit de lijst.")},
    )  # fmt: skip
    decider = _organ(_("Welk orgaan beslist over de agenda?"))
    council = _organ(_("Wiens agenda is het?"))
    threshold = _number("threshold", _("Hoeveel steun is nodig?"))
    min_age = _number("min_age", _("Vanaf welke leeftijd?"))
    term_weeks = _number("term_weeks", _("Hoeveel weken staat een voorstel open?"))
    cooldown_months = _number("cooldown_months", _("Hoeveel maanden na een eerder besluit mag het weer?"))
    per_mailbox = _number("per_mailbox", _("Hoeveel mensen mogen één mailadres gebruiken?"))
    decide_weeks = _number("decide_weeks", _("Binnen hoeveel weken volgt het besluit?"))
    sample_size = _number("sample_size", _("Hoeveel regels in de steekproef?"), _("0: wij rekenen het uit."))
    keep_days = _number("keep_days", _("Hoeveel dagen na afloop bewaart u wie steunde?"))
    mail = forms.BooleanField(label=_("Steun telt pas na een druk op de link in een mail"), required=False)
    must_schedule = forms.BooleanField(label=_("Met genoeg steun komt het altijd op de agenda"), required=False)
    exclusions = forms.CharField(
        label=_("Waarover kan het niet?"), help_text=_("Eén zin per regel. De indiener leest deze zin bij een nee."),
        max_length=6_500, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Schrijf minstens één regel op: waarover kan het niet?")},
    )  # fmt: skip

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.filter(tenant=body, role__in=DECIDING).order_by("name")
        for name in ("adopted_by", "decider", "council"):
            self.fields[name].queryset = organs  # type: ignore[attr-defined]
        rows = Area.objects.defer("geometry").order_by("kind", "name")
        self.fields["area"].queryset = (  # type: ignore[attr-defined]
            rows.filter(pk__in=within(body.area)) if body.area is not None else rows
        )

    @staticmethod
    def start(rules: RuleSet | None) -> dict[str, Any]:
        """Return what stands in the form first: the rules in force; a body without rules starts with an empty form."""
        if rules is None:
            return {"mail": True, "sample_size": 0, "per_mailbox": 2, "decide_weeks": 6, "keep_days": 28}
        found = {name: getattr(rules, name) for name in (*BOUNDS, "source", "mail", "must_schedule", "adopted_on")}
        organs = {name: getattr(rules, f"{name}_id") for name in ("adopted_by", "decider", "council", "area")}
        return {**found, **organs, "exclusions": "\n".join(rules.exclusions)}

    def facts(self) -> RuleFacts:
        """Return what was filled in."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "version")}
        return RuleFacts(**{**data, "exclusions": tuple(data["exclusions"].splitlines())})


class AcceptForm(ActForm):
    """What opening a proposal for support still needs."""

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label=_("Over welke thema’s gaat het?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één thema.")},
    )  # fmt: skip
    contact = forms.ModelChoiceField(
        Person.objects.none(), label=_("Bij wie kunnen mensen terecht?"),
        error_messages={"required": _("Kies bij wie mensen terecht kunnen.")},
    )  # fmt: skip
    opens_on = _day(_("Eerste dag"))

    def __init__(self, body: Body, people: "QuerySet[Person]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]

    def facts(self) -> AcceptFacts:
        """Return what was chosen."""
        data = self.cleaned_data
        return AcceptFacts(tuple(data["themes"]), data["contact"], data["opens_on"])


class AskMendForm(ActForm):
    """What must be otherwise before it can be opened."""

    note = forms.CharField(
        label=_("Wat moet er anders?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De indiener leest dit met de code."),
        error_messages={"required": _("Schrijf op wat er anders moet. De indiener leest dit.")},
    )  # fmt: skip


class RefuseForm(ActForm):
    """By which sentence of the rules it cannot be, and why."""

    ground = forms.ChoiceField(
        label=_("Grond uit de regels"), widget=forms.RadioSelect,
        error_messages={"required": _("Kies een grond uit de regels en schrijf in een zin waarom.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Waarom geldt dat hier?"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Kies een grond uit de regels en schrijf in een zin waarom.")},
    )  # fmt: skip

    def __init__(self, rules: RuleSet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(one, one) for one in rules.exclusions]  # type: ignore[attr-defined]


class ListForm(ActForm):
    """Ten lines of a printed list, typed over: name, place, birth date. What stays empty is passed over."""

    aliases = {f"line-{number}": f"name_{number}" for number in range(1, LINES + 1)}
    mark = forms.CharField(
        label=_("Letters op het vel"), max_length=10, help_text=_("Vijf letters, rechtsboven."),
        error_messages={"required": _("Vul de vijf letters in die rechtsboven op het vel staan.")},
    )  # fmt: skip
    filled_on = _day(_("Wanneer kwam het vel binnen?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, LINES + 1):
            parts = (("name", _("Naam, regel %(n)s")), ("place", _("Woonplaats, regel %(n)s")),
                     ("born", _("Geboren, regel %(n)s")))  # fmt: skip
            for part, label in parts:
                said = label % {"n": number}
                self.fields[f"{part}_{number}"] = forms.CharField(
                    label=said, max_length=120, required=False, widget=forms.TextInput(attrs={"aria-label": said})
                )

    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """Return the lines as fields, for a table."""
        return [(n, self[f"name_{n}"], self[f"place_{n}"], self[f"born_{n}"]) for n in range(1, LINES + 1)]

    def lines(self) -> tuple[Declaration, ...]:
        """Return the lines in which something stands, as far as there are any."""
        data = self.cleaned_data
        found = ((data[f"name_{n}"], data[f"place_{n}"], data[f"born_{n}"]) for n in range(1, LINES + 1))
        return tuple(Declaration(*one) for one in found if any(one))


class AsideForm(ActForm):
    """Which declarations do not count, and why."""

    lines = forms.ModelMultipleChoiceField(
        Support.objects.none(), label=_("Welke regels?"), error_messages={"required": _("Kies minstens één regel.")}
    )
    reason = forms.CharField(
        label=_("Waarom telt dit niet mee?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Schrijf op waarom deze steun niet meetelt.")},
    )  # fmt: skip

    def __init__(self, rows: "QuerySet[Support]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = rows  # type: ignore[attr-defined]


class DrawForm(ActForm):
    """Begin a check: a sample by public chance, or every line."""

    full = forms.ChoiceField(
        label=_("Wat kijkt u na?"), widget=forms.RadioSelect, required=False,
        choices=(("", _("een steekproef")), ("1", _("alle regels"))),
    )  # fmt: skip
    seed_source = forms.CharField(
        label=_("Waar komt het toeval vandaan?"), required=False, max_length=200,
        help_text=_("Noem iets waar iedereen bij kan, zoals een trekking van de Staatsloterij, met de dag."),
    )  # fmt: skip
    seed = forms.CharField(label=_("Wat is daar getrokken?"), required=False, max_length=200)


class RegistrationsForm(ActForm):
    """What was found, by number: one line a number."""

    registrations = forms.CharField(
        label=_("Wat is er gevonden?"), max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("Eén nummer per regel, met ja, nee of onbekend. Bijvoorbeeld: 17 ja"),
        error_messages={"required": _("Vul minstens bij één nummer in wat u heeft gevonden.")},
    )  # fmt: skip

    def clean_registrations(self) -> dict[str, str]:
        """Read the lines; say which one cannot be read."""
        values, found = {word: value for value, word in IN_WORDS.items()}, {}
        for line in self.cleaned_data["registrations"].splitlines():
            parts = line.replace(";", " ").replace(",", " ").replace("\t", " ").split()
            if not parts:
                continue
            number, word = parts[0], parts[-1].casefold()
            if len(parts) != 2 or not number.isdecimal() or word not in values:
                said = _("Deze regel begrijpen wij niet: ‘%(line)s’. Schrijf een nummer met ja, nee of onbekend.")
                raise forms.ValidationError(said % {"line": line[:60]})
            found[str(int(number))] = values[word]
        return found


class FinishForm(ActForm):
    """Who looked along."""

    second = forms.CharField(
        label=_("Wie heeft met u meegekeken?"), max_length=120,
        error_messages={"required": _("Schrijf op wie met u meekeek.")},
    )  # fmt: skip


class SchedulingForm(ActForm):
    """What was decided, with the reason that everybody who supported reads."""

    choice = forms.ChoiceField(
        label=_("Wat is besloten?"), choices=Scheduling.Choice.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er is besloten.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Waarom?"), max_length=3_000, widget=forms.Textarea(attrs={"rows": 4}), required=False,
        help_text=_("Iedereen die steunde, leest dit."),
    )  # fmt: skip
    decided_on = _day(_("Op welke dag?"))
    meeting_on = _day(_("Dag van de vergadering"), required=False)
    speaking = forms.CharField(
        label=_("Wanneer kan de indiener spreken?"), required=False, max_length=200,
        help_text=_("Bijvoorbeeld: vijf minuten aan het begin."),
    )  # fmt: skip
    forwarded_to = forms.CharField(label=_("Aan wie doorgestuurd?"), required=False, max_length=160)
    recommended = forms.BooleanField(label=_("Met een aanbeveling van ons"), required=False)

    def facts(self) -> SchedulingFacts:
        """Return what was filled in."""
        data = self.cleaned_data
        return SchedulingFacts(**{name: data[name] for name in SchedulingFacts.__slots__})


class TellForm(ActForm):
    """What was decided about a proposal that came on the agenda; without agenda there is only the button."""

    result = forms.CharField(
        label=_("Wat is er besloten over het voorstel?"), max_length=3_000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf op wat er is besloten, of waarom er geen besluit kwam.")},
    )  # fmt: skip
    result_on = _day(_("Op welke dag?"))

    def __init__(self, agenda: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not agenda:
            del self.fields["result"], self.fields["result_on"]
