"""Forms of a budget: its setup, the ballot, and what the desk says of a plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Channel
from brink.domain.contributions.proof_field import ask_proof
from brink.domain.participation.forms import KeyForm
from brink.domain.people.act_forms import ActForm
from brink.domain.processes.forms.fields import EurosField
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.budget.models import Feasibility, Plan
from brink.instruments.budget.round_settings import MOST_AMOUNT, MOST_PLANS, MOST_POINTS, Counting, Form
from brink.instruments.budget.services.plans import PlanFacts
from brink.ui.forms import DateInput, needed

BLANK = [
    (Feasibility.FEASIBLE.value, _("ja")),
    (Feasibility.INFEASIBLE.value, _("nee, dit kan niet")),
    ("", _("nog niet nagegaan")),
]


class SetupForm(forms.Form):
    """The amount and the rule of a budget. Its cleaned data are the settings of the round, plain JSON."""

    amount_cents = EurosField(
        label=_("Hoeveel geld is er te verdelen?"), help_text=_("In euro’s, zoals 60.000."),
        error_messages={"required": _("Vul in hoeveel geld er is, zoals 60.000.")},
    )  # fmt: skip
    form = forms.ChoiceField(
        label=_("Hoe stemmen mensen?"), choices=Form.choices, initial=Form.APPROVAL, widget=forms.RadioSelect,
        help_text=_("Aankruisen is het makkelijkst, ook op papier."),
    )  # fmt: skip
    counting = forms.ChoiceField(
        label=_("Hoe telt u?"), choices=Counting.choices, initial=Counting.SHARES, widget=forms.RadioSelect,
        help_text=_(
            "Bij gelijke delen krijgt elk mens een even groot deel van het geld. "
            "Zo winnen ook plannen van een kleinere groep."
        ),
    )  # fmt: skip
    least = forms.IntegerField(
        label=_("Hoeveel plannen moet iemand ten minste kiezen?"), required=False, min_value=0, max_value=MOST_PLANS,
        initial=1, help_text=_("Bij 0 mag iemand ook zeggen: geen van deze plannen."),
    )  # fmt: skip
    most = forms.IntegerField(
        label=_("Hoeveel plannen mag iemand hooguit kiezen?"), required=False, min_value=0, max_value=MOST_PLANS,
        initial=5, help_text=_("Leeg of 0: zoveel als iemand wil."),
    )  # fmt: skip
    within = forms.BooleanField(label=_("Wat iemand kiest, moet samen binnen het bedrag passen"), required=False)
    open_ballots = forms.BooleanField(
        label=_("Alle stembriefjes komen na het sluiten op de site, zonder naam"), required=False,
        help_text=_(
            "Dan kan iedereen natellen. Mensen lezen dit voor zij stemmen. Bij minder dan tien blijven ze dicht."
        ),
    )  # fmt: skip
    points = needed(
        forms.IntegerField(
            label=_("Hoeveel punten heeft ieder?"), required=False, min_value=1, max_value=MOST_POINTS, initial=10,
        ),
        _("alleen bij punten verdelen"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse bounds that no ballot can keep."""
        data: dict[str, Any] = super().clean() or {}
        least, most = data.get("least") or 0, data.get("most") or 0
        if most and least > most:
            self.add_error("least", _("Dit is meer dan iemand hooguit mag kiezen. Kies een lager getal."))
        if data.get("form") == Form.POINTS and least > (data.get("points") or 0):
            self.add_error("points", _("Geef ten minste zoveel punten als er plannen gekozen moeten worden."))
        return data

    def clean_amount_cents(self) -> int:
        """Refuse nothing, and what no body has."""
        cents: int | None = self.cleaned_data["amount_cents"]
        if not cents or not 0 < cents <= MOST_AMOUNT:
            raise forms.ValidationError(_("Vul in hoeveel geld er is, zoals 60.000."))
        return cents


