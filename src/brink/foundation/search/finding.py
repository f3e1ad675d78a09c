"""Asking: narrow rows that somebody may see to those that hold these words, or find things of every kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, Exists, Model, OuterRef, Q, QuerySet, Value, When

from brink.foundation.crypto import keyed_hash
from brink.foundation.models import SearchEntry, SearchKey
from brink.foundation.search.indexing import PERSONAL, personal
from brink.foundation.search.searchable import Document, SearchKind, search_documents
from brink.foundation.search.wording import WORD, Term, Wish, asked_words, saying_nothing, wish
from brink.foundation.visibility import Viewer, visible
from brink.methods.language import slips

M = TypeVar("M", bound=Model)
MOST_READ, MOST_NEAR, TITLES_FIRST = 400, 8, 2_000
MUCH = 4  # one in so many entries: then walking all is less work


def narrow(rows: QuerySet[M], typed: str) -> QuerySet[M]:
    """Narrow `rows`, which this viewer may see, to those that hold all these words, in any order and form.

    When none does, words that nothing holds are taken for slips of words that these very rows do hold. Nothing but
    signs is no wish: all rows stay.
    """
    roots = asked_words(typed)
    if not roots:
        return rows if not typed.strip() else rows.none()
    found = _holding(rows, _meets(wish(roots)))
    if found.exists():
        return found
    mended = _mended(roots, SearchEntry.objects.filter(pk__in=rows.order_by().values("pk")))
    return _holding(rows, _meets(mended)) if mended is not None else rows.none()


def holds(typed: str) -> Q:
    """Return the condition that a thing holds all these words, without taking any for a slip; none holds nothing."""
    roots = asked_words(typed)
    if not roots:
        return Q(pk__in=[])
    return Q(pk__in=SearchEntry.objects.filter(words__matching=wish(roots)).order_by().values("pk"))


def personal_matches(typed: str) -> Q:
    """Return the condition that a thing is of somebody with this name, number or address: for who may know them.

    Several words must all be of one person.
    """
    whole = personal(typed[:200])
    if not whole:
        return Q(pk__in=[])
    met = Q()
    for form in (whole,) if "@" in whole else whole.split()[:6]:
        known = SearchKey.objects.filter(key_hash__in=keyed_hash(PERSONAL, form).every)
        met &= Q(pk__in=known.values("thing_id"))
    return met


def things_of(addresses: Mapping[UUID, Sequence[str]], tenant_id: UUID) -> dict[UUID, set[UUID]]:
    """Return which other things of a body are of whoever has these numbers and addresses, by the thing they are of.

    For who may know them; compared by keyed hash. One query, and none where there is nothing to compare.
    """
    known: dict[str, set[UUID]] = {}
    for thing, texts in addresses.items():
        for text in filter(None, map(personal, texts)):
            for form in keyed_hash(PERSONAL, text).every:
                known.setdefault(form, set()).add(thing)
    found: dict[UUID, set[UUID]] = {}
    if not known:
        return found
    rows = SearchKey.objects.filter(tenant_id=tenant_id, key_hash__in=list(known)).values_list("key_hash", "thing_id")
    for form, other in rows:
        for thing in known[form] - {other}:
            found.setdefault(thing, set()).add(other)
    return found


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What else a hit must be: of these kinds, and further conditions that each kind puts in its own words."""

    kinds: Sequence[SearchKind]
    also: Callable[[SearchKind], Q | None]


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: entries to page through, how many of each kind, and whether slips were mended on the way."""

    entries: QuerySet[SearchEntry]
    counts: dict[str, int]
    mended: bool = False

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(self.counts.values())


def find(viewer: Viewer, typed: str, asked: Narrowed) -> Hits:
    """Find what this viewer may see and holds all these words: by title first, then the newest."""
    nothing = Hits(SearchEntry.objects.none(), {})
    roots = asked_words(typed)
    if not roots:
        return nothing
    seen = _seen(viewer, asked)
    hits = _hits(seen, wish(roots))
    if hits.total:
        return hits
    mended = _mended(roots, seen)
    return _hits(seen, mended, mended=True) if mended is not None else nothing


def tell(viewer: Viewer, entries: Sequence[SearchEntry]) -> list[Document]:
    """Return the documents of one page of hits in their order, read anew through `visible`; one query per kind."""
    told: dict[UUID, Document] = {}
    for kind in search_documents.all():
        ids = [one.pk for one in entries if one.kind == kind.key]
        if ids:
            told |= {row.pk: kind.tell(row) for row in visible(viewer, kind.rows().filter(pk__in=ids))}
    return [told[one.pk] for one in entries if one.pk in told]


def _meets(asked: Wish) -> Mapping[str, Wish]:
    """Return how entries are asked whether they meet a wish, so that it costs least. One query, on SQLite alone.

    It cannot know how many of its own full text will; fetching most of a table one by one takes twice as long as
    walking it. PostgreSQL keeps figures of its vectors.
    """
    if connection.vendor == "sqlite":
        met = Count("place", filter=Q(words__matching=asked))
        counted = SearchEntry.objects.aggregate(every=Count("place"), met=met)
        if counted["met"] * MUCH > counted["every"]:
            return {"words__matching_much": asked}
    return {"words__matching": asked}


def _holding(rows: QuerySet[M], meets: Mapping[str, Wish]) -> QuerySet[M]:
    if "words__matching_much" in meets:
        return rows.filter(Exists(SearchEntry.objects.filter(pk=OuterRef("pk"), **meets)))
    return rows.filter(pk__in=SearchEntry.objects.filter(**meets).order_by().values("pk"))


def _seen(viewer: Viewer, asked: Narrowed) -> QuerySet[SearchEntry]:
    """Return the entries of what this viewer may see and asked for; the visibility function says of which rows."""
    allowed = Q(pk__in=[])
    for kind in asked.kinds:
        also = asked.also(kind)
        if also is not None:
            rows = visible(viewer, kind.model._default_manager.all()).filter(also, pk=OuterRef("pk"))
            allowed |= Q(kind=kind.key) & Q(Exists(rows.order_by()))
    return SearchEntry.objects.filter(allowed)


def _hits(seen: QuerySet[SearchEntry], asked: Wish, *, mended: bool = False) -> Hits:
    found = seen.filter(**_meets(asked))
    counts = dict(found.order_by().values_list("kind").annotate(number=Count("pk")))
    if sum(counts.values()) > TITLES_FIRST:
        # A word that is everywhere is in many titles too: the newest say more.
        return Hits(found.order_by("-moment", "-pk"), counts, mended)
    in_title = Case(When(head__matching=asked, then=Value(0)), default=Value(1))
    return Hits(found.order_by(in_title, "-moment", "-pk"), counts, mended)


def _mended(roots: Sequence[str], seen: QuerySet[SearchEntry]) -> Wish | None:
    """Return what was asked with the slips taken away, or None when some word resembles nothing.

    Only words of things that this viewer may see are offered, so that nothing hidden shows by a hit.
    """
    groups: list[tuple[tuple[Term, ...], ...]] = []
    for root, group in zip(roots, wish(roots), strict=True):
        # A word that was asked alone is held by nothing: that is why we are here.
        if len(roots) > 1 and seen.filter(words__matching=(group,)).exists():
            groups.append(group)
            continue
        near = _near(root, seen)
        if not near:
            return None
        groups.append(tuple((Term(WORD + one),) for one in near))
    return tuple(groups)


def _near(root: str, seen: QuerySet[SearchEntry]) -> list[str]:
    """Return the words that one may have meant: one slip away in four letters, two in eight."""
    most = 0 if len(root) < 4 else 1 if len(root) < 8 else 2
    if not most:
        return []
    # The slip stands in the first letters, or it does not: then those lead to the words it can be.
    begins = {root[:2], root[1] + root[0], root[0] + root[2], root[1:3]}
    ways = tuple((Term(WORD + two, begins=True),) for two in sorted(begins))
    return _resembling(root, most, seen.filter(words__matching=(ways,))) or _resembling(root, most, seen)


def _resembling(root: str, most: int, entries: QuerySet[SearchEntry]) -> list[str]:
    """Return the words of some of these entries that are near, the nearest first."""
    texts = entries.order_by().values_list("words", flat=True)[:MOST_READ]
    words = {mark[1:] for text in texts for mark in text.split() if mark[0] == WORD} - saying_nothing()
    far = sorted((slips(root, word, most), word) for word in words if abs(len(word) - len(root)) <= most)
    return [word for distance, word in far if distance <= most][:MOST_NEAR]
