"""What a body decided, how it weighed, and what it promised."""

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
from brink.domain.decisions.models.promise import Commitment, CommitmentStep

__all__ = [
    "AdviceDeviation",
    "Commitment",
    "CommitmentStep",
    "Decision",
    "Dilemma",
    "GroupVote",
    "MinorityNote",
    "Option",
    "PolicyDeviation",
    "WeighingLine",
]
