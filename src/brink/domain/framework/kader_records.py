"""What a kader file says, as plain records. Pure: no database."""

from dataclasses import dataclass

PHASE_KEYS = ("F0", "F1", "F2", "F3", "F4", "F5", "F6", "F7")


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a table in the file, to point at when something is wrong: "fase F3, rol inwoners"."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class PhasePlan:
    where: Where
    key: str
    name: str
    purpose: str
    origin: str


@dataclass(frozen=True, slots=True)
class CellPlan:
    """What one role does in one phase."""

    where: Where
    phase: str
    role: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class InstrumentPlan:
    """One instrument in one phase. `scales` empty: fits every scale. `instrument` is its key in Brink, or ""."""

    where: Where
    phase: str
    name: str
    starter: str
    roles: tuple[str, ...]
    kind: str
    level: str
    rule: str
    explanation: str
    instrument: str
    needs_mandate: bool
    scales: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class ScalePlan:
    where: Where
    key: str
    name: str
    table: str
    talk: str
    method: str
    result: str
    origin: str


@dataclass(frozen=True, slots=True)
class ThumbPlan:
    """A rule of thumb and the check in Brink that helps to keep it."""

    where: Where
    text: str
    check: str
    origin: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole kader, read and well-formed, but not yet looked over for coherence."""

    slug: str
    version: str
    title: str
    summary: str
    proposal: bool
    predecessor: str
    questions: tuple[str, ...]
    phases: tuple[PhasePlan, ...]
    cells: tuple[CellPlan, ...]
    instruments: tuple[InstrumentPlan, ...]
    scales: tuple[ScalePlan, ...]
    thumbs: tuple[ThumbPlan, ...]
    checksum: str
