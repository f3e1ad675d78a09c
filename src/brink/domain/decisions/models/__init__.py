"""What a body decided, how it weighed, and what it promised."""

from brink.domain.decisions.models.commitment import DecisionCommitment
from brink.domain.decisions.models.decision import (
    AdviceDeviation,
    Decision,
    Dilemma,
    GroupVote,
    MinorityNote,
    Option,
    PolicyDeviation,
    WeighingLine,
)

__all__ = [
    "AdviceDeviation",
    "Decision",
    "DecisionCommitment",
    "Dilemma",
    "GroupVote",
    "MinorityNote",
    "Option",
    "PolicyDeviation",
    "WeighingLine",
]
