"""Rows of petitions: the rules of a body, what was handed in, who supports it, how that was checked, and the ruling."""

from brink.instruments.petition.models.control import Check
from brink.instruments.petition.models.proposal import Proposal
from brink.instruments.petition.models.rule_set import RuleSet
from brink.instruments.petition.models.ruling import Ruling
from brink.instruments.petition.models.support import Collection, Support

__all__ = ["Check", "Collection", "Proposal", "RuleSet", "Ruling", "Support"]
