"""Rounds of a dialogue for the tests of this folder."""

from dataclasses import dataclass

import pytest
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.processes.models import Round
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.statements import plant_seeds

SEEDS = (
    "Nieuwe huizen zijn eerst voor mensen uit het dorp.",
    "Een lege boerderij mag in drie woningen worden verdeeld.",
    "Zonder bus heeft bouwen in een klein dorp geen zin.",
    "Op de es bouwen wij nooit.",
    "Een dorp kiest zelf hoe een nieuwe straat eruitziet.",
    "De gemeente koopt zelf grond voor kleine huizen.",
)


@dataclass
class Village:
    """A body with one open dialogue."""

    world: World
    round: Round
    statements: list[Statement]

    def url(self, page: str = "") -> str:
        return f"/processen/{self.round.process.slug}/{self.round.slug}/dialoog/{page}"

    def looks(self, page: str) -> str:
        """Return a page as the body that runs the round sees it: others answer before they see what others think."""
        client = Client()
        client.force_login(self.world.officer)
        return client.get(self.url(page)).content.decode()


@pytest.fixture
def village(db: None) -> Village:
    """One open dialogue with six seed statements."""
    return make_village()


def make_village(**settings: object) -> Village:
    world = make_world()
    round = make_round(make_process(world), "dialogue", settings={"seeds": list(SEEDS), **settings})
    plant_seeds(round, SEEDS)
    return Village(world, round, list(Statement.objects.filter(round=round).order_by("number")))
