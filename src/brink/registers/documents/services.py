"""Acts on documents: added, renewed, labelled, kept for others, opened, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Destination
from brink.domain.decisions.models import Decision
from brink.domain.journal.acts import Done, act, once_kept
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import Body
from brink.domain.records import making
from brink.domain.records.basics import Basics
from brink.domain.records.making import line
from brink.domain.records.models import Record
from brink.domain.records.visibility_rules import KEEPERS
from brink.foundation import clock, erasure_list
from brink.foundation.errors import BadInput, NotAllowed
from brink.registers.documents import files, woo
from brink.registers.documents.file_kinds import PICTURE
from brink.registers.documents.files import StoredFile
from brink.registers.documents.models import Document, DocumentVersion

KEY = "document"
ERASED = "document"
LONGEST_TWIN = 20_000
Confidentiality = Document.Confidentiality
Told = Done[Document]


@dataclass(frozen=True, slots=True)
class Openness:
    """Who may see a document: everybody, everybody from a day on, the desk, or those who keep what is secret.

    `kept_for` says for the members of which organ they keep it; those read it too.
    """

    confidentiality: str
    open_on: date | None = None
    ground: str = ""
    kept_for: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """What a document is worth and where it belongs: its weight, the category of the Woo, its number and its day."""

    weight: str
    woo: str = ""
    reference: str = ""
    dated_on: date | None = None


def _done(row: Document, **data: Any) -> Told:
    making.restage(row)
    process = {"process": str(row.record.process_id)} if row.record.process_id else {}
    return Done(row, {**process, "stage": row.record.stage, **data}, public=making.is_public(row.record))


def _keeper(confidentiality: str, actor: Actor) -> None:
    """Refuse what is secret to whoever does not keep secrets for the organs."""
    if confidentiality == Confidentiality.SECRET and actor != SYSTEM and actor.role not in KEEPERS:
        raise NotAllowed(_("Over geheime stukken gaan de griffie en de bestuurssecretaris. Vraag het hun."))


def _labels(labels: Labels) -> dict[str, Any]:
    if labels.weight not in Document.Weight.values:
        raise BadInput(_("Kies wat voor stuk het is."), field="weight")
    if labels.woo and labels.woo not in woo.categories():
        raise BadInput(_("Kies een soort informatie uit de lijst."), field="woo")
    if labels.dated_on is not None and labels.dated_on > clock.today():
        raise BadInput(_("De dag van het stuk moet nog komen. Kijk de dag na."), field="dated_on")
    reference = line(labels.reference, field="reference", limit=40)
    return {"weight": labels.weight, "woo": labels.woo, "reference": reference, "dated_on": labels.dated_on}


def _openness(basics: Basics, openness: Openness, actor: Actor) -> tuple[Basics, str]:
    """Return what a record says of who may see it, and the ground; deny unless it is said plainly."""
    kind, ground = openness.confidentiality, line(openness.ground, field="ground", limit=300)
    if kind not in Confidentiality.values:
        raise BadInput(_("Kies wie het stuk mag zien."), field="confidentiality")
    _keeper(kind, actor)
    if kind == Confidentiality.SECRET:
        if not ground:
            raise BadInput(_("Schrijf op welke wet of welk besluit geheimhouding vraagt."), field="ground")
        making.checked_readers(openness.kept_for)
        secret = Record.Visibility.SECRET
        return replace(basics, published=False, visibility=secret, kept_for=openness.kept_for), ground
    if kind == Confidentiality.DESK:
        return replace(basics, published=False, visibility=Record.Visibility.DESK), ground
    if kind == Confidentiality.OPEN:
        return basics, ""
    if openness.open_on is None:
        raise BadInput(_("Kies de dag waarop het stuk openbaar wordt."), field="open_on")
    if openness.open_on <= clock.today():
        raise BadInput(_("Kies een dag na vandaag, of maak het stuk nu openbaar."), field="open_on")
    making.checked_day(openness.open_on, field="open_on")
    return replace(basics, opens_at=datetime.combine(openness.open_on, time(0), clock.AMSTERDAM)), ground


def _version(row: Document, file: StoredFile, twin: str, number: int, reason: str = "") -> None:
    """Add a file; a picture is told in words for who does not see it, or it is not added."""
    asked = _("Schrijf op wat er op het beeld staat, voor mensen die het niet zien.") if file.kind == PICTURE else ""
    twin = line(twin, field="twin", limit=LONGEST_TWIN, empty=asked)
    if DocumentVersion.objects.filter(tenant_id=row.tenant_id, stored=file.stored).exists():
        raise BadInput(_("Dit bestand hoort al bij een document. Kies het bestand opnieuw."), field="file")
    DocumentVersion.objects.create(
        tenant_id=row.tenant_id, created_at=clock.now(), document=row, number=number, twin=twin, reason=reason,
        name=file.name, kind=file.kind, stored=file.stored, size=file.size, checksum=file.checksum, width=file.width,
        height=file.height,
    )  # fmt: skip


@act("document.added", Document, on="tenant")
def add(
    *,
    tenant: Body,
    basics: Basics,
    file: StoredFile,
    labels: Labels,
    openness: Openness,
    actor: Actor,
    key: str | None,
    twin: str = "",
    decision: Decision | None = None,
) -> Told:
    """Add a document with its first file. Who may see it is decided here; nothing is open unless it is said."""
    if decision is not None and decision.tenant_id != tenant.pk:
        raise BadInput(_("Kies een besluit van uw eigen organisatie."), field="decision")
    if decision is not None and basics.process not in (None, decision.process):
        raise BadInput(_("Dit besluit gaat over een andere vraag. Kies er één van de twee."), field="decision")
    if decision is not None:
        basics = replace(basics, process=decision.process)
    if basics.process is None and basics.dossier is None:
        raise BadInput(_("Kies bij welke vraag, welk dossier of welk besluit het hoort."), field="process")
    basics, ground = _openness(basics, openness, actor)
    row: Document = making.make(
        KEY, tenant=tenant, basics=basics, confidentiality=openness.confidentiality, ground=ground, decision=decision,
        **_labels(labels),
    )  # fmt: skip
    _version(row, file, twin, 1)
    return _done(row, confidentiality=row.confidentiality, weight=row.weight)


@act("document.renewed", Document, on="row")
def renew(*, row: Document, file: StoredFile, twin: str, reason: str, actor: Actor, key: str | None) -> Told:
    """Put a new file in the place of the last one. The older ones stay readable, and say that they do not hold."""
    making.allow(row, "nieuwe-versie")
    _keeper(row.confidentiality, actor)
    reason = line(reason, field="reason", limit=300, empty=_("Schrijf op waarom er een nieuwe versie is."))
    last = DocumentVersion.objects.filter(tenant_id=row.tenant_id, document=row).order_by("-number")[0]
    _version(row, file, twin, last.number + 1, reason)
    return _done(row, version=last.number + 1)


@act("document.labelled", Document, on="row")
def label(*, row: Document, labels: Labels, actor: Actor, key: str | None, seen: int | None = None) -> Told:
    """Say anew what a document is worth and where it belongs."""
    making.allow(row, "gegevens")
    _keeper(row.confidentiality, actor)
    found = _labels(labels)
    for name, value in found.items():
        setattr(row, name, value)
    row.save(update_fields=tuple(found))
    return _done(row, weight=row.weight, woo=row.woo)


@act("document.readers_named", Document, on="row")
def name_readers(
    *, row: Document, kept_for: str, reason: str, actor: Actor, key: str | None, seen: int | None = None
) -> Told:
    """Keep a secret document for other members than until now, and say why. Who read it before, reads on no more."""
    record = making.allow(row, "lezers")
    _keeper(Confidentiality.SECRET, actor)
    reason = line(reason, field="reason", limit=300, empty=_("Schrijf op waarom anderen het stuk nu lezen."))
    named = making.name_readers(record, kept_for, reason)
    return _done(row, before=named.kept_before, kept_for=named.kept_for)


@act("document.opened", Document, on="row")
def open_up(*, row: Document, note: str, actor: Actor, key: str | None) -> Told:
    """Let everybody read a document that was for the desk, or secret; and say why that may now."""
    record = making.allow(row, "openbaar-maken")
    _keeper(row.confidentiality, actor)
    row.ground = line(note, field="note", limit=300, empty=_("Schrijf op waarom het stuk nu openbaar mag zijn."))
    row.confidentiality = Confidentiality.OPEN
    row.save(update_fields=("confidentiality", "ground"))
    record.visibility, record.kept_for = Record.Visibility.PUBLIC, ""
    record.save(update_fields=("visibility", "kept_for"))
    making.publish(record)
    Destination.objects.filter(pk=record.destination_id).update(title=record.title, process=record.process)
    return _done(row, confidentiality=row.confidentiality)


@act("document.withdrawn", Document, on="row")
def withdraw(*, row: Document, note: str, actor: Actor, key: str | None) -> Told:
    """Take a document back: its files and their words go, everywhere; that it was there, and why it went, stays."""
    record = making.allow(row, "intrekken")
    _keeper(row.confidentiality, actor)
    reason = line(note, field="note", limit=300, empty=_("Schrijf op waarom het stuk wordt ingetrokken."))
    for one in DocumentVersion.objects.filter(tenant_id=row.tenant_id, document=row):
        once_kept(partial(files.discard, one.stored, one.kind))
        one.stored = one.twin = one.name = ""
        one.save(update_fields=("stored", "twin", "name"))
    row.withdrawn_at = clock.now()
    row.save(update_fields=("withdrawn_at",))
    making.close(record, reason)
    once_kept(partial(erasure_list.note, ERASED, [row.pk]))
    return _done(row)


def withdraw_again(listed: Mapping[str, str]) -> int:
    """Withdraw again what a restored back-up brought back; returns how many."""
    if not any(one.startswith(f"{ERASED} ") for one in listed):
        return 0
    rows = Document.objects.filter(withdrawn_at=None).select_related("record")
    back = [one for one in rows if f"{ERASED} {erasure_list.hashed(one.pk)}" in listed]
    for one in back:
        said = _("Dit stuk was al ingetrokken. Het kwam terug uit een oude kopie van de site.")
        withdraw(row=one, note=said, actor=SYSTEM, key=None)
    return len(back)
