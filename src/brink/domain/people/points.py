"""Where apps tell something in the demo, by the ordinary services; what they show of a team, and to who has a seat."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from brink.domain.journal.services import Actor
from brink.domain.people.body_parts import BodyPart
from brink.domain.people.models import Body, CouncilGroup, Membership, Organ, Person, Team
from brink.domain.places.models import Area
from brink.foundation import clock
from brink.foundation.panels import Panel
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Crew:
    """A body of the demo with those of its people who act. `lead` marks the one body that has the most to show."""

    body: Body
    council: Organ
    executive: Organ
    contact: Person
    officer: Actor
    clerk: Actor
    lead: bool

    @staticmethod
    def at(offset: int, hour: int = 11) -> AbstractContextManager[None]:
        """Stop the clock at an hour of the day that lies `offset` days from today, to act there."""
        day = clock.today() + timedelta(days=offset)
        moment = datetime.combine(day, datetime.min.time(), tzinfo=clock.AMSTERDAM) + timedelta(hours=hour)
        return clock.frozen(moment)


# Called once per body that has a desk, in order; returns tracking codes that a reader of the demo may follow.
demo_seeds: Point[Callable[[Crew, Random], tuple[str, ...]]] = Point("demo-seed")

# What a team answers for: a piece of its page at the desk, or None.
team_blocks: Point[Callable[[Team, Viewer], Panel | None]] = Point("team-block")


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody with a seat, as the page of their own sees them: who looks, where they sit, and for which areas."""

    viewer: Viewer
    seats: tuple[Membership, ...]
    areas: tuple[Area, ...] = ()

    @property
    def bodies(self) -> frozenset[UUID]:
        """Return the bodies in which they sit."""
        return frozenset(one.tenant_id for one in self.seats)

    @property
    def organs(self) -> frozenset[UUID]:
        """Return the organs in which they sit."""
        return frozenset(one.organ_id for one in self.seats)

    @property
    def groups(self) -> frozenset[UUID]:
        """Return the fracties in which they sit."""
        return frozenset(one.group_id for one in self.seats if one.group_id is not None)

    @property
    def persons(self) -> frozenset[UUID]:
        """Return as whom those bodies know them."""
        return frozenset(one.person_id for one in self.seats)


# What waits for or concerns somebody with a seat: a piece of /mijn/, or None.
own_blocks: Point[Callable[[Mine], Panel | None]] = Point("own-block")

# What they think, follow and hear, at leisure: a piece of /mijn/onderwerpen/, or None.
own_topics: Point[Callable[[Mine], Panel | None]] = Point("own-topic")

# What a fractie or somebody with a seat says on their public page: a piece of it, or None.
elected_blocks: Point[Callable[[CouncilGroup | Person, Viewer], Panel | None]] = Point("elected-block")

# What an app above adds to the desk page of a fractie: how it stands in words, and where one goes on.
elected_parts: Point[Callable[[CouncilGroup], BodyPart]] = Point("elected-part")
