"""Forms of documents at the desk. A file that was looked at stays with the form while another field is mended."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from brink.domain.decisions.models import Decision
from brink.domain.people.models import Body
from brink.domain.processes.forms.fields import DayField
from brink.domain.processes.models import Dossier, Process, Theme
from brink.domain.records.basics import Basics
from brink.domain.records.forms import BasicsForm, NoteForm, OwnerField, RecordForm
from brink.domain.records.models import Record
from brink.foundation.errors import Refusal
from brink.registers.documents import files, woo
from brink.registers.documents.models import Document
from brink.registers.documents.services import LONGEST_TWIN, Labels, Openness
from brink.ui.forms import needed

SHORT = forms.Textarea(attrs={"rows": 3})
READERS = (("", _("Niemand")), *Record.KeptFor.choices)
ACCEPT = ".pdf,.odt,.docx,.xlsx,.csv,.txt,.jpg,.jpeg,.png,.webp"


class FileForm(RecordForm):
    """A file with its words."""

    file = needed(
        forms.FileField(
            label=_("Welk bestand?"), required=False, allow_empty_file=True,
            help_text=_(
                "PDF, ODT, DOCX, XLSX, CSV, TXT of een foto, tot 15 MB. Uit een foto halen wij waar en wanneer."
            ),
            widget=forms.FileInput(attrs={"accept": ACCEPT}),
        ),
        _("nodig, één keer"),
    )  # fmt: skip
    kept_file = forms.CharField(required=False, widget=forms.HiddenInput)
    twin = needed(
        forms.CharField(
            label=_("Wat staat erin, in woorden?"), required=False, max_length=LONGEST_TWIN,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("Voor mensen die het beeld niet zien of het bestand niet kunnen openen."),
        ),
        _("nodig bij een foto of kaart"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Look at the file and keep it, or bring along the one that was kept earlier; say which one that is."""
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        upload, kept = data.pop("file", None), data.pop("kept_file", "")
        found = None
        try:
            if upload is not None:
                found = files.keep(upload, upload.size, upload.name or "", data.get("key", ""))
            elif kept:
                found = files.from_token(kept)
        except Refusal as refusal:
            self.add_error("file", str(refusal))
        if found is None and "file" not in self.errors:
            self.add_error("file", _("Kies een bestand."))
        self._bring_along(found)
        return {**data, "file": found}

    def _bring_along(self, found: files.StoredFile | None) -> None:
        token = found.token if found is not None else ""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent[self.add_prefix("kept_file")] = token
        self.data = sent
        if found is not None:
            said = _("Wij hebben %(name)s. Kies alleen een ander bestand als dit niet het goede is.")
            self["file"].help_text = said % {"name": found.name}


class LabelsForm(RecordForm):
    """What a document is worth and where it belongs."""

    weight = forms.ChoiceField(label=_("Wat voor stuk is het?"), choices=(("", _("Kies")), *Document.Weight.choices))
    reference = forms.CharField(
        label=_("Nummer van het stuk"), max_length=40, required=False, help_text=_("Bijvoorbeeld: Statenstuk 2022-65.")
    )
    dated_on = DayField(label=_("Van welke dag is het?"), required=False)
    woo = forms.ChoiceField(label=_("Welk soort informatie is het volgens de Woo?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(code, woo.told(code)) for code in woo.categories()]
        self.fields["woo"].choices = [("", _("Geen van deze")), *rows]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return what the services take: the four as `labels`."""
        said = super().asked()
        labels = Labels(**{name: said.pop(name) for name in ("weight", "woo", "reference", "dated_on")})
        return {"labels": labels, **said}


class AddForm(LabelsForm, FileForm, BasicsForm):
    """Everything of a new document."""

    field_order = (
        "title", "file", "twin", "weight", "confidentiality", "open_on", "ground", "kept_for", "process", "dossier",
        "decision", "owner", "reference", "dated_on", "woo", "summary", "areas", "themes",
    )  # fmt: skip
    title = forms.CharField(label=_("Hoe heet het stuk?"), max_length=160)
    owner = OwnerField(label=_("Wie gaat erover?"))
    due_on = None  # type: ignore[assignment]  # it has no day by which it must be there
    confidentiality = forms.ChoiceField(
        label=_("Wie mag het zien?"), choices=Document.Confidentiality.choices, widget=forms.RadioSelect
    )
    open_on = needed(
        DayField(label=_("Vanaf welke dag is het openbaar?"), required=False), _("nodig bij vertrouwelijk tot een dag")
    )
    ground = needed(
        forms.CharField(
            label=_("Op welke grond?"), max_length=300, required=False,
            help_text=_("Bijvoorbeeld: artikel 25 van de Provinciewet, besluit van 3 maart."),
        ),
        _("nodig als het stuk geheim is"),
    )  # fmt: skip
    kept_for = forms.ChoiceField(
        label=_("Wie leest het geheime stuk, naast de griffie en de bestuurssecretaris?"), required=False,
        choices=READERS,
        help_text=_("Zij lezen het als zij zijn ingelogd, op hun eigen pagina. Alleen bij een geheim stuk."),
    )  # fmt: skip
    process = forms.ModelChoiceField(
        Process.objects.none(), label=_("Bij welke vraag?"), required=False, empty_label=_("Niet bij een vraag")
    )
    dossier = forms.ModelChoiceField(
        Dossier.objects.none(), label=_("Bij welk dossier?"), required=False, empty_label=_("Niet bij een dossier")
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Bij welk besluit?"), required=False, empty_label=_("Niet bij een besluit")
    )
    summary = forms.CharField(
        label=_("In het kort"), widget=SHORT, required=False, help_text=_("Hoogstens 60 woorden.")
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label=_("Welk thema?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, body: Body) -> None:
        """Offer the published decisions of this body too."""
        super().offer(body)
        rows = Decision.objects.filter(tenant=body, published_at__isnull=False).order_by("-on")
        self.offer_rows({"decision": rows})

    def asked(self) -> dict[str, Any]:
        """Return what `services.add` takes."""
        said = super().asked()
        openness = {name: said.pop(name) for name in ("confidentiality", "open_on", "ground")}
        basics: Basics = said.pop("basics")
        openness["kept_for"] = basics.kept_for
        return {"openness": Openness(**openness), "basics": replace(basics, kept_for=""), **said}


class RenewForm(FileForm):
    """A new file, and why."""

    reason = forms.CharField(label=_("Waarom is er een nieuwe versie?"), widget=SHORT, help_text=_("In één zin."))


class ReadersForm(RecordForm):
    """Who reads a secret document from now on, and why."""

    kept_for = forms.ChoiceField(
        label=_("Wie leest het geheime stuk, naast de griffie en de bestuurssecretaris?"), required=False,
        choices=READERS, help_text=_("Wie het nu leest en hier niet meer bij staat, kan er niet meer bij."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Waarom lezen anderen het nu?"), max_length=300, widget=SHORT,
        help_text=_("In één zin. Dit staat bij het stuk. Wordt het openbaar, dan leest iedereen dit."),
    )  # fmt: skip


class OpenForm(NoteForm):
    """Why everybody may read it now."""

    note = forms.CharField(
        label=_("Waarom mag het nu openbaar?"), max_length=300, widget=SHORT, help_text=_("Iedereen leest dit.")
    )


class WithdrawForm(NoteForm):
    """Why it is withdrawn."""

    note = forms.CharField(
        label=_("Waarom trekt u het in?"), max_length=300, widget=SHORT, help_text=_("Iedereen leest dit.")
    )
