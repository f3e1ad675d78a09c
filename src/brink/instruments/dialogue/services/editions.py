"""Bringing what is told to what people say now, wherever that shows nobody (ADR 16). Nothing else writes `told`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Count, F, QuerySet

from brink.domain.processes.models import Round
from brink.foundation.disclosure import K
from brink.instruments.dialogue.editions import ABSENT, Stretch, may_move
from brink.instruments.dialogue.models import Past, Session, Vote
from brink.instruments.dialogue.queries import in_figures

PRESENT = 1


def _place(value: int) -> int:
    return value + 1


def _came(round: Round) -> QuerySet[Session]:
    return _sessions(round).filter(since=0, contribution__withdrawn_at__isnull=True, contribution__held_at=None)


def _left(round: Round) -> QuerySet[Session]:
    return _sessions(round).filter(since__gt=0, until=None, contribution__withdrawn_at__isnull=False)


def _sessions(round: Round) -> QuerySet[Session]:
    return Session.objects.filter(tenant=round.tenant_id, round=round).order_by()


def _past(round: Round) -> QuerySet[Past]:
    return Past.objects.filter(tenant=round.tenant_id, round=round).order_by()


def _waiting(statements: Sequence[UUID]) -> QuerySet[Vote]:
    """Return the answers of people who count that are not told as they are now."""
    return Vote.objects.filter(statement__in=statements, session__since__gt=0).exclude(told=F("value")).order_by()


def people_wait(round: Round) -> bool:
    """Tell whether ten people or more came or left since the last edition: at most two counts."""
    return _came(round).count() + _left(round).count() >= K


def _movable(round: Round) -> list[UUID]:
    """Return the statements whose figures may move."""
    return list(in_figures(round).order_by().values_list("pk", flat=True))


def full(round: Round) -> list[UUID]:
    """Return the statements to which ten people or more have something new: new, other, or withdrawn answers."""
    movable = _movable(round)
    counts: dict[UUID, int] = defaultdict(int)
    came = _waiting(movable).values_list("statement").annotate(count=Count("pk"))
    left = _past(round).filter(statement__in=movable, until=None)
    for statement, count in (*came, *left.values_list("statement").annotate(count=Count("pk"))):
        counts[statement] += count
    return [statement for statement, count in counts.items() if count >= K]


def advance(round: Round, edition: int) -> bool:
    """Mark what edition number `edition` tells; returns whether it tells anything else than the one before.

    First people, then per statement the answers of people who count: all that is new there, or nothing. Runs in a
    transaction that holds the round exclusively, so that nobody answers or leaves between the look and the mark.
    """
    people = _admit_people(round, edition)
    answers = _admit_answers(round, edition)
    return people or answers


def _admit_people(round: Round, edition: int) -> bool:
    rows = list(_sessions(round).values_list("since", "until", "contribution__withdrawn_at"))
    present = [PRESENT for _since, _until, withdrawn_at in rows if withdrawn_at is None]
    stretches: list[Stretch] = [
        (PRESENT, since, until or edition, PRESENT if withdrawn_at is None else ABSENT)
        for since, until, withdrawn_at in rows
        if since
    ]
    if not may_move(present, stretches, edition - 1, opinions=False):
        return False
    _came(round).update(since=edition)
    _left(round).update(until=edition)
    return True


def _admit_answers(round: Round, edition: int) -> bool:
    candidates = full(round)
    current: dict[UUID, list[int]] = {statement: [] for statement in candidates}
    stretches: dict[UUID, list[Stretch]] = {statement: [] for statement in candidates}
    votes = Vote.objects.filter(statement__in=candidates, session__since__gt=0).order_by()
    for statement, value, told, since in votes.values_list("statement", "value", "told", "since").iterator():
        current[statement].append(_place(value))
        if told is not None:
            stretches[statement].append((_place(told), since, edition, _place(value)))
    for statement, stretch in _histories(round, candidates, edition):
        stretches[statement].append(stretch)
    moved = [one for one in candidates if may_move(current[one], stretches[one], edition - 1)]
    if moved:
        _mark(round, moved, edition)
    return bool(moved)


def _histories(round: Round, candidates: Sequence[UUID], edition: int) -> Iterator[tuple[UUID, Stretch]]:
    rows = _past(round).filter(statement__in=candidates)
    for statement, value, since, until, then in rows.values_list(
        "statement", "value", "since", "until", "vote__value"
    ).iterator():
        yield statement, (_place(value), since, until or edition, ABSENT if then is None else _place(then))


def _mark(round: Round, moved: Sequence[UUID], edition: int) -> None:
    """Let what people say now be what is told of these statements, and keep what stood there."""
    other = _waiting(moved).filter(told__isnull=False).values_list("pk", "statement", "told", "since")
    Past.objects.bulk_create(
        [
            Past(
                tenant_id=round.tenant_id, round=round, statement_id=statement, vote_id=pk,
                value=told, since=since, until=edition,
            )
            for pk, statement, told, since in list(other)
            if told is not None
        ],
        batch_size=500,
    )  # fmt: skip
    _past(round).filter(statement__in=moved, until=None).update(until=edition)
    _waiting(moved).update(told=F("value"), since=edition)


def leave(sessions: QuerySet[Session]) -> None:
    """Keep what the public figures hold of these people without them, until it goes with nine others or more.

    Before their answers are deleted, in the same transaction, with the round held so that no edition is being made.
    """
    leave_answers(Vote.objects.filter(session__in=sessions))


def leave_answers(answers: QuerySet[Vote]) -> None:
    """Do the same for some answers of people who stay: what was typed wrongly from paper and is taken out."""
    votes = answers.filter(since__gt=0).values_list("tenant", "statement__round", "statement", "told", "since")
    Past.objects.bulk_create(
        [
            Past(tenant_id=tenant, round_id=round, statement_id=statement, value=told, since=since)
            for tenant, round, statement, told, since in votes
            if told is not None
        ],
        batch_size=500,
    )


def forget_editions(round: Round) -> None:
    """Empty what was kept to compare editions: the round is closed, so there will be no other."""
    Vote.objects.filter(tenant=round.tenant_id, statement__round=round, since__gt=0).update(told=None, since=0)
    Session.objects.filter(tenant=round.tenant_id, round=round, since__gt=0).update(since=0, until=None)
    _past(round).delete()
