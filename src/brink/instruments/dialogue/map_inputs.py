"""From answers in the database to the figures that may be published: pure data, the same for the same answers."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet, UUIDField, Value

from brink.domain.processes.models import Round
from brink.foundation.disclosure import K, publishable, safe_cells
from brink.instruments.dialogue.cells import LETTERS, Cell, publish, shared_side
from brink.instruments.dialogue.models import OpinionResult, Past, Session, Statement, Vote
from brink.instruments.dialogue.models.answers import NO_GROUP
from brink.instruments.dialogue.next_statement import remember
from brink.instruments.dialogue.queries import in_figures, told_sessions
from brink.instruments.dialogue.readable_statements import asked
from brink.instruments.dialogue.round_settings import Settings
from brink.methods.opinion import OpinionMap, Options, Votes, opinion_map

METHOD = "brink.methods.opinion"
METHOD_VERSION = str(tomllib.loads(files(METHOD).joinpath("card.toml").read_text("utf-8"))["version"])
OPTIONS = Options(smallest_group=K, most_groups=len(LETTERS))
MOST_REPRESENTING = 6

Ints = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Tally:
    """What was computed at one moment: the publishable data, what routing needs, and what each row keeps of it."""

    state: str
    people: int
    answers: int
    data: dict[str, Any]
    routing: dict[str, Any]
    groups: dict[UUID, int]
    seen: dict[UUID, int]


@dataclass(frozen=True)
class _Heard:
    """The answers that count: of people by place in `people`, and beside them those of people who left meanwhile."""

    people: list[UUID]
    votes: Votes
    left: list[Cell]
    count: int


def tally(round: Round, *, told: bool = True, final: bool = False) -> Tally:
    """Count the answers of a round and draw its map. Four queries; the rest is arithmetic.

    What counts is what is told (see `services.editions`), or with `told=False` what people say now: for a round of
    which nothing was public before. Figures per group are for the `final` tally alone: groups are drawn anew with each
    edition, so one person's move to another group would show in the difference of two (ADR 16).
    """
    statements = list((in_figures(round) if told else _answered(round)).only("id", "number", "version"))
    heard = _told(round, statements) if told else _now(round, statements)
    few = heard.count < Settings.of(round.settings).map_from
    drawn = not few and heard.votes.size > 0
    result = opinion_map(heard.votes, seed=round.seed, options=OPTIONS) if drawn else None
    order = _left_to_right(result)
    labels = _labels(result, order, len(heard.people))
    cells = _cells(heard.votes, labels, len(order))
    for counted, left in zip(cells, heard.left, strict=True):
        counted[-1] += left
    seen = {one.pk: sum(cell.seen for cell in counted) for one, counted in zip(statements, cells, strict=True)}
    shown = [publish(counted[:-1], counted[-1], whole=told) for counted in cells]
    return Tally(
        state=_state(few, order),
        people=heard.count,
        answers=sum(seen.values()),
        data={
            "statements": [] if few else _published(statements, shown, per_group=final),
            **(_findings(result, order, statements, shown) if result is not None else {}),
            "channels": _channels(round, told),
            "method": {"name": METHOD, "version": METHOD_VERSION, "seed": round.seed},
        },
        routing=remember(result, [statement.pk for statement in statements]) if result is not None else {},
        groups={session: int(label) for session, label in zip(heard.people, labels, strict=True)},
        seen=seen,
    )


def _answered(round: Round) -> QuerySet[Statement]:
    """Return the statements that are asked, or were and got answers."""
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round, retired_at__isnull=True)
    return rows.filter(Q(pk__in=asked(round).values("pk")) | Q(view_count__gt=0))


def _told(round: Round, statements: Sequence[Statement]) -> _Heard:
    """Read what is told, answers of those who left included: in one query, so that nobody leaves halfway."""
    voices = Vote.objects.filter(tenant=round.tenant_id, session__round=round, since__gt=0)
    left = Past.objects.filter(tenant=round.tenant_id, round=round, until=None)
    rows = voices.order_by().values_list("session_id", "statement_id", "told").union(
        left.order_by().annotate(nobody=Value(None, output_field=UUIDField())).values_list(
            "nobody", "statement_id", "value"
        ),
        all=True,
    )  # fmt: skip
    count = told_sessions(round).count()
    return _heard(statements, rows.iterator(), count)


def _now(round: Round, statements: Sequence[Statement]) -> _Heard:
    rows = Vote.objects.filter(
        tenant=round.tenant_id, session__round=round, session__contribution__withdrawn_at__isnull=True,
        session__contribution__held_at=None
    ).values_list("session_id", "statement_id", "value")
    return _heard(statements, rows.iterator(), None)


Row = tuple[UUID | None, UUID, int | None]


def _heard(statements: Sequence[Statement], rows: Iterable[Row], count: int | None) -> _Heard:
    place = {statement.pk: index for index, statement in enumerate(statements)}
    kept, left = [], [Cell() for _ in statements]
    for session, statement, value in rows:
        where = place.get(statement)
        if where is None or value is None:
            continue
        if session is None:
            left[where] += Cell(value > 0, value < 0, value == 0)
        else:
            kept.append((session, where, value))
    # The map does not depend on the order of people; sorting keeps ties the same on every database.
    people = sorted({session for session, _, _ in kept})
    rank = {session: index for index, session in enumerate(people)}
    votes = Votes.from_arrays(
        [rank[session] for session, _, _ in kept],
        [statement for _, statement, _ in kept],
        [value for _, _, value in kept],
        participants=len(people),
        statements=len(statements),
    )
    return _Heard(people, votes, left, len(people) if count is None else count)


def _channels(round: Round, told: bool) -> dict[str, int]:
    """Count the people by channel, only cells that nobody can find anybody in."""
    now = Session.objects.filter(
        tenant=round.tenant_id, round=round, contribution__withdrawn_at__isnull=True, contribution__held_at=None
    )
    rows = told_sessions(round) if told else now
    return safe_cells(Counter(rows.order_by().values_list("contribution__channel", flat=True)))


def _state(few: bool, order: Sequence[int]) -> str:
    if few:
        return OpinionResult.State.FEW
    return OpinionResult.State.GROUPS if order else OpinionResult.State.UNCLEAR


def _left_to_right(result: OpinionMap | None) -> list[int]:
    """Return the groups in their order along the first axis; the larger of the outer two stands left.

    An axis has no direction of its own; this one keeps the letters in place from batch to batch.
    """
    if result is None or not result.groups:
        return []
    groups = sorted(result.groups, key=lambda group: (group.x, group.id))
    if (groups[0].size, -groups[0].id) < (groups[-1].size, -groups[-1].id):
        groups.reverse()
    return [group.id for group in groups]


def _labels(result: OpinionMap | None, order: Sequence[int], people: int) -> Ints:
    """Return each person's group, numbered from left to right, NO_GROUP for those in none."""
    if result is None or not order:
        return np.full(people, NO_GROUP, dtype=np.int64)
    renumbered = np.full(max(order) + 2, NO_GROUP, dtype=np.int64)
    renumbered[list(order)] = np.arange(len(order))
    return renumbered[result.labels]


