"""What is closed, hidden, waiting or withdrawn is told nowhere; erasing leaves nothing that ties."""

import json
from collections.abc import Iterator

from django.db import models

from brink.domain.contributions.models import Contribution, Publicity
from brink.domain.contributions.services import moderating
from tests.contract.checks import promise
from tests.contract.filled_round import OFFICER, WAYS, FilledRound, canary

PERSONAL = (
    "name", "naam", "mail", "phone", "telefoon", "address", "adres", "postcode", "token", "code", "session", "sessie",
    "giver", "gever", "participant", "deelnemer", "device", "apparaat",
)  # fmt: skip


def _leaks(said: str) -> list[str]:
    # An instrument whose words are always public has no closed ones: the sample says so by leaving them open.
    closed = Contribution.objects.filter(publicity=Publicity.CLOSED, text__contains=canary("closed")).exists()
    return [way for way in WAYS if canary(way) in said and (way != "closed" or closed)]


@promise
def open_tables_hold_only_what_anybody_may_read(filled: FilledRound) -> None:
    assert _leaks(str(filled.told_in_tables(filled.kept_back))) == []


@promise
def the_outcome_holds_only_what_anybody_may_read(filled: FilledRound) -> None:
    outcome = filled.instrument.outcome(filled.kept_back)
    assert _leaks(json.dumps(outcome.as_data())) == []


@promise
def panels_and_pages_hold_only_what_anybody_may_read(filled: FilledRound) -> None:
    round = filled.kept_back
    said = "".join([filled.panel_text(round), *filled.pages(round).values()])
    assert _leaks(said) == []


@promise
def follow_pages_of_others_hold_only_what_anybody_may_read(filled: FilledRound) -> None:
    assert _leaks(filled.of_others(filled.kept_back)) == []


@promise
def words_that_are_changed_stand_nowhere_as_they_were(filled: FilledRound) -> None:
    """A moderator takes a name out: what the desk and the giver are told of the site is so, wherever words are kept."""
    for place, kind in enumerate(filled.worded):
        round = filled.another_round(f"gewijzigd-{place}")
        words = "Buurman Kanarievogel laat zijn hond altijd los."
        given = filled.give(kind, "schrijver", round=round, words=words)
        Contribution.objects.filter(pk=given.contribution.pk).update(moderation="shown")
        voice = Contribution.objects.get(pk=given.contribution.pk)
        assert "Kanarievogel" in voice.text
        moderating.revise(contribution=voice, text="Een buurman let niet op.", reason="Een naam.", actor=OFFICER)
        assert Contribution.objects.get(pk=voice.pk).text == "Een buurman let niet op."
        said = [filled.panel_text(round), *filled.pages(round).values(), str(filled.told_in_tables(round))]
        said.append(str(filled.instrument.outcome(round).as_data()))
        assert not [text for text in said if "Kanarievogel" in text]


@promise
def open_tables_name_no_person(filled: FilledRound) -> None:
    for table in filled.instrument.tables(filled.round):
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


def _stored(filled: FilledRound) -> set[str]:
    """Return every text in every table of the instrument that is long enough to tell one person from another."""
    found: set[str] = set()
    for model in filled.tables:
        fields = [field for field in model._meta.concrete_fields if isinstance(field, _WRITTEN) and not field.choices]
        names = [field.attname for field in fields]
        for row in model._default_manager.values_list(*names) if names else ():
            found |= {text for value in row for text in _texts(value) if len(text) >= 12}
    return found


@promise
def erasing_cuts_every_tie(filled: FilledRound) -> None:
    """What the giving left in the tables of the instrument, device and words, is gone after it; the row stays."""
    for kind in filled.kinds:
        before = _stored(filled)
        receipt = filled.give(kind, f"wie-dan-ook-{kind}", words="Dit is een kanariezin die nergens anders staat.")
        left = _stored(filled) - before
        filled.withdraw(receipt)
        assert left & _stored(filled) == set(), f"{kind}: erased, and still known"
        assert Contribution.objects.filter(pk=receipt.contribution.pk).exists()
