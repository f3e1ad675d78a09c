"""Models of gatherings."""

from brink.domain.gatherings.models.gathering import AgendaItem, Gathering, Kind
from brink.domain.gatherings.models.presence import Presence
from brink.domain.gatherings.models.report import Report
from brink.domain.gatherings.models.signup import SignUp

__all__ = ["AgendaItem", "Gathering", "Kind", "Presence", "Report", "SignUp"]
