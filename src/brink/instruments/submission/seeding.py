"""Invented people who send something in, for the demo and for tests: same seed, same words."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.submission.services.sending import Filing, Signer, submit


@cache
def invented() -> dict[str, Any]:
    """Return invented names, addresses and sentences, and what the demo answers."""
    return tomllib.loads(files("brink.instruments.submission").joinpath("invented.toml").read_text("utf-8"))


def _signer(rng: Random, number: int) -> Signer:
    pieces = invented()
    name = f"{rng.choice(pieces['first'])} {rng.choice(pieces['last'])}"
    return Signer(name, f"{rng.choice(pieces['street'])} {number + 1}, {rng.choice(pieces['place'])}")


def _sent(round: Round, rng: Random, texts: Sequence[str]) -> tuple[str, ...]:
    """Let one person send in each of these texts, at moments of its own while the round was open."""
    end = min(clock.now(), round.closes_at - timedelta(minutes=1))
    if round.opens_at >= end:
        return ()
    span, mark = (end - round.opens_at).total_seconds(), f"{round.pk} {rng.getrandbits(40):x}"
    moments = sorted(round.opens_at + timedelta(seconds=rng.uniform(0, span)) for _one in texts)
    codes = []
    for number, (text, moment) in enumerate(zip(texts, moments, strict=True)):
        signers = tuple(_signer(rng, number) for _one in range(3 if number % 9 == 4 else 1))
        with clock.frozen(moment):
            filing = Filing(text, signers, email=f"indiener{number + 1}@voorbeeld.example")
            receipt = submit(round=round, filing=filing, key=f"seed {mark} {number}")
        codes.append(receipt.code)
    return tuple(codes[:3])


def send_in(round: Round, rng: Random, size: int) -> tuple[str, ...]:
    """Let about `size` invented people send something in; returns a few codes."""
    pieces = invented()
    texts = [f"{rng.choice(pieces['said'])} {rng.choice(pieces['also']).format(n=rng.randint(2, 90))}"
             for _one in range(size)]  # fmt: skip
    return _sent(round, rng, texts)


def let_send(round: Round, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Let people send in these written words; returns a few codes."""
    return _sent(round, Random(round.number), [str(one["text"]) for one in voices])  # noqa: S311 - no secret
