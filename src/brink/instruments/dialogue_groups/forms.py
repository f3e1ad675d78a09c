"""Forms of dialogue groups: the setup, what members write, and a reaction of anybody."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.forms import WordsForm
from brink.domain.people.act_forms import ActForm
from brink.domain.processes.forms.fields import DayField, EurosField
from brink.instruments.dialogue_groups.models import FrameLine, GroupProposal
from brink.instruments.dialogue_groups.round_settings import (
    MOST_AMOUNT,
    MOST_GROUPS,
    MOST_LINES,
    LineKind,
    PlannedGroup,
    PlannedLine,
)
from brink.instruments.dialogue_groups.services.proposals import ProposalFacts
from brink.ui.figures import euros
from brink.ui.forms import needed

_KINDS = {"bedrag": LineKind.MONEY, "grens": LineKind.BOUND, "uitgangspunt": LineKind.PRINCIPLE}
_WORDS = {kind: word for word, kind in _KINDS.items()}
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,10}")
_YEARLY = {"elk jaar": True, "eenmalig": False, "één keer": False, "": False}


def _wrong(number: int, why: str) -> forms.ValidationError:
    return forms.ValidationError(gettext("Regel %(number)s: %(why)s") % {"number": number, "why": why})


def _read_line(number: int, text: str) -> dict[str, Any]:
    """Return one typed line of a frame as plain data, or raise which line must be mended."""
    word, colon, rest = text.partition(":")
    kind = _KINDS.get(word.strip().casefold())
    if kind is None or not colon:
        raise _wrong(number, gettext("begin met ‘bedrag:’, ‘grens:’ of ‘uitgangspunt:’."))
    title, *more = (part.strip() for part in rest.split(";"))
    if not title or len(title) > 200:
        raise _wrong(number, gettext("schrijf op wat het kader zegt, in hooguit 200 tekens."))
    if kind != LineKind.MONEY:
        return PlannedLine(kind.value, "; ".join([title, *more])[:200]).as_data()
    typed = more[0].replace("€", "").strip() if more else ""
    often = more[1].casefold() if len(more) > 1 else ""
    if not _AMOUNT.fullmatch(typed) or not 0 < int(typed.replace(".", "")) * 100 <= MOST_AMOUNT or often not in _YEARLY:
        raise _wrong(number, gettext("schrijf het zoals ‘bedrag: groen en water; 90.000; eenmalig’ of ‘elk jaar’."))
    return PlannedLine(kind.value, title, int(typed.replace(".", "")) * 100, _YEARLY[often]).as_data()


def _written(line: dict[str, Any]) -> str:
    if line["kind"] != LineKind.MONEY:
        return f"{_WORDS[LineKind(line['kind'])]}: {line['title']}"
    often = "elk jaar" if line["yearly"] else "eenmalig"
    return f"bedrag: {line['title']}; {euros(line['cents']).removeprefix('€ ')}; {often}"


class _Listed(forms.CharField):
    """Lines of text that are read into plain data, one a line."""

    most = 20

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 6}), **kwargs})

    def read(self, number: int, text: str) -> dict[str, Any]:
        raise NotImplementedError

    def write(self, one: dict[str, Any]) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        """Return the lines as data."""
        rows = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if len(rows) > self.most:
            raise forms.ValidationError(gettext("Schrijf hooguit %(most)s regels.") % {"most": self.most})
        return [self.read(number, text) for number, text in enumerate(rows, start=1)]

    def run_validators(self, value: Any) -> None:
        """Pass over it: data has no length to check."""

    def prepare_value(self, value: Any) -> Any:
        """Write stored data as it is typed."""
        return "\n".join(map(self.write, value)) if isinstance(value, list | tuple) else value


class FrameLinesField(_Listed):
    """The lines of a frame."""

    most = MOST_LINES

    def read(self, number: int, text: str) -> dict[str, Any]:
        """Return one line."""
        return _read_line(number, text)

    def write(self, one: dict[str, Any]) -> str:
        """Write one line."""
        return _written(one)


class GroupsField(_Listed):
    """The groups: a theme, and after a semicolon what it is asked."""

    most = MOST_GROUPS

    def read(self, number: int, text: str) -> dict[str, Any]:
        """Return one group."""
        title, _semicolon, task = (part.strip() for part in text.partition(";"))
        if len(title) > 120 or len(task) > 300:
            raise _wrong(number, gettext("maak het thema of de opdracht korter."))
        return PlannedGroup(title, task).as_data()

    def write(self, one: dict[str, Any]) -> str:
        """Write one group."""
        return f"{one['title']}; {one['task']}" if one["task"] else str(one["title"])


class SetupForm(forms.Form):
    """The frame and the groups. Its cleaned data are the settings of the round, plain JSON."""

    adopted_on = DayField(
        label=_("Wanneer heeft de raad het kader vastgesteld?"),
        help_text=_("Vóór de eerste avond. Zonder kader gaat de ronde niet open."),
        error_messages={"required": _("Vul in wanneer de raad het kader heeft vastgesteld.")},
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Waar staat dat besluit?"), max_length=160, help_text=_("Een nummer of een adres."),
        error_messages={"required": _("Vul in waar het besluit te vinden is.")},
    )  # fmt: skip
    lines = FrameLinesField(
        label=_("Wat staat er in het kader?"),
        help_text=_(
            "Eén lijn per regel. ‘bedrag: jeugd en sport; 120.000; eenmalig’ of ‘elk jaar’. ‘grens: alleen op grond "
            "van de gemeente’. ‘uitgangspunt: iedereen kan meedoen’."
        ),
        error_messages={"required": _("Schrijf ten minste één bedrag op.")},
    )  # fmt: skip
    groups = GroupsField(
        label=_("Welke groepen zijn er?"), help_text=_("Eén groep per regel. Eerst het thema; daarna de opdracht."),
        error_messages={"required": _("Schrijf ten minste één groep op.")},
    )  # fmt: skip

    before = forms.BooleanField(label=_("Een medewerker leest reacties voor zij op de site komen"), required=False)

    def clean_adopted_on(self) -> str:
        """Return the day as text: settings are plain JSON."""
        day: date = self.cleaned_data["adopted_on"]
        return day.isoformat()


class MemberCodeForm(ActForm):
    """The code of an invitation."""

    code = forms.CharField(
        label=_("De code van uw uitnodiging"), max_length=120,
        help_text=_("Drie woorden, acht cijfers en een letter. Hoofdletters maken niet uit."),
        error_messages={"required": _("Vul de code van uw uitnodiging in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


def _amount(line: FrameLine) -> str:
    """Return what an amount is called, with what is free of it."""
    return gettext("%(title)s (vrij: %(free)s)") % {"title": line.title, "free": euros(line.free_cents)}


def _called(proposal: GroupProposal) -> str:
    """Return what a proposal is called, with its number."""
    return f"{proposal.number}. {proposal.name}"


class ProposalForm(ActForm):
    """A proposal in five short steps: what, what the group does itself, what it costs, for how long, and who gains."""

    title = forms.CharField(
        label=_("Hoe heet het voorstel?"), max_length=120,
        error_messages={"required": _("Geef het voorstel een titel.")},
    )  # fmt: skip
    what = forms.CharField(
        label=_("Wat wil de groep, en voor wie?"), max_length=3_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 4}), error_messages={"required": _("Schrijf op wat de groep wil.")},
    )  # fmt: skip
    effort = forms.CharField(
        label=_("Wat doet de groep zelf?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Uren, geld of spullen. Doet de groep niets, schrijf dan ‘niets’."),
        error_messages={"required": _("Schrijf op wat de groep zelf doet, of ‘niets’.")},
    )  # fmt: skip
    line = forms.ModelChoiceField(
        label=_("Uit welk bedrag van het kader komt het?"), queryset=FrameLine.objects.none(), widget=forms.RadioSelect,
        empty_label=None, error_messages={"required": _("Kies uit welk bedrag van het kader het komt.")},
    )  # fmt: skip
    low_cents = EurosField(
        label=_("Wat kost het ten minste?"), required=False,
        help_text=_("In euro’s. Weet u het niet precies, noem dan van en tot."),
    )  # fmt: skip
    high_cents = EurosField(
        label=_("Wat kost het hooguit?"),
        required=False,
        help_text=_("Dit bedrag houden wij apart in het kader."),
    )
    yearly = forms.BooleanField(label=_("Dit kost elk jaar geld"), required=False)
    afterwards = needed(
        forms.CharField(label=_("Tot wanneer, of wie betaalt het daarna?"), required=False, max_length=200),
        _("nodig als het elk jaar geld kost"),
    )
    receiver = forms.CharField(label=_("Wie krijgt het geld?"), required=False, max_length=120)
    own_interest = forms.BooleanField(
        label=_("Iemand uit de groep heeft er zelf belang bij"), required=False,
        help_text=_("Bijvoorbeeld omdat het geld naar de eigen organisatie gaat."),
    )  # fmt: skip
    abstained = needed(
        forms.CharField(
            label=_("Wie heeft zich er daarom buiten gehouden?"), required=False, max_length=200,
            help_text=_("Schrijf ‘inwoner 3’ of de naam van de organisatie. Iedereen leest dit."),
        ),
        _("nodig als iemand er zelf belang bij heeft"),
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Sequence[FrameLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        money = [one.pk for one in lines if one.kind == LineKind.MONEY]
        field = self.fields["line"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = FrameLine.objects.filter(pk__in=money).order_by("number")
        self.fields["line"].label_from_instance = _amount  # type: ignore[attr-defined]

    @property
    def facts(self) -> ProposalFacts:
        """Return what was typed."""
        data = {name: self.cleaned_data[name] for name in self.fields if name not in ("key", "version")}
        return ProposalFacts(**data)


class DissentForm(ActForm):
    """What a member sees otherwise."""

    text = forms.CharField(
        label=_("Wat ziet u anders?"), required=False, max_length=1_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dit komt bij het voorstel te staan, zonder dat erbij staat van wie het is. Leeg haalt het weg."),
    )  # fmt: skip


class ReactionForm(WordsForm):
    """What somebody outside the groups says of a proposal, or of all of it."""

    proposal = forms.ModelChoiceField(
        label=_("Waarover gaat het?"), queryset=GroupProposal.objects.none(), required=False,
        empty_label=_("Over alles"),
    )  # fmt: skip

    field_order = ("key", "proposal", "text")

    def __init__(self, *args: Any, proposals: Sequence[GroupProposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["proposal"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = GroupProposal.objects.filter(pk__in=[one.pk for one in proposals]).order_by("number")
        self.fields["proposal"].label_from_instance = _called  # type: ignore[attr-defined]
        self.fields["text"].label = gettext("Wat wilt u zeggen?")
