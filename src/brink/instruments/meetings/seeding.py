"""Invented questions and statements for the demo and for tests: same seed, same words."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.contributions.models import Channel, Publicity
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import SYSTEM
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.meetings.models import Handling, Stance
from brink.instruments.meetings.queries import gatherings_of
from brink.instruments.meetings.round_settings import QUESTION, SAID
from brink.instruments.meetings.services import Told, give_words, tell_handling


@cache
def invented() -> dict[str, Any]:
    """Return what invented people ask and say."""
    return tomllib.loads(files("brink.instruments.meetings").joinpath("invented.toml").read_text("utf-8"))


def _sides(rng: Random, size: int) -> list[str]:
    """Return a side for each statement: a majority for, and a minority that is large enough to be heard."""
    sides = [Stance.AGAINST if place % 5 < 2 else Stance.FOR for place in range(size)]
    rng.shuffle(sides)
    return [str(one) for one in sides]


def _voices(rng: Random, size: int) -> list[Mapping[str, Any]]:
    pieces = invented()
    found: list[Mapping[str, Any]] = []
    for place, side in enumerate(_sides(rng, size)):
        if place % 3 == 1:
            found.append({"kind": QUESTION, "text": f"{rng.choice(pieces['questions'])} {rng.choice(pieces['why'])}"})
        else:
            words = f"{rng.choice(pieces[side])} {rng.choice(pieces['also']).format(n=rng.randint(100, 999))}"
            found.append({"kind": SAID, "text": words, "stance": side})
    return found


def ask_and_say(round: Round, rng: Random, size: int) -> tuple[str, ...]:
    """Let about `size` invented people ask and say something; returns a few codes."""
    return let_speak(round, rng, _voices(rng, size)) if size else ()


def let_speak(round: Round, rng: Random, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Let people ask and say these words, some on the site before, most in the hall; returns a few codes."""
    ends = min(clock.now(), round.closes_at - timedelta(minutes=1))
    if round.opens_at >= ends:
        return ()
    codes, span = [], (ends - round.opens_at).total_seconds()
    every = list(gatherings_of(round))
    halls = [one for one in every if one.event.ends_at <= clock.now()] or every
    # A round may be filled more than once; the same seed on the same round brings the same people back.
    name = f"{round.pk} {rng.getrandbits(40):x}"
    moments = sorted(round.opens_at + timedelta(seconds=rng.uniform(0, span)) for _voice in voices)
    for number, (voice, moment) in enumerate(zip(voices, moments, strict=True)):
        kind = voice.get("kind", SAID)
        channel = Channel.WEB if number % 3 == 0 else Channel.VISIT
        words = Words(
            kind=kind, channel=channel, text=voice["text"], publicity=Publicity.PSEUDONYM,
            note_taker="" if channel == Channel.WEB else "Griffie (voorbeeld)",
        )  # fmt: skip
        with clock.frozen(moment):
            given = give_words(
                round=round, words=words, gathering=halls[number % len(halls)] if halls else None,
                stance=voice.get("stance", ""), actor=SYSTEM, key=f"seed {name} {number}",
            )  # fmt: skip
            if kind == QUESTION and number % 2:
                told = Told(Handling.ANSWERED, rng.choice(invented()["handlings"]))
                tell_handling(contribution=given.contribution, told=told, actor=SYSTEM, key=None)
        codes.append(given.code)
    return tuple(codes[:3])
