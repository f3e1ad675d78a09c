"""Reads of a text and of what is said of it, in a number of queries that does not grow with the rows."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution, Publicity
from brink.domain.participation.counting import readable
from brink.domain.participation.line_signs import RECEIVED
from brink.domain.participation.round_page import RoundFrame
from brink.domain.processes.models import Boundary, Round, StatutoryTerm
from brink.foundation import clock
from brink.foundation.crypto import every
from brink.foundation.disclosure import publishable
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.consultation.lineage import Piece, Turns, turns, words_of
from brink.instruments.consultation.models import Agreed, Origin, Passage, Remark, Section, TextVersion
from brink.instruments.consultation.places import Place, Standing, State, place_of
from brink.instruments.consultation.round_settings import REMARK, SUPPORTED

PER_PAGE = 20
BADGES: Mapping[str, str | Promise] = {
    "hard": gettext_lazy("ligt vast"), "movable": gettext_lazy("kan schuiven"), "": gettext_lazy("open"),
}  # fmt: skip


def published(round: Round) -> list[TextVersion]:
    """Return the versions that everybody may read, the first in front. One query."""
    rows = TextVersion.objects.filter(tenant=round.tenant_id, round=round, published_at__isnull=False)
    return list(rows.order_by("number"))


def draft_of(round: Round) -> TextVersion | None:
    """Return the version that is being written, or None."""
    return TextVersion.objects.filter(tenant=round.tenant_id, round=round, published_at=None).first()


def passages_of(version: TextVersion) -> list[Passage]:
    """Return the pieces of a version in their order, each with the limit of the room it meets. One query."""
    rows = Passage.objects.filter(tenant=version.tenant_id, version=version).select_related("boundary")
    return list(rows.order_by("order"))


def badge(passage: Passage) -> str:
    """Return what is fixed about a piece: `hard`, `movable` or "" for open. A limit that lapsed leaves it open."""
    kind = passage.boundary.kind if passage.boundary is not None else ""
    return kind if kind in (Boundary.Kind.HARD, Boundary.Kind.MOVABLE) else ""


def piece(passage: Passage, *, words: bool = False) -> Piece:
    """Return a piece for comparing versions."""
    text = f"{passage.heading} {passage.body}"
    return Piece(passage.section_id, passage.text_hash, words_of(text) if words else frozenset())


@dataclass(frozen=True)
class History:
    """All published versions of a text, and which pieces each came from: what tells where a remark stands now."""

    versions: tuple[TextVersion, ...]
    # Of each later version, by its number: into which sections a section of the one before went.
    heirs: Mapping[int, Mapping[UUID, Collection[UUID]]]

    @property
    def newest(self) -> TextVersion:
        """Return the version that holds now."""
        return self.versions[-1]

    def steps_after(self, number: int) -> list[Mapping[UUID, Collection[UUID]]]:
        """Return the steps from a version to the newest."""
        return [self.heirs.get(one.number, {}) for one in self.versions if one.number > number]

    def behind(self, section: UUID) -> frozenset[UUID]:
        """Return every section of earlier versions that went into this one, and itself."""
        found: set[UUID] = {section}
        for one in reversed(self.versions):
            found |= {old for old, heirs in self.heirs.get(one.number, {}).items() if found & set(heirs)}
        return frozenset(found)


def history_of(round: Round) -> History:
    """Read what happened with the text of a round. Two queries; raises Http404 when there is no text yet."""
    versions = published(round)
    if not versions:
        raise Http404
    rows = Origin.objects.filter(
        tenant=round.tenant_id, version__in=[one.pk for one in versions], passage__isnull=False
    )
    heirs: dict[int, dict[UUID, list[UUID]]] = {}
    for number, old, new in rows.values_list("version__number", "old", "passage__section").order_by("passage__order"):
        heirs.setdefault(number, {}).setdefault(old, []).append(new)
    return History(tuple(versions), heirs)


def standing(passages: Sequence[Passage]) -> dict[UUID, Standing]:
    """Return how each section stands in a version."""
    return {one.section_id: Standing(one.text_hash, one.number) for one in passages}


def then_read(remarks: Sequence[Remark]) -> dict[tuple[UUID, UUID], Standing]:
    """Return how each piece stood in the version in which somebody read it. One query."""
    asked = {(one.version_id, one.section_id) for one in remarks if one.section_id is not None}
    rows = Passage.objects.filter(
        version__in={version for version, _section in asked}, section__in={section for _version, section in asked}
    )
    found = rows.values_list("version", "section", "text_hash", "number")
    return {(version, section): Standing(digest, number) for version, section, digest, number in found}


def places_of(
    history: History, passages: Sequence[Passage], remarks: Sequence[Remark]
) -> dict[UUID, Place]:
    """Return where each remark stands in the newest version, by its contribution. One query."""
    read, now = then_read(remarks), standing(passages)
    numbers = {one.pk: one.number for one in history.versions}
    return {
        one.contribution_id: place_of(
            one.section_id, read.get((one.version_id, one.section_id)) if one.section_id else None,
            history.steps_after(numbers.get(one.version_id, 0)), now,
        )
        for one in remarks
    }  # fmt: skip


def place_words(place: Place, passages: Sequence[Passage]) -> str:
    """Say where a remark stands in the newest version, in one sentence."""
    names = {one.section_id: str(one) for one in passages}
    there = ", ".join(names[one] for one in place.sections if one in names)
    said = {
        State.WHOLE: _("Dit gaat over de hele tekst."), State.SAME: _("De tekst is gelijk gebleven."),
        State.CHANGED: _("De tekst is daarna veranderd."), State.GONE: _("Dit stuk is vervallen."),
    }  # fmt: skip
    return said.get(place.state) or _("Dit staat nu in: %(where)s.") % {"where": there}


def remark_counts(round: Round) -> Counter[UUID | None]:
    """Return how many remarks that anybody may read are about each section. One query."""
    rows = readable(round, REMARK).order_by().values_list("remark__section", flat=True)
    return Counter(rows)


def remark_words(frame: RoundFrame, total: int) -> str:
    """Say how many remarks there are and how many of them came from one line, where that is much of it; "" if not."""
    one_line = frame.from_one_line(f"{RECEIVED}{REMARK}", total)
    said = _("Op de hele tekst en de stukken samen zijn er %(n)s opmerkingen") % {"n": total}
    return f"{said}; {one_line}" if one_line else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One remark that anybody may read, with where it stands now."""

    voice: Contribution
    by: str
    remark: Remark | None
    place: str
    earlier: bool
    agreed: str


