"""What the acts of every register share: making the base row, keeping the stage, moving the day, closing.

None of this opens a transaction: it is called inside an act of the kernel, with the rows held.
"""

from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Destination
from brink.domain.people.models import Body, Person, Team
from brink.domain.records.basics import Basics
from brink.domain.records.card import card_of, cards
from brink.domain.records.models import Detail, NamedReaders, Record, Voice
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.quotations import unquoted
from brink.foundation.text import clean

D = TypeVar("D", bound=Detail)
TITLE, WORDS, FARTHEST = 160, 60, timedelta(days=3660)


def line(text: str, *, field: str, limit: int = 2_000, empty: str = "") -> str:
    """Clean one text; `empty` is the sentence when it may not be left out."""
    long = _("Deze tekst is te lang. Maak hem korter dan %(limit)s tekens.") % {"limit": limit}
    return clean(text, limit=limit, field=field, empty=empty, too_long=long)


def checked_day(day: date, *, field: str = "due_on") -> date:
    """Refuse a day that is over, or so far away that it is a typing error."""
    if day < clock.today():
        raise BadInput(_("Deze dag is al voorbij. Kies een dag die nog komt."), field=field)
    if day > clock.today() + FARTHEST:
        raise BadInput(_("Deze dag ligt meer dan tien jaar weg. Kijk het jaartal na."), field=field)
    return day


def _next_number(tenant: Body, kind: str) -> int:
    """Return the next number; the body is held by the act, and numbers are never used again."""
    last = Record.objects.filter(tenant=tenant, kind=kind).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _slug(title: str, tenant: Body, kind: str, number: int) -> str:
    """Return an address that no record of this register on the node has: words of the title, the body, the number."""
    words = slugify(title)[:50].strip("-")
    whole = words if words == slugify(title) else words.rpartition("-")[0]
    return f"{whole or kind}-{tenant.slug[:40]}-{number}"


def make(kind: str, *, tenant: Body, basics: Basics, **own: Any) -> Any:
    """Make a record with its destination and its own row, and return that row. The act must hold the body."""
    card = cards.get(kind)
    assert card is not None, f"no register {kind}"
    title = line(basics.title, field="title", limit=TITLE, empty=_("Schrijf op wat het is, in één zin."))
    summary = line(basics.summary, field="summary")
    if len(summary.split()) > WORDS:
        said = _("Dit zijn %(count)s woorden. Er passen er %(most)s.")
        raise BadInput(said % {"count": len(summary.split()), "most": WORDS}, field="summary")
    if basics.owner.tenant_id != tenant.pk:
        raise BadInput(_("Kies een team of iemand van uw eigen organisatie."), field="owner")
    if basics.process is not None and basics.process.tenant_id != tenant.pk:
        raise BadInput(_("Kies een vraag van uw eigen organisatie."), field="process")
    if basics.dossier is not None and basics.dossier.tenant_id != tenant.pk:
        raise BadInput(_("Kies een dossier van uw eigen organisatie."), field="dossier")
    now, number = clock.now(), _next_number(tenant, card.key)
    # What is secret is offered nowhere as a place where words came down, and its title stands in no list.
    secret = basics.visibility == Record.Visibility.SECRET
    place = Destination.objects.create(
        tenant=tenant, created_at=now, process=None if secret else basics.process, kind=card.key,
        title=str(card.names.one) if secret else title,
    )  # fmt: skip
    record = Record.objects.create(
        tenant=tenant, created_at=now, kind=card.key, number=number, title=title, summary=summary,
        slug=_slug(unquoted(title, basics.process), tenant, card.key, number),
        owner_team=basics.owner if isinstance(basics.owner, Team) else None,
        owner_person=basics.owner if isinstance(basics.owner, Person) else None,
        process=basics.process, dossier=basics.dossier, visibility=basics.visibility, stage="", stage_since=now,
        kept_for=basics.kept_for,
        destination=place, due_on=basics.due_on, due_first=basics.due_on,
        published_at=(basics.opens_at or now) if basics.published else None,
    )  # fmt: skip
    record.areas.set(basics.areas)
    record.themes.set(basics.themes)
    for contribution in basics.voices:
        hear(record, contribution)
    row = card.model._default_manager.create(record=record, tenant=tenant, **own)
    return restage(row)


