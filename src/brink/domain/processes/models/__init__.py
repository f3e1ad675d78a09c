"""A question and everything that is agreed about it before, while and after people speak."""

from brink.domain.processes.models.dossier import Alignment, Dossier, Theme
from brink.domain.processes.models.existing_plan import ExistingPlan
from brink.domain.processes.models.printed import Back, Print, PrintedCode, RefusedFor
from brink.domain.processes.models.process import Deviation, Partner, Process, StatutoryTerm
from brink.domain.processes.models.room import Boundary, RoomStatement
from brink.domain.processes.models.rounds import EarlyClosing, Round, RoundExtension, RoundOutcome, RoundPause
from brink.domain.processes.models.stakeholders import Interest, Lesson, Stakeholder
from brink.domain.processes.models.timeline import DecisionMoment, Event

__all__ = [
    "Alignment",
    "Back",
    "Boundary",
    "DecisionMoment",
    "Deviation",
    "Dossier",
    "EarlyClosing",
    "Event",
    "ExistingPlan",
    "Interest",
    "Lesson",
    "Partner",
    "Print",
    "PrintedCode",
    "Process",
    "RefusedFor",
    "RoomStatement",
    "Round",
    "RoundExtension",
    "RoundOutcome",
    "RoundPause",
    "Stakeholder",
    "StatutoryTerm",
    "Theme",
]
