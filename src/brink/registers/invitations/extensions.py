"""Invitations join the house as a register; the page of a question at the desk asks for them."""

from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import demo_seeds
from brink.domain.processes.work_points import process_work
from brink.domain.records.kit import register
from brink.domain.records.visibility_rules import register_below
from brink.registers.invitations.card import CARD
from brink.registers.invitations.models import Way
from brink.registers.invitations.seeding import seed
from brink.registers.invitations.ways_back import WAYS_BACK
from brink.registers.invitations.work_lines import work_lines

register(CARD, order=55)
register_below(Way, "invitation__record__")
register_ways_back(WAYS_BACK)
process_work.register("invitations", work_lines, order=15)
demo_seeds.register("invitations", seed, order=96)
