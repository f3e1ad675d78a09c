"""The outcome of a round: pure data, and all that decisions ever see of an instrument."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from brink.foundation.errors import BadInput


@dataclass(frozen=True, slots=True)
class OutcomeFinding:
    """One thing that was heard. `sources` are the ids of the contributions it rests on; `count` people or voices.

    `by_design` marks a finding without sources on purpose: naming them would tell who answered what.
    """

    key: str
    text: str
    count: int
    sources: tuple[str, ...] = ()
    by_design: bool = False


@dataclass(frozen=True, slots=True)
class MinorityView:
    """What a dissenting group sees. `key` is stable, so that a weighing line can name it; `size` in people."""

    key: str
    title: str
    argument: str
    size: int
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReachCount:
    """How many took part and through which channel; per municipality only cells of ten and more."""

    people: int
    channels: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MethodRun:
    """Which method made the figures, so that a stranger can make them again."""

    name: str
    version: str
    seed: int
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round brought. `minority` may only be empty with a reason (promise 4)."""

    summary: str
    findings: tuple[OutcomeFinding, ...]
    minority: tuple[MinorityView, ...]
    reach: ReachCount
    minority_reason: str = ""
    method: MethodRun | None = None
    details: dict[str, Any] = field(default_factory=dict)
    # How sure the body was of who took part, and how many that were, as it was at closing; empty before closing, and of
    # rounds that closed before this was kept on every road.
    assurance: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.minority and not self.minority_reason:
            raise BadInput(
                str(_("Schrijf op waarom u geen groep heeft gevonden die het anders ziet.")), field="minority"
            )

    def as_data(self) -> dict[str, Any]:
        """Return plain JSON data for the frozen tally."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Outcome":
        """Read back what `as_data` wrote."""
        method = data.get("method")
        return cls(
            summary=data["summary"],
            findings=tuple(OutcomeFinding(**{**one, "sources": tuple(one["sources"])}) for one in data["findings"]),
            minority=tuple(MinorityView(**{**one, "sources": tuple(one["sources"])}) for one in data["minority"]),
            reach=ReachCount(**data["reach"]),
            minority_reason=data.get("minority_reason", ""),
            method=MethodRun(**method) if method else None,
            details=data.get("details", {}),
            assurance=data.get("assurance", {}),
        )