def agreed_words(frame: RoundFrame, voice: Contribution) -> str:
    """Say about how many agree, and how many of them came from one line; nothing below ten."""
    remark: Remark | None = getattr(voice, "remark", None)
    shown = remark.agreed_shown if remark is not None else 0
    told = _("Ongeveer %(n)s mensen zijn het hiermee eens") % {"n": shown} if publishable(shown) else ""
    return "; ".join(filter(None, (told, frame.from_one_line(SUPPORTED, shown, voice.pk))))


def _line(frame: RoundFrame, voice: Contribution, place: Place | None, passages: Sequence[Passage]) -> Line:
    remark: Remark | None = getattr(voice, "remark", None)
    bodies = {one.section_id: one.body for one in passages}
    quote = remark.quote if remark is not None and place is not None else ""
    there = place is not None and any(quote in bodies.get(one, "") for one in place.sections)
    by = voice.public_name if voice.publicity == Publicity.NAMED else _("Een bewoner")
    said = place_words(place, passages) if place is not None and place.state is not State.WHOLE else ""
    return Line(voice, by, remark, said, bool(quote) and not there, agreed_words(frame, voice))


def page_of_remarks(
    frame: RoundFrame, history: History, passages: Sequence[Passage], sections: Collection[UUID], number: str | None
) -> tuple[Page[Contribution], list[Line]]:
    """Return a page of remarks about these sections (none: about the whole text), the last in front. Three queries."""
    rows = readable(frame.round, REMARK).select_related("remark")
    rows = rows.filter(remark__section__in=sections) if sections else rows.filter(remark__section=None)
    page = Paginator(rows.order_by("-created_at", "-id"), PER_PAGE).get_page(number)
    voices = list(page.object_list)
    found = places_of(history, passages, [one.remark for one in voices if hasattr(one, "remark")])
    later = len(history.versions) > 1
    return page, [_line(frame, one, found.get(one.pk) if later else None, passages) for one in voices]


def passage_in(version: TextVersion, passages: Sequence[Passage], section: UUID) -> int:
    """Return the place of a section in a version; raises Http404 when it is not in it."""
    for place, one in enumerate(passages):
        if one.section_id == section:
            return place
    raise Http404


def running_term(round: Round) -> StatutoryTerm | None:
    """Return a term of the law that runs in the process of this round: then a remark is no legal submission."""
    rows = visible(ANYONE, StatutoryTerm.objects.filter(tenant=round.tenant_id, process=round.process_id))
    return rows.filter(closes_on__gte=clock.today()).order_by("closes_on").first()


def agrees(voice: Contribution, device: str) -> bool:
    """Tell whether a device agrees with a remark: for that device's own eyes."""
    return Agreed.objects.filter(tenant=voice.tenant_id, contribution=voice, device__in=every(device)).exists()


def remark_for(round: Round, pk: UUID) -> Contribution:
    """Return a remark that anybody may read; raises Http404."""
    found = readable(round, REMARK).select_related("remark", "round__process").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def pairs_of(old: Sequence[Passage], new: Sequence[Passage], origins: Collection[Origin]) -> list[tuple[int, int]]:
    """Return which place of the old version went to which place of the new one."""
    before = {one.section_id: place for place, one in enumerate(old)}
    after = {one.pk: place for place, one in enumerate(new)}
    return [
        (before[one.old_id], after[one.passage_id])
        for one in origins
        if one.passage_id in after and one.old_id in before
    ]


def turns_between(old: Sequence[Passage], new: Sequence[Passage], origins: Collection[Origin]) -> Turns:
    """Return what happened with each piece between two versions that follow each other."""
    return turns([piece(one) for one in old], [piece(one) for one in new], pairs_of(old, new, origins))


def origins_of(version: TextVersion) -> list[Origin]:
    """Return where the pieces of a version come from, and what went. One query."""
    rows = Origin.objects.filter(tenant=version.tenant_id, version=version)
    return list(rows.order_by("passage__order", "id"))


def unplaced(round: Round) -> QuerySet[Contribution]:
    """Return the remarks that are about no piece of the text: for the desk, which may put them at one."""
    rows = Contribution.objects.filter(tenant=round.tenant_id, round=round, kind=REMARK, withdrawn_at=None)
    return rows.filter(remark__section=None).order_by("created_at", "id")


def section_ids(round: Round) -> frozenset[UUID]:
    """Return the sections of the newest published version. One query."""
    newest = TextVersion.objects.filter(tenant=round.tenant_id, round=round, published_at__isnull=False)
    last = newest.order_by("-number").values("pk")[:1]
    return frozenset(
        Section.objects.filter(tenant=round.tenant_id, passages__version__in=last).values_list("pk", flat=True)
    )
