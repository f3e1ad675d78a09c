"""What is encrypted of who signed is read after the keys were rotated (tests/safety/test_rotation.py)."""

from collections.abc import Callable
from datetime import timedelta

from tests.builders import World

from brink.domain.contributions.models import Channel
from brink.foundation import clock
from brink.instruments.submission.services.sending import Arrival, Filing, take_in
from brink.instruments.submission.tests.conftest import OFFICER, SIGNER, TEXT, make_draft

SCENARIOS: dict[str, Callable[[Callable[[], None]], None]] = {}


def write_encrypted(world: World) -> None:
    """Take in a submission at the desk, with all that is encrypted of who signed it."""
    today = clock.today()
    draft = make_draft(world, today - timedelta(days=3), today + timedelta(days=30))
    filing = Filing(TEXT, (SIGNER,), authorisation="sent", represented="Mevrouw Hoving")
    arrival = Arrival(Channel.VISIT, today, spoken="unsigned", unsigned_reason="Kan niet schrijven.")
    take_in(round=draft.round, filing=filing, arrival=arrival, officer=world.officer, actor=OFFICER, key=None)
