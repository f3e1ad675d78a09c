"""Bundling: laying related voices together. Nothing is ever lost: an item that left a bundle is marked, not deleted."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Bundle, BundleItem, Contribution, Moderation
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean

if TYPE_CHECKING:
    from uuid import UUID

T = TypeVar("T")
CHUNK = 500


def chunks(rows: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Cut a list into pieces that any database takes in one statement."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def to_group(prefix: str = "") -> Q:
    """Return the condition that words may be laid together with others: they are there, and nobody hid them.

    Hidden words are answered on their own. What was hidden after it lay in a bundle stays there and is not shown.
    """
    at = f"{prefix}__" if prefix else ""
    return Q(**{f"{at}withdrawn_at": None}) & ~Q(**{f"{at}moderation": Moderation.HIDDEN})


def unbundled_words(prefix: str = "") -> Q:
    """Return the condition that words wait to be laid together with others."""
    at = f"{prefix}__" if prefix else ""
    waiting = Q(**{f"{at}bundled_at": None, f"{at}landed_at": None}) & ~Q(**{f"{at}text": ""})
    return to_group(prefix) & waiting


def _title(text: str) -> str:
    return clean(
        text,
        limit=160,
        field="title",
        empty=_("Geef de bundel een naam: wat zeggen deze mensen?"),
        too_long=_("Maak de naam korter dan 160 tekens."),
    )


def _summary(text: str) -> str:
    return clean(text, limit=2_000, field="summary", too_long=_("Maak de samenvatting korter dan 2.000 tekens."))


def _unmerged(bundle: Bundle) -> Bundle:
    """Refuse a bundle that was merged into another."""
    if bundle.merged_into_id is not None:
        raise NotNow(_("Deze bundel is samengevoegd met een andere. Werk daar verder."))
    return bundle


def _create(process: Process, title: str, summary: str, split_from: Bundle | None) -> Bundle:
    """Write a bundle with the next number; the process is held, which keeps two from taking the same."""
    last = Bundle.objects.filter(tenant_id=process.tenant_id, process=process).aggregate(Max("number"))["number__max"]
    return Bundle.objects.create(
        tenant_id=process.tenant_id,
        created_at=clock.now(),
        process=process,
        number=(last or 0) + 1,
        title=title,
        summary=summary,
        split_from=split_from,
    )


def _put(bundle: Bundle, ids: "Sequence[UUID]", *, suggested: bool = False) -> int:
    """Lay contributions in a bundle; those that left it before come back. Returns how many lie there newly."""
    now, added = clock.now(), 0
    for piece in chunks(ids):
        rows = BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, contribution_id__in=piece)
        already_bundled = set(rows.values_list("contribution_id", flat=True))
        added += rows.filter(removed_at__isnull=False).update(removed_at=None, created_at=now)
        fresh = [pk for pk in piece if pk not in already_bundled]
        BundleItem.objects.bulk_create(
            BundleItem(
                tenant_id=bundle.tenant_id, created_at=now, bundle=bundle, contribution_id=pk, suggested=suggested
            )
            for pk in fresh
        )
        added += len(fresh)
        voices = Contribution.objects.filter(tenant_id=bundle.tenant_id, pk__in=piece)
        voices.filter(bundled_at=None).update(bundled_at=now)
    _count(bundle)
    return added


def _take(bundle: Bundle, ids: "Sequence[UUID]") -> int:
    """Mark contributions as formerly in this bundle; those in no bundle at all are unbundled again."""
    gone = 0
    for piece in chunks(ids):
        gone += BundleItem.objects.filter(
            tenant_id=bundle.tenant_id, bundle=bundle, contribution_id__in=piece, removed_at=None
        ).update(removed_at=clock.now())
        lying = BundleItem.objects.filter(tenant_id=bundle.tenant_id, contribution_id__in=piece, removed_at=None)
        Contribution.objects.filter(tenant_id=bundle.tenant_id, pk__in=piece).exclude(
            pk__in=lying.values("contribution_id")
        ).update(bundled_at=None)
    _count(bundle)
    return gone


def _count(bundle: Bundle) -> None:
    """Store how many lie in a bundle now."""
    bundle.item_count = BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, removed_at=None).count()
    Bundle.objects.filter(tenant_id=bundle.tenant_id, pk=bundle.pk).update(item_count=bundle.item_count)


def _members(bundle: Bundle) -> "list[UUID]":
    rows = BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, removed_at=None)
    return list(rows.values_list("contribution_id", flat=True))


def _of_process(process_id: "UUID", tenant_id: "UUID", contributions: Iterable[Contribution]) -> "list[UUID]":
    """Return the keys of contributions, each once; refuse those of another question."""
    ids = list(dict.fromkeys(row.pk for row in contributions))
    for piece in chunks(ids):
        count = Contribution.objects.filter(tenant_id=tenant_id, process_id=process_id, pk__in=piece).count()
        if count != len(piece):
            raise BadInput(_("Deze woorden horen bij een andere vraag. Kies woorden van deze vraag."))
    return ids


def _new_in(process_id: "UUID", tenant_id: "UUID", contributions: Iterable[Contribution]) -> "list[UUID]":
    """Return the keys of contributions that go in a bundle; refuse those that nobody may lay together."""
    ids, left_out = _of_process(process_id, tenant_id, contributions), 0
    for piece in chunks(ids):
        left_out += len(piece) - Contribution.everything.filter(to_group(), tenant_id=tenant_id, pk__in=piece).count()
    if left_out:
        text = ngettext(
            "%(n)s gekozen bijdrage is verborgen of ingetrokken. Haal daar het vinkje weg, en probeer het opnieuw.",
            "%(n)s gekozen bijdragen zijn verborgen of ingetrokken. Haal daar de vinkjes weg, en probeer het opnieuw.",
            left_out,
        )
        raise NotNow(text % {"n": left_out})
    return ids


def _done(bundle: Bundle, **data: object) -> Done[Bundle]:
    return Done(bundle, {"process": str(bundle.process_id), **data}, public=True)


@act("bundle.made", Bundle, on="process")
def make(
    *,
    process: Process,
    title: str,
    actor: Actor,
    contributions: Sequence[Contribution] = (),
    summary: str = "",
    suggested: bool = False,
    key: str | None = None,
) -> Done[Bundle]:
    """Make a bundle and lay contributions in it.

    Raises BadInput without title or with words of another question, NotNow for words that are hidden or taken back.
    """
    title, summary = _title(title), _summary(summary)
    ids = _new_in(process.pk, process.tenant_id, contributions)
    bundle = _create(process, title, summary, None)
    _put(bundle, ids, suggested=suggested)
    return _done(bundle, contributions=len(ids))


@act("bundle.renamed", Bundle, on="bundle", part=True)
def rename(
    *, bundle: Bundle, title: str, actor: Actor, summary: str = "", key: str | None = None, seen: int | None = None
) -> Done[Bundle]:
    """Give a bundle another name and summary."""
    bundle.title, bundle.summary = _title(title), _summary(summary)
    _unmerged(bundle).save(update_fields=("title", "summary"))
    return _done(bundle)


@act("bundle.added", Bundle, on="bundle")
def add(
    *,
    bundle: Bundle,
    contributions: Sequence[Contribution],
    actor: Actor,
    suggested: bool = False,
    key: str | None = None,
) -> Done[Bundle]:
    """Lay contributions in a bundle; they may lie in others too. What lies there already stays as it is."""
    ids = _new_in(bundle.process_id, bundle.tenant_id, contributions)
    if not ids:
        raise BadInput(_("Kies eerst een of meer bijdragen."))
    added = _put(_unmerged(bundle), ids, suggested=suggested)
    return _done(bundle, contributions=[str(pk) for pk in ids], new=added)


@act("bundle.removed", Bundle, on="bundle")
def remove(
    *, bundle: Bundle, contributions: Sequence[Contribution], actor: Actor, key: str | None = None
) -> Done[Bundle]:
    """Take contributions out of a bundle; that they lay there stays known."""
    ids = _of_process(bundle.process_id, bundle.tenant_id, contributions)
    gone = _take(_unmerged(bundle), ids)
    return _done(bundle, contributions=[str(pk) for pk in ids], gone=gone)


@act("bundle.merged", Bundle, on=("bundle.process", "bundle", "into"))
def merge(*, bundle: Bundle, into: Bundle, actor: Actor, key: str | None = None) -> Done[Bundle]:
    """Close `bundle` into another of the same question and return that one; whose origin it was stays on both."""
    if bundle.pk == into.pk or bundle.process_id != into.process_id:
        raise BadInput(_("Kies een andere bundel van dezelfde vraag."))
    ids = _members(_unmerged(bundle))
    _put(_unmerged(into), ids)
    _take(bundle, ids)
    bundle.merged_into = into
    bundle.save(update_fields=("merged_into",))
    return Done(into, {"process": str(into.process_id), "from": str(bundle.pk), "contributions": len(ids)}, public=True)


@act("bundle.split", Bundle, on=("bundle.process", "bundle"))
def split(
    *,
    bundle: Bundle,
    title: str,
    contributions: Sequence[Contribution],
    actor: Actor,
    summary: str = "",
    key: str | None = None,
) -> Done[Bundle]:
    """Move some contributions of a bundle to a new one and return it. Some must go, and some must stay."""
    title, summary = _title(title), _summary(summary)
    ids = _new_in(bundle.process_id, bundle.tenant_id, contributions)
    members = set(_members(_unmerged(bundle)))
    if not ids or not members.issuperset(ids):
        raise BadInput(_("Kies woorden die in deze bundel liggen."))
    if len(members) == len(ids):
        raise BadInput(_("Laat er minstens één liggen, of geef de bundel een andere naam."))
    new_bundle = _create(bundle.process, title, summary, bundle)
    _put(new_bundle, ids)
    _take(bundle, ids)
    data = {"process": str(new_bundle.process_id), "from": str(bundle.pk), "contributions": len(ids)}
    return Done(new_bundle, data, public=True)
