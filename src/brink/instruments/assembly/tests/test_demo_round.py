"""The assembly of the demo that was held: what is written of it comes on its pages, drawn and all."""

import tomllib
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.test import Client
from tests.builders import make_process, make_round, make_world

import brink
from brink.foundation import clock
from brink.instruments.assembly.instrument import AssemblyInstrument
from brink.instruments.assembly.models import OrganReply, PanelSeat
from brink.instruments.assembly.tests.making import CLERK

SCRIPT = Path(brink.__file__).parent / "site" / "demo" / "questions" / "21-een-beraad-over-water.toml"


@pytest.mark.django_db
def test_the_written_assembly_is_drawn_advises_and_is_answered_in_part() -> None:
    (written,) = tomllib.loads(SCRIPT.read_text("utf-8"))["round"]
    now, instrument = clock.now(), AssemblyInstrument()
    round = make_round(
        make_process(make_world()), "assembly", opens_at=now - timedelta(days=160), closes_at=now - timedelta(days=1),
        settings=instrument.example_settings() | written["setup"],
    )  # fmt: skip
    instrument.open(round, by=CLERK, at=round.opens_at)
    with clock.frozen(round.closes_at - timedelta(hours=3)):
        assert instrument.play(round, Random(2), written["size"], written["voices"])
    assert PanelSeat.objects.filter(draw__round=round, state="confirmed").count() == 16
    assert OrganReply.objects.count() == 4
    with clock.frozen(now + timedelta(days=30)):
        page = Client().get(f"/processen/wonen/{round.slug}/beraad/advies/").content.decode()
    assert "2 antwoorden zijn te laat." in page
    assert "Een vaste volgorde past niet bij elk jaar." in page
