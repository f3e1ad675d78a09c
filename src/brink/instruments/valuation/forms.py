"""The form of an advice: on the page, and by phone; and the options with their fields, as templates draw them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Channel
from brink.domain.contributions.proof_field import ask_proof
from brink.domain.participation.forms import KeyForm
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.valuation.package import OVERALL_LIMIT, REASON_LIMIT, Package
from brink.instruments.valuation.round_settings import (
    Door,
)
from brink.instruments.valuation.task import Option, Task
from brink.ui.forms import DateInput


class AdviceForm(KeyForm):
    """What a resident advises: a way of taking part, a level and a reason for each option, and words of the whole."""

    door = forms.ChoiceField(
        label=_("Hoe wilt u meedoen?"), choices=Door.choices, initial=Door.COMPOSE, widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe u wilt meedoen."), "invalid_choice": _("Kies hoe u wilt meedoen.")},
    )  # fmt: skip
    overall = forms.CharField(
        label=_("Waarom kiest u zo? Mist u iets?"), required=False, max_length=OVERALL_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Dat mag u overslaan."),
    )  # fmt: skip
    nothing = forms.BooleanField(label=_("Ja, er moet niets gebeuren"), required=False)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        for one in task.options:
            self.fields[f"level-{one.number}"] = _level(one)
            self.fields[f"why-{one.number}"] = forms.CharField(
                label=_("Waarom wel of niet?"), required=False, max_length=REASON_LIMIT
            )

    @property
    def levels(self) -> dict[int, int]:
        """Return the level of each option that was taken, as far as it could be read."""
        data = getattr(self, "cleaned_data", {})
        found = {one.number: int(data.get(f"level-{one.number}") or 0) for one in self.task.options}
        return {number: level for number, level in found.items() if level}

    @property
    def package(self) -> Package:
        """Return all that was said."""
        data = self.cleaned_data
        reasons = {one.number: data[f"why-{one.number}"] for one in self.task.options}
        return Package(data["door"], self.levels, reasons, data["overall"], data["nothing"])


def _level(option: Option) -> forms.Field:
    if len(option.steps) == 1:
        return forms.BooleanField(label=option.title, required=False)
    # In the order of the sheet of paper: what it can be, and last that it is not.
    choices = [*((str(at), step.label) for at, step in enumerate(option.steps, start=1)), ("0", _("niet"))]
    return forms.ChoiceField(
        label=option.title, required=False, choices=choices, initial="0", widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Kies een stap uit de lijst.")},
    )  # fmt: skip


def first_values(package: Package) -> dict[str, Any]:
    """Return an advice as the form shows it."""
    return {
        "door": package.door, "overall": package.overall, "nothing": package.nothing,
        **{f"level-{number}": level for number, level in package.levels.items()},
        **{f"why-{number}": text for number, text in package.reasons.items()},
    }  # fmt: skip


class SpokenAdviceForm(AdviceForm):
    """An advice that somebody says to the desk."""

    channel = forms.ChoiceField(
        label=_("Hoe kwam het advies binnen?"),
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
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies de dag waarop u het advies heeft gehoord."))
        return day


def levels_shown(form: AdviceForm, options: Sequence[Option]) -> list[dict[str, Any]]:
    """Return the options with their fields, as the template draws them."""
    return [
        {
            "option": one, "field": form[f"level-{one.number}"], "why": form[f"why-{one.number}"],
            "single": len(one.steps) == 1, "steps": (steps := _steps_shown(form.task, one)),
            "choices": list(zip(form[f"level-{one.number}"], steps, strict=False)) if len(one.steps) > 1 else [],
        }
        for one in options
    ]  # fmt: skip


def _steps_shown(task: Task, option: Option) -> list[dict[str, Any]]:
    return [
        {
            "label": step.label, "amount": task.said(step.amount), "raw": step.amount,
            "effects": [
                (effect.name, effect.said(span)) for effect, span in zip(task.effects, step.effects, strict=False)
            ],
            "spans": ";".join(f"{low},{high}" for low, high in step.effects),
        }
        for step in option.steps
    ]  # fmt: skip
