"""Forms of the decision desk. They check shape; the services decide."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from brink.domain.commitments.forms import PromisedForm
from brink.domain.decisions.models import Decision, DecisionKind, MinorityNote, WeighingLine
from brink.domain.decisions.principles import PRINCIPLES
from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Organ
from brink.domain.processes.models import Process
from brink.domain.records.forms import OwnerField
from brink.foundation.organs import DECIDING
from brink.ui.forms import DateInput, needed, say_limits


class StartForm(ActForm):
    """Start a decision record."""

    title = forms.CharField(label=_("Titel van het besluit"), max_length=200)
    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("Wie besluit"))
    on = forms.DateField(label=_("Op welke dag"), widget=DateInput)

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.filter(tenant_id=process.tenant_id, role__in=DECIDING)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]


class PartForm(forms.BaseForm):
    """A part of a page that is saved whole: it carries what it was shown with, so that it knows what somebody typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.carry_initial()

    def carry_initial(self) -> None:
        """Send along what each field was shown with."""
        say_limits(self.fields)
        for field in self.fields.values():
            field.show_hidden_initial = True


class TextForm(PartForm, forms.ModelForm):  # type: ignore[type-arg]
    """The texts of a decision."""

    class Meta:
        model = Decision
        fields = ("title", "on", "kind", "question", "competence", "text", "explanation", "evaluation_on")
        widgets = {"on": DateInput, "evaluation_on": DateInput, "text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "competence": _("Bijvoorbeeld: artikel 105 Provinciewet."),
            "explanation": _("Ten hoogste 150 woorden. Schrijf zoals u het aan uw buurvrouw uitlegt."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = DecisionKind.objects.filter(tenant=self.instance.tenant_id)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["kind"].empty_label = _("Niet genoemd")  # type: ignore[attr-defined]
        for name in ("competence", "text", "explanation", "evaluation_on"):
            needed(self.fields[name], _("nodig voor het op de site komt"))


class OptionForm(PartForm, forms.Form):
    """One option on the table."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Keuze"), max_length=200)
    consequences = forms.CharField(label=_("Gevolgen"), widget=forms.Textarea(attrs={"rows": 2}))
    nothing = forms.BooleanField(label=_("Dit is ‘niets doen’"), required=False)
    chosen = forms.BooleanField(label=_("Dit is het geworden"), required=False)


# Rows of a list are known by their id: a formset is told its rows when it is shown, and never when it comes back.
OptionFormSet = forms.formset_factory(OptionForm, extra=2, can_delete=True, max_num=12, absolute_max=40)


class LineForm(PartForm, forms.Form):
    """One weighing line."""

    who = forms.CharField(label=_("Wie"), max_length=160)
    norm_side = forms.CharField(label=_("Regels en cijfers"), widget=forms.Textarea(attrs={"rows": 2}))
    value_side = forms.CharField(label=_("Gevoel en waarde"), widget=forms.Textarea(attrs={"rows": 2}))
    weight = forms.ChoiceField(label=_("Gewicht"), choices=WeighingLine.Weight.choices, widget=forms.RadioSelect)
    done = forms.CharField(label=_("Wat is ermee gedaan"), widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label=_("Waarom"), widget=forms.Textarea(attrs={"rows": 2}))


class DilemmaForm(PartForm, forms.Form):
    """One dilemma."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Dilemma"), widget=forms.Textarea(attrs={"rows": 2}))
    choice = forms.CharField(label=_("Wat gaf de doorslag"), widget=forms.Textarea(attrs={"rows": 2}))


DilemmaFormSet = forms.formset_factory(DilemmaForm, extra=1, can_delete=True, max_num=12, absolute_max=40)


MINORITY_FIELDS = ("argument", "holders", "adopted", "not_further", "softening", "none_found", "method")


