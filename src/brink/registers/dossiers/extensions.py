"""Dossiers join the house as a register."""

from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import demo_seeds
from brink.domain.records.kit import register
from brink.domain.records.visibility_rules import register_below
from brink.registers.dossiers.card import CARD
from brink.registers.dossiers.models import DossierMoment
from brink.registers.dossiers.seeding import seed
from brink.registers.dossiers.ways_back import WAYS_BACK

register(CARD, order=45)
register_below(DossierMoment, "page__record__")
register_ways_back(WAYS_BACK)
demo_seeds.register("dossiers", seed, order=60)
