"""What is encrypted of a member is read after the keys were rotated (tests/safety/test_rotation.py)."""

from collections.abc import Callable

from tests.builders import World
from tests.contract.filled_round import OFFICER

from brink.instruments.dialogue_groups.models import DialogueGroup
from brink.instruments.dialogue_groups.services.members import Invited, invite
from brink.instruments.dialogue_groups.tests.conftest import make_groups

SCENARIOS: dict[str, Callable[[Callable[[], None]], None]] = {}


def write_encrypted(world: World) -> None:
    """Invite somebody into a group, with all that is encrypted of them."""
    group = DialogueGroup.objects.filter(round=make_groups(world)).order_by("number").first()
    assert group is not None
    who = Invited("resident", "Roelie", email="roelie@voorbeeld.invalid")
    invite(group=group, who=who, actor=OFFICER, key="g" * 22)
