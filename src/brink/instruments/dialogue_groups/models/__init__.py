"""Rows of dialogue groups: the frame, the groups, their proposals, and how it goes."""

from brink.instruments.dialogue_groups.models.council_frame import CouncilFrame, FrameLine, FrameRaise, Intervention
from brink.instruments.dialogue_groups.models.group import DialogueGroup, Evening, GroupMember
from brink.instruments.dialogue_groups.models.progress import CarryingOut, QuarterReport
from brink.instruments.dialogue_groups.models.proposal import (
    Dissent,
    EarlierProposal,
    GroupProposal,
    LineCheck,
    Naming,
    Reaction,
)

__all__ = [
    "CarryingOut", "CouncilFrame", "DialogueGroup", "Dissent", "EarlierProposal", "Evening", "FrameLine", "FrameRaise",
    "GroupMember", "GroupProposal", "Intervention", "LineCheck", "Naming", "QuarterReport", "Reaction",
]  # fmt: skip
