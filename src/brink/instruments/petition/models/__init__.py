"""Rows of petitions: the rules of a body, what was handed in, who supports it, how it was checked, and the decision."""

from brink.instruments.petition.models.control import Check
from brink.instruments.petition.models.proposal import Proposal
from brink.instruments.petition.models.rule_set import RuleSet
from brink.instruments.petition.models.scheduling import Scheduling
from brink.instruments.petition.models.support import Collection, Support

__all__ = ["Check", "Collection", "Proposal", "RuleSet", "Scheduling", "Support"]
