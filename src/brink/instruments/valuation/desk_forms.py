"""Forms of the desk: the setup of a round, one option, and what the body does with an option."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Destination, OutcomeCode
from brink.domain.people.act_forms import ActForm
from brink.foundation.errors import BadInput
from brink.instruments.valuation import typed_figures
from brink.instruments.valuation.round_settings import (
    MOST_AMOUNT,
    MOST_EFFECTS,
    MOST_STEPS,
    Kind,
    planned_content,
)
from brink.instruments.valuation.services.answering import NOT_HERE
from brink.instruments.valuation.task import Effect, Option, Step, Task
from brink.ui.forms import needed


class SetupForm(forms.Form):
    """The limit of a question and the effects that every option tells. Its options have pages of their own.

    Its cleaned data are the settings of the round, plain JSON; options that are there stay.
    """

    kind = forms.ChoiceField(
        label=_("Wat is de grens?"), choices=Kind.choices, initial=Kind.BUDGET, widget=forms.RadioSelect,
        help_text=_("Kies vroeg: de hele vraag hangt ervan af."),
    )  # fmt: skip
    amount = forms.CharField(
        label=_("Hoeveel?"), max_length=30, help_text=_("In euro’s, zoals 60.000, of in uw eigen maat, zoals 12."),
        error_messages={"required": _("Vul in hoeveel er te verdelen of te halen is.")},
    )  # fmt: skip
    unit = needed(
        forms.CharField(label=_("Waarin telt u?"), required=False, max_length=40, help_text=_("Zoals: uur per week.")),
        _("nodig als het geen euro’s zijn"),
    )
    rest = forms.CharField(
        label=_("Waar gaat naartoe wat overblijft?"), required=False, max_length=120,
        help_text=_("Mensen lezen dit onder hun keuzes. Zoals: het budget van volgend jaar."),
    )  # fmt: skip
    experts = forms.CharField(
        label=_("Aan welke deskundigen kan iemand het overlaten?"), required=False, max_length=120,
        help_text=_("Een functie, geen naam. Zoals: de verkeerskundigen van de provincie."),
    )  # fmt: skip
    effects = forms.CharField(
        label=_("Welke gevolgen heeft elke optie?"), required=False, max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hooguit drie, elk op een eigen regel, met de maat na een puntkomma. Zoals: reizigers; per week."),
    )  # fmt: skip
    tried = forms.BooleanField(
        label=_("Vijf inwoners hebben de vraag geprobeerd, van wie twee op papier"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = dict(kwargs.get("initial") or {})
        self._task = Task.from_data(planned_content(initial))
        if "task" in initial:
            kwargs["initial"] = {**initial, **self._shown()}
        super().__init__(*args, **kwargs)

    def _shown(self) -> dict[str, Any]:
        task = self._task
        lines = [f"{one.name}; {one.unit}" if one.unit else one.name for one in task.effects]
        amount = typed_figures.written(task.amount, euros=task.in_euros) if task.amount else ""
        return {
            "kind": task.kind, "amount": amount, "unit": task.unit, "rest": task.rest, "experts": task.experts,
            "effects": "\n".join(lines), "tried": task.tried,
        }  # fmt: skip

    def clean_effects(self) -> tuple[Effect, ...]:
        """Read the effects; refuse too many, and another number of them once options tell theirs."""
        found = []
        for line in str(self.cleaned_data["effects"]).splitlines():
            name, _semicolon, unit = line.partition(";")
            if name.strip():
                found.append(Effect(name.strip()[:60], unit.strip()[:30]))
        if len(found) > MOST_EFFECTS:
            raise forms.ValidationError(gettext("Noem hooguit drie gevolgen. Meer leest niemand."))
        if self._task.options and len(found) != len(self._task.effects):
            raise forms.ValidationError(
                gettext("Er staan al opties met gevolgen. U kunt ze anders noemen, maar niet meer of minder maken.")
            )
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        """Return the whole question as plain data, with the options that are there."""
        data: dict[str, Any] = super().clean() or {}
        kind, amount = data.get("kind", Kind.BUDGET), None
        if self._task.options and kind != self._task.kind and Kind.BUDGET in (kind, self._task.kind):
            self.add_error("kind", gettext("Er staan al opties met bedragen. Haal die eerst weg, of begin opnieuw."))
        if "amount" in data:
            try:
                amount = typed_figures.amount(data["amount"], euros=kind == Kind.BUDGET)
            except BadInput as wrong:
                self.add_error("amount", str(wrong))
            else:
                if not 0 < amount <= MOST_AMOUNT:
                    self.add_error("amount", gettext("Vul in hoeveel er te verdelen of te halen is: meer dan 0."))
        if kind != Kind.BUDGET and not data.get("unit"):
            self.add_error("unit", gettext("Schrijf op waarin u telt, zoals: uur per week."))
        if self.errors:
            return data
        task = Task(
            kind, amount or 0, data.get("unit", "") if kind != Kind.BUDGET else "", data.get("rest", ""),
            data.get("experts", ""), bool(data.get("tried")), data["effects"], self._task.options,
        )  # fmt: skip
        return {"task": task.as_data()}


class OptionForm(ActForm):
    """One option at the desk: what it is, up to three steps with what they take and bring about, and the source."""

    def __init__(self, *args: Any, task: Task, option: Option | None = None, **kwargs: Any) -> None:
        if option is not None:
            kwargs["initial"] = {**typed_figures.typed(task, option), **(kwargs.get("initial") or {})}
        self.task = task
        super().__init__(*args, **kwargs)
        self.fields |= _about()
        for step in range(1, MOST_STEPS + 1):
            self.fields |= _step_fields(task, step)
        self.fields |= _sources()
        others = [(str(one.number), one.title) for one in task.options if option is None or one.number != option.number]
        if others:
            self.fields["not_with"] = forms.MultipleChoiceField(
                label=_("Met welke opties kan dit niet samen?"), required=False, choices=others,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("Kies een optie uit de lijst.")},
            )  # fmt: skip
            self.fields["needs"] = forms.ChoiceField(
                label=_("Welke optie is hiervoor nodig?"), required=False, choices=[("", _("geen")), *others],
                error_messages={"invalid_choice": _("Kies een optie uit de lijst.")},
            )  # fmt: skip

    def option(self) -> Option:
        """Return what was typed; raises BadInput at the field that must be mended."""
        data, steps = self.cleaned_data, list[Step]()
        for at in range(1, MOST_STEPS + 1):
            if at > 1 and not data[f"amount_{at}"].strip():
                continue
            figures = [data[f"effects_{at}_{place}"] for place in range(1, len(self.task.effects) + 1)]
            steps.append(typed_figures.step(self.task, at, data[f"label_{at}"], data[f"amount_{at}"], figures))
        return Option(
            0, data["title"], data["what"], tuple(steps), data["source"], data["checked"],
            tuple(int(one) for one in data.get("not_with", ())), int(data.get("needs") or 0),
        )  # fmt: skip


def _about() -> dict[str, forms.Field]:
    return {
        "title": forms.CharField(
            label=_("Titel"), max_length=60, error_messages={"required": _("Geef de optie een titel.")}
        ),
        "what": forms.CharField(
            label=_("Wat is het?"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Hooguit veertig woorden, en ongeveer even lang als bij de andere opties."),
        ),
    }  # fmt: skip


def _step_fields(task: Task, at: int) -> dict[str, forms.Field]:
    numbered = {"n": at}
    what = gettext("Wat levert stap %(n)s op?") if task.is_goal else gettext("Wat kost stap %(n)s?")
    found: dict[str, forms.Field] = {
        f"label_{at}": forms.CharField(
            label=gettext("Stap %(n)s heet") % numbered, required=False, max_length=30,
            help_text=gettext("Zoals: beetje, of veel. Leeg mag als er één stap is.") if at == 1 else "",
        ),
        f"amount_{at}": forms.CharField(
            label=what % numbered, required=at == 1, max_length=30,
            help_text=gettext("In euro’s, zoals 150.000.") if task.in_euros else task.unit,
            error_messages={"required": gettext("Vul in wat dit kost of oplevert: meer dan 0.")},
        ),
    }  # fmt: skip
    for place, effect in enumerate(task.effects, start=1):
        found[f"effects_{at}_{place}"] = forms.CharField(
            label=f"{effect.name} ({gettext('stap %(n)s') % numbered})", required=False, max_length=40,
            help_text=" ".join(filter(None, (effect.unit, gettext("Een getal, of een schatting zoals 10-14.")))),
        )  # fmt: skip
    return found


def _sources() -> dict[str, forms.Field]:
    return {
        "source": needed(
            forms.CharField(
                label=_("Waar komen deze getallen vandaan?"), required=False, max_length=200,
                help_text=_("Iedereen leest dit bij de optie. Zoals: raming Qbuzz, mei 2026."),
            ),
            _("nodig voor u de ronde vrijgeeft"),
        ),
        "checked": forms.CharField(
            label=_("Wie heeft de getallen nagekeken?"), required=False, max_length=80,
            help_text=_("Een functie, geen naam. Zoals: de rekenkamer."),
        ),
    }  # fmt: skip


OUTCOMES = [(code.value, code.label) for code in OutcomeCode if code not in NOT_HERE]


class AnswerForm(ActForm):
    """What the body does with one option, and with what people wrote at it."""

    outcome = forms.ChoiceField(label=_("Wat doet het bestuur hiermee?"), choices=[("", _("Kies")), *OUTCOMES])
    reason = forms.CharField(
        label=_("Waarom? En wat heeft u in de redenen van mensen gelezen?"), max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Iedereen leest dit als het antwoord is verstuurd."),
        error_messages={"required": _("Schrijf de reden op, in minstens één zin.")},
    )  # fmt: skip
    not_adopted = needed(
        forms.CharField(
            label=_("Wat niet lukt, en waarom"), required=False, max_length=4_000,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        _("nodig bij ‘deels overgenomen’"),
    )  # fmt: skip
    destination = forms.ModelChoiceField(
        label=_("Waar is het terug te lezen?"), queryset=Destination.objects.none(), required=False
    )
    change_reason = needed(
        forms.CharField(label=_("Waarom het antwoord verandert"), required=False, max_length=1_000),
        _("nodig als mensen het al lazen"),
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["destination"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = places
