"""What became of each statement, and landing all sessions once every statement has an answer."""

from collections.abc import Sequence
from contextlib import suppress

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Answer, OutcomeCode
from brink.domain.contributions.services.answers import AnswerDraft, checked
from brink.domain.contributions.services.landing import land, land_round, reland_round
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.participation.round_page import address_of
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import Finding
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.queries import body_answers, count_unanswered, seed_answer_of


@act(
    "dialogue.statements_answered",
    Round,
    on=("round.process", "round"),
    again=lambda _entry, arguments: len(arguments["statements"]),
)
def answer_statements(
    *,
    round: Round,
    statements: Sequence[Statement],
    draft: AnswerDraft,
    actor: Actor,
    change_reason: str = "",
    key: str | None = None,
) -> Done[int]:
    """Give these statements of one round one answer; returns how many. All or nothing.

    A resident's statement lands as the contribution it is, so its writer is told too. `change_reason` is asked when a
    statement was answered before. Raises BadInput or NotNow.
    """
    if round_state(round, clock.now()) not in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze dialoog loopt nog. Beantwoord de zinnen als de ronde voorbij is."))
    if not statements:
        raise BadInput(_("Kies eerst een of meer zinnen."))
    if draft.outcome in (OutcomeCode.COLLECTIVE, OutcomeCode.ELSEWHERE, OutcomeCode.PARKED):
        raise BadInput(_("Kies een uitkomst die voor een zin kan."), field="outcome")
    draft = checked(draft, round.tenant_id)
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round, pk__in=[one.pk for one in statements])
    fresh = list(rows.select_related("contribution"))
    residents = [one.contribution for one in fresh if one.contribution is not None]
    live = [one for one in residents if one.withdrawn_at is None]
    if live:
        land(
            process=round.process,
            draft=draft,
            contributions=live,
            actor=actor,
            change_reason=change_reason,
            key=part_key(key, "land"),
        )
    seeds = [one.pk for one in fresh if one.contribution_id is None]
    if any(one.told for one in fresh if one.contribution_id is None):
        _again(round, change_reason, actor, key)
    changed = rows.filter(pk__in=seeds).update(
        outcome=draft.outcome,
        reason=draft.reason,
        not_adopted=draft.not_adopted,
        destination=draft.destination,
    )
    # Not public: what lies ready may still change until everybody's answers are sent.
    data = {"statements": [str(one.pk) for one in fresh], "outcome": draft.outcome}
    return Done(changed + len(live), data, row=round)


def _again(round: Round, change_reason: str, actor: Actor, key: str | None) -> None:
    """Lay the answer of the whole round ready once more: people read one of these sentences' answers already.

    Once for all that is changed before it is sent.
    """
    if not change_reason.strip():
        raise BadInput(_("Hier ligt al een antwoord. Schrijf op waarom het verandert."), field="change_reason")
    with suppress(NotNow):
        reland_round(round=round, change_reason=change_reason, actor=actor, key=part_key(key, "again"))


def tell_seed_answers(round: Round) -> None:
    """Let people read the answers to the body's own sentences as they lie ready now."""
    rows = list(Statement.objects.filter(tenant=round.tenant_id, round=round))
    for row in rows:
        row.told = seed_answer_of(row).as_data()
    Statement.objects.bulk_update(rows, ("told",), batch_size=500)


def forget_seed_answers(round: Round) -> None:
    """Let nobody read the answers to the body's own sentences any more: they were called back."""
    Statement.objects.filter(tenant=round.tenant_id, round=round).update(told={})


def land_sessions(*, round: Round, reason: str, actor: Actor, key: str | None = None) -> Answer:
    """Land everybody's answers at once, each giver seeing the answer to every statement they answered.

    Refused while a statement that people answered has no answer of its own, as on every road (`before_landing`).
    """
    return land_round(round=round, reason=reason, actor=actor, key=key)


def before_landing(round: Round) -> list[Finding]:
    """Say how many statements that people answered still have no answer of their own."""
    missing = count_unanswered(round, body_answers(round, sent=False, addressed=False))
    if not missing:
        return []
    text = ngettext(
        "Nog %(count)s zin wacht op een antwoord. Beantwoord die eerst.",
        "Nog %(count)s zinnen wachten op een antwoord. Beantwoord die eerst.",
        missing,
    )
    return [Finding("dialogue.unanswered", text % {"count": missing}, where=address_of(round, "desk_answers"))]
