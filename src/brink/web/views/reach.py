"""/processen/<slug>/bereik/: who took part beside who live there, whom we missed, how many interests are known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brink.domain.contributions.models import Channel
from brink.domain.places.area_tree import AreaTree, Spot
from brink.domain.places.models import AreaKind, Population
from brink.domain.processes.models import Interest, Process, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.reach.figures import Cell, Likeness, People, age_cells, by_band, by_sex, likeness, sex_cells
from brink.foundation.disclosure import publishable
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import visible


@dataclass(frozen=True, slots=True)
class Residents:
    """Who live in a municipality on the last known day, by age and sex."""

    on: date
    source: str
    rows: list[People] = field(default_factory=list)

    @property
    def people(self) -> int:
        """Return how many they are."""
        return sum(one.people for one in self.rows)


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
    ages: Sequence[Cell] = ()
    sexes: Sequence[Cell] = ()

    @property
    def groups(self) -> list[tuple[str, str, Sequence[Cell]]]:
        """Return the tables by age and by sex that there are, each with its title and the head of its first column."""
        tables = (
            (_("Hoe oud, naast wie er wonen"), _("Leeftijd"), self.ages),
            (_("Vrouw of man, naast wie er wonen"), _("Geslacht"), self.sexes),
        )
        return [one for one in tables if one[2]]


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
    """Return who live in each municipality, by its name, on the last day that is known. One query."""
    rows = Population.objects.filter(area__in=[one.pk for one in spots]).order_by("on")
    found: dict[str, Residents] = {}
    for row in rows.values_list("area__name", "on", "source", "age_from", "age_to", "sex", "people", named=True):
        if row.area__name not in found or found[row.area__name].on < row.on:
            found[row.area__name] = Residents(row.on, row.source)
        found[row.area__name].rows.append(People(row.age_from, row.age_to, row.sex, row.people))
    return found


def _all(known: Mapping[str, Residents]) -> list[People]:
    return [row for one in known.values() for row in one.rows]


def likenesses(rounds: Sequence[RoundReach], known: Mapping[str, Residents]) -> list[Likeness]:
    """Return how much those who took part in a question look like who live there, by municipality, age and sex.

    Over the published cells of its rounds together, which tell of nobody who is left out of them. No query.
    """
    told: dict[str, Counter[str]] = {"place": Counter(), "age": Counter(), "sex": Counter()}
    for one in rounds:
        told["place"].update({cell.name: cell.count for cell in one.places if cell.people})
        counted = getattr(one.round, "reach", None)
        told["age"].update(counted.ages if counted else {})
        told["sex"].update(counted.sexes if counted else {})
    people = _all(known)
    found = (
        likeness(_("gemeente"), told["place"], {name: one.people for name, one in known.items() if one.people}),
        likeness(_("leeftijd"), told["age"], by_band(people)),
        likeness(_("geslacht"), told["sex"], by_sex(people)),
    )
    return sorted((one for one in found if one is not None), key=lambda one: one.number)


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
    counted, people = getattr(round, "reach", None), _all(known)
    return RoundReach(
        round, reach.people if publishable(reach.people) else None, channels, places, missed,
        age_cells(counted.ages, by_band(people)) if counted else (),
        sex_cells(counted.sexes, by_sex(people)) if counted else (),
    )  # fmt: skip


def _closed(request: BrinkRequest, process: Process) -> "QuerySet[Round]":
    rows = Round.objects.filter(tenant_id=process.tenant_id, process=process, frozen_outcome__isnull=False)
    return visible(request.viewer, rows).select_related("frozen_outcome", "reach").order_by("number")


@may_be_kept
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
    counted = [getattr(one.round, "reach", None) for one in rounds]
    context = {
        "likenesses": likenesses(rounds, known),
        "active": next((one for one in reversed(counted) if one and one.active_share is not None), None),
        "process": process, "rounds": rounds, "compared": len(spots) > 1,
        "sources": sorted({(one.on, one.source) for one in known.values()}),
        "shown": len(spots) > 1 or any(one.groups for one in rounds), "interests": len(interests),
        "parties": len({one.stakeholder_id for one in interests if one.stakeholder_id}),
        "times": sum(one.count or 0 for one in rounds), **process.tenant.heading(),
    }  # fmt: skip
    return render(request, "web/reach.html", context)
