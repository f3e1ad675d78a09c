"""The short path: how small signals of people without account are written, a whole hall at once (ADR 26).

An instrument says in a `SmallSignals` what its signals are, and its service tries this path first:

    signalled = put(round, _ANSWERS, token, answers)
    if signalled is None:
        with signalling(round, Session, kind=SESSION, token=token) as signalled:
            ...

All that waits in this process is written in one transaction (`foundation.shared_pen`): the same rows by the same
functions as on the long way, with the same guards. This path stores or it declines. Whatever is unusual is declined:
a round that is not open to everybody, an answer that does not fit, a session that was withdrawn, a key that was used
before, a limit that is reached, a database that refuses. The long way then says in words what is the matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.db.models import OuterRef, Subquery

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt, spoken
from brink.domain.contributions.services.giving_small import (
    Small,
    as_it_is_now,
    fits,
    give_small,
    hold_counters,
    known_keys,
)
from brink.domain.journal.acts import alone
from brink.domain.journal.contents import contents
from brink.domain.participation.limits import count_many, within_limits
from brink.domain.participation.line_signs import note_lines
from brink.domain.participation.sessions import FilledSession, Signalled, act_key, as_signals, participant_of
from brink.domain.people.visits import Visit, visit_now
from brink.domain.processes.models import Round
from brink.foundation import clock, prepared_rows
from brink.foundation.crypto import KeyedHash
from brink.foundation.errors import NotNow
from brink.foundation.locks import hold_shared
from brink.foundation.prepared_rows import ASKED, Question
from brink.foundation.public_acts import only_door
from brink.foundation.shared_pen import SharedPen, Waiting

S = TypeVar("S", bound=FilledSession)


@dataclass(frozen=True)
class Taken(Generic[S]):
    """What one person sent, the session that it goes in, and whether that was made just now."""

    session: S
    signals: Any
    is_new: bool


class SmallSignals(Protocol[S]):
    """What an instrument says of its signals. Both run in the transaction, in the thread of who writes."""

    sessions: type[S]
    kind: str

    def __hash__(self) -> int:
        """Return a hash: one of each is used for the life of a process."""

    def fitting(self, round: Round, signals: Sequence[Any]) -> Sequence[bool]:
        """Tell of each of these signals whether it may be written in this round now; no person is known here."""

    def write(self, round: Round, taken: Sequence[Taken[S]]) -> None:
        """Write them; each session stands there and is held. Raises IntegrityError to let all go the long way."""


@dataclass(frozen=True, eq=False)
class _Sent:
    """What one device sent."""

    token: str
    participant: KeyedHash
    signals: Any
    language: str
    visit: Visit | None


@lru_cache(maxsize=64)
def _sessions(model: type[FilledSession], tenant: UUID, round: UUID, held: bool) -> Question:
    rows = model._default_manager.filter(tenant_id=tenant, round_id=round, participant=ASKED).order_by()
    gone = Contribution.everything.filter(pk=OuterRef("contribution_id")).values("withdrawn_at")
    rows = (rows.select_for_update() if held else rows).annotate(gone=Subquery(gone))
    return Question(lambda: rows.values_list("pk", "contribution_id", "gone", "participant"))


@lru_cache(maxsize=256)
def _pen(signals: SmallSignals[Any], round: UUID) -> SharedPen[tuple[Round, _Sent]]:
    return SharedPen(lambda batch: _write(signals, batch))


def put(round: Round, signals: SmallSignals[S], token: str, sent: Any) -> Signalled[S] | None:
    """Write what the holder of `token` sent, together with whatever waits; None when it has to go the long way.

    Raises NotWritten when the database cannot write now.
    """
    if round.assurance != Round.Assurance.OPEN or not alone() or not only_door(within_limits):
        return None
    if contents.get(signals.sessions._meta.label_lower) is not None:
        return None
    mine = _Sent(token, participant_of(signals.sessions, round, token), sent, spoken("web"), visit_now())
    found: Signalled[S] | None = _pen(signals, round.pk).put((round, mine))
    return found


def _write(signals: SmallSignals[S], batch: Sequence[Waiting[tuple[Round, _Sent]]]) -> None:
    """Write what waits for one round; whoever is left without a result goes the long way."""
    round, firsts = batch[0].asked[0], dict[str, Waiting[tuple[Round, _Sent]]]()
    for one in batch:
        # Of what one device sent twice, the second finds on the long way what the first did.
        firsts.setdefault(one.asked[1].token, one)
    try:
        # The moment of this transaction, and not that at which whoever leads asked for a page.
        with clock.one_reading(), as_signals():
            hold_shared(round.pk)
            done = _written(signals, round, [one.asked[1] for one in firsts.values()])
    except (IntegrityError, NotNow):
        return
    for one in firsts.values():
        one.result = done.get(one.asked[1].token)


def _written(signals: SmallSignals[S], round: Round, sent: Sequence[_Sent]) -> dict[str, Signalled[S]]:
    found = as_it_is_now(round)
    if found is None or not fits(*found, signals.kind):
        return {}
    now, process = found
    fitting = [one for one, good in zip(sent, signals.fitting(now, [one.signals for one in sent]), strict=True) if good]
    # In one order, so that two who write at once do not wait for each other crosswise.
    fitting.sort(key=lambda one: one.participant)
    there = {one.token for one in fitting if _session_row(signals, round, one, held=False) is not None}
    made = _made(signals, now, process, _allowed(signals, now, [one for one in fitting if one.token not in there]))
    # After the rows that new ones take (the process, the round, the counts of a line), as on the long way.
    kept = {
        one.token: Taken(_session_at(signals, now, row), one.signals, is_new=False)
        for one in fitting
        if one.token in there and (row := _session_row(signals, round, one, held=True)) is not None and row[2] is None
    }
    signals.write(now, [*(taken for taken, _receipt in made.values()), *kept.values()])
    done = {token: Signalled(taken.session, receipt) for token, (taken, receipt) in made.items()}
    return {**done, **{token: Signalled(taken.session) for token, taken in kept.items()}}


def _session_row(signals: SmallSignals[S], round: Round, one: _Sent, *, held: bool) -> tuple[Any, ...] | None:
    question = _sessions(signals.sessions, round.tenant_id, round.pk, held)
    return next((rows[0] for form in one.participant.every if (rows := question.ask(form))), None)


def _session_at(signals: SmallSignals[S], round: Round, row: tuple[Any, ...]) -> S:
    given = Contribution(pk=row[1], tenant_id=round.tenant_id, round_id=round.pk, kind=signals.kind)
    own = {"tenant_id": round.tenant_id, "round_id": round.pk, "participant": row[3]}
    return signals.sessions(pk=row[0], contribution=given, **own)


def _allowed(signals: SmallSignals[S], round: Round, new: Sequence[_Sent]) -> list[_Sent]:
    """Leave out whose key was used before, and who is over a limit; the rest is counted."""
    keys = {one.token: act_key(signals.sessions, round, one.token) for one in new}
    known = known_keys(round, list(keys.values()))
    fresh = [one for one in new if keys[one.token] not in known]
    visits = [one.visit for one in fresh if one.visit is not None]
    if fresh:
        # Ahead of the counts of lines, as on the long way: who waits for whom is the same for both.
        hold_counters(round)
    name = f"contribution.received {signals.kind}"
    told = iter(count_many(name, visits, tenant_id=round.tenant_id, round_id=round.pk) if visits else ())
    return [one for one in fresh if one.visit is None or next(told)]


def _made(
    signals: SmallSignals[S], round: Round, process: Any, new: Sequence[_Sent]
) -> dict[str, tuple[Taken[S], Receipt]]:
    """Take in a session of each of these, and note from which line it came."""
    if not new:
        return {}
    small = [Small(act_key(signals.sessions, round, one.token), one.token, one.language) for one in new]
    receipts = give_small(round, process, signals.kind, small)
    visits = [(receipt.contribution.pk, one.visit) for receipt, one in zip(receipts, new, strict=True) if one.visit]
    note_lines(round=round, what=f"contribution.received {signals.kind}", subject=round.pk, acts=visits)
    sessions = [
        signals.sessions(
            tenant_id=round.tenant_id, created_at=receipt.contribution.created_at, round_id=round.pk,
            contribution=receipt.contribution, participant=one.participant,
        )
        for receipt, one in zip(receipts, new, strict=True)
    ]  # fmt: skip
    prepared_rows.insert(sessions)
    return {
        one.token: (Taken(session, one.signals, is_new=True), receipt)
        for one, session, receipt in zip(new, sessions, receipts, strict=True)
    }
