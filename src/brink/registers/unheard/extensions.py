"""Who is not heard joins the house as a register."""

from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import demo_seeds
from brink.domain.records.kit import register
from brink.registers.unheard.card import CARD
from brink.registers.unheard.seeding import seed
from brink.registers.unheard.ways_back import WAYS_BACK

register(CARD, order=60)
register_ways_back(WAYS_BACK)
demo_seeds.register("unheard", seed, order=95)
