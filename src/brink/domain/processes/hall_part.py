"""What an instrument gives to a hall: questions that a room full of people answers one by one, with one press each.

    class Statements:
        reactions = (Reaction("agree", _("Eens"), "agree"), ...)
        def asked(self, round): ...

An instrument that has this in `BaseInstrument.hall` gets the pages of a hall for nothing: phone, big screen and host.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from brink.domain.processes.models import Round


@dataclass(frozen=True, slots=True)
class Reaction:
    """One way to answer: the value that is sent, what its button says, and its icon."""

    value: str
    label: Any
    icon: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that can be put to a hall, with its words as anybody may read them."""

    pk: UUID
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class HallResult:
    """What may be told of one question: people per answer, by its value. Never made of fewer than ten people."""

    counts: tuple[tuple[str, int], ...]
    at: datetime

    @property
    def people(self) -> int:
        """Return of how many people it tells."""
        return sum(count for _value, count in self.counts)


class HallPart(Protocol):
    """What an instrument answers about its questions in a hall. `sides` are the two values that stand opposed."""

    reactions: Sequence[Reaction]
    sides: tuple[str, str]
    # The name of the page on which a device reads its code.
    done: str

    def asked(self, round: "Round") -> Sequence[Asked]:
        """Return what can be asked now, in order; without what was hidden or taken back."""

    def known(self, round: "Round", token: str) -> bool:
        """Tell whether the holder of a token gave something in this round."""

    def answer(self, round: "Round", token: str, asked: UUID, value: str) -> None:
        """Take in one answer, by the one way in which answers of this instrument come in. Raises a Refusal."""

    def own(self, round: "Round", token: str | None, asked: UUID) -> str:
        """Return what the holder of a token answered; "" for nothing."""

    def answers(self, round: "Round", asked: UUID) -> int:
        """Return how many people answered. Nobody reads it but by whole tens."""

    def live(self, round: "Round") -> bool:
        """Tell whether anything of the answers is public before the round closes."""

    def result(self, round: "Round", asked: UUID, since: datetime) -> HallResult | None:
        """Return what is public of the answers, by the rule for figures that move (ADR 16); None for nothing yet.

        What was told before `since`, the moment at which the question was put, is of others.
        """
