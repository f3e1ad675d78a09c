"""What can be done after each act of this instrument, or what is told before it."""

from brink.domain.journal.ways_back import asks, by

WAYS_BACK = {
    "budget.plan_added": by("budget.plan_changed", "budget.plan_removed"),
    "budget.plans_brought_in": by("budget.plan_changed", "budget.plan_removed"),
    "budget.plan_changed": by("budget.plan_changed"),
    "budget.plan_removed": asks("budget.plan_added"),
}
