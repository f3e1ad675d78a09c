"""What staff do with the plans of a budget: with a right that the apps below have."""

from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.permissions import acts

acts("budget.plan_added", "budget.plans_brought_in", "budget.plan_changed", "budget.plan_removed", by=(PROCESS_WRITE,))
