"""Invented people who support a petition, for the demo and for tests: same seed, same people."""

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.petition.models import Support
from brink.instruments.petition.queries import area_of, places_for
from brink.instruments.petition.round_settings import Settings
from brink.instruments.petition.services import supporting
from brink.instruments.petition.services.supporting import Declaration


@cache
def invented() -> dict[str, Any]:
    """Return invented names, and the petitions of the demo."""
    return tomllib.loads(files("brink.instruments.petition").joinpath("invented.toml").read_text("utf-8"))


def people(rng: Random, size: int, places: list[str]) -> list[Declaration]:
    """Return invented people, no two the same."""
    pieces, found = invented(), dict[tuple[str, date], Declaration]()
    while len(found) < size:
        name = f"{rng.choice(pieces['first'])} {rng.choice(pieces['last'])}"
        born = date(1940, 1, 1) + timedelta(days=rng.randrange(24_000))
        found[name, born] = Declaration(name, rng.choice(places or ["Assen"]), born.isoformat())
    return list(found.values())


def sign(round: Round, rng: Random, size: int) -> tuple[str, ...]:
    """Let about `size` invented people support a round; returns a few codes. They press the link where one is asked."""
    settings, area = Settings.of(round.settings), area_of(round)
    ends = min(clock.now(), round.closes_at - timedelta(minutes=1))
    if size < 1 or round.opens_at >= ends:
        return ()
    name, span = f"{round.pk} {rng.getrandbits(40):x}", (ends - round.opens_at).total_seconds()
    moments = sorted(round.opens_at + timedelta(seconds=rng.uniform(0, span)) for _one in range(size))
    made = people(rng, size, places_for(settings, area))
    return tuple(
        _one(round, said, settings, moment, f"seed {name} {number}")
        for number, (said, moment) in enumerate(zip(made, moments, strict=True))
    )[:3]


def _one(round: Round, said: Declaration, settings: Settings, moment: Any, key: str) -> str:
    with clock.frozen(moment):
        if not settings.mail:
            return supporting.support(round=round, said=said, actor=RESIDENT, key=key).code
        with_mail = Declaration(said.name, said.place, said.born, f"{key[-12:].replace(' ', '')}@voorbeeld.example")
        row: Support = supporting.declare(round=round, said=with_mail, actor=RESIDENT, key=key)
        return supporting.confirm(support=row, actor=RESIDENT, key=f"{key} yes").code
