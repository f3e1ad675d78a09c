"""Forms of an assembly for residents, and its setup."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Channel
from brink.domain.contributions.proof_field import ask_proof
from brink.domain.participation.forms import KeyForm
from brink.domain.processes.forms.fields import DayField, EurosField
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.assembly.models import Target
from brink.instruments.assembly.round_settings import MOST_SEATS, Pick, Settings
from brink.instruments.assembly.services.signing_up import SignUpFacts
from brink.ui.templatetags.brink import content

YES, NO = "ja", "nee"
_ASKED = ((YES, _("ja")), (NO, _("nee")))
Choices = list[tuple[str, str | Promise]]


def _day(label: Any, help_text: Any = "") -> DayField:
    return DayField(label=label, required=False, help_text=help_text)


class SetupForm(forms.Form):
    """Seats, who may sign up, and where chance comes from. Its cleaned data are the settings of the round."""

    seats = forms.IntegerField(
        label=_("Hoeveel mensen loot u?"), min_value=2, max_value=MOST_SEATS, initial=100,
        error_messages={"required": _("Vul in hoeveel mensen u loot.")},
    )  # fmt: skip
    min_age = forms.IntegerField(label=_("Vanaf welke leeftijd?"), min_value=0, max_value=99, initial=16)
    signup_until = _day(
        _("Tot en met welke dag kan iemand zich aanmelden?"),
        _("Leeg: tot de laatste dag van de ronde. De ronde zelf loopt door tot het advies er is."),
    )
    letters_only = forms.BooleanField(
        label=_("Alleen wie een brief heeft gekregen, kan zich aanmelden"), required=False,
        help_text=_("Met een open link melden zich andere mensen aan dan met een brief. De quota maken dat goed."),
    )  # fmt: skip
    dates = forms.CharField(
        label=_("Wanneer zijn de zittingen?"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Alle dagen, zodat iemand vooraf weet of het kan."),
    )  # fmt: skip
    fee_cents = EurosField(label=_("Vergoeding per zitting"), required=False, help_text=_("In euro’s, zoals 135."))
    exclusions = forms.CharField(
        label=_("Wie kan niet meedoen?"), max_length=400, required=False,
        help_text=_("Bijvoorbeeld: wie over het onderwerp besluit of eraan werkt."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Waar komt het toeval vandaan?"), max_length=200, required=False,
        help_text=_("Een openbare bron na het vastleggen, zoals twintig worpen op het podium, of een trekking."),
    )  # fmt: skip
    pick = forms.ChoiceField(
        label=_("Wat wordt er getrokken?"), choices=Pick.choices, initial=Pick.HASH, widget=forms.RadioSelect
    )
    keep_days = forms.IntegerField(
        label=_("Hoeveel dagen na de loting wist u de gegevens van wie niet geloot is?"), min_value=1, max_value=365,
        initial=90, help_text=_("Van wie geloot is: zoveel dagen na het sluiten van de ronde."),
    )  # fmt: skip

    def clean_signup_until(self) -> str:
        """Return the day as it is stored."""
        day: date | None = self.cleaned_data["signup_until"]
        return day.isoformat() if day else ""

    def clean_fee_cents(self) -> int:
        """Return nothing as nought."""
        return int(self.cleaned_data["fee_cents"] or 0)


class SignUpForm(KeyForm):
    """What somebody fills in: three questions whether they can, the quotas, and how to reach them."""

    old_enough = forms.ChoiceField(label=_("Bent u oud genoeg?"), choices=_ASKED, widget=forms.RadioSelect)
    lives_here = forms.ChoiceField(label=_("Woont u hier?"), choices=_ASKED, widget=forms.RadioSelect)
    no_part = forms.ChoiceField(label=_("Kunt u vrij meepraten?"), choices=_ASKED, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Uw naam"), max_length=120, error_messages={"required": _("Vul uw naam in.")},
        help_text=_("Uw naam staat nergens op de site."), widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Uw postcode en huisnummer"), max_length=120,
        error_messages={"required": _("Vul uw postcode en huisnummer in.")},
        help_text=_("Zoals 9401 AB 12. Van elk adres loten wij hooguit één mens."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=254,
        error_messages={"invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")},
        help_text=_("Het hoeft niet. Zonder mail of telefoon sturen wij een brief."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telefoon"), required=False, max_length=40, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    needs = forms.CharField(
        label=_("Wat heeft u nodig om mee te doen?"), required=False, max_length=500,
        help_text=_("Bijvoorbeeld een tolk, vervoer of kinderopvang. Alleen wie u belt, leest dit."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Code uit uw brief"), required=False, max_length=120,
        help_text=_("Drie woorden, acht cijfers en een letter. Kreeg u geen brief? Laat dit dan leeg."),
    )  # fmt: skip

    def __init__(self, *args: Any, settings: Settings, targets: Sequence[Target], area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settings = settings
        self.categories = tuple(dict.fromkeys(one.category for one in targets))
        self.aliases = {category: f"feature_{n}" for n, category in enumerate(self.categories)}  # type: ignore[misc]
        for category in self.categories:
            choices: Choices = [("", _("Kies uit de lijst"))]
            choices += [(one.feature, one.feature) for one in targets if one.category == category]
            self.fields[self.aliases[category]] = forms.ChoiceField(
                label=category, choices=choices, error_messages={"required": _("Kies wat bij u past.")}
            )
        for name in ("old_enough", "lives_here", "no_part"):
            self.fields[name].error_messages["required"] = _("Kies ja of nee.")
        self.fields["old_enough"].label = _("Bent u %(age)s jaar of ouder?") % {"age": settings.min_age}
        self.fields["lives_here"].label = _("Woont u in %(area)s?") % {"area": area}
        self.fields["no_part"].help_text = content(settings.exclusions) if settings.exclusions else _(
            "Wie over dit onderwerp besluit of eraan werkt, doet niet mee."
        )
        if settings.letters_only:
            self.fields["code"].help_text = _(
                "Drie woorden, acht cijfers en een letter. U vindt hem boven in de brief."
            )

    def _refused(self, name: str, said: Any) -> str:
        value: str = self.cleaned_data[name]
        if value == NO:
            raise forms.ValidationError(said)
        return value

    def clean_old_enough(self) -> str:
        """Refuse who is too young."""
        said = _("Meedoen kan vanaf %(age)s jaar. U kunt het beraad wel volgen.") % {"age": self.settings.min_age}
        return self._refused("old_enough", said)

    def clean_lives_here(self) -> str:
        """Refuse who lives elsewhere."""
        return self._refused("lives_here", _("U woont buiten het gebied van deze vraag. Volgen kan wel."))

    def clean_no_part(self) -> str:
        """Refuse who decides or works on it."""
        return self._refused(
            "no_part", _("Wie zelf beslist of eraan werkt, doet niet mee. U kunt de bijeenkomsten volgen.")
        )

    @property
    def about_you(self) -> list[Any]:
        """Return the questions of the quotas, as the template draws them."""
        return [self[name] for name in self.aliases.values()]

    @property
    def said(self) -> SignUpFacts:
        """Return what was filled in."""
        data = self.cleaned_data
        features = {category: data[name] for category, name in self.aliases.items()}
        texts = {name: data[name] for name in ("name", "address", "email", "phone", "needs", "code")}
        return SignUpFacts(features=features, **texts)


class SpokenSignUpForm(SignUpForm):
    """A sign-up that somebody says to the desk."""

    channel = forms.ChoiceField(
        label=_("Hoe kwam de aanmelding binnen?"),
        choices=[(Channel.PHONE, _("aan de telefoon")), (Channel.VISIT, _("aan de balie of thuis"))],
        initial=Channel.PHONE, widget=forms.RadioSelect,
    )  # fmt: skip
    heard_on = DayField(label=_("Wanneer?"))

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_proof(self, round)

    def clean_heard_on(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["heard_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies de dag waarop de aanmelding binnenkwam."))
        return day
