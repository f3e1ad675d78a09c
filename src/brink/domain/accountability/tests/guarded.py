"""What is refused of the room between council and executive: members of `tests/safety/test_guards.py`."""

from datetime import timedelta

from tests.builders import World, make_process
from tests.safety.guarded import DAY, STAFF, Guarded, over

from brink.domain.accountability import services
from brink.domain.accountability.services import Agreement
from brink.foundation import clock


def agreements(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of writing such a room, and of noting that a side adopted it."""
    process, today = make_process(world, "ruimte-tussen-beide"), clock.today()
    said = Agreement("Welk dorp eerst.", returns=["een dorp doet niet mee"], informs=["na elke ronde"])
    drafted = services.write_internal_room(
        process=make_process(world, "al-opgeschreven"), room=None, said=said, **STAFF
    )
    return {
        "a room between both": Guarded(
            services.write_internal_room, {"process": process, "room": None, "said": said, **STAFF},
            [
                ({"said.alone": ""}, "alone"), ({"said.alone": over(2_000)}, "alone"),
                ({"said.returns": []}, "returns"), ({"said.returns": ["een punt"] * 13}, "returns"),
                ({"said.informs": [over(300)]}, "informs"), ({"said.until": today - DAY}, "until"),
            ],
            [{"said.returns": ["een punt"] * 12}, {"said.until": today}],
        ),
        "an adoption by one side": Guarded(
            services.adopt_internal_room,
            {"room": drafted, "organ": world.council, "on": today, "reference": "PS 12", **STAFF},
            [
                ({"organ": other.council}, "organ"), ({"on": today + timedelta(days=1)}, "on"),
                ({"reference": ""}, "reference"), ({"reference": over(160)}, "reference"),
            ],
            [{"on": today - DAY}],
        ),
    }  # fmt: skip
