"""Forms of the desk: one question, the setup of a round, what was read, weights, and how a survey was made."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.instruments.survey.editing import Draft, draft_of
from brink.instruments.survey.questions import (
    KIND_NAMES,
    MOST_POINTS,
    SPECIAL,
    TOPIC_NAMES,
    Kind,
    Question,
    Questionnaire,
    Topic,
)
from brink.instruments.survey.services import Account
from brink.instruments.survey.starts import START_NAMES, questions_to_start_with
from brink.ui.forms import DateInput, needed

_WHOLE = {"invalid": _("Vul een heel getal in.")}


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, error_messages=_WHOLE, **more)


class QuestionForm(ActForm):
    """One question as the clerk writes it. What does not belong to the chosen kind of answer is passed over."""

    text = forms.CharField(
        label=_("De vraag"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Hooguit dertig woorden. Vraag één ding tegelijk."),
        error_messages={"required": _("Schrijf de vraag op.")},
    )  # fmt: skip
    help = forms.CharField(label=_("Uitleg onder de vraag"), required=False, max_length=400)
    topic = forms.ChoiceField(
        label=_("Waar gaat de vraag over?"), choices=list(TOPIC_NAMES.items()), initial=Topic.OPINION,
        widget=forms.RadioSelect,
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Wat voor antwoord vraagt u?"), choices=list(KIND_NAMES.items()), initial=Kind.ONE,
        widget=forms.RadioSelect,
    )  # fmt: skip
    options = needed(
        forms.CharField(
            label=_("Antwoorden"), required=False, max_length=3_000, widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("Elk antwoord op een eigen regel."),
        ),
        _("nodig bij één of meer keuzes"),
    )  # fmt: skip
    points = needed(
        _number(_("Aantal punten"), min_value=3, max_value=MOST_POINTS, initial=5), _("nodig bij een schaal")
    )
    low = needed(forms.CharField(label=_("Wat betekent 1?"), required=False, max_length=80), _("nodig bij een schaal"))
    high = needed(
        forms.CharField(label=_("Wat betekent het hoogste punt?"), required=False, max_length=80),
        _("nodig bij een schaal"),
    )
    least = needed(_number(_("Kleinste getal"), initial=0), _("nodig bij een getal"))
    most = needed(_number(_("Grootste getal"), initial=100), _("nodig bij een getal"))
    unit = forms.CharField(label=_("Waarin telt u?"), required=False, max_length=40, help_text=_("Bijvoorbeeld: jaar."))
    specials = forms.MultipleChoiceField(
        label=_("Wat mag iemand ook antwoorden?"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(code), words) for code, words in SPECIAL.items()], initial=["97"],
    )  # fmt: skip
    required = forms.BooleanField(
        label=_("Zonder antwoord kan iemand niet verder"), required=False,
        help_text=_("Kan alleen als iedereen de vraag krijgt."),
    )  # fmt: skip
    new_page = forms.BooleanField(label=_("Begint op een nieuwe pagina"), required=False)
    when = forms.MultipleChoiceField(
        label=_("Alleen vragen aan wie eerder dit antwoordde"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies de voorwaarde opnieuw.")},
    )  # fmt: skip
    every = forms.ChoiceField(
        label=_("Kiest u antwoorden bij meer vragen?"), required=False, widget=forms.RadioSelect, initial="all",
        choices=(("all", _("Het moet bij al die vragen kloppen")), ("any", _("Eén van die vragen is genoeg"))),
    )  # fmt: skip

    def __init__(
        self, *args: Any, questionnaire: Questionnaire, question: Question | None = None, **kwargs: Any
    ) -> None:
        if question is not None:
            kwargs["initial"] = {**draft_of(question), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        earlier: list[Question] = []
        for one in questionnaire:
            if question is not None and one.key == question.key:
                break
            earlier.append(one)
        numbers = questionnaire.numbers
        choices = [
            (f"{one.key}:{code}", f"{numbers[one.key]}. {one.text} {words}")
            for one in earlier if one.closed for code, words in one.labels.items()
        ]  # fmt: skip
        if choices:
            self.fields["when"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["when"], self.fields["every"]

    def draft(self) -> Draft:
        """Return what was typed."""
        data = self.cleaned_data
        return Draft(
            text=data["text"], kind=data["kind"], topic=data["topic"], help=data["help"], options=data["options"],
            points=data["points"] or 0, low=data["low"], high=data["high"], least=data["least"] or 0,
            most=data["most"] or 0, unit=data["unit"], specials=tuple(int(one) for one in data["specials"]),
            required=data["required"], new_page=data["new_page"], when=tuple(data.get("when") or ()),
            every=data.get("every") != "any",
        )  # fmt: skip


class SetupForm(forms.Form):
    """What a body decides when it plans a survey: with which questions it begins. The rest has pages of its own."""

    start = forms.ChoiceField(
        label=_("Waarmee begint u?"), choices=list(START_NAMES.items()), initial="empty", required=False,
        widget=forms.RadioSelect, help_text=_("De vragen kiest en verandert u daarna."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._questions = (self.initial or {}).get("questions")
        if self._questions is not None:
            del self.fields["start"]

    def clean(self) -> dict[str, Any]:
        """Keep the questions that are there, or begin with those that were chosen."""
        data: dict[str, Any] = super().clean() or {}
        if self._questions is not None:
            return {"questions": self._questions}
        return {"questions": questions_to_start_with(data.get("start") or "empty").as_data()}


class WordsForm(ActForm):
    """What was read in the own words at one question."""

    text = forms.CharField(
        label=_("Wat las u, en wat doet u ermee?"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Iedereen die hier iets schreef, leest dit met de volgcode."),
        error_messages={"required": _("Schrijf op wat u heeft gelezen en wat u ermee doet.")},
    )  # fmt: skip


class MarginsForm(ActForm):
    """Figures of the population, typed or as a file."""

    file = forms.FileField(
        label=_("Bestand"), required=False, allow_empty_file=True, help_text=_("CSV, hooguit 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )  # fmt: skip
    margins = forms.CharField(
        label=_("Aantallen in de bevolking"), required=False, strip=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("Vul achter elk antwoord het aantal mensen in. Regels zonder aantal tellen niet mee."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Waar komen de aantallen vandaan?"), max_length=200,
        error_messages={"required": _("Schrijf op waar de cijfers vandaan komen.")},
    )  # fmt: skip
    dated_on = forms.DateField(label=_("Van welke dag zijn ze?"), widget=DateInput)


def _account(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AccountForm(ActForm):
    """How the survey was made: six things that nobody can compute."""

    aim = _account(_("Doel en opzet"), _("Wat wilde u weten, en hoe pakte u het aan?"))
    maker = _account(_("Wie het maakte"), _("Wie heeft opdracht gegeven, en wie heeft de vragen geschreven?"))
    population = _account(_("Over wie het gaat"), _("Bijvoorbeeld: inwoners van 18 jaar en ouder."))
    sample = _account(_("Hoe mensen werden gevraagd"), _("Met een brief, een panel, of een open link?"))
    processing = _account(_("Hoe u de antwoorden nakeek"), _("Wat deed u met fouten en dubbele formulieren?"))
    limits = _account(_("Wat niemand eruit mag halen"), _("Voor wie of wat geldt de uitkomst niet?"))

    def account(self) -> Account:
        """Return what was typed."""
        names = ("aim", "maker", "population", "sample", "processing", "limits")
        return Account(**{name: self.cleaned_data[name] for name in names})


class FormFileForm(ActForm):
    """A form made elsewhere, as an XLSForm."""

    file = forms.FileField(
        label=_("Bestand"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Een XLSForm (.xlsx), hooguit 1 MB. De vragen die er nu staan, gaan weg."),
        error_messages={"required": _("Kies een bestand.")},
    )  # fmt: skip
