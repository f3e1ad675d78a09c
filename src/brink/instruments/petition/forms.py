"""Forms of residents: supporting, and handing in a proposal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.forms import KeyForm
from brink.foundation import clock
from brink.instruments.petition.models import RuleSet
from brink.instruments.petition.person_key import YEARS_LONGEST, read_day
from brink.instruments.petition.round_settings import Settings
from brink.instruments.petition.services.proposals import Handed
from brink.instruments.petition.services.supporting import ELSEWHERE, Declaration

MONTHS = (
    _("januari"), _("februari"), _("maart"), _("april"), _("mei"), _("juni"), _("juli"), _("augustus"),
    _("september"), _("oktober"), _("november"), _("december"),
)  # fmt: skip
Choices = list[tuple[str, str | Promise]]
_NO_DATE = _("Deze datum bestaat niet. Kies een dag, een maand en een jaar.")


class BornWidget(forms.MultiWidget):
    """Three lists: day, month, year. Nobody types a date in a way that a machine reads otherwise."""

    template_name = "petition/born.html"
    use_fieldset = True

    def __init__(self, attrs: Any = None) -> None:
        days: Choices = [("", _("dag")), *((str(one), str(one)) for one in range(1, 32))]
        months: Choices = [("", _("maand")), *((str(number), name) for number, name in enumerate(MONTHS, start=1))]
        parts: dict[str, Choices] = {"dag": days, "maand": months, "jaar": [("", _("jaar"))]}
        labels = {"dag": _("Dag"), "maand": _("Maand"), "jaar": _("Jaar")}
        lists: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.Select(choices=made, attrs={"aria-label": labels[name]}) for name, made in parts.items()
        }
        super().__init__(lists, attrs)

    def set_years(self, min_age: int) -> None:
        """Offer the years in which most who may sign were born first, then the later ones."""
        year = clock.today().year
        first = year - max(min_age, 1)
        years = [*range(first, year - YEARS_LONGEST, -1), *range(year, first, -1)]
        self.widgets[2].choices = [("", _("jaar")), *((str(one), str(one)) for one in years)]  # type: ignore[attr-defined]

    def decompress(self, value: Any) -> list[str]:
        """Return day, month and year of a stored date."""
        day = read_day(str(value or ""))
        return [str(day.day), str(day.month), str(day.year)] if day else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the date as one text: 7 3 1961."""
        parts: Sequence[str] = super().value_from_datadict(data, files, name)
        return " ".join(str(one or "")[:4] for one in parts).strip()