class BallotForm(KeyForm):
    """One field a plan: a box, points or a place."""

    def __init__(self, *args: Any, plans: Sequence[Plan], kind: str, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for plan in plans:
            self.fields[f"plan-{plan.number}"] = _mark(plan, kind, most)

    @property
    def marks(self) -> dict[int, int]:
        """Return what stands at each plan, without those where nothing stands."""
        found = {name: self.cleaned_data.get(name) for name in self.fields if name.startswith("plan-")}
        return {int(name.removeprefix("plan-")): int(mark) for name, mark in found.items() if mark}


def _mark(plan: Plan, kind: str, most: int) -> forms.Field:
    if kind == Form.APPROVAL:
        return forms.BooleanField(label=plan.title, required=False)
    asks = _("Punten") if kind == Form.POINTS else _("Plaats (1 is het liefst)")
    whole = _("Vul een heel getal in, of laat het leeg.")
    return forms.IntegerField(
        label=asks, required=False, min_value=0, max_value=most,
        error_messages={
            "invalid": whole, "min_value": _("Minder dan 0 kan niet. Vul een heel getal in, of laat het leeg."),
            "max_value": _("Zo hoog kan niet. Vul hooguit %(limit_value)s in."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class SpokenBallotForm(BallotForm):
    """A ballot that somebody says to the desk."""

    channel = forms.ChoiceField(
        label=_("Hoe kwam de stem binnen?"),
        choices=[(Channel.PHONE, _("aan de telefoon")), (Channel.VISIT, _("aan de balie of thuis"))],
        initial=Channel.PHONE, widget=forms.RadioSelect,
    )  # fmt: skip
    heard_on = forms.DateField(label=_("Wanneer?"), widget=DateInput())

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_proof(self, round)

    def clean_heard_on(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["heard_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies de dag waarop u de stem heeft gehoord."))
        return day


class PlanForm(ActForm):
    """What the desk says of a plan."""

    title = forms.CharField(
        label=_("Titel"), max_length=200, error_messages={"required": _("Geef het plan een titel.")}
    )
    description = forms.CharField(
        label=_("Wat is het plan?"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Een of twee zinnen, zoals ze op het stembriefje staan."),
    )  # fmt: skip
    cost_cents = EurosField(
        label=_("Wat kost het?"),
        required=False,
        help_text=_("In euro’s. Zonder bedrag komt het niet op het stembriefje."),
    )
    place = forms.CharField(label=_("Waar?"), required=False, max_length=160)
    theme = forms.CharField(label=_("Onderwerp"), required=False, max_length=80)
    feasibility = forms.ChoiceField(
        label=_("Is het haalbaar?"), choices=BLANK, required=False, widget=forms.RadioSelect, initial=""
    )
    feasibility_reason = needed(
        forms.CharField(
            label=_("Uitleg"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Iedereen leest dit bij het plan."),
        ),
        _("nodig als het niet kan"),
    )  # fmt: skip
    position = forms.IntegerField(
        label=_("Plaats in de lijst"), required=False, min_value=1, max_value=MOST_PLANS,
        help_text=_("Leeg: achteraan. Op internet ziet ieder een andere volgorde."),
    )  # fmt: skip

    @property
    def facts(self) -> PlanFacts:
        """Return what was typed."""
        names = ("title", "description", "cost_cents", "place", "theme", "feasibility", "feasibility_reason")
        return PlanFacts(
            **{name: self.cleaned_data[name] for name in names}, position=self.cleaned_data["position"] or 0
        )


class ChangeForm(PlanForm):
    """Other words for a plan, and why."""

    why = needed(
        forms.CharField(label=_("Waarom verandert het?"), required=False, max_length=200),
        _("nodig zodra de ronde is vrijgegeven"),
    )


class RemoveForm(ActForm):
    """Why a plan leaves the list."""

    reason = forms.CharField(
        label=_("Waarom gaat dit plan van de lijst?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Schrijf op waarom. Wie dit plan koos, leest de reden.")},
    )  # fmt: skip
