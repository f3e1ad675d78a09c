"""What happens to who follows something when keys are rotated: one address stays one address."""

from collections.abc import Callable

from tests.builders import make_process, make_world

from brink.domain.following.models import Follow
from brink.domain.following.services import ask_to_follow

MAIL = "fatima@voorbeeld.invalid"


def an_address_stays_one_address(rotate: Callable[[], None]) -> None:
    world = make_world()
    process = make_process(world)
    own = {"tenant": world.body, "email": MAIL, "language": "nl", "key": None}
    ask_to_follow(area=world.village, **own)
    rotate()
    ask_to_follow(area=world.village, **own)
    ask_to_follow(process=process, **own)
    assert Follow.objects.count() == 2
    assert len({one.address_hash for one in Follow.objects.all()}) == 1


SCENARIOS = {"address of a follower": an_address_stays_one_address}
