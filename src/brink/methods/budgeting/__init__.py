"""Participatory budgeting: equal shares and greedy, exact, with ties by a published rule and every loss explained."""

from .completing import Outcome, decide, exhaustive
from .election import Election, ElectionError, election, from_classes
from .lines import BudgetLine, LineSpending
from .rule import Rule, tie_order

__all__ = [
    "BudgetLine",
    "Election",
    "ElectionError",
    "LineSpending",
    "Outcome",
    "Rule",
    "decide",
    "election",
    "exhaustive",
    "from_classes",
    "tie_order",
]
