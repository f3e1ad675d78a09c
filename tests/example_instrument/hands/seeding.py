"""Invented hands and reasons for the demo and for tests: same seed, same words."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.instruments.hands.models import Side
from brink.instruments.hands.services import raise_hand, say_why


@cache
def invented() -> dict[str, Any]:
    """Return what invented people say."""
    return tomllib.loads(files("brink.instruments.hands").joinpath("invented.toml").read_text("utf-8"))


def fill(round: Round, rng: Random, size: int) -> tuple[str, ...]:
    """Let about `size` people take part: three in four raise a hand, one in four says why. Returns a few codes."""
    if round_state(round, clock.now()) is not RoundState.OPEN:
        return ()
    codes = []
    # A round may be filled more than once; the same seed on the same round brings the same people back.
    name = f"{round.pk} {rng.getrandbits(40):x}"
    for number in range(size):
        side = Side.AGAINST if number * 3 % 8 < 4 else Side.FOR
        if number % 4 == 3:
            why = f"{rng.choice(invented()[side])} {invented()['also'].format(n=rng.randint(100, 999))}"
            closed = rng.random() < 0.2
            given = say_why(round=round, side=side, words=why, closed=closed, key=f"{name} {number}")
        else:
            given = raise_hand(round=round, token=f"{name} {number}", side=side)
        codes.append(given.code)
    return tuple(codes[:3])
