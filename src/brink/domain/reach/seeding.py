"""Age and sex in the demo: what some of the givers of each counted round said. All invented."""

from random import Random

from brink.domain.people.points import Crew
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.reach.services import count, invent
from brink.domain.reach.traits import AGE, SEX
from brink.foundation.disclosure import publishable

# Of a hundred who took part: who said what. The rest said nothing.
SHARES = {AGE: {"0": 2, "18": 9, "35": 12, "50": 21, "65": 30}, SEX: {"v": 36, "m": 35, "x": 1}}


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Let part of the givers of every closed round of a body have said who they are, and count it."""
    rows = Round.objects.filter(tenant=crew.body, frozen_outcome__isnull=False, reach=None)
    for round in rows.select_related("frozen_outcome", "process").order_by("closed_at", "id"):
        people = Outcome.from_data(round.frozen_outcome.data).reach.people
        if publishable(people):
            invent(round, {
                trait: {value: round_down(people * share * rng.uniform(0.8, 1.1)) for value, share in shares.items()}
                for trait, shares in SHARES.items()
            })  # fmt: skip
        count(round=round, key=f"reach.counted {round.pk}")
    return ()


def round_down(hundredths: float) -> int:
    """Return whole people of hundredths of people."""
    return int(hundredths / 100)
