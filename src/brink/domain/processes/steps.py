"""The steps of a process, the guards that hold one back and the consequences that follow from one.

A layer above registers a guard for a step it has an opinion on; a guard answers with findings.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from brink.foundation.findings import Finding

if TYPE_CHECKING:
    from brink.domain.processes.models import Process


class Step(StrEnum):
    """Steps of a process: guards can hold them back, and they can have consequences."""

    PUBLISH_ROOM = "publish_room"
    OPEN_ROUND = "open_round"
    WEIGH = "weigh"
    DECIDE = "decide"
    ANSWER = "answer"
    EVALUATE = "evaluate"
    STOP = "stop"


Guard = Callable[["Process"], Sequence[Finding]]
_guards: dict[Step, list[Guard]] = {step: [] for step in Step}


def register_guard(step: Step, guard: Guard) -> None:
    """Let a layer above hold a step back until what it cares for is in order."""
    _guards[step].append(guard)


def findings(step: Step, process: "Process") -> list[Finding]:
    """Ask every guard of a step; the step may be taken when nothing that blocks comes back."""
    return [finding for guard in _guards[step] for finding in guard(process)]


Consequence = Callable[["Process"], None]
_consequences: dict[Step, list[Consequence]] = {step: [] for step in Step}


def register_consequence(step: Step, act: Consequence) -> None:
    """Let a layer above do what follows from a step, in the same transaction."""
    _consequences[step].append(act)


def follow(step: Step, process: "Process") -> None:
    """Do everything that follows from a step that was taken."""
    for act in _consequences[step]:
        act(process)
