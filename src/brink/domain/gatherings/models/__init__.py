"""Models of gatherings."""

from brink.domain.gatherings.models.gathering import AgendaItem, Gathering, Kind
from brink.domain.gatherings.models.minutes import Minutes
from brink.domain.gatherings.models.presence import Presence
from brink.domain.gatherings.models.signup import SignUp

__all__ = ["AgendaItem", "Gathering", "Kind", "Minutes", "Presence", "SignUp"]
