"""What is closed, hidden, waiting or withdrawn is told nowhere; erasing leaves nothing that ties."""

import json
from collections.abc import Iterator

from django.db import models

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.processes.models import Round
from tests.contract.checks import promise
from tests.contract.stage import Stage

PERSONAL = (
    "name", "naam", "mail", "phone", "telefoon", "address", "adres", "postcode", "token", "code", "session", "sessie",
    "giver", "gever", "participant", "deelnemer", "device", "apparaat",
)  # fmt: skip
WAYS = ("closed", "hidden", "waiting", "withdrawn")
_ENOUGH = 12


def canary(way: str) -> str:
    """Return the word by which words kept back in this way are known."""
    return f"kanarievogel{way}"


def _keep_back(stage: Stage) -> Round:
    """Return a round with enough words, none of which anybody may read any more, and with people who raised no word."""
    if "kept" in stage.found:
        return Round.objects.get(pk=stage.found["kept"])
    round = stage.another_round("achtergehouden")
    stage.give_all([f"open-{number}" for number in range(_ENOUGH)], round=round)
    Contribution.objects.filter(round=round, kind__in=stage.worded).exclude(text="").update(publicity=Publicity.PSEUDONYM)
    for way in WAYS:
        for number in range(_ENOUGH):
            for kind in stage.worded:
                words = f"Dit woord is {canary(way)} {chr(ord('a') + number)}."
                receipt = stage.give(kind, f"{way}-{number}", round=round, words=words, closed=way == "closed")
                _apply(stage, way, receipt)
    return round


def _apply(stage: Stage, way: str, receipt: object) -> None:
    row = receipt.contribution  # type: ignore[attr-defined]
    if way == "withdrawn":
        stage.withdraw(receipt)  # type: ignore[arg-type]
    elif way in ("hidden", "waiting"):
        # Straight, as the moderator's service leaves it: 48 acts with a reason each would only cost time.
        state = Moderation.HIDDEN if way == "hidden" else Moderation.WAITING
        Contribution.objects.filter(pk=row.pk).update(moderation=state)


def _leaks(stage: Stage, said: str, worded: bool = True) -> list[str]:
    ways = [way for way in WAYS if canary(way) in said]
    # An instrument whose words are always public has no closed ones.
    closed = Contribution.objects.filter(publicity=Publicity.CLOSED, text__contains=canary("closed")).exists()
    return [way for way in ways if way != "closed" or closed]


@promise
def open_tables_hold_only_what_anybody_may_read(stage: Stage) -> None:
    assert _leaks(stage, str(stage.told_in_tables(_keep_back(stage)))) == []


@promise
def the_outcome_holds_only_what_anybody_may_read(stage: Stage) -> None:
    outcome = stage.instrument.outcome(_keep_back(stage))
    assert _leaks(stage, json.dumps(outcome.as_data())) == []


@promise
def panels_and_pages_hold_only_what_anybody_may_read(stage: Stage) -> None:
    round = _keep_back(stage)
    said = "".join([stage.panel_text(round), *stage.pages(round).values()])
    assert _leaks(stage, said) == []


@promise
def follow_pages_of_others_hold_only_what_anybody_may_read(stage: Stage) -> None:
    assert _leaks(stage, stage.of_others(_keep_back(stage))) == []


@promise
def open_tables_name_no_person(stage: Stage) -> None:
    for table in stage.instrument.tables(stage.round):
        personal = [column for column in table.columns if any(part in column.lower() for part in PERSONAL)]
        assert personal == [], table.name
        assert all(len(row) == len(table.columns) for row in table.rows)


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
        kinds = (models.CharField, models.TextField, models.JSONField)
        names = [field.attname for field in model._meta.concrete_fields if isinstance(field, kinds) and not field.choices]
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
