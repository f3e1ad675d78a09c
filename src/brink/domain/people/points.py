"""Where apps tell something in the demo: what a body of their own doing would look like, by the ordinary services."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Organ, Person
from brink.foundation.points import Point


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


# Called once per body that has a desk, in order; returns tracking codes that a reader of the demo may follow.
demo_seeds: Point[Callable[[Crew, Random], tuple[str, ...]]] = Point("demo-seed")
