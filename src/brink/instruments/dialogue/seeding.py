"""An invented conversation about living in small villages, of the size of a real one: for the demo and for tests."""

import math
from collections.abc import Sequence
from datetime import datetime
from random import Random

from brink.domain.journal.services import SYSTEM
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.dialogue.invention_nl import PATTERNS, SEEDS, added
from brink.instruments.dialogue.readable_statements import asked
from brink.instruments.dialogue.services.filling import Filled, Person, Sentence, fill
from brink.instruments.dialogue.services.mapping import refresh

GROUPS = (0.45, 0.35, 0.20)
PASSES = 0.12
SPREAD = 0.5
# Answers per person as in real conversations: half give about sixteen, a few answer nearly everything.
MIDDLE, LONG_TAIL = 2.75, 0.95
PEOPLE_PER_SENTENCE = 12
FEW = 200


def invent(round: Round, rng: Random, size: int) -> Filled:
    """Put about `size` people in a round, with sentences of their own, and compute its map when the round is open."""
    start, end = round.opens_at, max(min(clock.now(), round.closes_at), round.opens_at)
    present = list(asked(round).order_by("number"))
    new = _sentences(rng, size, {statement.text for statement in present})
    waiting = 3 if size >= FEW and round.closed_at is None else 0
    sentences = [Sentence(text, start, by_resident=False) for _, text, seed in new if seed]
    own = [text for _, text, seed in new if not seed]
    sentences += [
        Sentence(text, _between(rng, start, end), hold_for_moderation=place < waiting)
        for place, text in enumerate(own)
    ]
    known = {text: pattern for pattern, text in (*SEEDS, *added())}
    patterns = [*(known.get(statement.text, "mixed") for statement in present), *(pattern for pattern, *_ in new)]
    people = [_person(rng, patterns, _between(rng, start, end)) for _ in range(max(1, size))]
    filled = fill(round=round, sentences=sentences, people=people, actor=SYSTEM, origin="demo", present=present)
    refresh(round=round)
    return filled


def _between(rng: Random, start: datetime, end: datetime) -> datetime:
    return start + (end - start) * rng.random()


def _sentences(rng: Random, size: int, there: set[str]) -> list[tuple[str, str, bool]]:
    """Choose sentences that are not there yet, the body's own first: (pattern, text, whether the body's own)."""
    wanted = max(0, (20 if size < FEW else len(SEEDS)) - len(there))
    seeds = [one for one in SEEDS if one[1] not in there][:wanted]
    own = [one for one in added() if one[1] not in there]
    rng.shuffle(own)
    own = own[: size // PEOPLE_PER_SENTENCE]
    return [*((pattern, text, True) for pattern, text in seeds), *((pattern, text, False) for pattern, text in own)]


def _person(rng: Random, patterns: Sequence[str], at: datetime) -> Person:
    """Draw one person: a group, how much they answer, and answers that lean as the group does."""
    group = rng.choices(range(len(GROUPS)), GROUPS)[0]
    mood = rng.gauss(0.0, 0.3)
    count = min(len(patterns), max(1, round(rng.lognormvariate(MIDDLE, LONG_TAIL))))
    answers: dict[int, int] = {}
    for place in rng.sample(range(len(patterns)), count):
        if rng.random() < PASSES:
            answers[place] = 0
            continue
        likely = PATTERNS[patterns[place]][group]
        leaning = math.log(likely / (1 - likely)) + mood + rng.gauss(0.0, SPREAD)
        answers[place] = 1 if rng.random() < 1 / (1 + math.exp(-leaning)) else -1
    return Person(answers, at)
