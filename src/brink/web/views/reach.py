"""/processen/<slug>/bereik/: who took part beside who live there, whom we missed, how many interests are known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.contributions.models import Channel
from brink.domain.places.area_tree import AreaTree, Spot
from brink.domain.places.models import AreaKind, Population
from brink.domain.processes.models import Interest, Process, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.disclosure import publishable
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import visible


@dataclass(frozen=True, slots=True)
class Residents:
    """How many people live in a municipality, on the last known day."""

    people: int
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class PlaceCell:
    """What came from one municipality beside how many live there; shares are of all municipalities in the table."""

    name: str
    count: int
    share: float
    people: int
    people_share: float


@dataclass(frozen=True, slots=True)
class RoundReach:
    """The reach of one closed round: figures that were frozen at closing, none of fewer than ten."""

    round: Round
    count: int | None
    channels: Sequence[tuple[str, int]]
    places: Sequence[PlaceCell]
    missed: Sequence[str]


def municipalities(tree: AreaTree, areas: Iterable[UUID]) -> list[Spot]:
    """Return the municipalities that a question is about: those in its areas, and those in which its villages lie."""
    found: dict[UUID, Spot] = {}
    for key in areas:
        spot = tree.by_key[key]
        home = tree.municipality_of(spot)
        inside = [home] if home else [one for one in tree.within(spot) if one.kind == AreaKind.MUNICIPALITY]
        found |= {one.pk: one for one in inside}
    return sorted(found.values(), key=lambda one: one.name)


def residents_of(spots: Sequence[Spot]) -> dict[str, Residents]:
    """Return how many people live in each municipality, by its name, on the last day that is known. One query."""
    rows = Population.objects.filter(area__in=[one.pk for one in spots]).order_by("on")
    sums = rows.values("area__name", "on").annotate(everybody=Sum("people"), origin=Max("source"))
    return {one["area__name"]: Residents(one["everybody"], one["on"], one["origin"]) for one in sums}


def reach_of(round: Round, outcome: Outcome, spots: Sequence[Spot], known: dict[str, Residents]) -> RoundReach:
    """Put the frozen figures of a round beside the residents. No query."""
    reach = outcome.reach
    told = {name: count for name, count in reach.areas.items() if publishable(count)}
    everybody, heard = sum(one.people for one in known.values()), sum(told.values())
    places = [
        PlaceCell(
            name, count, count / heard * 100, known[name].people if name in known else 0,
            known[name].people / everybody * 100 if name in known and everybody else 0.0,
        )
        for name, count in sorted(told.items(), key=lambda one: (-one[1], one[0]))
    ]  # fmt: skip
    channels = [
        (str(Channel(key).label), count)
        for key, count in sorted(reach.channels.items(), key=lambda one: (-one[1], one[0]))
        if key in Channel.values and publishable(count)
    ]
    # An instrument that counts no places says nothing of whom it missed.
    missed = [one.name for one in spots if one.name not in told] if told else []
    return RoundReach(round, reach.people if publishable(reach.people) else None, channels, places, missed)


def _closed(request: BrinkRequest, process: Process) -> "QuerySet[Round]":
    rows = Round.objects.filter(tenant_id=process.tenant_id, process=process, frozen_outcome__isnull=False)
    return visible(request.viewer, rows).select_related("frozen_outcome").order_by("number")


@require_safe
def index(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show the reach of a question. A fixed number of queries, however many took part."""
    rows = Process.objects.filter(slug=slug, standing=False).select_related("tenant").prefetch_related("areas")
    process = visible(request.viewer, rows).first()
    if process is None:
        raise Http404
    spots = municipalities(AreaTree.read(), [one.pk for one in process.areas.all()])
    known = residents_of(spots)
    rounds = []
    for round in _closed(request, process):
        round.process = process
        outcome = frozen_outcome(round)
        if outcome is not None:
            rounds.append(reach_of(round, outcome, spots, known))
    interests = list(visible(request.viewer, Interest.objects.filter(tenant_id=process.tenant_id, process=process)))
    context = {
        "process": process, "rounds": rounds, "sources": sorted({(one.on, one.source) for one in known.values()}),
        "interests": len(interests), "parties": len({one.stakeholder_id for one in interests if one.stakeholder_id}),
        "compared": len(spots) > 1, "times": sum(one.count or 0 for one in rounds), **process.tenant.heading(),
    }  # fmt: skip
    return render(request, "web/reach.html", context)
