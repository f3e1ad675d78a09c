"""Whose the acts on the options are, and on what the body does with them: rights that the apps below have."""

from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.permissions import acts

acts("valuation.options_changed", by=(PROCESS_WRITE,))
acts("valuation.options_answered", by=(LANDING_WRITE,))
