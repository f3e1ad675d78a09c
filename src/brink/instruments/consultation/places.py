"""Where a remark stands in the newest version: exactly one of five states. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from brink.instruments.consultation.lineage import heirs_of


class State(StrEnum):
    """What became of the piece that a remark is about."""

    WHOLE = "whole"
    """It is about the text as a whole."""
    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Standing:
    """A piece as it stands in one version: its text by hash, and its printed number."""

    digest: str
    number: str


@dataclass(frozen=True, slots=True)
class Place:
    """The state of a remark, and the pieces of the newest version in which it stands now."""

    state: State
    sections: tuple[UUID, ...] = ()


def place_of(
    section: UUID | None,
    then: Standing | None,
    steps: Sequence[Mapping[UUID, Collection[UUID]]],
    newest: Mapping[UUID, Standing],
) -> Place:
    """Return where a remark stands. `then` is its piece as it was read; `steps` are the heirs in each later version."""
    if section is None or then is None:
        return Place(State.WHOLE)
    heirs = tuple(one for one in heirs_of(section, steps) if one in newest)
    if not heirs:
        return Place(State.GONE)
    if heirs != (section,):
        return Place(State.MOVED, heirs)
    same = newest[section].digest == then.digest
    return Place(State.SAME if same else State.CHANGED, heirs)
