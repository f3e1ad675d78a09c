"""Writes about gatherings, each an act."""

from brink.domain.gatherings.services.arranging import AgendaLine, GatheringFacts, set_agenda, set_gathering
from brink.domain.gatherings.services.importing import import_agenda
from brink.domain.gatherings.services.reporting import (
    Attended,
    ReportFacts,
    note_presence,
    publish_report,
    take_along,
)
from brink.domain.gatherings.services.retention import erase, forget_signups
from brink.domain.gatherings.services.seating import Comer, Taken, cancel_signup, mark_called, read_list, sign_up

__all__ = [
    "AgendaLine", "Attended", "Comer", "GatheringFacts", "ReportFacts", "Taken", "cancel_signup", "erase",
    "forget_signups", "import_agenda", "mark_called", "note_presence", "publish_report", "read_list", "set_agenda",
    "set_gathering", "sign_up", "take_along",
]  # fmt: skip