class BornField(forms.CharField):
    """A birth date as text; whether it exists is said here, whether somebody is old enough by the service."""

    widget = BornWidget

    def __init__(self, **kwargs: Any) -> None:
        said = {"required": _("Kies de dag, de maand en het jaar waarin u bent geboren.")}
        super().__init__(label=_("Wanneer bent u geboren?"), max_length=20, error_messages=said, **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a day that never was."""
        text = super().clean(value)
        if text and read_day(text) is None:
            raise forms.ValidationError(_NO_DATE)
        return text


class SupportForm(KeyForm):
    """What somebody fills in to support: no more than the rules ask."""

    name = forms.CharField(
        label=_("Uw naam"), max_length=120, help_text=_("Uw naam komt nergens op de site."),
        error_messages={"required": _("Vul uw naam in.")}, widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Waar woont u?"), error_messages={"required": _("Kies waar u woont.")})
    born = BornField()
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=200,
        error_messages={"invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    follow = forms.BooleanField(label=_("Mail mij wat er is besloten"), required=False)

    def __init__(self, settings: Settings, places: Sequence[str], area: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elsewhere = _("ergens anders")
        choices: list[tuple[str, str | Promise]] = [("", _("Kies uit de lijst")), *((one, one) for one in places)]
        self.fields["place"].choices = [*choices, (ELSEWHERE, elsewhere)]  # type: ignore[attr-defined]
        self.fields["place"].help_text = _("Dit recht is voor inwoners van %(area)s.") % {"area": area}
        self.fields["born"].widget.set_years(settings.min_age)
        self.fields["born"].help_text = _("U kunt steunen vanaf %(age)s jaar.") % {"age": settings.min_age}
        if settings.mail:
            self.fields["email"].required = True
            self.fields["email"].error_messages["required"] = _(
                "Vul uw e-mailadres in. Zonder e-mail steunt u op papier."
            )
            self.fields["email"].help_text = _("Wij sturen u één mail met een link. Druk daarop, dan telt uw steun.")
        else:
            self.fields["email"].help_text = _("Het hoeft niet. Alleen als u het besluit per mail wilt lezen.")

    def said(self) -> Declaration:
        """Return what was filled in."""
        data = self.cleaned_data
        return Declaration(data["name"], data["place"], data["born"], data["email"], data["follow"])


class HandInForm(KeyForm):
    """What a resident hands in. Who they are is read by the desk alone."""

    title = forms.CharField(
        label=_("Titel van uw voorstel"), max_length=80,
        error_messages={"required": _("Geef uw voorstel een titel."),
                        "max_length": _("Maak de titel korter dan 80 tekens.")},
    )  # fmt: skip
    asks = forms.CharField(
        label=_("Wat vraagt u?"), help_text=_("Hoogstens 60 woorden."), max_length=900,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": _("Schrijf op wat u vraagt.")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Waarom?"), help_text=_("Hoogstens 300 woorden. Noem ook wat ertegen pleit."), max_length=4_500,
        widget=forms.Textarea(attrs={"rows": 8}), error_messages={"required": _("Schrijf op waarom u dit vraagt.")},
    )  # fmt: skip
    news = forms.CharField(
        label=_("Is hierover kort geleden al besloten? Wat is er nu nieuw?"), required=False, max_length=4_500,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Niet aan de orde? Laat dit leeg."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Uw naam"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Vul uw naam in. Alleen de griffie leest hem.")},
    )  # fmt: skip
    show_name = forms.BooleanField(label=_("Mijn naam mag bij het voorstel staan"), required=False)
    born = BornField()
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=200,
        error_messages={"invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telefoon"), required=False, max_length=40, help_text=_("Vul uw e-mail of uw telefoon in."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )  # fmt: skip
    lives = forms.BooleanField(
        label=_("Ik woon hier"),
        error_messages={"required": _("Dit recht is voor inwoners. Kruis aan dat u hier woont.")},
    )  # fmt: skip

    def __init__(self, rules: RuleSet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lives"].label = _("Ik woon in %(area)s") % {"area": rules.area.name}
        self.fields["born"].widget.set_years(rules.min_age)

    def handed(self) -> Handed:
        """Return what was handed in."""
        data = self.cleaned_data
        born = read_day(data["born"])
        assert born is not None
        return Handed(
            title=data["title"], asks=data["asks"], why=data["why"], news=data["news"], name=data["name"], born=born,
            email=data["email"], phone=data["phone"], show_name=data["show_name"],
        )  # fmt: skip


class MendForm(KeyForm):
    """Other words in the place of those that were handed in, for who holds the code."""

    title = HandInForm.base_fields["title"]
    asks = HandInForm.base_fields["asks"]
    why = HandInForm.base_fields["why"]
    news = HandInForm.base_fields["news"]

    def handed(self) -> Handed:
        """Return the words; who they are stays as it was."""
        data = self.cleaned_data
        return Handed(
            title=data["title"], asks=data["asks"], why=data["why"], news=data["news"], name="", born=clock.today()
        )


class SetupForm(forms.Form):
    """What the desk decides when it makes a round of support itself, for a proposal that came in otherwise."""

    threshold = forms.IntegerField(
        label=_("Hoeveel steun is nodig?"), min_value=10, max_value=100_000, initial=Settings().threshold,
        error_messages={"required": _("Vul in hoeveel steun nodig is."), "invalid": _("Schrijf een getal, zoals 400."),
                        "min_value": _("Kies een aantal van 10 tot en met 100.000."),
                        "max_value": _("Kies een aantal van 10 tot en met 100.000.")},
    )  # fmt: skip
    min_age = forms.IntegerField(
        label=_("Vanaf welke leeftijd?"), min_value=0, max_value=21, initial=Settings().min_age,
        error_messages={"required": _("Vul in vanaf welke leeftijd."), "invalid": _("Schrijf een getal, zoals 16."),
                        "min_value": _("Kies een leeftijd van 0 tot en met 21 jaar."),
                        "max_value": _("Kies een leeftijd van 0 tot en met 21 jaar.")},
    )  # fmt: skip
    mail = forms.BooleanField(
        label=_("Steun telt pas na een druk op de link in een mail"), required=False, initial=Settings().mail
    )
    why = forms.CharField(
        label=_("Waarom vraagt de indiener dit?"), required=False, max_length=4_500,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
