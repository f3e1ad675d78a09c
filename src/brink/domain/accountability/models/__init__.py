"""What a body accounts for beside its decisions."""

from brink.domain.accountability.models.baseline_figure import BaselineFigure
from brink.domain.accountability.models.internal_room import InternalRoom, RoomFit
from brink.domain.accountability.models.participation_choice import ParticipationChoice
from brink.domain.accountability.models.public_text import PublicText
from brink.domain.accountability.models.self_check import SelfCheck, ServedQuestions

__all__ = [
    "BaselineFigure",
    "InternalRoom",
    "ParticipationChoice",
    "PublicText",
    "RoomFit",
    "SelfCheck",
    "ServedQuestions",
]
