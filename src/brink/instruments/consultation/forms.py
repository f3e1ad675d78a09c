"""Forms of a consultation: saying something of a text, agreeing, and what the desk writes of a version."""

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.participation.forms import KeyForm, WordsForm
from brink.domain.people.act_forms import ActForm
from brink.domain.processes.models import Boundary
from brink.foundation.errors import BadInput, Refusal
from brink.instruments.consultation.models import Passage, Wish
from brink.instruments.consultation.reading_files import parts_of, pasted
from brink.instruments.consultation.round_settings import BODY_LIMIT, PASTED_LIMIT
from brink.instruments.consultation.services.remarks import About, choices_of, with_wording
from brink.instruments.consultation.services.versions import PassageFacts, SourceText
from brink.ui.templatetags.brink import content

Choices = list[tuple[str, str | Promise]]
_LONG = 160


class AgreeForm(KeyForm):
    """The button under a remark."""

    wanted = forms.TypedChoiceField(choices=(("ja", "ja"), ("nee", "nee")), widget=forms.HiddenInput)


class RemarkForm(WordsForm):
    """A remark on a piece of the text, or on the whole, on one screen. Only the words are needed."""

    sentence = forms.ChoiceField(label=_("Gaat het over één zin?"), required=False, widget=forms.RadioSelect)
    wish = forms.ChoiceField(
        label=_("Wat wilt u met dit stuk?"), required=False, widget=forms.RadioSelect,
        choices=(*Wish.choices, ("", _("Dat zeg ik niet"))),
    )  # fmt: skip
    wording = forms.CharField(
        label=_("Hoe zou u het zelf schrijven?"), required=False, max_length=1_500, strip=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Dit hoeft niet."),
    )  # fmt: skip
    field_order = ("key", "seen", "text", "sentence", "wish", "wording", "publicity", "public_name", "email")

    def __init__(self, passage: Passage | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._passage = passage
        self.fields["text"].help_text = _("Eén zin is genoeg.")
        if passage is None:
            self.fields["text"].label = _("Wat wilt u zeggen over deze tekst?")
            del self.fields["sentence"], self.fields["wish"]
            return
        self.fields["text"].label = _("Wat wilt u zeggen over dit stuk?")
        sentences = [(str(place), content(one[:_LONG])) for place, one in enumerate(choices_of(passage.body))]
        if len(sentences) > 1:
            whole: Choices = [("", _("Het gaat over het hele stuk"))]
            self.fields["sentence"].choices = whole + sentences  # type: ignore[attr-defined]
        else:
            del self.fields["sentence"]

    def said(self) -> str:
        """Return all words as they were typed, the own wording too."""
        return f"{super().said()} {str(self.data.get('wording', ''))[:2000]}"

    def about(self) -> About:
        """Return what the remark is about."""
        data = self.cleaned_data
        sentence = data.get("sentence", "")
        return About(self._passage, int(sentence) if sentence else None, data.get("wish", ""))

    def words(self) -> str:
        """Return what is said, with the own wording below it."""
        return with_wording(self.cleaned_data["text"], self.cleaned_data["wording"])


class ImportForm(ActForm):
    """A text that is brought in: a file with headings, or pasted words."""

    title = forms.CharField(
        label=_("Hoe heet de tekst?"), max_length=160,
        error_messages={"required": _("Schrijf op hoe de tekst heet.")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("Welk bestand?"), required=False, allow_empty_file=True,
        help_text=_("ODT, DOCX of Markdown, tot 15 MB. Wij knippen de tekst bij de koppen."),
        widget=forms.FileInput(attrs={"accept": ".odt,.docx,.md,.markdown,.txt"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Of plak de tekst"), required=False, max_length=PASTED_LIMIT, strip=False,
        widget=forms.Textarea(attrs={"rows": 8}), help_text=_("Zet een # voor elke kop."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Read the file or the pasted words; the file goes before."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        try:
            data["source"] = self._source(data)
        except Refusal as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else "file", str(refusal))
        return data

    def _source(self, data: dict[str, Any]) -> SourceText:
        upload = data.get("file")
        if upload is not None:
            content = upload.read(15_000_001)
            checksum = hashlib.sha256(content).hexdigest()
            name = upload.name or ""
            return SourceText(data["title"], parts_of(content, name), name, checksum)
        if not data.get("text", "").strip():
            raise BadInput(str(_("Kies een bestand, of plak de tekst.")), field="file")
        return SourceText(data["title"], pasted(data["text"]))


class PassageForm(ActForm):
    """One piece of a draft."""

    number = forms.CharField(label=_("Nummer"), required=False, max_length=20)
    heading = forms.CharField(
        label=_("Kop"), max_length=200, error_messages={"required": _("Schrijf een kop boven dit stuk.")}
    )
    body = forms.CharField(
        label=_("Tekst"), required=False, max_length=BODY_LIMIT, strip=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    summary = forms.CharField(
        label=_("In gewone woorden"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ten hoogste 60 woorden. Mensen lezen dit eerst."),
    )  # fmt: skip
    boundary = forms.ModelChoiceField(
        Boundary.objects.none(), label=_("Welke grens uit de spelregels raakt dit stuk?"), required=False,
        empty_label=_("Geen: dit stuk is open"),
        help_text=_("Zo weten mensen of dit stuk vastligt, kan schuiven of open is."),
    )  # fmt: skip
    comes_from = forms.MultipleChoiceField(
        label=_("Uit welk stuk van de vorige versie komt dit?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies er meer als stukken zijn samengevoegd. Kies niets als dit stuk nieuw is."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Waarom is de tekst anders?"), required=False, max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Iedereen leest dit naast de tekst."),
    )  # fmt: skip
    credits = forms.MultipleChoiceField(
        label=_("Door welke opmerkingen komt dit?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Wie dit zei, leest dat de tekst daardoor anders is."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, boundaries: Any, before: Sequence[Passage], voices: Sequence[Contribution], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        limits = self.fields["boundary"]
        limits.queryset = boundaries  # type: ignore[attr-defined]
        limits.label_from_instance = lambda one: f"{one.get_kind_display()}: {one.subject}"  # type: ignore[attr-defined]
        if before:
            self.fields["comes_from"].choices = [(str(one.section_id), str(one)) for one in before]  # type: ignore[attr-defined]
        else:
            del self.fields["comes_from"], self.fields["reason"]
        if before and voices:
            self.fields["credits"].choices = [(str(one.pk), one.text[:_LONG]) for one in voices]  # type: ignore[attr-defined]
        else:
            del self.fields["credits"]

    def facts(self) -> PassageFacts:
        """Return what was typed."""
        data = self.cleaned_data
        words = {name: data.get(name, "") for name in ("number", "heading", "body", "summary", "reason")}
        return PassageFacts(
            **words, boundary=data.get("boundary"), comes_from=tuple(UUID(one) for one in data.get("comes_from", ())),
            credits=tuple(UUID(one) for one in data.get("credits", ())),
        )  # fmt: skip


class DroppedForm(ActForm):
    """Why a piece went."""

    reason = forms.CharField(
        label=_("Waarom is dit stuk vervallen?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wie er iets over zei, leest dit."),
        error_messages={"required": _("Schrijf op waarom dit stuk is vervallen.")},
    )  # fmt: skip


class PublishForm(ActForm):
    """The last look before a version is published for good."""

    reason = forms.CharField(
        label=_("Waarom is er een nieuwe versie?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom er een nieuwe versie is.")},
    )  # fmt: skip
    looked = forms.BooleanField(
        label=_("Ik heb van elk stuk nagekeken waar het vandaan komt"), required=True,
        error_messages={"required": _("Kijk eerst van elk stuk na waar het vandaan komt. Zet dan een vinkje.")},
    )  # fmt: skip

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["reason"], self.fields["looked"]


class PlaceForm(ActForm):
    """At which piece a remark belongs."""

    section = forms.ChoiceField(
        label=_("Bij welk stuk hoort dit?"), error_messages={"required": _("Kies een stuk.")}
    )

    def __init__(self, passages: Sequence[Passage], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            ("", _("Kies een stuk")), *((str(one.section_id), str(one)) for one in passages)
        ]


class SetupForm(forms.Form):
    """What a body decides when it plans a round about a text."""

    text = forms.CharField(
        label=_("De tekst"), required=False, max_length=PASTED_LIMIT, strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Plak een korte tekst, met een # voor elke kop. Een bestand haalt u op als de ronde is gepland."),
    )  # fmt: skip
    agreeing = forms.BooleanField(
        label=_("Mensen mogen zeggen dat zij het eens zijn met een opmerking"), required=False, initial=True
    )
    moderation = forms.ChoiceField(
        label=_("Wanneer kijkt een moderator?"),
        choices=(("after", _("Na plaatsing")), ("before", _("Voor plaatsing"))),
        initial="after", widget=forms.RadioSelect,
        help_text=_("Voor plaatsing is veiliger, maar mensen zien hun woorden dan later staan."),
    )  # fmt: skip

    def clean_text(self) -> str:
        """Look whether the pasted text can be cut at its headings."""
        text = str(self.cleaned_data["text"])
        if text.strip():
            try:
                pasted(text)
            except Refusal as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return text.strip()
