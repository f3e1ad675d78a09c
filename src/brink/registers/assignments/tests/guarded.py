"""What is refused of an assignment: members of `tests/safety/test_guards.py`."""

from tests.builders import World
from tests.safety.guarded import DAY, STAFF, Guarded

from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.registers.assignments import services
from brink.registers.assignments.services import Given


def assignments(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of whoever gives it, whoever gets it, and the day."""
    today = clock.today()
    given = Given(world.council, world.executive, today, "Statenstuk 2021-3", "een voorstel met kosten")
    basics = Basics("Zoek uit wat kleine huizen kosten", world.contact, due_on=today + DAY)
    return {
        "an assignment": Guarded(
            services.assign, {"tenant": world.body, "basics": basics, "given": given, **STAFF},
            [
                ({"given.by": other.council}, "given_by"), ({"given.to": other.executive}, "given_to"),
                ({"given.by": world.executive}, "given_by"), ({"given.to": world.council}, "given_to"),
                ({"given.on": today + DAY}, "given_on"), ({"basics.due_on": None}, "due_on"),
            ],
            [{"given.on": today - DAY}],
        ),
    }  # fmt: skip
