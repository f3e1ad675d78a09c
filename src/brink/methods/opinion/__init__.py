"""Opinion maps: where people stand, which groups there are, what they share, and what the minority sees."""

from .mapping import opinion_map
from .result import (
    AGREE,
    DISAGREE,
    Consensus,
    Dissent,
    Divisive,
    Gate,
    Group,
    OpinionMap,
    Options,
    Prediction,
    Represents,
    Slate,
)
from .routing import next_statement
from .updating import update
from .votes import Votes, VotesError

__all__ = [
    "AGREE",
    "DISAGREE",
    "Consensus",
    "Dissent",
    "Divisive",
    "Gate",
    "Group",
    "OpinionMap",
    "Options",
    "Prediction",
    "Represents",
    "Slate",
    "Votes",
    "VotesError",
    "next_statement",
    "opinion_map",
    "update",
]
