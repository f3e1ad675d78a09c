"""What happens to what givers said of themselves when keys are rotated: once stays once, and it can be taken back."""

from collections.abc import Callable

import pytest
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.reach.models import Said, Tally
from brink.domain.reach.services import take_back, tell
from brink.foundation.errors import NotNow


def what_was_said_is_said_once_and_can_be_taken_back(rotate: Callable[[], None]) -> None:
    round = make_round(make_process(make_world()))
    receipt = give(round=round, words=Words(kind="idea", text="Een bankje."), actor=RESIDENT, key=None)
    own = {"voice": receipt.contribution, "code": receipt.code}
    tell(**own, age="35", sex="v")
    rotate()
    with pytest.raises(NotNow):
        tell(**own, age="65", sex="v")
    tell(**own, age="35", sex="v")
    assert Said.objects.count() == 1
    take_back(**own)
    assert Said.objects.count() == 0
    assert sum(Tally.objects.values_list("people", flat=True)) == 0


SCENARIOS = {
    "reach said once": what_was_said_is_said_once_and_can_be_taken_back,
    "reach said what": what_was_said_is_said_once_and_can_be_taken_back,
}
