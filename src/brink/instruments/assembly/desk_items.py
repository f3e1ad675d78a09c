"""What waits at the desk over all assemblies: a draw to hold, seats to fill, a second person, replies that are owed."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.participation.round_page import address_of
from brink.domain.processes.models import Round
from brink.foundation.articles import in_sentence
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Viewer
from brink.foundation.waiting_counts import Waiting, counted
from brink.instruments.assembly.models import Commission, Draw, OrganReply, PanelSeat, Recommendation, Replacement

DRAWS, FREE, ASKED, OWED = "assembly-draws", "assembly-free", "assembly-asked", "assembly-owed"


def waiting_kinds(viewer: Viewer) -> Mapping[str, QuerySet[Any]]:
    """Return what is counted for the queue of the desk, by body, in one query with all that little waits."""
    tenants = viewer.tenants(DESK)
    if not tenants:
        return {}
    return {
        DRAWS: counted(DRAWS, _draws(tenants)), FREE: counted(FREE, _free(tenants)),
        ASKED: counted(ASKED, _asked(tenants)), OWED: counted(OWED, _owed(tenants), day="reply_by"),
    }  # fmt: skip


def waiting_line(waiting: Waiting) -> QueueItem:
    """Return the line of what waits at one body; which assembly it is stands one press further."""
    n = waiting.number
    title = {
        DRAWS: ngettext("%(n)s loting wacht op u", "%(n)s lotingen wachten op u", n),
        FREE: ngettext("%(n)s plaats in een beraad is vrij", "%(n)s plaatsen in een beraad zijn vrij", n),
        ASKED: ngettext(
            "Invallers wachten op een tweede persoon", "%(n)s keer wachten invallers op een tweede persoon", n
        ),
        OWED: ngettext(
            "%(n)s orgaan moet nog antwoorden op aanbevelingen",
            "%(n)s organen moeten nog antwoorden op aanbevelingen", n,
        ),
    }[waiting.what]  # fmt: skip
    return QueueItem(
        f"{waiting.what}.{waiting.tenant_id}", waiting.tenant_id, title % {"n": n}, _("Burgerberaden"),
        _("Bekijk welke"), reverse("assemblies:desk"), due=waiting.day, count=n,
    )  # fmt: skip


def steps(viewer: Viewer) -> list[QueueItem]:
    """Return all that waits at assemblies of the viewer's bodies, one line each with its own way on. Six queries."""
    tenants = viewer.tenants(DESK)
    if not tenants:
        return []
    return [*_draw_steps(tenants), *_free_steps(tenants), *_asked_steps(tenants), *_owed_steps(tenants)]


def _item(kind: str, round: Round, title: str, act: str, page: str, **more: object) -> QueueItem:
    return QueueItem(
        f"assembly.{kind}.{round.pk}", round.tenant_id, title, round.title, act, address_of(round, page),
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _draws(tenants: Collection[UUID]) -> QuerySet[Draw]:
    rows = Draw.objects.filter(tenant_id__in=tenants, test=False, withdrawn_at=None, held_at=None)
    return rows.exclude(committed_at=None, failed="")


def _draw_steps(tenants: Collection[UUID]) -> list[QueueItem]:
    return [
        _item(
            "draw", one.round,
            _("De loting kan worden gehouden") if one.committed_at else _("De loting lukt niet met deze quota"),
            _("Open de loting") if one.committed_at else _("Bekijk wat er moet veranderen"), "desk_draw",
        )
        for one in _draws(tenants).select_related("round__process")
    ]  # fmt: skip


def _free(tenants: Collection[UUID]) -> QuerySet[PanelSeat]:
    return PanelSeat.objects.filter(
        tenant_id__in=tenants, replaced_in=None, state__in=("declined", "left"), draw__round__closed_at=None
    )


def _free_steps(tenants: Collection[UUID]) -> list[QueueItem]:
    counts: dict[object, tuple[Round, int]] = {}
    for one in _free(tenants).select_related("draw__round__process"):
        round, count = counts.get(one.draw.round_id, (one.draw.round, 0))
        counts[one.draw.round_id] = (round, count + 1)
    found = []
    for round, count in counts.values():
        said = ngettext("%(n)s plaats is vrij", "%(n)s plaatsen zijn vrij", count) % {"n": count}
        found.append(_item("free", round, said, _("Vraag invallers"), "desk_panel"))
    return found


def _asked(tenants: Collection[UUID]) -> QuerySet[Replacement]:
    return Replacement.objects.filter(tenant_id__in=tenants, confirmed_at=None, failed="")


def _asked_steps(tenants: Collection[UUID]) -> list[QueueItem]:
    return [
        _item(
            "asked", one.draw.round, _("Invallers wachten op een tweede persoon"), _("Bevestig de invallers"),
            "desk_panel",
        )
        for one in _asked(tenants).select_related("draw__round__process")
    ]  # fmt: skip


def _owed(tenants: Collection[UUID]) -> QuerySet[Commission]:
    """Return the organs that owe at least one reply."""
    points = Recommendation.objects.filter(tenant=OuterRef("tenant"), round=OuterRef("round"))
    unanswered = points.exclude(replies__commission=OuterRef("pk"))
    rows = Commission.objects.filter(tenant_id__in=tenants, round__assembly__offered_at__isnull=False)
    return rows.filter(Exists(unanswered))


def _owed_steps(tenants: Collection[UUID]) -> list[QueueItem]:
    """Return a line for each organ that owes replies: with the day on which they are due."""
    organs = list(_owed(tenants).select_related("organ", "round__process"))
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
