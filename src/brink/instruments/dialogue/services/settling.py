"""Answering all statements that have no answer yet in one go, and then everybody's answers to them."""

from collections import defaultdict
from collections.abc import Callable

from brink.domain.contributions.models import Contribution, Destination
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import Settlement
from brink.domain.processes.models import Round
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.queries import fates_by_number
from brink.instruments.dialogue.services.fates import land_sessions, set_fates


def settle(*, round: Round, choose: Callable[[str], Settlement], reason: str, actor: Actor) -> int:
    """Give each statement without a fate what `choose` says of its text, then land the sessions.

    Returns how many statements got a fate. Statements with the same settlement share one answer. Each
    is an act of its own: what was settled before something stopped it stays.
    """
    known = fates_by_number(round, sent=False)
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round, retired_at=None)
    groups: dict[Settlement, list[Statement]] = defaultdict(list)
    for statement in rows.select_related("contribution", "round__process").order_by("number"):
        if not known[statement.number].outcome:
            groups[choose(statement.text)].append(statement)
    places = Destination.objects.filter(tenant=round.tenant_id).in_bulk(
        [one.destination_id for one in groups if one.destination_id]
    )
    done = 0
    for settlement, statements in groups.items():
        draft = AnswerDraft(
            outcome=settlement.outcome,
            reason=settlement.reason,
            not_adopted=settlement.not_adopted,
            destination=places[settlement.destination_id] if settlement.destination_id else None,
        )
        done += set_fates(round=round, statements=statements, draft=draft, actor=actor)
    sessions = Contribution.objects.filter(tenant=round.tenant_id, round=round, kind="session")
    if sessions.filter(landed_at=None, withdrawn_at=None).exists():
        land_sessions(round=round, reason=reason, actor=actor)
    return done
