"""What a dialogue keeps: statements, who answered (as a number only), their answers, and the map made of them."""

from brink.instruments.dialogue.models.answers import Session, Vote
from brink.instruments.dialogue.models.past import Past
from brink.instruments.dialogue.models.result import OpinionResult
from brink.instruments.dialogue.models.statement import Statement

__all__ = ["OpinionResult", "Past", "Session", "Statement", "Vote"]
