"""What can be done after each act of this instrument."""

from brink.domain.journal.ways_back import by

WAYS_BACK = {
    "valuation.options_changed": by("valuation.options_changed"),
    "valuation.options_answered": by("valuation.options_answered"),
}
