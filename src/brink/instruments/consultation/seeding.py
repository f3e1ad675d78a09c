"""Invented remarks on a text for the demo and for tests: same seed, same words."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import SYSTEM
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Passage, TextVersion, Wish
from brink.instruments.consultation.reading_files import pasted
from brink.instruments.consultation.round_settings import REMARK
from brink.instruments.consultation.services.opening import publish_first
from brink.instruments.consultation.services.remarks import About, give_remark
from brink.instruments.consultation.services.versions import SourceText, publish, take_in


@cache
def invented() -> dict[str, Any]:
    """Return the invented text, and what invented people say of it."""
    return tomllib.loads(files("brink.instruments.consultation").joinpath("invented.toml").read_text("utf-8"))


def example_text() -> str:
    """Return the first version of the invented text."""
    return str(invented()["text"]).strip()


def with_text(round: Round) -> TextVersion:
    """Return the newest version of the text of a round: its own, or the invented one where it has none."""
    publish_first(round, by=SYSTEM)
    if not queries.published(round):
        source = SourceText(invented()["title"], pasted(example_text()))
        publish(
            version=take_in(round=round, source=source, actor=SYSTEM, key=None), reason="", looked=True, actor=SYSTEM,
            key=None,
        )  # fmt: skip
    return queries.published(round)[-1]


def _voices(rng: Random, size: int) -> Iterator[Mapping[str, Any]]:
    """Yield about `size` remarks: most on the piece that people disagree on, and a side that is smaller there."""
    pieces = invented()["remarks"]
    numbers = [key for key in pieces if key.isdecimal()]
    for place in range(size):
        number = "4" if place % 2 == 0 else rng.choice([*numbers, "whole"])
        text = f"{rng.choice(pieces[number])} {rng.choice(pieces['also']).format(n=rng.randint(100, 999))}"
        wish = "" if number == "whole" else Wish.KEEP if place % 6 < 2 else Wish.CHANGE
        yield {"number": number, "text": text, "wish": str(wish)}


def say_things(round: Round, rng: Random, size: int) -> tuple[str, ...]:
    """Let about `size` invented people say something of the text; returns a few codes."""
    return let_speak(round, rng, list(_voices(rng, size)))


def let_speak(round: Round, rng: Random, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Let people say these words, each at the piece with its number, else of the whole; returns a few codes."""
    ends = min(clock.now(), round.closes_at - timedelta(minutes=1))
    if round.opens_at >= ends or not voices:
        return ()
    by_number: dict[str, Passage] = {one.number: one for one in queries.passages_of(with_text(round))}
    codes, span = [], (ends - round.opens_at).total_seconds()
    # A round may be filled more than once; the same seed on the same round brings the same people back.
    name = f"{round.pk} {rng.getrandbits(40):x}"
    moments = sorted(round.opens_at + timedelta(seconds=rng.uniform(0, span)) for _voice in voices)
    for place, (voice, moment) in enumerate(zip(voices, moments, strict=True)):
        piece = by_number.get(str(voice.get("number", "")))
        about = About(piece, voice.get("sentence") if piece else None, voice.get("wish", "") if piece else "")
        words = Words(kind=REMARK, text=voice["text"], publicity=Publicity.PSEUDONYM)
        with clock.frozen(moment):
            given = give_remark(round=round, words=words, about=about, actor=SYSTEM, key=f"seed {name} {place}")
        codes.append(given.code)
    return tuple(codes[:3])
