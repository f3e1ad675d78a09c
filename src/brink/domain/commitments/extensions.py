"""Promises join the house as a register; their steps and their money are read where they are."""

from brink.domain.commitments.card import CARD
from brink.domain.commitments.models import CommitmentStep, Spending
from brink.domain.commitments.seeding import seed
from brink.domain.commitments.services import erase_objection
from brink.domain.contributions.points import erasures
from brink.domain.people.points import demo_seeds
from brink.domain.records.kit import register
from brink.domain.records.visibility_rules import register_below

register(CARD, order=40)
demo_seeds.register("commitments", seed, order=20)
erasures.register("commitment objections", erase_objection)
for model in (CommitmentStep, Spending):
    register_below(model, "commitment__record__")
