"""Forms of the dialogue."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Destination, OutcomeCode
from brink.domain.contributions.proof_field import ask_proof
from brink.domain.participation.forms import KeyForm
from brink.domain.people.act_forms import ActForm
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.instruments.dialogue.round_settings import LEAST_SEEDS, MAP_FROM, TEXT_LIMIT
from brink.instruments.dialogue.services.statements import sentence
from brink.ui.forms import DateInput, needed


class SetupForm(forms.Form):
    """How a dialogue is set up. Its cleaned data are the settings of the round, plain JSON."""

    seeds = forms.CharField(
        label=_("Eerste zinnen"),
        help_text=_("Eén zin per regel, hooguit 140 tekens. Zet er zinnen bij waar u het zelf niet mee eens bent."),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=30_000,
    )
    own_statements = forms.BooleanField(label=_("Inwoners mogen zelf een zin toevoegen"), required=False, initial=True)
    moderation = forms.ChoiceField(
        label=_("Wanneer kijkt u zinnen van inwoners na?"),
        choices=[("before", _("voordat anderen ze zien")), ("after", _("nadat ze zijn geplaatst"))],
        initial="before",
        widget=forms.RadioSelect,
    )
    results = forms.ChoiceField(
        label=_("Wanneer is de kaart te zien?"),
        choices=[("live", _("tijdens de ronde, steeds na antwoorden van tien mensen")), ("closing", _("na afloop"))],
        initial="live",
        widget=forms.RadioSelect,
    )
    map_from = forms.IntegerField(
        label=_("Vanaf hoeveel mensen is er een kaart?"), min_value=MAP_FROM, max_value=10_000, initial=MAP_FROM
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = dict(kwargs.get("initial") or {})
        if isinstance(initial.get("seeds"), list | tuple):
            kwargs["initial"] = {**initial, "seeds": "\n".join(initial["seeds"])}
        super().__init__(*args, **kwargs)

    def clean_seeds(self) -> list[str]:
        """Return the sentences, each checked; says which line is wrong."""
        lines = [line for line in str(self.cleaned_data["seeds"]).splitlines() if line.strip()]
        sentences = []
        for number, line in enumerate(lines, start=1):
            try:
                sentences.append(sentence(line))
            except Refusal as refusal:
                raise forms.ValidationError(
                    _("Regel %(number)s: %(why)s"), params={"number": number, "why": str(refusal)}
                ) from refusal
        if len(set(sentences)) < LEAST_SEEDS:
            raise forms.ValidationError(
                _("Zet er ten minste %(count)s verschillende zinnen in."), params={"count": LEAST_SEEDS}
            )
        return list(dict.fromkeys(sentences))


class OwnForm(KeyForm):
    """A resident's own statement. `seen` says that the writer read the hints and wants to send it all the same."""

    text = forms.CharField(
        label=_("Uw zin"),
        help_text=_("Eén gedachte, hooguit 140 tekens. Anderen zeggen of zij het ermee eens zijn."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=TEXT_LIMIT,
        error_messages={"required": _("Schrijf eerst uw zin op.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Alleen om u ons antwoord te sturen. Niemand anders ziet het."),
        required=False,
        max_length=254,
    )
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def mark_seen(self) -> None:
        """Let the form that comes back say that the hints were shown."""
        self.data = {**self.data.dict(), "seen": "on"}  # type: ignore[attr-defined]


class PaperForm(ActForm):
    """What goes with the answers of a paper sheet."""

    reads_along = False

    heard_on = forms.DateField(label=_("Ingevuld op"), widget=DateInput())
    printed_code = forms.CharField(
        label=_("Volgcode op het formulier"),
        help_text=_("Drie woorden, acht cijfers en een letter. Leeg? Dan maakt Brink een code voor het bonnetje."),
        required=False,
        max_length=120,
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_proof(self, round)

    def clean_heard_on(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["heard_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies de dag waarop het formulier is ingevuld."))
        return day


class SeedForm(ActForm):
    """A statement of the body itself."""

    text = forms.CharField(label=_("Nieuwe zin"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))


class RewordForm(ActForm):
    """Another text for a statement."""

    text = forms.CharField(label=_("Nieuwe tekst"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label=_("Waarom"), max_length=1_000)


class RetireForm(ActForm):
    """Why a statement leaves the dialogue."""

    reason = forms.CharField(label=_("Waarom deze zin weg kan"), max_length=1_000)


NOT_HERE = (OutcomeCode.COLLECTIVE, OutcomeCode.PARKED, OutcomeCode.ELSEWHERE)
OUTCOMES = [(code.value, code.label) for code in OutcomeCode if code not in NOT_HERE]


class BodyAnswerForm(ActForm):
    """What the body did with one or several statements."""

    outcome = forms.ChoiceField(label=_("Wat gebeurde ermee?"), choices=[("", _("Kies")), *OUTCOMES])
    reason = forms.CharField(
        label=_("Reden"),
        help_text=_("Eén of twee gewone zinnen. De schrijver leest dit, en iedereen die antwoord gaf."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    not_adopted = needed(
        forms.CharField(
            label=_("Wat niet lukt, en waarom"),
            required=False,
            max_length=5_000,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        _("nodig bij ‘deels overgenomen’"),
    )
    destination = forms.ModelChoiceField(
        label=_("Waar is het terug te lezen?"), queryset=Destination.objects.none(), required=False
    )
    change_reason = needed(
        forms.CharField(label=_("Waarom het antwoord verandert"), required=False, max_length=1_000),
        _("nodig als er al een antwoord lag"),
    )

    def __init__(self, *args: Any, destinations: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if destinations is not None:
            field = self.fields["destination"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = destinations


class LandForm(ActForm):
    """What the body says to everybody who answered, above the answer to each statement."""

    reason = forms.CharField(
        label=_("Wat u tegen iedereen zegt"),
        help_text=_("Eén of twee zinnen. Daaronder leest ieder wat er met elke zin gebeurde."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
