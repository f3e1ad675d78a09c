"""What every instrument keeps to. Runs over the whole registry: a new instrument gets these for free."""

import json
import re
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.domain.contributions.models import Contribution
from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import BaseInstrument, registry
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.visibility import ANYONE
from tests.builders import make_process, make_round, make_world

INSTRUMENTS = list(registry)
SOURCE = Path(__file__).parents[2] / "src" / "brink" / "instruments"
PERSONAL = re.compile(r"name|naam|e-?mail|phone|telefoon|address|adres|postcode|token|code|session|sessie|giver|gever")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("instrument", INSTRUMENTS, ids=[one.card.key for one in INSTRUMENTS]),
]


def seeded(instrument: BaseInstrument, *, size: int = 30, seed: int = 7, slug: str = "proef") -> Round:
    """Make a round of this instrument, open and filled by its own seed."""
    from brink.domain.people.models import Body

    world = make_world(f"land-{slug}") if not Body.objects.filter(slug=f"land-{slug}").exists() else None
    assert world is not None
    round = make_round(make_process(world, slug), instrument.card.key)
    instrument.open(round, by=Actor(role="officer"), at=clock.now())
    instrument.seed(round, Random(seed), size)
    round.refresh_from_db()
    return round


def test_the_card_says_what_the_instrument_is(instrument: BaseInstrument) -> None:
    card = instrument.card
    assert re.fullmatch(r"[a-z][a-z_]*", card.key)
    assert re.fullmatch(r"[a-z][a-z-]*", card.segment)
    assert str(card.name)
    assert len(str(card.promise).split()) >= 4
    assert card.levels <= set(Level)
    assert card.kinds


def test_counts_after_seeding_agree(instrument: BaseInstrument) -> None:
    round = seeded(instrument)
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round)
    assert rows.count() > 0
    assert round.contribution_count == rows.count()
    assert set(rows.values_list("kind", flat=True)) <= instrument.card.kinds


def test_the_same_seed_gives_the_same_outcome(instrument: BaseInstrument) -> None:
    round = seeded(instrument)
    first, second = instrument.outcome(round).as_data(), instrument.outcome(round).as_data()
    assert json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)


def test_the_minority_is_filled_or_reasoned_and_never_small(instrument: BaseInstrument) -> None:
    outcome = instrument.outcome(seeded(instrument))
    assert outcome.minority or outcome.minority_reason
    assert all(view.size >= 10 for view in outcome.minority)


def test_every_finding_reaches_its_givers(instrument: BaseInstrument) -> None:
    round = seeded(instrument)
    here = {str(pk) for pk in Contribution.objects.filter(round=round).values_list("pk", flat=True)}
    for finding in instrument.outcome(round).findings:
        assert set(finding.sources) <= here


def test_open_tables_carry_no_person(instrument: BaseInstrument) -> None:
    for table in instrument.tables(seeded(instrument)):
        assert [column for column in table.columns if PERSONAL.search(column.lower())] == []
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_closing_gives_an_outcome_that_can_be_frozen(instrument: BaseInstrument) -> None:
    round = seeded(instrument)
    outcome = instrument.close(round, by=Actor(role="officer"), at=clock.now())
    assert type(outcome).from_data(json.loads(json.dumps(outcome.as_data()))) == outcome


def test_erasing_leaves_the_rows(instrument: BaseInstrument) -> None:
    round = seeded(instrument)
    ids = list(Contribution.objects.filter(round=round).values_list("pk", flat=True)[:5])
    instrument.erase(ids)
    assert Contribution.objects.filter(pk__in=ids).count() == len(ids)


def test_the_panel_needs_no_script_and_has_labels(instrument: BaseInstrument) -> None:
    round = seeded(instrument)
    page = Client().get(f"/processen/{round.process.slug}/")
    assert page.status_code == 200
    html = page.content.decode()
    assert len(re.findall(r"<h1[ >]", html)) == 1
    for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", html):
        if 'type="hidden"' in field or 'type="submit"' in field:
            continue
        identifier = re.search(r'id="([^"]+)"', field)
        assert identifier, field
        assert f'for="{identifier.group(1)}"' in html, field


def test_queries_do_not_grow_with_the_round(instrument: BaseInstrument) -> None:
    round = seeded(instrument, size=30)
    address = f"/processen/{round.process.slug}/"
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection, ) as few:
        client.get(address)
    instrument.seed(round, Random(8), 30)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_a_closed_round_takes_no_more(instrument: BaseInstrument) -> None:
    round = seeded(instrument)
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now() - timedelta(seconds=1))
    round.refresh_from_db()
    before = Contribution.objects.count()
    page = Client().get(f"/processen/{round.process.slug}/")
    forms = re.findall(r'<form[^>]*action="(/processen/[^"]+)"[^>]*method="post"', page.content.decode())
    assert forms == []
    assert Contribution.objects.count() == before


def test_it_names_no_other_instrument(instrument: BaseInstrument) -> None:
    folder = SOURCE / instrument.card.key
    if not folder.exists():
        return
    others = {path.parent.name for path in SOURCE.glob("*/apps.py")} - {instrument.card.key}
    text = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.py") if "tests" not in path.parts)
    assert [other for other in others if f"instruments.{other}" in text or f'"{other}"' in text] == []


def test_the_panel_is_the_same_for_everyone_without_a_code(instrument: BaseInstrument) -> None:
    round = seeded(instrument)
    assert instrument.panel(round, ANYONE).template.startswith(f"{instrument.card.key}/")
