"""Portfolio choice: people compose a package under a limit, as an administrator must; what may be said of it.

Practice: participatory value evaluation (participatieve waarde-evaluatie).
"""

from brink.methods.portfolio.choices import Arm, Choices, Level, Limit, Option, Tally, tally
from brink.methods.portfolio.design import Column, NotIdentified
from brink.methods.portfolio.evaluating import Computed, Evaluation, Remark, Value, evaluate
from brink.methods.portfolio.fitness import Fitness, Tie
from brink.methods.portfolio.groups import Group, Grouping
from brink.methods.portfolio.packages import NoPackage, Space, space
from brink.methods.portfolio.purse import Purse
from brink.methods.portfolio.shares import Share, shown
from brink.methods.portfolio.standing import Standing

__all__ = [
    "Arm",
    "Choices",
    "Column",
    "Computed",
    "Evaluation",
    "Fitness",
    "Group",
    "Grouping",
    "Level",
    "Limit",
    "NoPackage",
    "NotIdentified",
    "Option",
    "Purse",
    "Remark",
    "Share",
    "Space",
    "Standing",
    "Tally",
    "Tie",
    "Value",
    "evaluate",
    "shown",
    "space",
    "tally",
]
