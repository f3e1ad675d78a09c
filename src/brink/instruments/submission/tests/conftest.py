"""A round of submissions for the tests of this folder."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Channel
from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.instruments.submission.instrument import SubmissionInstrument
from brink.instruments.submission.models import Submission
from brink.instruments.submission.services import answering
from brink.instruments.submission.services import nota as notas
from brink.instruments.submission.services.sending import Arrival, Filing, Signer, submit, take_in

OFFICER, CLERK = Actor(role="officer"), Actor(role="clerk")
SIGNER = Signer("Roelof Hoving", "Brinkweg 1, 9441 AA Orvelte")
TEXT = "De afstand van 200 meter is te klein."
FIRST, LAST = date(2026, 4, 3), date(2026, 5, 18)


def at(day: date, hour: int = 12, minute: int = 0, second: int = 0) -> Any:
    """Stop the clock at a moment in Amsterdam."""
    return clock.frozen(datetime.combine(day, time(hour, minute, second), tzinfo=clock.AMSTERDAM))


@dataclass
class Draft:
    """A draft that lies open, and what is done around it."""

    world: World
    round: Round

    def url(self, page: str = "") -> str:
        return f"/processen/{self.round.process.slug}/{self.round.slug}/zienswijze/{page}"

    def read(self, page: str = "") -> str:
        return Client().get(self.url(page)).content.decode()

    def send(self, text: str = TEXT, key: str | None = None, **more: Any) -> Receipt:
        """Send one in on the site."""
        return submit(round=self.round, filing=Filing(text, more.pop("signers", (SIGNER,)), **more), key=key)

    def take(self, received_on: date, channel: str = Channel.POST, **more: Any) -> Submission:
        """Take one in at the desk."""
        receipt = take_in(
            round=self.round, filing=Filing(TEXT, (SIGNER,)), arrival=Arrival(channel, received_on, **more),
            officer=Account.objects.get_or_create(email="balie@voorbeeld.invalid", defaults={"name": "Balie"})[0],
            actor=OFFICER, key=None,
        )  # fmt: skip
        return self.of(receipt)

    def of(self, receipt: Receipt) -> Submission:
        return Submission.objects.get(contribution=receipt.contribution)

    def point(self, row: Submission, **more: Any) -> Any:
        """Split a point off."""
        facts = answering.PointFacts(more.pop("summary", "De afstand is te klein."), **more)
        return answering.add_point(submission=row, facts=facts, actor=OFFICER, key=None)

    def answer(self, row: Submission, *, change: str = "") -> Any:
        """Split a point off, with an answer."""
        return self.point(row, answer="Wij hebben het nagekeken.", changes=bool(change), change=change)

    def write(self) -> None:
        """Write what stands around the answers."""
        facts = notas.NotaFacts("Het ontwerp lag ter inzage.", "Het plan is vastgesteld.", "Beroep kan niet.")
        notas.write_nota(round=self.fresh(), facts=facts, actor=OFFICER, key=None)

    def fresh(self) -> Round:
        return Round.objects.select_related("process__tenant").get(pk=self.round.pk)

    def close(self) -> None:
        close_round(round=self.fresh(), actor=OFFICER, key=None)
        self.round = self.fresh()

    def adopt(self) -> None:
        notas.adopt_nota(round=self.fresh(), adopted_on=clock.today(), actor=CLERK, key=None)

    def tell(self) -> None:
        notas.tell(round=self.fresh(), actor=CLERK, key=None)


def make_draft(world: World, first: date = FIRST, last: date = LAST, **settings: Any) -> Draft:
    """Return an open round between two days, by the setup of the example."""
    process = make_process(world, f"plan-{first:%m%d}")
    setup = {**SubmissionInstrument().example_settings(), **settings}
    round = make_round(
        process, "submission", opens_at=clock.start_of_day(first), closes_at=clock.end_of_day(last), settings=setup
    )
    return Draft(world, Round.objects.select_related("process__tenant").get(pk=round.pk))


@pytest.fixture
def draft(db: None) -> Draft:
    """A draft that lies open since yesterday, for three weeks."""
    return make_draft(make_world(), clock.today() - timedelta(days=1), clock.today() + timedelta(days=20))
