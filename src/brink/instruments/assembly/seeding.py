"""Invented volunteers for the demo and for tests: other people than the population, as in life."""

import tomllib
from datetime import timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.assembly.models import Volunteer
from brink.instruments.assembly.pools import targets_of
from brink.instruments.assembly.services.signing_up import SignUpFacts, last_day, sign_up


@cache
def invented() -> dict[str, Any]:
    """Return invented names, and the assemblies of the demo."""
    return tomllib.loads(files("brink.instruments.assembly").joinpath("invented.toml").read_text("utf-8"))


def _weights(round: Round, rng: Random) -> dict[str, dict[str, float]]:
    """Return how often each feature comes in: leaning away from the quotas, differently in each category."""
    found: dict[str, dict[str, float]] = {}
    for one in targets_of(round):
        middle = max(1.0, (one.least + one.most) / 2)
        found.setdefault(one.category, {})[one.feature] = middle * rng.uniform(0.8, 1.3)
    return found


def people(round: Round, rng: Random, size: int) -> list[SignUpFacts]:
    """Return invented volunteers, no two the same; a few share an address."""
    names, weights, made = invented(), _weights(round, rng), list[SignUpFacts]()
    there = Volunteer.objects.filter(tenant_id=round.tenant_id, round=round).count()
    for number in range(there, there + size):
        features = {category: rng.choices(list(own), list(own.values()))[0] for category, own in weights.items()}
        name = f"{rng.choice(names['first'])} {rng.choice(names['last'])} {number + 1}"
        address = f"{9400 + number // 90} AB {number % 90 + 1}"
        if made and rng.random() < 0.04:
            address = made[-1].address
        mail = f"vrijwilliger{number + 1}@voorbeeld.example" if rng.random() < 0.8 else ""
        phone = "" if mail and rng.random() < 0.4 else f"0592 5500{number % 90 + 10}"
        made.append(SignUpFacts(name, address, features, mail, phone))
    return made


def fill(round: Round, rng: Random, size: int) -> tuple[str, ...]:
    """Let `size` invented people sign up over the days on which that was possible; returns a few of their codes."""
    ends = min(clock.now(), round.closes_at, clock.end_of_day(last_day(round))) - timedelta(minutes=1)
    if size < 1 or round.opens_at >= ends or not targets_of(round):
        return ()
    name, span = f"{round.pk} {rng.getrandbits(40):x}", (ends - round.opens_at).total_seconds()
    moments = sorted(round.opens_at + timedelta(seconds=rng.uniform(0, span)) for _one in range(size))
    codes = []
    for number, (said, moment) in enumerate(zip(people(round, rng, size), moments, strict=True)):
        with clock.frozen(moment):
            codes.append(sign_up(round=round, said=said, actor=RESIDENT, key=f"seed {name} {number}").code)
    return tuple(codes[:3])