def _cells(votes: Votes, labels: Ints, groups: int) -> list[list[Cell]]:
    """Return per statement the counts of each group and, last, of the people in none."""
    who = np.where(labels < 0, groups, labels)[votes.owners()]
    flat = (who * votes.statements + votes.statement.astype(np.int64)) * 3 + votes.value.astype(np.int64) + 1
    counts = np.bincount(flat, minlength=(groups + 1) * votes.statements * 3)
    table = counts.reshape(groups + 1, votes.statements, 3)
    return [
        [Cell(int(table[g, s, 2]), int(table[g, s, 0]), int(table[g, s, 1])) for g in range(groups + 1)]
        for s in range(votes.statements)
    ]


def as_list(cell: Cell | None) -> list[int] | None:
    """Return a cell as JSON data: agree, disagree, unsure."""
    return None if cell is None else [cell.agree, cell.disagree, cell.unsure]


def as_cell(data: Sequence[int] | None) -> Cell | None:
    """Read back what `as_list` wrote."""
    return None if data is None else Cell(*data)


Shown = Sequence[tuple[Cell | None, tuple[Cell | None, ...]]]


def _published(statements: Sequence[Statement], shown: Shown, *, per_group: bool) -> list[dict[str, Any]]:
    return [
        {
            "id": str(statement.pk),
            "number": statement.number,
            "version": statement.version,
            "total": as_list(total),
            "groups": [as_list(cell) for cell in groups] if per_group else [],
        }
        for statement, (total, groups) in zip(statements, shown, strict=True)
    ]


