"""What the giver reads on the path page about decisions: how a bundle was weighed, and who decided at a place.

Registered with `contributions.stories`, which lies below and cannot ask. Published decisions only.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Destination
from brink.domain.contributions.stories import Place, Weighing
from brink.domain.decisions.models import Decision, WeighingLine


def weighings(process_id: UUID, bundle_ids: Sequence[UUID]) -> list[Weighing]:
    """Return how each of these bundles was weighed, in one query."""
    if not bundle_ids:
        return []
    lines = WeighingLine.objects.filter(
        bundle_id__in=list(bundle_ids), decision__process_id=process_id, decision__published_at__isnull=False
    )
    return [
        Weighing(
            organ=line.decision.organ.name,
            on=line.decision.on,
            weight=line.get_weight_display(),
            text=f"{line.done} {line.reason}",
            address=line.destination.address,
            bundle_id=line.bundle_id,
        )
        for line in lines.select_related("decision__organ", "destination").order_by("decision__on", "number")
    ]


def _who(decision: Decision, in_favour: int | None, against: int | None) -> str:
    """Return the organ, with its vote when it voted."""
    if not (in_favour or against):
        return decision.organ.name
    said = _("%(organ)s, %(in_favour)d voor en %(against)d tegen")
    return said % {"organ": decision.organ.name, "in_favour": in_favour or 0, "against": against or 0}


def decided_at(destinations: Sequence[Destination]) -> dict[UUID, Place]:
    """Return who decided at each of these places: a decision, or a line of its weighing. Three queries at most."""
    asked = [one.pk for one in destinations]
    lines = WeighingLine.objects.filter(destination_id__in=asked).values_list("destination_id", "decision_id")
    by_line = dict(lines)
    rows = Decision.objects.filter(published_at__isnull=False).select_related("organ", "destination")
    rows = rows.annotate(in_favour=Sum("votes__in_favour"), against=Sum("votes__against"))
    told: dict[UUID, Place] = {}
    for decision in rows.filter(Q(destination_id__in=asked) | Q(pk__in=list(by_line.values()))):
        place = Place(_who(decision, decision.in_favour, decision.against), decision.on, decision.destination.address)
        told[decision.destination_id] = place
        told.update({pk: Place(place.who, place.on) for pk, mine in by_line.items() if mine == decision.pk})
    return {pk: place for pk, place in told.items() if pk in set(asked)}
