"""What every instrument keeps to when its round is over: each voice can be answered from the desk, by its own guard."""

import re
from random import Random

import pytest
from django.test import Client

from brink.domain.contributions.models import Contribution, Destination
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.processes.instrument import BaseInstrument, Lands, SignalDraft, registry
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from tests.builders import make_process, make_round, make_world
from tests.form_client import go_on

INSTRUMENTS = list(registry)
STAFF = Actor(role="clerk")
WEIGHED = {"outcome": "outside", "reason": "Dat mag niet van de wet.", "doe": "vast"}
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("instrument", INSTRUMENTS, ids=[one.card.key for one in INSTRUMENTS]),
]


def closed(instrument: BaseInstrument) -> tuple[Round, Account]:
    """Return a decided question with one closed round: filled by its seed, and a voice without words of every kind.

    One of these is of a kind that no card knows: somebody gave it, so it is answered.
    """
    world = make_world("land-landing")
    round = make_round(make_process(world, "landing"), instrument.card.key)
    instrument.open(round, by=STAFF, at=clock.now())
    instrument.seed(round, Random(7), 12)
    for kind in (*sorted(instrument.card.kinds), "onbekend"):
        Contribution.objects.create(
            tenant_id=round.tenant_id, created_at=clock.now(), process=round.process, round=round, kind=kind,
            channel="web",
        )  # fmt: skip
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now())
    close_round(round=round, actor=STAFF, key=None)
    Process.objects.filter(pk=round.process_id).update(decided_at=clock.now())
    return Round.objects.get(pk=round.pk), world.officer


def from_the_desk(client: Client, slug: str) -> None:
    """Answer everything that the page of answers offers, till it offers nothing more."""
    address, number = f"/balie/antwoorden/{slug}/", 0
    while True:
        page = client.get(address).content.decode()
        todo = [f"{address}ronde/{pk}/" for pk in re.findall(r'action="[^"]*/ronde/([0-9a-f-]{36})/"', page)]
        todo += [f"{address}stem/{pk}/" for pk in re.findall(r"/stem/([0-9a-f-]{36})/", page)]
        if not todo:
            break
        for one in todo:
            number += 1
            answer = client.post(one, {**WEIGHED, "key": f"sleutel-van-zestien-{number}"})
            assert answer.status_code == 302, (one, answer.content.decode()[-2_000:])
    go_on(client, f"{address}versturen/", {"key": "sleutel-van-zestien-x"})


def test_after_closing_every_voice_can_be_answered_from_the_desk(instrument: BaseInstrument) -> None:
    round, officer = closed(instrument)
    client = Client()
    client.force_login(officer)
    place = Destination.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), process=round.process, kind="place", title="Het plan"
    )
    instrument.answer_signals(
        round,
        choose=lambda _text: SignalDraft("weighed", "Wij kozen iets anders.", destination_id=place.pk),
        reason="Zie elk antwoord.",
        by=STAFF,
    )
    from_the_desk(client, round.process.slug)
    left = Contribution.objects.filter(process=round.process, withdrawn_at=None, replied_at=None)
    assert [(one.kind, one.text) for one in left] == []
    go_on(client, f"/balie/processen/{round.process.slug}/doe/terugkoppelen/", {"key": "sleutel-van-zestien-y"})
    assert Process.objects.get(pk=round.process_id).answered_at is not None


def test_what_must_be_answered_first_holds_the_whole_round_and_the_process_back(instrument: BaseInstrument) -> None:
    round, officer = closed(instrument)
    if not instrument.before_landing(round):
        return
    client = Client()
    client.force_login(officer)
    from_the_desk(client, round.process.slug)
    whole = Contribution.objects.filter(round=round, kind__in=instrument.card.landing(Lands.WITH_ROUND))
    assert whole.exists()
    assert not whole.exclude(landed_at=None).exists()
    Contribution.objects.filter(process=round.process).update(landed_at=clock.now(), replied_at=clock.now())
    go_on(client, f"/balie/processen/{round.process.slug}/doe/terugkoppelen/", {"key": "sleutel-van-zestien-y"})
    assert Process.objects.get(pk=round.process_id).answered_at is None
