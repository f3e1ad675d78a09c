"""What Brink itself sees of a rule of thumb on one question: kept, not kept, or nothing to say yet. Pure.

The keys are those of `framework.rule_checks`, with which a kader ties its rules to what Brink does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from brink.domain.framework.levels import Level
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.step_findings import QUESTION_WORDS
from brink.ui.plain_language import is_hard


@dataclass(frozen=True, slots=True)
class SeenOf:
    """What is read of a question for this. `room` is the version in force, `lessons` how many are written down."""

    process: Process
    room: RoomStatement | None
    lessons: int


Seen = bool | None


def _of_room(ask: Callable[[RoomStatement], bool]) -> Callable[[SeenOf], Seen]:
    """Answer from the room in force; without one there is nothing to say yet."""
    return lambda seen: ask(seen.room) if seen.room is not None else None


def _once_decided(seen: SeenOf) -> Seen:
    # A decision is not published before everything at stake and the minority have their line.
    return True if seen.process.decided_at is not None else None


def _landed(seen: SeenOf) -> Seen:
    process = seen.process
    if process.answered_at is not None:
        return process.landed_count >= process.contribution_count
    return None


def _learned(seen: SeenOf) -> Seen:
    return seen.lessons > 0 if seen.process.evaluated_at is not None else None


SEES: Mapping[str, Callable[[SeenOf], Seen]] = MappingProxyType({
    "foregone-conclusion": _of_room(lambda room: not room.already_decided or room.level == Level.INFORM),
    "participation-decision": lambda seen: seen.process.participation_at is not None,
    "interests-weighed": _once_decided,
    "one-question": _of_room(lambda room: len(room.question.split()) <= QUESTION_WORDS),
    "room-published": lambda seen: seen.room is not None,
    "groundwork": _of_room(lambda room: bool(room.groundwork)),
    "reply-promised": _of_room(lambda room: room.reply_on is not None or room.reply_within is not None),
    "minority-weighed": _once_decided,
    "every-voice-lands": _landed,
    "plain-words": _of_room(lambda room: not is_hard(room.summary)),
    "lessons": _learned,
})  # fmt: skip


def sees(key: str, seen: SeenOf) -> Seen:
    """Return whether Brink sees that a rule was kept; None when it cannot tell, or not yet."""
    ask = SEES.get(key)
    return ask(seen) if ask is not None else None
