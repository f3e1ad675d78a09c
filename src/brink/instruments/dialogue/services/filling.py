"""Filling a round with many people and answers at once: for imports and the invented conversation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.bulk import Brought, give_many
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.round_settings import SESSION, STATEMENT
from brink.instruments.dialogue.services.statements import next_number

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement to put in; `by_resident` makes it a contribution that lands."""

    text: str
    at: datetime
    by_resident: bool = True
    hold_for_moderation: bool = False
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Person:
    """Answers of one person: place of a sentence to 1, 0 or -1; statements that were there already come first."""

    answers: Mapping[int, int]
    at: datetime


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put in: all statements by place, and the receipt of each person and each writer."""

    statements: tuple[Statement, ...]
    people: tuple[Receipt, ...]
    writers: tuple[Receipt, ...]


def fill(
    *,
    round: Round,
    sentences: Sequence[Sentence],
    people: Sequence[Person],
    actor: Actor,
    origin: str,
    present: Sequence[Statement] = (),
) -> Filled:
    """Put sentences and people with their answers in a round, in a fixed number of queries per batch.

    Runs in the transaction of whoever imports or seeds.

    Sentences are stored as they are (imported ones may be longer than 140 characters). Everybody with an answer gets a
    session with a tracking code; nobody gets a device.
    """
    written = [one for one in sentences if one.by_resident]
    brought = [
        *(
            Brought(Words(kind=STATEMENT, text=one.text, language=one.language), one.at, one.hold_for_moderation)
            for one in written
        ),
        *(Brought(Words(kind=SESSION, wordless=True, publicity=Publicity.CLOSED), person.at) for person in people),
    ]
    receipts = give_many(round=round, brought=brought, actor=actor, origin=origin)
    writers, sessions = receipts[: len(written)], receipts[len(written) :]
    views = _views(len(present) + len(sentences), people)
    for statement, seen in zip(present, views, strict=False):
        statement.view_count += seen
    Statement.objects.bulk_update(present, ("view_count",), batch_size=BATCH)
    rows = [*present, *_statements(round, sentences, writers, views[len(present) :])]
    _answers(round, rows, people, sessions)
    return Filled(tuple(rows), tuple(sessions), tuple(writers))


def _views(places: int, people: Sequence[Person]) -> list[int]:
    views = [0] * places
    for person in people:
        for place in person.answers:
            views[place] += 1
    return views


def _statements(
    round: Round, sentences: Sequence[Sentence], writers: Sequence[Receipt], views: Sequence[int]
) -> list[Statement]:
    number, contributions = next_number(round), iter(writers)
    return Statement.objects.bulk_create(
        [
            Statement(
                tenant_id=round.tenant_id,
                created_at=one.at,
                round=round,
                number=number + place,
                text=one.text,
                is_seed=not one.by_resident,
                contribution=next(contributions).contribution if one.by_resident else None,
                view_count=views[place],
            )
            for place, one in enumerate(sentences)
        ],
        batch_size=BATCH,
    )


def _answers(round: Round, rows: Sequence[Statement], people: Sequence[Person], receipts: Sequence[Receipt]) -> None:
    sessions = Session.objects.bulk_create(
        [
            Session(tenant_id=round.tenant_id, created_at=person.at, round=round, contribution=receipt.contribution)
            for person, receipt in zip(people, receipts, strict=True)
        ],
        batch_size=BATCH,
    )
    votes: Iterable[Vote] = (
        Vote(tenant_id=round.tenant_id, session=session, statement=rows[place], value=value)
        for session, person in zip(sessions, people, strict=True)
        for place, value in person.answers.items()
    )
    Vote.objects.bulk_create(votes, batch_size=BATCH)
