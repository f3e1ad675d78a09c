"""Assemblies for the tests of this folder: small enough that the method draws in a blink."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from tests.builders import World, make_process, make_round, make_world

from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.assembly.instrument import AssemblyInstrument
from brink.instruments.assembly.models import Draw, PanelSeat
from brink.instruments.assembly.seeding import fill
from brink.instruments.assembly.services import advising, drawing, freezing, seating
from brink.instruments.assembly.services.advising import AdviceFacts
from brink.instruments.assembly.services.freezing import FreezeFacts

CLERK, OFFICER = Actor(role="clerk"), Actor(role="officer")
TARGETS = [
    {"category": "Leeftijd", "feature": "jong", "least": 1, "most": 2},
    {"category": "Leeftijd", "feature": "oud", "least": 2, "most": 3},
    {"category": "Geslacht", "feature": "vrouw", "least": 2, "most": 2},
    {"category": "Geslacht", "feature": "man", "least": 2, "most": 2},
]
SETTINGS: dict[str, Any] = {
    "seats": 4, "fee_cents": 13_500, "source": "twintig worpen", "targets": TARGETS,
    "commissions": [
        {"role": "council", "promise": "Wij bespreken elk punt.", "weeks": 6},
        {"role": "executive", "promise": "Wij zeggen wat wij doen.", "weeks": 8},
    ],
}  # fmt: skip
WORPEN = "4 1 6 2\n2 5 3 6"


@dataclass
class Beraad:
    """A body with one round of an assembly, and two people at the desk."""

    world: World
    round: Round

    def url(self, page: str = "") -> str:
        return f"/processen/{self.round.process.slug}/{self.round.slug}/beraad/{page}"

    @property
    def two(self) -> tuple[Account, Account]:
        return self.world.officer, self.world.clerk

    def again(self) -> None:
        self.round = Round.objects.select_related("process__tenant").get(pk=self.round.pk)

    def end_signup(self) -> None:
        """Let the last day to sign up be past, while the round runs on."""
        yesterday = (clock.today() - timedelta(days=1)).isoformat()
        Round.objects.filter(pk=self.round.pk).update(settings=self.round.settings | {"signup_until": yesterday})
        self.again()

    def frozen(self) -> Draw:
        self.end_signup()
        facts = FreezeFacts("twintig worpen op het podium")
        return freezing.freeze_pool(round=self.round, facts=facts, actor=CLERK, key=None)

    def committed(self) -> Draw:
        draw = self.frozen()
        drawing.prepare_waiting()
        return self.draw(draw)

    def draw(self, draw: Draw) -> Draw:
        return Draw.objects.select_related("round__process__tenant").get(pk=draw.pk)

    def hear(self, draw: Draw, by: Account, words: str = WORPEN, **more: Any) -> Draw:
        moment = more.get("heard_at", clock.now())
        return drawing.hear_chance(draw=draw, words=words, heard_at=moment, by=by, actor=CLERK, key=None)

    def held(self) -> Draw:
        draw = self.committed()
        for one in self.two:
            self.hear(self.draw(draw), one)
        return self.draw(draw)

    def offered(self, minority: str = "") -> None:
        """Let everybody confirm, and offer two recommendations."""
        for seat in PanelSeat.objects.filter(draw__round=self.round):
            seating.call(seat=seat, outcome="yes", actor=OFFICER, key=None)
        for text, said in (("Bouw voor jongeren.", minority), ("Houd de school open.", "")):
            facts = AdviceFacts(text, "Dat is nodig.", 3, 1, 0, said, not said)
            advising.add_advice(round=self.round, facts=facts, actor=OFFICER, key=None)
        advising.offer(round=self.round, offered_on=clock.today(), actor=OFFICER, key=None)


def make_beraad(
    *, people: int = 24, opened: bool = True, world: World | None = None, slug: str = "wonen", **settings: Any
) -> Beraad:
    """Make an open assembly of four seats with so many volunteers."""
    world = world or make_world()
    process = make_process(world, slug)
    round = make_round(
        process, "assembly", opened=opened, settings=SETTINGS | settings, prompt="Hoe wonen wij straks?"
    )
    if opened:
        AssemblyInstrument().open(round, by=CLERK, at=clock.now())
        fill(round, Random(5), people)
    return Beraad(world, Round.objects.select_related("process__tenant").get(pk=round.pk))
