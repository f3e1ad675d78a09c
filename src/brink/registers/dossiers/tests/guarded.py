"""What is refused of the page of a dossier: members of `tests/safety/test_guards.py`."""

from tests.builders import World
from tests.safety.guarded import DAY, STAFF, Guarded

from brink.domain.processes.models import Dossier
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.registers.dossiers import services


def dossiers(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a page and of a moment on it."""
    mine, theirs = (
        Dossier.objects.create(tenant=one.body, created_at=clock.now(), slug="dorpen", title="Dorpen")
        for one in (world, other)
    )
    basics, today = Basics("Wonen in kleine dorpen", world.contact), clock.today()
    opened = {"tenant": world.body, "basics": basics, "topic": mine, **STAFF}
    row = services.open_dossier(tenant=world.body, basics=Basics("Bussen", world.contact), **STAFF)
    return {
        "a page of a dossier": Guarded(
            services.open_dossier, opened, [({"topic": theirs}, "topic"), ({"basics.title": ""}, "title")],
            [{"topic": None}], twice="title",
        ),
        "a moment": Guarded(
            services.add_moment, {"row": row, "on": today, "what": "Het eerste plan.", **STAFF},
            [({"on": today + DAY}, "on"), ({"on": today.replace(year=1944)}, "on")],
            [{"on": today.replace(year=1945)}],
        ),
    }  # fmt: skip
