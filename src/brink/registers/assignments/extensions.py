"""Assignments join the house as a register."""

from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import demo_seeds
from brink.domain.records.kit import register
from brink.registers.assignments.card import CARD
from brink.registers.assignments.seeding import seed
from brink.registers.assignments.ways_back import WAYS_BACK

register(CARD, order=42)
register_ways_back(WAYS_BACK)
demo_seeds.register("assignments", seed, order=70)
