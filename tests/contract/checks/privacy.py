"""What is closed, hidden, waiting or withdrawn is told nowhere; erasing leaves nothing that ties."""

import json
from collections.abc import Iterator

from django.db import models

from brink.domain.contributions.models import Contribution, Publicity
from tests.contract.checks import promise
from tests.contract.stage import WAYS, Stage, canary

PERSONAL = (
    "name", "naam", "mail", "phone", "telefoon", "address", "adres", "postcode", "token", "code", "session", "sessie",
    "giver", "gever", "participant", "deelnemer", "device", "apparaat",
)  # fmt: skip


def _leaks(said: str) -> list[str]:
    # An instrument whose words are always public has no closed ones: the sample says so by leaving them open.
    closed = Contribution.objects.filter(publicity=Publicity.CLOSED, text__contains=canary("closed")).exists()
    return [way for way in WAYS if canary(way) in said and (way != "closed" or closed)]


@promise
def open_tables_hold_only_what_anybody_may_read(stage: Stage) -> None:
    assert _leaks(str(stage.told_in_tables(stage.kept_back))) == []


@promise
def the_outcome_holds_only_what_anybody_may_read(stage: Stage) -> None:
    outcome = stage.instrument.outcome(stage.kept_back)
    assert _leaks(json.dumps(outcome.as_data())) == []


@promise
def panels_and_pages_hold_only_what_anybody_may_read(stage: Stage) -> None:
    round = stage.kept_back
    said = "".join([stage.panel_text(round), *stage.pages(round).values()])
    assert _leaks(said) == []


@promise
def follow_pages_of_others_hold_only_what_anybody_may_read(stage: Stage) -> None:
    assert _leaks(stage.of_others(stage.kept_back)) == []


@promise
def open_tables_name_no_person(stage: Stage) -> None:
    for table in stage.instrument.tables(stage.round):
        personal = [column for column in table.columns if any(part in column.lower() for part in PERSONAL)]
        assert personal == [], table.name
        assert all(len(row) == len(table.columns) for row in table.rows)


_WRITTEN = (models.CharField, models.TextField, models.JSONField)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value of a column, also inside JSON."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _stored(stage: Stage) -> set[str]:
    """Return every text in every table of the instrument that is long enough to tell one person from another."""
    found: set[str] = set()
    for model in stage.tables:
        fields = [field for field in model._meta.concrete_fields if isinstance(field, _WRITTEN) and not field.choices]
        names = [field.attname for field in fields]
        for row in model._default_manager.values_list(*names) if names else ():
            found |= {text for value in row for text in _texts(value) if len(text) >= 12}
    return found


@promise
def erasing_cuts_every_tie(stage: Stage) -> None:
    """What the giving left in the tables of the instrument, device and words, is gone after it; the row stays."""
    for kind in stage.kinds:
        before = _stored(stage)
        receipt = stage.give(kind, f"wie-dan-ook-{kind}", words="Dit is een kanariezin die nergens anders staat.")
        left = _stored(stage) - before
        stage.withdraw(receipt)
        assert left & _stored(stage) == set(), f"{kind}: erased, and still known"
        assert Contribution.objects.filter(pk=receipt.contribution.pk).exists()