def restage(row: D) -> D:
    """Keep the stage that follows from the facts now; the day from which it holds moves only when it changed."""
    record, card = row.record, card_of(row.record)
    stage = card.stage(row)
    if record.stage != stage:
        record.stage, record.stage_since = card.stage_of(stage).key, clock.now()
        record.save(update_fields=("stage", "stage_since"))
    return row


def allow(row: Detail, act: str) -> Record:
    """Return the record when this act fits its stage; otherwise say where it stands."""
    record, card = row.record, card_of(row.record)
    declared = card.act_of(act)
    assert declared is not None, f"{card.key} declares no act {act}"
    if record.stage not in declared.stages:
        said = _("Dit kan nu niet meer. De stand is: %(stage)s.")
        raise NotNow(said % {"stage": card.stage_of(record.stage).label})
    return record


def is_public(record: Record) -> bool:
    """Tell whether everybody may read a record now."""
    return record.is_open


def publish(record: Record) -> None:
    """Let everybody read it from now on; once published, nothing happens."""
    if record.published_at is None:
        record.published_at = clock.now()
        record.save(update_fields=("published_at",))


def move_due(record: Record, day: date) -> date | None:
    """Promise another day, and return the one before. Only in time; the first promised day stays beside it."""
    before = record.due_on
    if before is not None and clock.today() > before:
        raise NotNow(_("De beloofde dag is voorbij. Een nieuwe dag kiezen kan niet meer. Zeg hoe het afliep."))
    if checked_day(day) == before:
        raise BadInput(_("Dit is al de beloofde dag. Kies een andere."), field="due_on")
    record.due_on, record.due_first = day, record.due_first or day
    record.save(update_fields=("due_on", "due_first"))
    return before


def checked_readers(kept_for: str) -> str:
    """Refuse what is no choice of who reads a secret record; nothing means nobody beside those who keep it."""
    if kept_for not in ("", *Record.KeptFor.values):
        raise BadInput(_("Kies wie het geheime stuk leest, of kies niemand anders."), field="kept_for")
    return kept_for


def name_readers(record: Record, kept_for: str, reason: str) -> NamedReaders:
    """Keep a secret record for other members from now on, and note for whom it was kept, and why no longer."""
    if record.visibility != Record.Visibility.SECRET:
        raise NotNow(_("Alleen bij een geheim stuk kiest u wie het leest."))
    if checked_readers(kept_for) == record.kept_for:
        raise BadInput(_("Zo staat het er al. Kies anderen, of laat het zo."), field="kept_for")
    last = record.named_readers.aggregate(last=Max("number"))["last"] or 0
    row = NamedReaders.objects.create(
        tenant_id=record.tenant_id, created_at=clock.now(), record=record, number=last + 1,
        kept_before=record.kept_for, kept_for=kept_for, reason=reason,
    )  # fmt: skip
    record.kept_for = kept_for
    record.save(update_fields=("kept_for",))
    return row


def close(record: Record, reason: str) -> None:
    """Note that it came to an end, and how."""
    record.closed_at, record.closed_reason = clock.now(), reason
    record.save(update_fields=("closed_at", "closed_reason"))


def reopen(record: Record) -> None:
    """Take the end away again; how it ended before stands in the steps of the register."""
    record.closed_at, record.closed_reason = None, ""
    record.save(update_fields=("closed_at", "closed_reason"))


def hear(record: Record, contribution: Contribution) -> Voice:
    """Tie words to a record. Words belong to one record at most."""
    if contribution.tenant_id != record.tenant_id:
        raise BadInput(_("Deze woorden liggen bij een andere organisatie."))
    if Voice.objects.filter(tenant_id=record.tenant_id, contribution=contribution).exists():
        raise NotNow(_("Deze woorden horen al ergens bij."))
    return Voice.objects.create(
        tenant_id=record.tenant_id, created_at=clock.now(), record=record, contribution=contribution
    )
