"""Reads of the pages of a hall: which hall a code is of, what is asked there now, and what may be told of it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from brink.domain.journal.public_number import public_number
from brink.domain.participation.models import Hall, HallQuestion
from brink.domain.processes.hall_part import Asked, HallPart, HallResult
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.disclosure import publishable
from brink.foundation.kept_facts import facts
from brink.foundation.visibility import ANYONE, visible

# No vowels, so that no word comes out; none that look or sound alike.
LETTERS = "BCDFGHJKLMNPRSTVWXZ"
LENGTH = 4
FEW = 30
"""Under so many people a result is told in words alone: a share of few looks more certain than it is."""
CLOSE = 0.1
"""Two sides are close when they differ by no more than this part of those who chose one."""


def hall_part(round: Round) -> HallPart | None:
    """Return what the instrument of a round gives to a hall; None when it has no questions for one."""
    found = registry.get(round.instrument)
    return found.hall if found is not None else None


def fresh_code() -> str:
    """Return four letters that no hall has now."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
        if not Hall.objects.filter(code=code).exists():
            return code


def typed_code(text: str) -> str:
    """Return the letters of a code as they were typed: small, spaced or with dots."""
    return "".join(one for one in text.upper() if one.isalpha())[:LENGTH]


@dataclass(frozen=True, slots=True)
class HallNow:
    """An open hall as its pages see it: where it is, and the question that was put last."""

    pk: UUID
    code: str
    name: str
    instrument: str
    process: str
    round: str
    ends_at: datetime
    smaller_first: bool
    number: int = 0
    asked: UUID | None = None
    asked_at: datetime | None = None
    is_asking: bool = False


def hall_at(code: str) -> HallNow | None:
    """Return the open hall with this code, as it was at most a second ago: what an act changes is seen at once."""
    found: HallNow | None = facts.get(("hall", code, public_number()), lambda: _read(code))
    # A hall ends by the clock too, within the second.
    return found if found is not None and found.ends_at > clock.now() else None


def _read(code: str) -> HallNow | None:
    rows = visible(ANYONE, Hall.objects.filter(code=code)) if len(code) == LENGTH else Hall.objects.none()
    hall = rows.select_related("round__process").order_by("-created_at").first()
    return now_of(hall) if hall is not None else None


def now_of(hall: Hall) -> HallNow:
    """Return a hall with the question that was put last. One query."""
    last = HallQuestion.objects.filter(tenant_id=hall.tenant_id, hall=hall).order_by("-number").first()
    return HallNow(
        hall.pk, hall.code, hall.name, hall.round.instrument, hall.round.process.slug, hall.round.slug, hall.ends_at,
        hall.smaller_first, last.number if last else 0, last.asked if last else None,
        last.created_at if last else None, last is not None and last.closed_at is None,
    )  # fmt: skip


def question_of(part: HallPart, round: Round, asked: UUID | None) -> Asked | None:
    """Return a question with its words; None when it may not be read any more, or there is none."""
    return next((one for one in part.asked(round) if one.pk == asked), None) if asked is not None else None


@dataclass(frozen=True, slots=True)
class Side:
    """One answer on the big screen: its name, and how many people gave it."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the big screen tells of a closed question. `said` is "most", "close" or "mixed".

    `others_first` invites who sees it otherwise; it is the same whether they are one or many.
    """

    sides: Sequence[Side]
    people: int
    said: str
    leading: str
    others_first: bool
    at: datetime


def told_of(part: HallPart, result: HallResult, *, smaller_first: bool) -> Told:
    """Say a result: the words first, and figures from thirty people on where no answer was given by fewer than ten."""
    labels = {one.value: str(one.label) for one in part.reactions}
    counts = dict(result.counts)
    first, second = sorted(part.sides, key=lambda one: -counts.get(one, 0))
    more, less = counts.get(first, 0), counts.get(second, 0)
    is_close = more - less <= CLOSE * (more + less)
    said = "close" if is_close else "most" if more * 2 > result.people else "mixed"
    sides = [Side(labels[one.value], counts.get(one.value, 0)) for one in part.reactions]
    if result.people < FEW or any(one.count and not publishable(one.count) for one in sides):
        sides = []
    return Told(sides, result.people, said, labels[first], smaller_first and not is_close, result.at)
