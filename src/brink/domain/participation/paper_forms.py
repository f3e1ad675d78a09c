"""Forms for paper: to print at home, a row of the pile, a correction, a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.proof_field import ask_proof
from brink.domain.contributions.services.on_paper import Late
from brink.domain.participation.forms import KeyForm
from brink.domain.participation.paper_entry import read_row
from brink.domain.people.act_forms import ActForm
from brink.domain.processes.models import RefusedFor, Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.foundation.errors import BadInput
from brink.ui.forms import DateInput, needed

AT_HOME = 6
CONTENT_LIMIT = 1_000_000


class AtHomeForm(KeyForm):
    """How many forms a household prints."""

    copies = forms.IntegerField(
        label=_("Hoeveel mensen doen mee?"), min_value=1, max_value=AT_HOME, initial=1,
        help_text=_("Elk formulier krijgt een eigen code. Maak geen kopieën."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Print 1 tot en met 6 formulieren tegelijk.")
        ),
    )  # fmt: skip


def _field(question: PaperQuestion) -> forms.Field:
    """Return the field of one question: a figure for boxes, text for lines."""
    empty = {"required": _("Bij ‘%(question)s’ staat niets.") % {"question": question.text}}
    if question.many:
        return forms.CharField(
            label=str(question.text), required=question.needed, error_messages=empty,
            help_text=_("Meer kruisjes? Zet er komma’s tussen."),
            widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        )  # fmt: skip
    if question.choices:
        attrs = {"min": 1, "max": len(question.choices), "data-key": "", "autocomplete": "off"}
        # Read as typed: which box it is, `read_row` says, also of a figure that is none.
        return forms.CharField(
            label=str(question.text),
            required=question.needed,
            error_messages=empty,
            widget=forms.NumberInput(attrs=attrs),
        )
    if question.lines > 1:
        widget: forms.Widget = forms.Textarea(attrs={"rows": 2})
    else:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=str(question.text), required=question.needed, strip=False, widget=widget, error_messages=empty
    )


class AnswersForm(ActForm):
    """The questions of a form on paper, each a field; `answers` is what was typed, read."""

    reads_along = False

    def __init__(self, *args: Any, paper: PaperForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        self.answers: Mapping[str, str] = {}
        self.names = {one.key: f"v-{one.key}" for one in paper.asked}
        # How a refusal names a question, and its field.
        self.aliases = {**self.aliases, **self.names}  # type: ignore[misc]
        for one in paper.asked:
            self.fields[self.names[one.key]] = _field(one)

    @property
    def in_order(self) -> list[tuple[PaperQuestion, forms.BoundField]]:
        """Return the questions with their fields, in the order of the sheet."""
        return [(one, self[self.names[one.key]]) for one in self.paper.asked]

    @property
    def keys(self) -> str:
        """Say which key is which box, where that is the same for all and there is nothing else: a row of figures."""
        asked = self.paper.asked
        if not asked[0].choices or any(one.choices != asked[0].choices or one.many for one in asked):
            return ""
        return ", ".join(f"{number} = {words}" for number, (_value, words) in enumerate(asked[0].choices, start=1))

    def clean(self) -> dict[str, Any]:
        """Read what was typed as answers."""
        data: dict[str, Any] = super().clean() or {}
        typed = {key: data.get(name) or "" for key, name in self.names.items()}
        try:
            self.answers = read_row(self.paper, typed)
        except BadInput as wrong:
            name = self.names.get(wrong.field)
            if name not in self.errors:
                self.add_error(name, str(wrong))
        return data


class SheetForm(AnswersForm):
    """One sheet of the pile: its code, the day, and what stands on it; once the round is over also why it is late."""

    printed_code = forms.CharField(
        label=_("Code op het formulier"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Drie woorden, acht cijfers en een letter. Leeg? Dan maken wij een code."),
    )  # fmt: skip
    filled_on = forms.DateField(label=_("Ingevuld op"), widget=DateInput)
    received_on = forms.DateField(label=_("Ontvangen op"), widget=DateInput, required=False)
    late_reason = forms.CharField(
        label=_("Waarom zo laat?"), required=False, max_length=200,
        help_text=_("De gever leest dit. Een te laat formulier telt apart."),
    )  # fmt: skip

    def __init__(self, *args: Any, round: Round, over: bool, closed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_proof(self, round)
        self.closed = closed
        if not over:
            del self.fields["received_on"], self.fields["late_reason"]

    @property
    def late(self) -> Late | None:
        """Return that it is late, and why; None for a sheet that is in time."""
        reason = self.cleaned_data.get("late_reason") or ""
        return Late(self._received(), reason) if self.closed or reason else None

    def _received(self) -> date:
        received: date = self.cleaned_data.get("received_on") or self.cleaned_data["filled_on"]
        return received

    def clean(self) -> dict[str, Any]:
        """Ask for day and reason of what comes after the tally was frozen."""
        data = super().clean()
        if self.closed and not data.get("late_reason"):
            self.add_error("late_reason", _("Deze ronde is gesloten. Schrijf op waarom dit formulier zo laat komt."))
        if data.get("late_reason") and "received_on" not in self.errors and not data.get("received_on"):
            self.add_error("received_on", _("Kies de dag waarop het formulier is binnengekomen."))
        return data


class RefuseForm(ActForm):
    """A sheet that came back and cannot be counted."""

    printed_code = forms.CharField(
        label=_("Code op het formulier"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul de code in die op het formulier staat.")},
    )  # fmt: skip
    why = forms.ChoiceField(label=_("Waarom telt het niet mee?"), choices=RefusedFor.choices)


class CorrectForm(AnswersForm):
    """What was typed wrongly, put right."""

    reason = forms.CharField(
        label=_("Wat was er verkeerd?"), help_text=_("De gever leest dit."), max_length=200,
        error_messages={"required": _("Schrijf op wat er verkeerd was ingevoerd. De gever leest dit.")},
    )  # fmt: skip


class FileForm(ActForm):
    """A file of sheets, or its rows pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("Bestand"), required=False, allow_empty_file=True,
        help_text=_("CSV, hooguit 1 MB. Uit een rekenblad: bewaar het als CSV, of plak de rijen hieronder."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )  # fmt: skip
    content = needed(
        forms.CharField(
            label=_("Of plak de rijen"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8}),
            max_length=CONTENT_LIMIT,
        ),
        _("nodig als u geen bestand kiest"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Read an uploaded file as the text of the form, so that it comes back to be mended."""
        data: dict[str, Any] = super().clean() or {}
        upload = data.get("file")
        if upload is not None:
            if upload.size > CONTENT_LIMIT:
                self.add_error("file", _("Dit bestand is groter dan 1 MB. Deel het in stukken."))
                return data
            try:
                data["content"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("Dit bestand is geen tekst in UTF-8. Bewaar het als CSV (UTF-8)."))
                return data
        if not (data.get("content") or "").strip() and "content" not in self.errors:
            self.add_error("content", _("Er staat niets in. Kies een bestand of plak de rijen."))
        return data

    def show(self, content: str) -> None:
        """Let the form that comes back hold the text that was read."""
        fresh = {**self.data.dict()} if isinstance(self.data, QueryDict) else {**self.data}
        fresh[self.add_prefix("content")] = content
        self.data = fresh
