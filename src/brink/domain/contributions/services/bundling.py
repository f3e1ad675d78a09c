"""Bundling: laying related voices together. Nothing is ever lost: an item that left a bundle is marked, not deleted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Bundle, BundleItem, Contribution
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor, fingerprint, once, record
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


def _open(bundle: Bundle) -> Bundle:
    """Read a bundle anew, locked; refuse one that was merged into another."""
    row = Bundle.objects.select_for_update().get(tenant_id=bundle.tenant_id, pk=bundle.pk)
    if row.merged_into_id is not None:
        raise NotNow(_("Deze bundel is samengevoegd met een andere. Werk daar verder."))
    return row


def _create(process: Process, title: str, summary: str, split_from: Bundle | None) -> Bundle:
    """Write a bundle with the next number; the locked process row keeps two from taking the same."""
    Process.objects.select_for_update().get(pk=process.pk)
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
    now, new = clock.now(), 0
    for piece in chunks(ids):
        rows = BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, contribution_id__in=piece)
        known = set(rows.values_list("contribution_id", flat=True))
        new += rows.filter(removed_at__isnull=False).update(removed_at=None, created_at=now)
        fresh = [pk for pk in piece if pk not in known]
        BundleItem.objects.bulk_create(
            BundleItem(
                tenant_id=bundle.tenant_id, created_at=now, bundle=bundle, contribution_id=pk, suggested=suggested
            )
            for pk in fresh
        )
        new += len(fresh)
        mine = Contribution.objects.filter(tenant_id=bundle.tenant_id, pk__in=piece)
        mine.filter(bundled_at=None).update(bundled_at=now)
    _count(bundle)
    return new


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
        found = Contribution.objects.filter(tenant_id=tenant_id, process_id=process_id, pk__in=piece).count()
        if found != len(piece):
            raise BadInput(_("Deze woorden horen bij een andere vraag. Kies woorden van deze vraag."))
    return ids


def _log(bundle: Bundle, kind: str, actor: Actor, key: str | None, body: str, data: dict[str, object]) -> Bundle:
    record(
        tenant_id=bundle.tenant_id,
        kind=kind,
        subject="bundle",
        subject_id=bundle.pk,
        actor=actor,
        data={"process": str(bundle.process_id), **data},
        key=key,
        body=body,
    )
    return bundle


def _once(tenant_id: "UUID", wish: dict[str, object], key: str | None, act: Callable[[str], Bundle]) -> Bundle:
    """Do one act on a bundle once; `act` gets the fingerprint for its entry."""
    body = fingerprint(wish)

    def again(entry: Entry) -> Bundle:
        return Bundle.objects.get(tenant_id=tenant_id, pk=entry.subject_id)

    return once(tenant_id=tenant_id, key=key, body=body, act=lambda: act(body), again=again)


def make(
    *,
    process: Process,
    title: str,
    actor: Actor,
    contributions: Sequence[Contribution] = (),
    summary: str = "",
    suggested: bool = False,
    key: str | None = None,
) -> Bundle:
    """Make a bundle and lay contributions in it. Raises BadInput without title or with words of another question."""
    title, summary = _title(title), _summary(summary)
    ids = _of_process(process.pk, process.tenant_id, contributions)

    def act(body: str) -> Bundle:
        bundle = _create(process, title, summary, None)
        _put(bundle, ids, suggested=suggested)
        return _log(bundle, "bundle.made", actor, key, body, {"contributions": len(ids)})

    wish = {"act": "make", "process": process.pk, "title": title, "summary": summary, "ids": ids}
    return _once(process.tenant_id, wish, key, act)


def rename(*, bundle: Bundle, title: str, actor: Actor, summary: str = "", key: str | None = None) -> Bundle:
    """Give a bundle another name and summary."""
    title, summary = _title(title), _summary(summary)

    def act(body: str) -> Bundle:
        row = _open(bundle)
        row.title, row.summary = title, summary
        row.save(update_fields=("title", "summary"))
        return _log(row, "bundle.renamed", actor, key, body, {})

    wish = {"act": "rename", "bundle": bundle.pk, "title": title, "summary": summary}
    return _once(bundle.tenant_id, wish, key, act)


def add(
    *,
    bundle: Bundle,
    contributions: Sequence[Contribution],
    actor: Actor,
    suggested: bool = False,
    key: str | None = None,
) -> Bundle:
    """Lay contributions in a bundle; they may lie in others too. What lies there already stays as it is."""
    ids = _of_process(bundle.process_id, bundle.tenant_id, contributions)
    if not ids:
        raise BadInput(_("Kies eerst een of meer bijdragen."))

    def act(body: str) -> Bundle:
        row = _open(bundle)
        new = _put(row, ids, suggested=suggested)
        return _log(row, "bundle.added", actor, key, body, {"contributions": [str(pk) for pk in ids], "new": new})

    return _once(bundle.tenant_id, {"act": "add", "bundle": bundle.pk, "ids": ids}, key, act)


def remove(*, bundle: Bundle, contributions: Sequence[Contribution], actor: Actor, key: str | None = None) -> Bundle:
    """Take contributions out of a bundle; that they lay there stays known."""
    ids = _of_process(bundle.process_id, bundle.tenant_id, contributions)

    def act(body: str) -> Bundle:
        row = _open(bundle)
        gone = _take(row, ids)
        return _log(row, "bundle.removed", actor, key, body, {"contributions": [str(pk) for pk in ids], "gone": gone})

    return _once(bundle.tenant_id, {"act": "remove", "bundle": bundle.pk, "ids": ids}, key, act)


def merge(*, bundle: Bundle, into: Bundle, actor: Actor, key: str | None = None) -> Bundle:
    """Close `bundle` into another of the same question and return that one; whose origin it was stays on both."""
    if bundle.pk == into.pk or bundle.process_id != into.process_id:
        raise BadInput(_("Kies een andere bundel van dezelfde vraag."))

    def act(body: str) -> Bundle:
        # One order for every pair, so that two people merging at once cannot wait for each other.
        first, second = sorted((bundle, into), key=lambda row: row.pk)
        rows = {row.pk: row for row in (_open(first), _open(second))}
        source, target = rows[bundle.pk], rows[into.pk]
        ids = _members(source)
        _put(target, ids)
        _take(source, ids)
        source.merged_into = target
        source.save(update_fields=("merged_into",))
        return _log(target, "bundle.merged", actor, key, body, {"from": str(source.pk), "contributions": len(ids)})

    return _once(bundle.tenant_id, {"act": "merge", "bundle": bundle.pk, "into": into.pk}, key, act)


def split(
    *,
    bundle: Bundle,
    title: str,
    contributions: Sequence[Contribution],
    actor: Actor,
    summary: str = "",
    key: str | None = None,
) -> Bundle:
    """Move some contributions of a bundle to a new one and return it. Some must go, and some must stay."""
    title, summary = _title(title), _summary(summary)
    ids = _of_process(bundle.process_id, bundle.tenant_id, contributions)

    def act(body: str) -> Bundle:
        row = _open(bundle)
        members = set(_members(row))
        if not ids or not members.issuperset(ids):
            raise BadInput(_("Kies woorden die in deze bundel liggen."))
        if len(members) == len(ids):
            raise BadInput(_("Laat er minstens één liggen, of geef de bundel een andere naam."))
        made = _create(row.process, title, summary, row)
        _put(made, ids)
        _take(row, ids)
        return _log(made, "bundle.split", actor, key, body, {"from": str(row.pk), "contributions": len(ids)})

    wish = {"act": "split", "bundle": bundle.pk, "title": title, "summary": summary, "ids": ids}
    return _once(bundle.tenant_id, wish, key, act)
