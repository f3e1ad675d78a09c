"""Reads of an assembly, through the one visibility function; each says how many queries it takes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, Viewer, visible
from brink.instruments.assembly.models import (
    Assembly,
    Commission,
    Draw,
    OrganReply,
    PanelSeat,
    PoolPlace,
    Recommendation,
    Sitting,
    Target,
    Volunteer,
)
from brink.instruments.assembly.pools import targets_of, volunteers_of
from brink.instruments.assembly.round_settings import MANY_AGAINST, Settings
from brink.instruments.assembly.services.signing_up import last_day
from brink.instruments.assembly.states import STATE_NAMES, Facts, State, state_of


@dataclass(frozen=True)
class Standing:
    """Where an assembly stands, with the rows that say it."""

    round: Round
    settings: Settings
    assembly: Assembly | None
    commissions: Sequence[Commission]
    draw: Draw | None
    withdrawn: Sequence[Draw]
    state: State
    last_day: date

    @property
    def name(self) -> str:
        """Return the state in words."""
        return str(STATE_NAMES[self.state])

    @property
    def offered(self) -> bool:
        """Tell whether the advice was offered."""
        return self.assembly is not None and self.assembly.offered_at is not None


def standing(round: Round) -> Standing:
    """Return where an assembly stands. Five queries at most."""
    assembly = Assembly.objects.filter(tenant_id=round.tenant_id, round=round).first()
    draws = list(Draw.objects.filter(tenant_id=round.tenant_id, round=round, test=False).order_by("number"))
    draw = next((one for one in draws if one.withdrawn_at is None), None)
    offered = assembly is not None and assembly.offered_at is not None
    last = last_day(round)
    facts = Facts(
        released=round.opened_at is not None,
        signup_open=round_state(round, clock.now()) is RoundState.OPEN and draw is None and clock.today() <= last,
        frozen=draw is not None, committed=draw is not None and draw.committed_at is not None,
        held=draw is not None and draw.held_at is not None, offered=offered,
        unanswered=_unanswered(round) if offered else 0,
    )  # fmt: skip
    return Standing(
        round, Settings.of(round.settings), assembly, commissions_of(round), draw,
        [one for one in draws if one.withdrawn_at is not None], state_of(facts), last,
    )  # fmt: skip


def commissions_of(round: Round) -> list[Commission]:
    """Return the organs that asked for it. One query."""
    rows = Commission.objects.filter(tenant_id=round.tenant_id, round=round)
    return list(rows.select_related("organ").order_by("position"))


def _unanswered(round: Round) -> int:
    """Return how many replies are still owed. Three queries."""
    points = Recommendation.objects.filter(tenant_id=round.tenant_id, round=round).count()
    organs = Commission.objects.filter(tenant_id=round.tenant_id, round=round).count()
    given = OrganReply.objects.filter(tenant_id=round.tenant_id, recommendation__round=round).count()
    return points * organs - given


@dataclass(frozen=True, slots=True)
class Cell:
    """What one organ says of one recommendation; without a reply whether that is late."""

    commission: Commission
    reply: OrganReply | None
    late: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A recommendation with what each organ says of it. `many` against: a minority to reckon with."""

    advice: Recommendation
    cells: tuple[Cell, ...]

    @property
    def many(self) -> bool:
        """Tell whether so many were against that they stand beside it."""
        return bool(self.advice.votes) and self.advice.votes_against >= MANY_AGAINST * self.advice.votes

    @property
    def differ(self) -> bool:
        """Tell whether the organs say different things."""
        return len({one.reply.choice for one in self.cells if one.reply is not None}) > 1


def points_of(round: Round, viewer: Viewer = ANYONE) -> list[Point]:
    """Return the recommendations that this viewer may read, with the replies. Four queries."""
    organs, today = commissions_of(round), clock.today()
    rows = visible(viewer, Recommendation.objects.filter(tenant_id=round.tenant_id, round=round)).order_by("number")
    found = visible(viewer, OrganReply.objects.filter(tenant_id=round.tenant_id, recommendation__round=round))
    given = {(one.recommendation_id, one.commission_id): one for one in found.prefetch_related("follow_ups")}
    return [
        Point(one, tuple(
            Cell(organ, given.get((one.pk, organ.pk)),
                 (one.pk, organ.pk) not in given and today > organ.reply_by)
            for organ in organs
        ))
        for one in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How far one organ is: a count per answer, how many are open, and how many of those late."""

    commission: Commission
    counts: tuple[tuple[str, int], ...]
    open: int
    late: int


def tallies_of(points: Sequence[Point]) -> list[Tally]:
    """Return a tally for each organ, from the points. No query."""
    found = []
    for place, cell in enumerate(points[0].cells if points else ()):
        own = [point.cells[place] for point in points]
        counts = Counter(one.reply.choice for one in own if one.reply is not None)
        named = tuple((str(words), counts[value]) for value, words in OrganReply.Choice.choices)
        open_ones = [one for one in own if one.reply is None]
        found.append(Tally(cell.commission, named, len(open_ones), sum(one.late for one in open_ones)))
    return found


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One quota with how many people of this group are in the pool, and how many were drawn."""

    target: Target
    have: int
    drawn: int | None = None

    @property
    def short(self) -> int:
        """Return how many people are missing to reach the minimum."""
        return max(0, self.target.least - self.have)


def lines_of(round: Round) -> list[TargetLine]:
    """Return the quotas with live counts, for the desk. Two queries and a half."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in volunteers_of(round):
        counts.update(one.features.items())
    return [TargetLine(one, counts[one.category, one.feature]) for one in targets_of(round)]


def seats_of(draw: Draw) -> list[PanelSeat]:
    """Return who was drawn, by number, with contact. One query."""
    rows = PanelSeat.objects.filter(tenant_id=draw.tenant_id, draw=draw).select_related(
        "volunteer__contact", "replaced_in"
    )
    return list(rows.order_by("origin", "number"))


def sittings_of(round: Round) -> list[Sitting]:
    """Return the days of the group, in order, with experts. Two queries."""
    rows = Sitting.objects.filter(tenant_id=round.tenant_id, round=round).select_related("event")
    return list(rows.prefetch_related("experts").order_by("event__starts_at"))


@dataclass(frozen=True, slots=True)
class Own:
    """What a volunteer may know of themselves: where they stand in the record, and their seat."""

    volunteer: Volunteer
    place: PoolPlace | None
    seat: PanelSeat | None


def own_of(contribution_id: UUID) -> Own | None:
    """Return what the giver of a sign-up may know; None when they withdrew or it is something else. Three queries."""
    rows = Volunteer.objects.filter(contribution=contribution_id, contribution__withdrawn_at=None)
    found = rows.select_related("round__process__tenant").first()
    if found is None:
        return None
    place = PoolPlace.objects.filter(volunteer=found, draw__withdrawn_at=None).select_related("draw").first()
    return Own(found, place, PanelSeat.objects.filter(volunteer=found).first())


def as_percent(share: float) -> str:
    """Return a chance as people read it: 6,3 %."""
    return f"{share * 100:.1f}".replace(".", ",") + " %"


def figures(found: dict[str, Any]) -> dict[str, str]:
    """Return the chances of a draw in words."""
    return {name: as_percent(found[name]) for name in ("least", "middle", "highest")} if found else {}
