"""Invitations of the demo: one that brought people, and one question to which nobody was invited."""

from datetime import timedelta
from random import Random

from brink.domain.people.points import Crew
from brink.domain.places.models import Area
from brink.domain.processes.models import Process
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.registers.invitations import services
from brink.registers.invitations.models import Way

# Means, place, how many, cost in cents, and how many came.
TOLD = (
    (Way.Means.LETTER, "emmen", 1200, 96_000, 84), (Way.Means.POSTER, "assen", 40, 22_000, 31),
    (Way.Means.BAG, "emmen", 800, None, 6), (Way.Means.VISIT, "meppel", 25, None, 14),
)  # fmt: skip


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Invite to the first open question of the body with the most to show, and to none of the next."""
    now, today = clock.now(), clock.today()
    rows = Process.objects.filter(
        tenant=crew.body, standing=False, room_published_at__isnull=False, withdrawn_at=None, opens_at__lte=now,
        closes_at__gt=now,
    )  # fmt: skip
    asked = list(rows.order_by("opens_at", "id")[:2]) if crew.lead else []
    for place, process in enumerate(asked):
        because = "" if place == 0 else "De dorpsraad heeft zelf iedereen gevraagd. Wij doen het niet over."
        title = "Huishoudens in Emmen, en wie in Assen en Meppel langs de winkel komt" if place == 0 else "Niemand"
        basics = Basics(title=title, owner=crew.contact, process=process, due_on=today + timedelta(days=10))
        row = services.plan(tenant=crew.body, basics=basics, because=because, actor=crew.officer, key=None)
        for means, slug, size, cost, came in TOLD if place == 0 else ():
            area = Area.objects.filter(slug=slug).first()
            if area is None:
                continue
            services.add_way(
                row=row, means=means, area=area, size=size, starts_on=today - timedelta(days=12),
                ends_on=today + timedelta(days=10), cost_cents=cost, actor=crew.officer, key=None,
            )  # fmt: skip
            way = row.ways.latest("id")
            for _one in range(came):
                services.came(way)
    return ()
