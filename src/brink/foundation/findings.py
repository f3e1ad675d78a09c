"""Findings: what a guard or a check answers. What is missing, how bad, and who can mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding holds back."""

    BLOCKS = "blocks"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a guard found. `message` is plain Dutch, translated by whoever made it; `where` an address."""

    key: str
    message: str
    mender: str = "officer"
    weight: Severity = Severity.BLOCKS
    where: str = ""


def blocking(findings: list[Finding]) -> list[Finding]:
    """Return only the findings that hold an act back."""
    return [finding for finding in findings if finding.weight is Severity.BLOCKS]
