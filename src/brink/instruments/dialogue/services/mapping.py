"""Keeping what is public of a round: a new edition per batch of people while it is open, and one last at closing."""

from datetime import datetime, timedelta
from uuid import UUID

from brink.domain.journal.acts import exempt
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.locks import hold_exclusive
from brink.instruments.dialogue.map_inputs import Tally, tally
from brink.instruments.dialogue.models import OpinionResult, Session, Statement
from brink.instruments.dialogue.round_settings import BATCH_SECONDS, KEY, Settings
from brink.instruments.dialogue.services.editions import advance, forget_editions, full, people_wait

CHUNK = 500


def _live(round: Round) -> OpinionResult | None:
    return OpinionResult.objects.filter(tenant=round.tenant_id, round=round, frozen=False).first()


def _fill(row: OpinionResult, result: Tally, *, public: bool, now: datetime) -> OpinionResult:
    """Let a row show what was counted, and tell each session its group."""
    row.public, row.computed_at = public, now
    row.state, row.people, row.answers = result.state, result.people, result.answers
    row.data, row.routing = {**result.data, "edition": row.edition}, result.routing
    row.save()
    _place(row.round, result)
    _count(row.round, result)
    return row


def _count(round: Round, result: Tally) -> None:
    """Tell each statement how many people its figures are of."""
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round).only("pk", "told_count")
    moved = [one for one in rows if one.told_count != result.seen.get(one.pk, 0)]
    for one in moved:
        one.told_count = result.seen.get(one.pk, 0)
    Statement.objects.bulk_update(moved, ("told_count",), batch_size=CHUNK)


def _place(round: Round, result: Tally) -> None:
    """Tell each session its group, touching only those that moved."""
    moved: dict[int, list[UUID]] = {}
    before = dict(Session.objects.filter(tenant=round.tenant_id, round=round).values_list("pk", "group"))
    for session, group in result.groups.items():
        if before.get(session) != group:
            moved.setdefault(group, []).append(session)
    for group, sessions in sorted(moved.items()):
        for start in range(0, len(sessions), CHUNK):
            Session.objects.filter(pk__in=sessions[start : start + CHUNK]).update(group=group)


def _unfinished(row: OpinionResult | None) -> bool:
    """Tell whether a worker marked an edition and stopped before it was shown."""
    return row is not None and row.data.get("edition") != row.edition


def due(round: Round, last: OpinionResult | None, now: datetime) -> bool:
    """Tell whether it pays to look: ten people came or left, or ten have something new to say of one statement.

    Never sooner than a minute after the last edition, and never because time passed: however long nobody comes, what
    fewer than ten people did stays where it is.
    """
    return not _too_soon(round, last, now) and (_unfinished(last) or people_wait(round) or bool(full(round)))


def _too_soon(round: Round, last: OpinionResult | None, now: datetime) -> bool:
    if round_state(round, now) is not RoundState.OPEN:
        return True
    return last is not None and now - last.computed_at < timedelta(seconds=BATCH_SECONDS)


def _mark(round: Round, now: datetime) -> OpinionResult | None:
    """Fix what the next edition tells, holding the round exclusively; returns the row that is to show it, or None."""
    with exempt("editions"):
        hold_exclusive(round.pk)
        last = _live(round)
        if _too_soon(round, last, now):
            return None
        edition = (last.edition if last is not None else 0) + 1
        if not advance(round, edition):
            return last if _unfinished(last) else None
        if last is None:
            return OpinionResult.objects.create(
                tenant_id=round.tenant_id, created_at=now, round=round, public=False, state=OpinionResult.State.FEW,
                people=0, answers=0, computed_at=now, edition=edition,
            )  # fmt: skip
        last.edition = edition
        last.save(update_fields=("edition",))
        return last


def refresh(*, round: Round) -> OpinionResult | None:
    """Make a new live edition when there is one to make; returns its row, or None when there was nothing to do.

    Safe to call at any time and from two workers at once: it is a cache of what the answers say, no act of anybody,
    so it has no journal entry. Never called in a request. Answering waits for the marking, not for the map.
    """
    now = clock.now()
    if not due(round, _live(round), now):
        return None
    row = _mark(round, now)
    if row is None:
        return None
    result = tally(round)
    with exempt("editions"):
        newest = OpinionResult.objects.select_for_update(of=("self",)).select_related("round").get(pk=row.pk)
        if newest.edition != row.edition:
            return None  # another worker marked a later one meanwhile, and shows that
        return _fill(newest, result, public=Settings.of(round.settings).live, now=now)


def refresh_due(*, at: datetime) -> int:
    """Refresh every open dialogue that has a full batch; returns how many. For the node's tick."""
    rounds = Round.objects.filter(
        instrument=KEY, opened_at__isnull=False, closed_at__isnull=True, opens_at__lte=at, closes_at__gt=at
    )
    return sum(refresh(round=round) is not None for round in rounds.select_related("process"))


def freeze(*, round: Round, at: datetime) -> OpinionResult:
    """Fix the figures for good. Runs inside the closing transaction; a second call returns what was fixed before.

    After live editions the closing is one more of them, by the same rule: a statement that fewer than ten people
    changed since keeps the figures that everybody saw. Without them there is nothing to subtract, and all counts.
    """
    frozen = OpinionResult.objects.filter(tenant=round.tenant_id, round=round, frozen=True).first()
    if frozen is not None:
        return frozen
    last = _live(round)
    seen = last is not None and last.public
    edition = last.edition + 1 if last is not None else 1
    if seen:
        advance(round, edition)
    result = tally(round, told=seen, final=True)
    result.data["after_live"] = seen
    row = OpinionResult(tenant_id=round.tenant_id, created_at=at, round=round, frozen=True, edition=edition)
    _fill(row, result, public=True, now=at)
    forget_editions(round)
    return row
