"""Versions of a text: brought in, written piece by piece, and published for good."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.journal.acts import Done, act, still_newest
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Boundary, Round
from brink.domain.processes.services.preconditions import hold_back, running
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import Finding
from brink.foundation.text import clean
from brink.instruments.consultation import queries
from brink.instruments.consultation.lineage import Turn, propose
from brink.instruments.consultation.models import Credit, Origin, Passage, Section, TextVersion
from brink.instruments.consultation.publication_checks import Checked, missing
from brink.instruments.consultation.reading_files import Part
from brink.instruments.consultation.round_settings import BODY_LIMIT, REMARK, SUMMARY_WORDS


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text that was brought in: its pieces, its title, and the file that it came from ("" for pasted words)."""

    title: str
    parts: tuple[Part, ...]
    name: str = ""
    checksum: str = ""


def text_hash(heading: str, body: str) -> str:
    """Return by what two pieces are known to say the same: their words, not their number."""
    return hashlib.sha256(f"{' '.join(heading.split())}\n{body}".encode()).hexdigest()


def version_hash(title: str, passages: Iterable[Passage]) -> str:
    """Return the hash of a version as canonical JSON, so that anybody can make it again from the open data."""
    rows = [[str(one.section_id), one.level, one.number, one.heading, one.body] for one in passages]
    said = json.dumps([title, rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _last(round: Round) -> TextVersion | None:
    rows = queries.published(round)
    return rows[-1] if rows else None


def _drop(version: TextVersion) -> None:
    """Take a draft away, with the sections that stand in no other version."""
    mine = list(Passage.objects.filter(tenant=version.tenant_id, version=version).values_list("section", flat=True))
    version.delete()
    rows = Section.objects.filter(tenant=version.tenant_id, pk__in=mine)
    rows.filter(passages=None, heirs=None, remarks=None).delete()


@act("consultation.imported", Round, on=("round.process", "round", "before"))
def take_in(
    *, round: Round, source: SourceText, before: TextVersion | None = None, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[TextVersion]:  # fmt: skip
    """Make a draft of a text, in the place of one that lay there; propose where each piece comes from.

    `before` is the draft that the writer saw, None when there was none: with `seen` another one, or one in which
    somebody wrote since, is a Conflict, and stays.
    """
    if seen is not None:
        still_newest(before, TextVersion.objects.filter(tenant_id=round.tenant_id, round=round, published_at=None))
    running(round.process)
    if round.process.answered_at is not None:
        raise NotNow(_("Deze vraag is afgerond. De tekst verandert hier niet meer."))
    title = clean(
        source.title, limit=160, field="title", empty=_("Schrijf op hoe de tekst heet."),
        too_long=_("Maak de titel korter dan 160 tekens."),
    )  # fmt: skip
    if not source.parts:
        raise BadInput(_("Er staat nog geen tekst. Haal een bestand op of plak de tekst."), field="file")
    if (old := queries.draft_of(round)) is not None:
        _drop(old)
    last = _last(round)
    version = TextVersion.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, number=last.number + 1 if last else 1,
        title=title, source_name=source.name[:120], source_hash=source.checksum,
    )  # fmt: skip
    _fill(version, source.parts, queries.passages_of(last) if last else [])
    return Done(version, {"process": str(round.process_id), "sections": len(source.parts)}, row=round)


def _fill(version: TextVersion, parts: Sequence[Part], before: Sequence[Passage]) -> None:
    """Write the pieces of a draft; one that comes from one piece alone is the same section."""
    common = {"tenant_id": version.tenant_id, "created_at": clock.now()}
    passages = [
        Passage(
            **common, version=version, order=place, level=one.level, number=one.number, heading=one.heading,
            body=one.body, text_hash=text_hash(one.heading, one.body),
        )
        for place, one in enumerate(parts)
    ]  # fmt: skip
    old, new = ([queries.piece(one, words=True) for one in rows] for rows in (before, passages))
    came = {after: before[place] for place, after in propose(old, new)}
    fresh = [Section(**common, round_id=version.round_id) for place in range(len(parts)) if place not in came]
    Section.objects.bulk_create(fresh)
    ready = iter(fresh)
    for place, one in enumerate(passages):
        source = came.get(place)
        one.section_id = source.section_id if source is not None else next(ready).pk
        if source is not None:
            one.summary, one.boundary_id = source.summary, source.boundary_id
    Passage.objects.bulk_create(passages)
    Origin.objects.bulk_create(
        Origin(**common, version=version, old_id=source.section_id, passage=passages[place])
        for place, source in sorted(came.items())
    )
    settle(version)


def settle(version: TextVersion) -> None:
    """Let every piece of the version before be told once: it has heirs, or it went; and let an id live on in one heir.

    A piece keeps its id as long as one piece comes from it and from it alone.
    """
    last = _last(version.round)
    old = {one.section_id for one in queries.passages_of(last)} if last else set()
    origins = queries.origins_of(version)
    heirs: dict[UUID, list[UUID]] = {}
    sources: dict[UUID, list[UUID]] = {}
    for one in origins:
        if one.passage_id is not None:
            heirs.setdefault(one.old_id, []).append(one.passage_id)
            sources.setdefault(one.passage_id, []).append(one.old_id)
    gone = {one.old_id: one for one in origins if one.passage_id is None}
    Origin.objects.filter(pk__in=[one.pk for pk, one in gone.items() if pk in heirs]).delete()
    Origin.objects.bulk_create(
        Origin(tenant_id=version.tenant_id, created_at=clock.now(), version=version, old_id=pk)
        for pk in sorted(old - set(heirs) - set(gone))
    )
    _keep_ids(version, heirs, sources, old)


def _keep_ids(
    version: TextVersion, heirs: dict[UUID, list[UUID]], sources: dict[UUID, list[UUID]], old: Collection[UUID]
) -> None:
    passages = list(Passage.objects.filter(tenant=version.tenant_id, version=version).order_by("order"))
    wanted = {
        one.pk: found[0]
        for one in passages
        if len(found := sources.get(one.pk, [])) == 1 and len(heirs[found[0]]) == 1
    }
    losing = [one for one in passages if one.section_id in old and wanted.get(one.pk) != one.section_id]
    fresh = [
        Section(tenant_id=version.tenant_id, created_at=clock.now(), round_id=version.round_id) for _one in losing
    ]
    Section.objects.bulk_create(fresh)
    for one, section in zip(losing, fresh, strict=True):
        one.section_id = section.pk
    # First those that lose an id, then those that get one: no id stands at two pieces for a moment.
    Passage.objects.bulk_update(losing, ("section",))
    winning = [one for one in passages if one.pk in wanted and one.section_id != wanted[one.pk]]
    left = [one.section_id for one in winning]
    for one in winning:
        one.section_id = wanted[one.pk]
    Passage.objects.bulk_update(winning, ("section",))
    Section.objects.filter(pk__in=left, passages=None, heirs=None, remarks=None).delete()


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """What the desk says of one piece of a draft."""

    number: str
    heading: str
    body: str
    summary: str = ""
    boundary: Boundary | None = None
    reason: str = ""
    comes_from: tuple[UUID, ...] = ()
    credits: tuple[UUID, ...] = ()


def _draft(version: TextVersion) -> None:
    if version.published_at is not None:
        raise NotNow(_("Deze versie is gepubliceerd en verandert niet meer. Begin een nieuwe versie."))


@act("consultation.section_written", Passage, on="passage")
def write_passage(
    *, passage: Passage, facts: PassageFacts, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Passage]:
    """Write one piece of a draft: its words, what is fixed, where it comes from, and why it is different."""
    version = passage.version
    _draft(version)
    passage.number = clean(facts.number, limit=20, field="number", too_long=_("Maak het nummer korter dan 20 tekens."))
    passage.heading = clean(
        facts.heading, limit=200, field="heading", empty=_("Schrijf een kop boven dit stuk."),
        too_long=_("Maak de kop korter dan 200 tekens."),
    )  # fmt: skip
    passage.body = clean(
        facts.body, limit=BODY_LIMIT, field="body",
        too_long=_("Dit stuk is te lang. Maak het korter dan 20.000 tekens."),
    )  # fmt: skip
    summary = clean(facts.summary, limit=600, field="summary", too_long=_("Maak dit korter dan 600 tekens."))
    if len(summary.split()) > SUMMARY_WORDS:
        raise BadInput(_("Zeg dit in ten hoogste 60 woorden."), field="summary")
    passage.summary, passage.boundary = summary, _limit(version.round, facts.boundary)
    passage.reason = clean(
        facts.reason, limit=1_000, field="reason", too_long=_("Maak de reden korter dan 1.000 tekens.")
    )
    passage.text_hash = text_hash(passage.heading, passage.body)
    passage.save()
    _set_origins(passage, facts.comes_from)
    _set_credits(passage, facts.credits)
    settle(version)
    return Done(passage, {"process": str(version.round.process_id), "number": passage.number})


def _limit(round: Round, boundary: Boundary | None) -> Boundary | None:
    if boundary is not None and (
        boundary.room.process_id != round.process_id or boundary.room.published_at is None
    ):
        raise BadInput(_("Kies een grens uit de spelregels van deze vraag."), field="boundary")
    return boundary


def _set_origins(passage: Passage, comes_from: Collection[UUID]) -> None:
    last = _last(passage.version.round)
    known = {one.section_id for one in queries.passages_of(last)} if last else set()
    if not set(comes_from) <= known:
        raise BadInput(_("Kies stukken uit de vorige versie."), field="comes_from")
    rows = Origin.objects.filter(tenant=passage.tenant_id, passage=passage)
    there = set(rows.values_list("old", flat=True))
    rows.exclude(old__in=comes_from).delete()
    common = {"tenant_id": passage.tenant_id, "created_at": clock.now(), "version_id": passage.version_id}
    Origin.objects.bulk_create(Origin(**common, old_id=pk, passage=passage) for pk in sorted(set(comes_from) - there))


def _set_credits(passage: Passage, credits: Collection[UUID]) -> None:
    voices = Contribution.objects.filter(
        tenant=passage.tenant_id, round=passage.version.round_id, kind=REMARK, pk__in=credits
    )
    if voices.count() != len(set(credits)):
        raise BadInput(_("Kies opmerkingen uit deze ronde."), field="credits")
    rows = Credit.objects.filter(tenant=passage.tenant_id, passage=passage)
    there = set(rows.values_list("contribution", flat=True))
    rows.exclude(contribution__in=credits).delete()
    Credit.objects.bulk_create(
        Credit(tenant_id=passage.tenant_id, created_at=clock.now(), passage=passage, contribution_id=pk)
        for pk in sorted(set(credits) - there)
    )


@act("consultation.dropped_told", Origin, on="origin")
def tell_dropped(
    *, origin: Origin, reason: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Origin]:
    """Say why a piece of the version before is not in the draft any more."""
    _draft(origin.version)
    if origin.passage_id is not None:
        raise NotNow(_("Dit stuk staat weer in de tekst. Een reden is niet nodig."))
    origin.reason = clean(
        reason, limit=1_000, field="reason", empty=_("Schrijf op waarom dit stuk is vervallen."),
        too_long=_("Maak de reden korter dan 1.000 tekens."),
    )  # fmt: skip
    origin.save(update_fields=("reason",))
    return Done(origin, {"process": str(origin.version.round.process_id)})


def publication_findings(version: TextVersion) -> list[Finding]:
    """Say what is missing before this draft may be published. In a fixed number of queries."""
    last = _last(version.round)
    new = queries.passages_of(version)
    if last is None:
        return list(missing([Checked(str(one), Turn.NEW, True) for one in new], first=True))
    old, origins = queries.passages_of(last), queries.origins_of(version)
    found = queries.turns_between(old, new, origins)
    credited = set(Credit.objects.filter(passage__version=version).values_list("passage", flat=True))
    reasons = {one.old_id: one.reason for one in origins if one.passage_id is None}
    pieces = [
        Checked(str(one), turn, bool(one.reason) or one.pk in credited)
        for one, turn in zip(new, found.new, strict=True)
    ]
    pieces += [
        Checked(str(one), turn, bool(reasons.get(one.section_id)))
        for one, turn in zip(old, found.old, strict=True)
        if turn is Turn.DROPPED
    ]
    return list(missing(pieces, first=False))


@act("consultation.published", TextVersion, on=("version.round", "version"))
def publish(
    *, version: TextVersion, reason: str, looked: bool, actor: Actor, key: str | None, seen: int | None = None
) -> Done[TextVersion]:
    """Publish a draft for good. From then on it does not change; a next version says what is different and why."""
    _draft(version)
    hold_back(publication_findings(version))
    first = _last(version.round) is None
    version.reason = clean(
        reason, limit=1_000, field="reason", too_long=_("Maak de reden korter dan 1.000 tekens."),
        empty="" if first else _("Schrijf op waarom er een nieuwe versie is."),
    )  # fmt: skip
    if not (first or looked):
        raise BadInput(_("Kijk eerst van elk stuk na waar het vandaan komt. Zet dan een vinkje."), field="looked")
    passages = queries.passages_of(version)
    version.content_hash = version_hash(version.title, passages)
    version.published_at = clock.now()
    version.save()
    data = {
        "process": str(version.round.process_id), "version": version.number, "sections": len(passages),
        "hash": version.content_hash,
    }  # fmt: skip
    return Done(version, data, public=True)


@act("consultation.draft_dropped", Round, on="round")
def drop_draft(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Throw away the draft of a text. What was published stays."""
    draft = queries.draft_of(round)
    if draft is None:
        raise NotNow(_("Er ligt geen concept meer klaar."))
    _drop(draft)
    return Done(round, {"process": str(round.process_id)})
