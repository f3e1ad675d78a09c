"""Reads that pages of every app need: voices in a bundle, stubs of hidden ones, voices that lie beside an own one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Bundle, BundleItem, Contribution, EarlierWords, Moderation, ModerationAct
from brink.domain.contributions.visibility_rules import open_words
from brink.foundation import clock
from brink.foundation.spreadsheets import Sheet
from brink.foundation.visibility import ANYONE, Viewer, visible

SHORT = 200
BESIDE = 3


@dataclass(frozen=True, slots=True)
class Stub:
    """What the public reads in the place of hidden words."""

    contribution_id: UUID
    reason: str
    at: datetime


def voices_beside(voice: Contribution, bundle_ids: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return per bundle a few public texts of others, the first that are short enough to show whole, in one query."""
    if not bundle_ids:
        return {}
    rows = (
        BundleItem.objects.filter(open_words("contribution"), tenant_id=voice.tenant_id, removed_at=None)
        .exclude(contribution=voice)
        .annotate(length=Length("contribution__text"))
        .filter(length__lte=SHORT)
    )
    first = rows.filter(bundle=OuterRef("bundle")).order_by("contribution_id").values("contribution_id")[:BESIDE]
    found: dict[UUID, list[str]] = {}
    chosen = rows.filter(bundle_id__in=bundle_ids, contribution_id__in=Subquery(first))
    for bundle_id, text in chosen.order_by("contribution_id").values_list("bundle_id", "contribution__text"):
        found.setdefault(bundle_id, []).append(text)
    return {bundle_id: tuple(texts) for bundle_id, texts in found.items()}


def bundle_voices(viewer: Viewer, bundle: Bundle) -> QuerySet[Contribution]:
    """Return the voices in a bundle that this viewer may read; for paging."""
    inside = BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, removed_at=None)
    rows = Contribution.objects.filter(tenant_id=bundle.tenant_id, pk__in=inside.values("contribution_id"))
    return visible(viewer, rows).order_by("created_at", "id")


def bundle_sheet(bundle: Bundle) -> Sheet:
    """Return the words in a bundle that anybody may read, as they are put in a file: without names. One query."""
    rows = bundle_voices(ANYONE, bundle).select_related("area", "theme")
    cells = (
        (
            one.created_at.astimezone(clock.AMSTERDAM).date(), one.title, one.text, one.theme.name if one.theme else "",
            one.area.name if one.area else one.place,
        )
        for one in rows
    )  # fmt: skip
    return Sheet(_("bundel"), (_("Dag"), _("Titel"), _("Woorden"), _("Thema"), _("Plaats")), cells)


def earlier_words(voice: Contribution) -> list[EarlierWords]:
    """Return what stood in the place of these words before, as far as anybody may read it; newest first.

    No query for words that were never changed.
    """
    rows = visible(ANYONE, EarlierWords.objects.filter(tenant_id=voice.tenant_id, contribution=voice))
    return list(rows) if voice.changed_at is not None else []


def stubs(contribution_ids: Sequence[UUID]) -> dict[UUID, Stub]:
    """Return the stub of each of these that is hidden, with the latest reason, in one query."""
    latest = (
        ModerationAct.objects.filter(contribution=OuterRef("pk"), to=Moderation.HIDDEN)
        .order_by("-created_at", "-id")
        .values("reason", "created_at")
    )
    rows = (
        Contribution.objects.filter(pk__in=list(contribution_ids), moderation=Moderation.HIDDEN, withdrawn_at=None)
        .annotate(why=Subquery(latest.values("reason")[:1]), hidden_at=Subquery(latest.values("created_at")[:1]))
        .values_list("pk", "why", "hidden_at")
    )
    return {pk: Stub(pk, why, at) for pk, why, at in rows if why}
