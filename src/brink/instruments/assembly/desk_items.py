"""What waits at the desk over all assemblies: a draw to hold, seats to fill, a second person, replies that are owed."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.participation.round_page import address_of
from brink.domain.processes.models import Round
from brink.foundation.articles import in_sentence
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Viewer
from brink.instruments.assembly.models import Commission, Draw, OrganReply, PanelSeat, Recommendation, Replacement


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return what waits, in a fixed number of queries: five."""
    tenants = viewer.tenants(DESK)
    if not tenants:
        return []
    return [*_draws(tenants), *_free(tenants), *_asked(tenants), *_owed(tenants)]


def _item(kind: str, round: Round, title: str, act: str, page: str, **more: object) -> QueueItem:
    return QueueItem(
        f"assembly.{kind}.{round.pk}", round.tenant_id, title, round.title, act, address_of(round, page),
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _draws(tenants: Collection[UUID]) -> list[QueueItem]:
    rows = Draw.objects.filter(tenant_id__in=tenants, test=False, withdrawn_at=None, held_at=None)
    rows = rows.exclude(committed_at=None, failed="").select_related("round__process")
    return [
        _item(
            "draw", one.round,
            _("De loting kan worden gehouden") if one.committed_at else _("De loting lukt niet met deze quota"),
            _("Open de loting") if one.committed_at else _("Bekijk wat er moet veranderen"), "desk_draw",
        )
        for one in rows
    ]  # fmt: skip


def _free(tenants: Collection[UUID]) -> list[QueueItem]:
    rows = PanelSeat.objects.filter(
        tenant_id__in=tenants, replaced_in=None, state__in=("declined", "left"), draw__round__closed_at=None
    )
    counts: dict[object, tuple[Round, int]] = {}
    for one in rows.select_related("draw__round__process"):
        round, count = counts.get(one.draw.round_id, (one.draw.round, 0))
        counts[one.draw.round_id] = (round, count + 1)
    found = []
    for round, count in counts.values():
        said = ngettext("%(n)s plaats is vrij", "%(n)s plaatsen zijn vrij", count) % {"n": count}
        found.append(_item("free", round, said, _("Vraag invallers"), "desk_panel"))
    return found


def _asked(tenants: Collection[UUID]) -> list[QueueItem]:
    rows = Replacement.objects.filter(tenant_id__in=tenants, confirmed_at=None, failed="")
    return [
        _item(
            "asked", one.draw.round, _("Invallers wachten op een tweede persoon"), _("Bevestig de invallers"),
            "desk_panel",
        )
        for one in rows.select_related("draw__round__process")
    ]  # fmt: skip


def _owed(tenants: Collection[UUID]) -> list[QueueItem]:
    """Return a line for each organ that owes replies: with the day on which they are due."""
    rows = Commission.objects.filter(tenant_id__in=tenants, round__assembly__offered_at__isnull=False)
    organs = list(rows.select_related("organ", "round__process"))
    if not organs:
        return []
    points: dict[object, int] = {}
    for round_id in Recommendation.objects.filter(tenant_id__in=tenants).values_list("round_id", flat=True):
        points[round_id] = points.get(round_id, 0) + 1
    given: dict[object, int] = {}
    for pk in OrganReply.objects.filter(tenant_id__in=tenants).values_list("commission_id", flat=True):
        given[pk] = given.get(pk, 0) + 1
    found = []
    for one in organs:
        count = points.get(one.round_id, 0) - given.get(one.pk, 0)
        if count > 0:
            said = ngettext(
                "%(n)s aanbeveling wacht op antwoord van %(organ)s",
                "%(n)s aanbevelingen wachten op antwoord van %(organ)s", count,
            )  # fmt: skip
            title = said % {"n": count, "organ": in_sentence(one.organ.name)}
            more = {"due": one.reply_by, "count": count}
            item = _item(f"owed.{one.position}", one.round, title, _("Schrijf het antwoord"), "desk_advice", **more)
            found.append(item)
    return found
