"""The questions of one page as a form: what a resident fills in, and the answers that were meant."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.participation.forms import KeyForm
from brink.foundation.errors import BadInput
from brink.foundation.text import clean
from brink.instruments.survey.answers import EMPTY, Answer, Disposition, of_codes
from brink.instruments.survey.questions import DONT_KNOW, OPEN_LIMIT, SPECIAL, Kind, Question
from brink.ui.forms import say_limits

APART = "-anders"
"""After the name of a number: the answer that is no number."""


def _required(question: Question) -> str:
    if DONT_KNOW in question.specials:
        return _("Kies een antwoord. ‘Weet ik niet’ mag ook.")
    return _("Geef een antwoord op deze vraag.")


def _scale_hint(question: Question) -> str:
    first, last = question.options[0].label, question.options[-1].label
    words = {"first": first, "low": question.low, "last": last, "high": question.high}
    return _("%(first)s is ‘%(low)s’, %(last)s is ‘%(high)s’.") % words


def _help(question: Question) -> str:
    said = [question.help] if question.help else []
    if question.kind is Kind.SCALE:
        said.append(_scale_hint(question))
    if question.kind is Kind.SEVERAL:
        said.append(_("U mag meer antwoorden kiezen."))
    if question.kind is Kind.NUMBER:
        words = {"least": question.least, "most": question.most, "unit": question.unit}
        said.append((_("Een heel getal van %(least)s tot en met %(most)s %(unit)s") % words).strip() + ".")
    return " ".join(said)


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(str(code), words) for code, words in question.labels.items()]


def fields_of(question: Question, number: int) -> dict[str, forms.Field]:
    """Return the field of a question, and for a number the one beside it."""
    shared: dict[str, Any] = {
        "label": f"{number}. {question.text}", "help_text": _help(question), "required": question.required,
        "error_messages": {"required": _required(question), "invalid_choice": _("Kies een van de antwoorden.")},
    }  # fmt: skip
    if question.kind in (Kind.ONE, Kind.SCALE):
        return {question.key: forms.ChoiceField(choices=_choices(question), widget=forms.RadioSelect, **shared)}
    if question.kind is Kind.SEVERAL:
        many = forms.MultipleChoiceField(choices=_choices(question), widget=forms.CheckboxSelectMultiple, **shared)
        return {question.key: many}
    if question.kind is Kind.OPEN:
        area = forms.Textarea(attrs={"rows": 4})
        return {question.key: forms.CharField(max_length=OPEN_LIMIT, strip=False, widget=area, **shared)}
    digits = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 8})
    # Whether there is an answer is looked at with the field beside it.
    found: dict[str, forms.Field] = {
        question.key: forms.CharField(
            max_length=12, widget=digits, **{**shared, "required": question.required and not question.specials}
        )
    }
    if question.specials:
        found[question.key + APART] = forms.ChoiceField(
            label=_("Of kies"), choices=[(str(code), str(SPECIAL[code])) for code in question.specials],
            widget=forms.RadioSelect, required=False,
        )  # fmt: skip
    return found


def number_in(question: Question, typed: str) -> int:
    """Read a whole number. Raises BadInput with the numbers that can be."""
    text = typed.strip().replace(".", "").removesuffix(",0")
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdecimal() and question.least <= int(text) <= question.most:
        return int(text)
    said = _("Vul een heel getal in van %(least)s tot en met %(most)s.")
    raise BadInput(said % {"least": question.least, "most": question.most}, field=question.key)


def chosen(question: Question, codes: Sequence[str]) -> Answer:
    """Read ticked answers. Raises BadInput for what cannot go together."""
    found = tuple(dict.fromkeys(int(one) for one in codes))
    alone = next((code for code in found if code in question.alone), None)
    if alone is not None and len(found) > 1:
        said = _("U heeft ‘%(answer)s’ gekozen en nog iets. Kies een van de twee.")
        raise BadInput(said % {"answer": question.labels[alone]}, field=question.key)
    return of_codes(found)


def _words(question: Question, typed: str) -> Answer:
    words = clean(
        typed, limit=OPEN_LIMIT, field=question.key,
        too_long=ngettext("Maak dit korter dan %(n)s teken.", "Maak dit korter dan %(n)s tekens.", OPEN_LIMIT)
        % {"n": OPEN_LIMIT},
    )  # fmt: skip
    return Answer(Disposition.ANSWERED, words=words) if words else EMPTY


def read_answer(question: Question, data: Mapping[str, Any]) -> Answer:
    """Return what somebody meant. Raises BadInput at the key of the question."""
    given = data.get(question.key)
    if question.kind is Kind.SEVERAL:
        return chosen(question, given or ())
    if question.kind is Kind.OPEN:
        return _words(question, given or "")
    if question.kind is not Kind.NUMBER:
        return chosen(question, [given] if given else ())
    apart = data.get(question.key + APART)
    if apart and (given or "").strip():
        raise BadInput(_("U vulde een getal in en koos nog iets. Kies een van de twee."), field=question.key)
    if apart:
        return of_codes((int(apart),))
    if not (given or "").strip():
        if question.required:
            raise BadInput(_required(question), field=question.key)
        return EMPTY
    return Answer(Disposition.ANSWERED, number=number_in(question, str(given)))


def shown_of(question: Question, answer: Answer) -> dict[str, Any]:
    """Return what the form of a page begins with for an answer that was given before."""
    if question.kind is Kind.OPEN:
        return {question.key: answer.words}
    codes = [str(code) for code in answer.chosen]
    if question.kind is Kind.SEVERAL:
        return {question.key: codes}
    if question.kind is Kind.NUMBER:
        return {question.key: "" if answer.number is None else str(answer.number), question.key + APART: "".join(codes)}
    return {question.key: "".join(codes)}


class PageForm(KeyForm):
    """The questions of one page that are asked of this person."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], numbers: Mapping[str, int],
        answers: Mapping[str, Answer], **kwargs: Any,
    ) -> None:  # fmt: skip
        initial: dict[str, Any] = {}
        for one in questions:
            if one.key in answers:
                initial |= shown_of(one, answers[one.key])
        super().__init__(*args, initial=initial, **kwargs)
        self.questions = questions
        self.answers: dict[str, Answer] = {}
        for one in questions:
            self.fields |= fields_of(one, numbers[one.key])
        say_limits(self.fields)

    def clean(self) -> dict[str, Any]:
        """Read what was filled in as answers."""
        data: dict[str, Any] = super().clean() or {}
        for one in self.questions:
            if one.key in self.errors:
                continue
            try:
                self.answers[one.key] = read_answer(one, data)
            except BadInput as wrong:
                self.add_error(one.key, str(wrong))
        return data
