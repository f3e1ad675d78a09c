"""Answering all statements that have no answer yet in one go, and then everybody's answers to them."""

from collections import defaultdict
from collections.abc import Callable

from brink.domain.contributions.models import Contribution, Destination
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import SignalDraft
from brink.domain.processes.models import Round
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.queries import body_answers
from brink.instruments.dialogue.services.body_answers import answer_statements, land_sessions


def answer_signals(*, round: Round, choose: Callable[[str], SignalDraft], reason: str, actor: Actor) -> int:
    """Give each statement without an answer what `choose` says of its text, then land the sessions.

    Returns how many statements got an answer. Statements with the same draft share one answer. Each
    is an act of its own: what was answered before something stopped it stays.
    """
    known = body_answers(round, sent=False)
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round, retired_at=None)
    groups: dict[SignalDraft, list[Statement]] = defaultdict(list)
    for statement in rows.select_related("contribution", "round__process").order_by("number"):
        if not known[statement.number].outcome:
            groups[choose(statement.text)].append(statement)
    places = Destination.objects.filter(tenant=round.tenant_id).in_bulk(
        [one.destination_id for one in groups if one.destination_id]
    )
    done = 0
    for said, statements in groups.items():
        draft = AnswerDraft(
            outcome=said.outcome,
            reason=said.reason,
            not_adopted=said.not_adopted,
            destination=places[said.destination_id] if said.destination_id else None,
        )
        done += answer_statements(round=round, statements=statements, draft=draft, actor=actor)
    sessions = Contribution.objects.filter(tenant=round.tenant_id, round=round, kind="session")
    if sessions.filter(landed_at=None, withdrawn_at=None).exists():
        land_sessions(round=round, reason=reason, actor=actor)
    return done
