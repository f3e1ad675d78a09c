"""The form on the site, and what a body decides when it plans a round of submissions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.forms import KeyForm
from brink.instruments.submission.models import Authorisation
from brink.instruments.submission.round_settings import ADDRESS, LEAST_WEEKS, MOST_WEEKS, NAME, TEXT, Basis
from brink.instruments.submission.services.sending import Filing, Signer
from brink.ui.forms import DateInput, needed

_DAY = {"invalid": _("Schrijf een dag zoals 3-4-2027.")}


def signers_in(text: str) -> list[Signer]:
    """Return who signs along: on each line a name, a comma and an address."""
    found = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        name, _comma, address = line.partition(",")
        found.append(Signer(name.strip(), address.strip()))
    return found


def filing_fields() -> dict[str, forms.Field]:
    """Return what is asked of every submission, on the site and at the desk alike."""
    return {
        "text": forms.CharField(
            label=_("Wat vindt u van het ontwerp, en waarom?"), max_length=TEXT, strip=False,
            widget=forms.Textarea(attrs={"rows": 10}),
            help_text=_("Noem het artikel of de pagina als u die weet. Meer punten? Geef ze een nummer."),
            error_messages={"required": _("Schrijf op wat u van het ontwerp vindt, en waarom.")},
        ),
        "name": forms.CharField(
            label=_("Naam"), max_length=NAME, widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": _("Een zienswijze kan niet zonder naam en adres. Vul uw naam in.")},
        ),
        "address": forms.CharField(
            label=_("Adres"), max_length=ADDRESS, help_text=_("Straat, nummer, postcode en plaats."),
            widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
            error_messages={
                "required": _("Een zienswijze kan niet zonder naam en adres. Vul uw adres in, met de plaats.")
            },
        ),
        "authorisation": forms.ChoiceField(
            label=_("Voor wie stuurt u dit in?"), choices=Authorisation.choices, initial=Authorisation.OWN,
            widget=forms.RadioSelect,
        ),
        "represented": needed(
            forms.CharField(label=_("Namens wie?"), required=False, max_length=ADDRESS,
                            help_text=_("De naam en het adres van die persoon of organisatie.")),
            _("nodig als u dit voor een ander instuurt"),
        ),
        "others": forms.CharField(
            label=_("Wie tekenen mee?"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Op elke regel één naam, een komma en het adres. Alleen als u dit samen instuurt."),
        ),
        "email": forms.EmailField(
            label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            help_text=_("Daar mailen wij het bewijs van ontvangst en ons antwoord. Zonder mail krijgt u een brief."),
            error_messages={"invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")},
        ),
        "phone": forms.CharField(
            label=_("Telefoon"), required=False, max_length=40, widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        ),
    }  # fmt: skip


def filing_of(data: dict[str, Any]) -> Filing:
    """Return what was filled in, as the service takes it."""
    first = Signer(data["name"], data["address"])
    return Filing(
        text=data["text"], signers=(first, *signers_in(data["others"])), email=data["email"], phone=data["phone"],
        authorisation=data["authorisation"], represented=data["represented"],
    )  # fmt: skip


class SendForm(KeyForm):
    """A submission on the site: the words, and who makes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(filing_fields())


def _line(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=300)


class SetupForm(forms.Form):
    """By which rule the term runs, and by which ways people may send something in."""

    basis = forms.ChoiceField(
        label=_("Welke regel geldt voor de termijn?"), choices=Basis.choices, initial=Basis.LAW,
        widget=forms.RadioSelect,
    )  # fmt: skip
    laid_open_on = forms.DateField(
        label=_("Vanaf welke dag ligt het ontwerp ter inzage?"), required=False, widget=DateInput, error_messages=_DAY
    )
    notice_on = forms.DateField(
        label=_("Op welke dag is de kennisgeving (het bericht dat het ontwerp ter inzage ligt) bekendgemaakt?"),
        required=False, widget=DateInput,
        error_messages=_DAY,
    )  # fmt: skip
    weeks = forms.IntegerField(
        label=_("Hoeveel weken?"), initial=LEAST_WEEKS, min_value=LEAST_WEEKS, max_value=MOST_WEEKS, required=False,
        error_messages={"min_value": _("De wet geeft ten minste zes weken. Kies zes of meer.")},
    )  # fmt: skip
    reference = _line(_("Kenmerk van het ontwerp"))
    reading = _line(_("Waar ligt het ontwerp?"), _("Een adres op internet, en een plek waar iemand het kan lezen."))
    electronic = forms.BooleanField(
        label=_("Een zienswijze kan ook via deze website"), required=False, initial=True,
        help_text=_(
            "Alleen als uw organisatie deze weg heeft opengesteld en dat in de kennisgeving (het officiële bericht) "
            "staat."
        ),
    )  # fmt: skip
    post = _line(_("Naar welk adres kan een brief?"))
    desk = _line(_("Hoe kan iemand mondeling reageren?"), _("Bijvoorbeeld een telefoonnummer voor een afspraak."))

    def clean(self) -> dict[str, Any]:
        """Ask by the law for both days from which it counts."""
        data = super().clean() or {}
        if data.get("basis") == Basis.LAW:
            if data.get("laid_open_on") is None and "laid_open_on" not in self.errors:
                self.add_error("laid_open_on", _("Kies vanaf welke dag het ontwerp ter inzage ligt."))
            if data.get("notice_on") is None and "notice_on" not in self.errors:
                said = _("De termijn begint pas als ook de kennisgeving (het officiële bericht) er is. Kies die dag.")
                self.add_error("notice_on", said)
        data["weeks"] = data.get("weeks") or LEAST_WEEKS
        return data
