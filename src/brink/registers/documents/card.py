"""What the register of documents declares; the record kit makes list, page, desk and the rest of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.records.card import FoundBy, Making, Names, RecordAct, RecordCard, Stage
from brink.domain.records.models import Record
from brink.domain.records.showing import in_words
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.requests import BrinkRequest
from brink.foundation.search import Watched
from brink.registers.documents import files, forms, services, states, woo
from brink.registers.documents.file_kinds import KINDS, PICTURE
from brink.registers.documents.models import Document, DocumentVersion
from brink.registers.documents.permissions import DOCUMENT_WRITE
from brink.ui.components import Fact

CLOSED = frozenset({states.CLOSED})
SECRET = Document.Confidentiality.SECRET


def _who_sees(row: Document) -> str:
    """Say who may see a document, and from which day on."""
    moment = row.record.published_at
    if row.confidentiality == Document.Confidentiality.UNTIL and moment is not None:
        day = in_words(moment.astimezone(clock.AMSTERDAM).date())
        said = _("openbaar sinds %(day)s") if moment <= clock.now() else _("vertrouwelijk tot %(day)s")
        return said % {"day": day}
    return str(row.get_confidentiality_display())


def _facts(row: Document) -> Sequence[Fact]:
    found = [Fact(_("Wat voor stuk"), capfirst(row.get_weight_display()))]
    found.append(Fact(_("Wie mag het zien"), capfirst(_who_sees(row))))
    if row.record.kept_for:
        found.append(Fact(_("Wie leest het ook"), capfirst(row.record.get_kept_for_display())))
    if row.ground:
        found.append(Fact(_("Op welke grond"), row.ground))
    if row.reference:
        found.append(Fact(_("Nummer van het stuk"), row.reference))
    if row.dated_on is not None:
        found.append(Fact(_("Dag van het stuk"), in_words(row.dated_on)))
    if row.woo:
        found.append(Fact(_("Soort informatie"), capfirst(woo.told(row.woo))))
    if row.decision is not None and row.decision.published_at is not None:
        found.append(Fact(_("Bij het besluit"), row.decision.title, page_url("decision", row.decision.slug)))
    return found


def _shown(row: Document, one: DocumentVersion) -> Mapping[str, Any]:
    """Return one version as its page shows it."""
    slug, picture = row.record.slug, one.kind == PICTURE
    return {
        "row": one,
        "kind": KINDS[one.kind].name,
        "size": filesizeformat(one.size),
        "url": reverse("documents:file", args=[slug, one.number]),
        "small": reverse("documents:picture", args=[slug, one.number, files.WIDTHS[0]]) if picture else "",
        "picture": reverse("documents:picture", args=[slug, one.number, files.WIDTHS[-1]]) if picture else "",
    }


def _more(row: Document, _request: BrinkRequest) -> Mapping[str, Any]:
    """Return the version that holds, and the older ones."""
    rows = [_shown(row, one) for one in row.versions.all()]
    named = row.record.named_readers.all()
    return {"named": named, "withdrawn": row.withdrawn_at, "newest": rows[0] if rows else None, "older": rows[1:]}


def _words(record: Record) -> Sequence[str]:
    """Return what a document is found by beside its title: its number, and what its newest file says."""
    row: Document = record.document
    return (row.reference, next((one.twin for one in row.versions.all()), ""))


MAKING = Making(
    gettext_lazy("Voeg een document toe"), services.add, forms.AddForm, DOCUMENT_WRITE,
    gettext_lazy("Het document staat erbij."),
)  # fmt: skip
CARD = RecordCard(
    key=services.KEY,
    segment="documenten",
    prefix="D",
    names=Names(
        one=gettext_lazy("document"),
        many=gettext_lazy("Documenten"),
        lead=gettext_lazy(
            "Stukken bij vragen, besluiten en dossiers. Bij elk staat wat het waard is: impressie of beleid."
        ),
        nothing=gettext_lazy("Er zijn nog geen documenten."),
        due=gettext_lazy("Klaar op"),
        late=gettext_lazy("te laat"),
        who=gettext_lazy("Wie gaat erover"),
    ),
    model=Document,
    stages=(
        Stage(states.OPEN, gettext_lazy("openbaar")),
        Stage(states.DATED, gettext_lazy("openbaar vanaf een vaste dag")),
        Stage(states.CLOSED, gettext_lazy("niet openbaar")),
        Stage(states.WITHDRAWN, gettext_lazy("ingetrokken"), ended=True),
    ),
    stage=states.stage,
    acts=(
        RecordAct("nieuwe-versie", gettext_lazy("Zet er een nieuwe versie bij"), services.renew, forms.RenewForm,
                  states.RUNNING, DOCUMENT_WRITE, gettext_lazy("De nieuwe versie staat bovenaan."),
                  gettext_lazy("De oude versie blijft te lezen. Er staat bij dat die niet meer geldt.")),
        RecordAct("gegevens", gettext_lazy("Verbeter soort, nummer en dag"), services.label, forms.LabelsForm,
                  states.RUNNING, DOCUMENT_WRITE, gettext_lazy("Bewaard."),
                  stored=lambda row: {"weight": row.weight, "woo": row.woo, "reference": row.reference,
                                      "dated_on": row.dated_on}),
        RecordAct("lezers", gettext_lazy("Kies wie het geheime stuk leest"), services.name_readers, forms.ReadersForm,
                  CLOSED, DOCUMENT_WRITE, gettext_lazy("Bewaard. Wie het nu leest, vindt het op de eigen pagina."),
                  fits=lambda row: row.confidentiality == SECRET,
                  stored=lambda row: {"kept_for": row.record.kept_for}),
        RecordAct("openbaar-maken", gettext_lazy("Maak het openbaar"), services.open_up, forms.OpenForm, CLOSED,
                  DOCUMENT_WRITE, gettext_lazy("Het stuk is openbaar.")),
        RecordAct("intrekken", gettext_lazy("Trek het stuk in"), services.withdraw, forms.WithdrawForm, states.RUNNING,
                  DOCUMENT_WRITE, gettext_lazy("Het stuk is ingetrokken. De titel en de reden blijven staan."),
                  gettext_lazy("Het bestand gaat van de site, met de oude versies. Titel en reden blijven staan.")),
    ),
    making=MAKING,
    labels={
        "document.added": gettext_lazy("Document toegevoegd"),
        "document.renewed": gettext_lazy("Nieuwe versie van een document"),
        "document.labelled": gettext_lazy("Soort, nummer of dag van een document verbeterd"),
        "document.readers_named": gettext_lazy("Gekozen wie een besloten stuk leest, met reden"),
        "document.opened": gettext_lazy("Document openbaar gemaakt"),
        "document.withdrawn": gettext_lazy("Document ingetrokken, met reden"),
    },
    related=("decision",),
    facts=_facts,
    piece="documents/piece.html",
    more=_more,
    mark=lambda row: str(row.get_weight_display()),
    happened=lambda row: row.dated_on,
    found_by=FoundBy(
        words=_words,
        read=("document__versions",),
        watched=(
            Watched("documents_document", "record_id", columns=("reference",)),
            Watched("documents_documentversion", "document_id", columns=("twin", "number")),
        ),
    ),
    columns={
        "weight": lambda row: row.weight, "reference": lambda row: row.reference, "woo": lambda row: row.woo,
        "dated": lambda row: row.dated_on or "",
    },
)  # fmt: skip
