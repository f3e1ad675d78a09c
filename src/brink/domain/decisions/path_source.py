"""What decisions tell givers on the path of their words: how their bundle was weighed, and who decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Destination
from brink.domain.contributions.path_sources import Place, Weighing
from brink.domain.decisions.models import Decision, WeighingLine


def _address(decision: Decision) -> str:
    return reverse("decisions:detail", args=[decision.slug])


def weighings(process_id: UUID, bundle_ids: Sequence[UUID]) -> Iterable[Weighing]:
    """Tell how these bundles were weighed in published decisions; a process without bundles hears of the decision."""
    lines = WeighingLine.objects.filter(
        decision__process_id=process_id, decision__published_at__isnull=False, bundle_id__in=bundle_ids
    )
    for line in lines.select_related("decision__organ"):
        yield Weighing(
            organ=line.decision.organ.told,
            on=line.decision.on,
            weight=str(line.get_weight_display()),
            text=f"{line.done} {line.reason}",
            address=f"{_address(line.decision)}#weging-{line.number}",
            bundle_id=line.bundle_id,
        )
    if not bundle_ids:
        decisions = Decision.objects.filter(process_id=process_id, published_at__isnull=False).select_related("organ")
        for decision in decisions.order_by("on"):
            yield Weighing(organ=decision.organ.told, on=decision.on, address=_address(decision))


def places(destinations: Sequence[Destination]) -> Mapping[UUID, Place]:
    """Tell who decided at these decisions and weighing lines, with the vote when there was one. Two queries."""
    ids = [one.pk for one in destinations]
    rows = Decision.objects.filter(published_at__isnull=False).select_related("organ")
    counted = rows.annotate(yes=Sum("votes__in_favour"), no=Sum("votes__against"))
    found = {one.destination_id: _place(one) for one in counted.filter(destination_id__in=ids)}
    lines = WeighingLine.objects.filter(destination_id__in=ids).values_list("destination_id", "decision_id", "number")
    by_decision = {one.pk: _place(one) for one in counted.filter(pk__in=[decision for _line, decision, _ in lines])}
    for line, decision_id, number in lines:
        if decision_id in by_decision:
            place = by_decision[decision_id]
            found[line] = replace(place, address=f"{place.address}#weging-{number}")
    return found


def _place(decision: Decision) -> Place:
    yes, no = getattr(decision, "yes", None), getattr(decision, "no", None)
    who = decision.organ.name
    if yes is not None:
        who = _("%(organ)s, %(yes)d voor en %(no)d tegen") % {"organ": who, "yes": yes, "no": no or 0}
    return Place(who=who, on=decision.on, address=_address(decision))