def _findings(
    result: OpinionMap, order: Sequence[int], statements: Sequence[Statement], shown: Shown
) -> dict[str, Any]:
    """Return what the map says, in statements by id, and only where every figure behind it may be published."""
    ids = [str(statement.pk) for statement in statements]
    rank = {group: place for place, group in enumerate(order)}
    ground = [
        (ids[one.statement], one.side)
        for one in result.consensus
        if shown[one.statement][0] is not None and None not in shown[one.statement][1]
    ]
    return {
        "groups": _groups(result, order, ids, shown),
        "ungrouped": _ungrouped(result, order),
        "ground": ground,
        "bridges": _bridges(len(order), ids, shown, {pk for pk, _ in ground}),
        "dissent": [
            (ids[one.statement], one.side, sorted(rank[group] for group in one.groups))
            for one in result.dissent
            if shown[one.statement][0] is not None
            and all(shown[one.statement][1][rank[group]] is not None for group in one.groups)
        ],
        "divisive": [
            (ids[one.statement], round(one.spread, 3))
            for one in result.divisive
            if sum(cell is not None for cell in shown[one.statement][1]) > 1
        ],
        "gate": {name: round(getattr(result.gate, name), 4) for name in ("gain", "se", "score")},
        "stability": round(result.stability, 3),
        "unstable": result.unstable,
    }


def _groups(result: OpinionMap, order: Sequence[int], ids: Sequence[str], shown: Shown) -> list[dict[str, Any]]:
    by_id = {group.id: group for group in result.groups or ()}
    return [
        {
            "key": LETTERS[place],
            "size": by_id[group].size,
            "represents": [
                (ids[one.statement], one.side)
                # What people hold reads easier than what they reject; within both the method's own order stays.
                for one in sorted(by_id[group].represents, key=lambda one: -one.side)
                if shown[one.statement][1][place] is not None
            ][:MOST_REPRESENTING],
        }
        for place, group in enumerate(order)
    ]


def _ungrouped(result: OpinionMap, order: Sequence[int]) -> int | None:
    """Return how many people stand in no group, when that is nobody or at least ten."""
    if not order:
        return None
    rest = int(np.count_nonzero(result.labels < 0))
    return rest if rest == 0 or publishable(rest) else None


def _bridges(groups: int, ids: Sequence[str], shown: Shown, ground: set[str]) -> list[dict[str, Any]]:
    """Statements that two groups hold together and not every group: pairs from left to right, surest first."""
    bridges = []
    for left in range(groups):
        for right in range(left + 1, groups):
            shared = []
            for place, (_, cells) in enumerate(shown):
                pair = (cells[left], cells[right])
                side = 0 if ids[place] in ground or shared_side(cells) else shared_side(pair)
                if side:
                    least = min(cell.share(side) for cell in pair if cell is not None)
                    shared.append((-side, -least, place))
            found = [(ids[place], -side) for side, _, place in sorted(shared)]
            bridges.append({"between": [left, right], "statements": found})
    return bridges
