"""Answers on the short path: what `participation.short_path` asks of a dialogue."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from brink.domain.participation.short_path import Taken
from brink.domain.processes.models import Round
from brink.foundation import prepared_rows
from brink.foundation.prepared_rows import ASKED, Question
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.readable_statements import asked
from brink.instruments.dialogue.round_settings import SESSION


@lru_cache(maxsize=64)
def _asked_now(tenant: UUID, round: UUID) -> Question:
    at = Round(pk=round, tenant_id=tenant)
    return Question(lambda: asked(at).order_by().values_list("pk"))


@lru_cache(maxsize=64)
def _votes(tenant: UUID, round: UUID) -> Question:
    own = {"session__tenant_id": tenant, "session__round_id": round, "session__participant": ASKED}
    return Question(lambda: Vote.objects.filter(**own).order_by().values_list("statement_id", "pk"))


class SmallAnswers:
    """Answers to statements: each a mapping of statement to 1, 0 or -1."""

    sessions = Session
    kind = SESSION

    def fitting(self, round: Round, signals: Sequence[Any]) -> Sequence[bool]:
        """Tell of each whether all its statements are asked now, and its answers are answers. One question."""
        now = {row[0] for row in _asked_now(round.tenant_id, round.pk).ask()}
        return [bool(one) and one.keys() <= now and set(one.values()) <= set(Answer.values) for one in signals]

    def write(self, round: Round, taken: Sequence[Taken[Session]]) -> None:
        """Write new answers, and over older ones of the same session; a new one counts as a view."""
        new, changed = list[Vote](), list[tuple[int, Any]]()
        for one in taken:
            known = {} if one.is_new else _votes_of(one.session)
            for statement, value in one.signals.items():
                if statement in known:
                    changed.append((value, known[statement]))
                else:
                    vote = Vote(
                        tenant_id=round.tenant_id, session_id=one.session.pk, statement_id=statement, value=value
                    )
                    new.append(vote)
        prepared_rows.update(Vote, ("value",), changed)
        prepared_rows.insert(new)
        # Last: whoever answers the same statement at this moment waits here.
        prepared_rows.add(Statement, "view_count", Counter(one.statement_id for one in new))


def _votes_of(session: Session) -> dict[UUID, Any]:
    assert session.participant is not None
    return dict(_votes(session.tenant_id, session.round_id).ask(session.participant))


SMALL = SmallAnswers()
