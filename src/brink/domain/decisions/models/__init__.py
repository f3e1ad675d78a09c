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
from brink.domain.decisions.models.erratum import CORRECTED, Erratum
from brink.domain.decisions.models.good_government import GoodGovernment
from brink.domain.decisions.models.group_reason import GroupReason
from brink.domain.decisions.models.involvement import Involvement
from brink.domain.decisions.models.kind import DecisionKind
from brink.domain.decisions.models.position import Position
from brink.domain.decisions.models.themes import ChosenTheme

__all__ = [
    "CORRECTED",
    "AdviceDeviation",
    "ChosenTheme",
    "Decision",
    "DecisionCommitment",
    "DecisionKind",
    "Dilemma",
    "Erratum",
    "GoodGovernment",
    "GroupReason",
    "GroupVote",
    "Involvement",
    "MinorityNote",
    "Option",
    "PolicyDeviation",
    "Position",
    "WeighingLine",
]
