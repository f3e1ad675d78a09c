"""What a panel says of the people it stands for: raking, errors, small areas, reach, and what may be shown."""

from brink.methods.weighting.disclosure import may_show_share
from brink.methods.weighting.estimating import Mean, kish, mean
from brink.methods.weighting.figures import Crossing, Table, TooLarge, crossing_of
from brink.methods.weighting.margins import Margin, Margins
from brink.methods.weighting.protecting import (
    NotProtected,
    Proof,
    Protected,
    ProtectedTable,
    Publication,
    check,
    protect,
    protect_all,
    protect_later,
    protect_people,
)
from brink.methods.weighting.raking import BoundTooLow, NoAgreement, rake, rake_bounded, smallest_bound
from brink.methods.weighting.reach import CellReach, Ratio, Reach, reach, reach_over_cells
from brink.methods.weighting.small_areas import Area, population_cells, small_areas

__all__ = [
    "Area",
    "BoundTooLow",
    "CellReach",
    "Crossing",
    "Margin",
    "Margins",
    "Mean",
    "NoAgreement",
    "NotProtected",
    "Proof",
    "Protected",
    "ProtectedTable",
    "Publication",
    "Ratio",
    "Reach",
    "Table",
    "TooLarge",
    "check",
    "crossing_of",
    "kish",
    "may_show_share",
    "mean",
    "population_cells",
    "protect",
    "protect_all",
    "protect_later",
    "protect_people",
    "rake",
    "rake_bounded",
    "reach",
    "reach_over_cells",
    "small_areas",
    "smallest_bound",
]