class MinorityForm(PartForm, forms.Form):
    """The minority note, with the fields of its model. The service says what is missing, with a sentence for each box.

    No form of the model: that would check the constraint first, which has one sentence for all boxes together.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("argument", "adopted", "not_further", "softening", "method")
        widgets: dict[str, type[forms.Widget] | forms.Widget] = {
            name: forms.Textarea(attrs={"rows": 2}) for name in names
        }
        helps: dict[str, Any] = {
            "argument": _(
                "Neem een zin letterlijk over uit een bijdrage. Dan staat hij tussen aanhalingstekens, als woorden van "
                "hen. Schrijft u het zelf op, dan staat erbij dat het een samenvatting van de balie is."
            )
        }
        self.fields.update(fields_for_model(MinorityNote, MINORITY_FIELDS, widgets=widgets, help_texts=helps))
        for name in ("argument", "holders", "adopted", "not_further", "softening"):
            needed(self.fields[name], _("nodig als er een afwijkende groep is"))
        needed(self.fields["none_found"], _("kies dit als er geen afwijkende groep is"))
        needed(self.fields["method"], _("nodig als er geen afwijkende groep is"))
        self.carry_initial()


class AdviceForm(PartForm, forms.Form):
    """Whether residents' advice is followed."""

    followed = forms.TypedChoiceField(
        label=_("Volgt het besluit het advies van inwoners?"),
        choices=((1, _("Ja")), (0, _("Nee of deels"))),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Waarom"), widget=forms.Textarea(attrs={"rows": 3}))


class PrinciplesForm(PartForm, forms.Form):
    """The principles of good government, one by one: does it hold, or where not and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in PRINCIPLES:
            self.fields[one.key] = needed(
                forms.ChoiceField(
                    label=capfirst(str(one.name)), help_text=f"{one.asks} ({one.source})", required=False,
                    choices=(("yes", _("Ja, dat klopt")), ("no", _("Niet overal"))), widget=forms.RadioSelect,
                ),
                _("nodig voor het op de site komt"),
            )  # fmt: skip
            self.fields[f"{one.key}_why"] = needed(
                forms.CharField(
                    label=_("Waar niet, en waarom?"), required=False,
                    # A field without words shows its placeholder: by that the style sheet knows.
                    widget=forms.Textarea(attrs={"rows": 2, "placeholder": " "}),
                ),
                _("nodig bij ‘Niet overal’"),
            )
        self.carry_initial()

    @staticmethod
    def as_it_stands(answers: Mapping[str, str]) -> dict[str, str]:
        """Return what the form starts from."""
        start = {f"{key}_why": str(but) for key, but in answers.items()}
        return start | {key: "no" if but else "yes" for key, but in answers.items()}

    def clean(self) -> dict[str, Any]:
        """Ask for the why of a "not"; with a "yes" nobody would read one, so it is not lost without a word."""
        data = super().clean() or {}
        for one in PRINCIPLES:
            why = f"{one.key}_why"
            if data.get(one.key) == "no" and not data.get(why):
                self.add_error(why, _("Schrijf op waar het niet klopt, en waarom."))
            elif data.get(one.key) != "no" and data.get(why):
                self.add_error(why, _("U heeft iets opgeschreven. Kies ‘Niet overal’, of maak dit vak leeg."))
        return data

    def answers(self) -> dict[str, str]:
        """Return what was answered, as the act takes it; nothing of what was left open."""
        data = self.cleaned_data
        return {one.key: data[f"{one.key}_why"] for one in PRINCIPLES if data[one.key]}


class VoteForm(PartForm, forms.Form):
    """The vote of one fractie: one of those that were there that day, or a name where an organ has none."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    group = forms.CharField(label=_("Fractie"), max_length=80)
    in_favour = forms.IntegerField(label=_("Voor"), min_value=0, max_value=200)
    against = forms.IntegerField(label=_("Tegen"), min_value=0, max_value=200)


    def __init__(self, *args: Any, names: Mapping[str, Any] | None = None, start: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if names is not None:
            # A name that is in no list any more stays to be seen, and is refused with a sentence when it is sent.
            held = str(self["group"].value() or "") if self.is_bound or self.initial else ""
            choices = {"": _("Kies"), **({held: held} if held else {}), **names}
            self.fields["group"].widget = forms.Select(choices=list(choices.items()))
            self.fields["group"].show_hidden_initial = True
        if start:
            self.initial["group"] = start


class VotesFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The votes per fractie. Of each fractie that was there and has no votes yet, an open row stands ready."""

    def __init__(self, *args: Any, names: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self._names = names
        held = {str(one.get("group", "")).lower() for one in kwargs.get("initial") or ()}
        self._ready = [name for name in names or () if name.lower() not in held]
        self.extra = len(self._ready) if names is not None else 3
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Give each row the fracties to choose from, and each open row one of those."""
        ready = index - self.initial_form_count() if index is not None and not self.is_bound else -1
        start = self._ready[ready] if 0 <= ready < len(self._ready) and self._names is not None else ""
        return {**super().get_form_kwargs(index), "names": self._names, "start": start}


VoteFormSet: Any = forms.formset_factory(
    VoteForm, formset=VotesFormSet, extra=3, can_delete=True, max_num=30, absolute_max=60
)


class PolicyForm(PartForm, forms.Form):
    """A departure from standing policy."""

    rule = forms.CharField(label=_("Van welk beleid wijkt u af"), max_length=200)
    reason = forms.CharField(label=_("Waarom"), widget=forms.Textarea(attrs={"rows": 2}))
    precedent = forms.CharField(
        label=_("Wat betekent dit voor een volgende keer"), widget=forms.Textarea(attrs={"rows": 2})
    )


class PromiseForm(PartForm, PromisedForm):
    """A promise that is made with a decision."""

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, OwnerField)
        owner.offer(body)
