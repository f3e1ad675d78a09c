"""Rows of an assembly: who asked for it, quotas, letters, volunteers, the draw, who sits, what they advise, replies."""

from brink.instruments.assembly.models.advice import FollowUp, OrganReply, Recommendation
from brink.instruments.assembly.models.assembly import Assembly, Commission, Target
from brink.instruments.assembly.models.draw import Draw, PoolPlace, Randomness, RecordFile
from brink.instruments.assembly.models.letters import LetterCode, LetterWave
from brink.instruments.assembly.models.panel import PanelSeat, Replacement
from brink.instruments.assembly.models.sitting import Expert, Sitting, SittingPresence
from brink.instruments.assembly.models.volunteer import Volunteer, VolunteerContact

__all__ = [
    "Assembly", "Commission", "Draw", "Expert", "FollowUp", "LetterCode", "LetterWave", "OrganReply", "PanelSeat",
    "PoolPlace", "Randomness", "Recommendation", "RecordFile", "Replacement", "Sitting", "SittingPresence", "Target",
    "Volunteer", "VolunteerContact",
]  # fmt: skip
