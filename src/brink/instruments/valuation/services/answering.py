"""What the body does with each option and with the words at it; then everybody's advice lands with the round."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution, Destination, OutcomeCode
from brink.domain.contributions.services.answers import AnswerDraft, checked
from brink.domain.contributions.services.landing import land_round, reland_round
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.participation.round_page import address_of
from brink.domain.processes.instrument import SignalDraft
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import Finding
from brink.instruments.valuation.models import OptionAnswer
from brink.instruments.valuation.queries import OVERALL, answers_of, task_of, wrote
from brink.instruments.valuation.round_settings import ADVICE

OPTIONS_ANSWERED = "valuation.options_answered"
NOT_HERE = (OutcomeCode.COLLECTIVE, OutcomeCode.ELSEWHERE, OutcomeCode.PARKED, OutcomeCode.STOPPED)


@act(OPTIONS_ANSWERED, Round, on=("round.process", "round"), part=True)
def answer_options(
    *, round: Round, numbers: Sequence[int], draft: AnswerDraft, actor: Actor, change_reason: str = "",
    key: str | None = None, seen: int | None = None,
) -> Done[Round]:  # fmt: skip
    """Say the same of these options: what the body does with them, and why. 0 is what people wrote of the whole.

    Who gave advice reads it once the answer of the round is sent; `change_reason` is asked when it was. Raises
    BadInput or NotNow.
    """
    if round_state(round, clock.now()) not in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze ronde loopt nog. Beantwoord de opties als zij voorbij is."))
    known = {*task_of(round).by_number, OVERALL}
    if not numbers or not set(numbers) <= known:
        raise BadInput(_("Kies eerst een optie uit de lijst."))
    if draft.outcome in NOT_HERE:
        raise BadInput(_("Kies een uitkomst die voor een optie kan."), field="outcome")
    draft = checked(draft, round.tenant_id)
    before = answers_of(round)
    if any(before[one].told for one in numbers if one in before):
        _again(round, change_reason, actor, key)
    for number in numbers:
        columns = {
            "outcome": draft.outcome, "reason": draft.reason, "not_adopted": draft.not_adopted,
            "destination": draft.destination,
        }  # fmt: skip
        OptionAnswer.objects.update_or_create(
            tenant_id=round.tenant_id, round=round, number=number,
            defaults=columns, create_defaults={**columns, "created_at": clock.now()},
        )  # fmt: skip
    # Not public: what lies ready may still change until everybody's answer is sent.
    data = {"process": str(round.process_id), "options": sorted(numbers), "outcome": draft.outcome}
    return Done(round, data, public=False)


def _again(round: Round, change_reason: str, actor: Actor, key: str | None) -> None:
    """Lay the answer of the whole round ready once more: people read what is changed here already."""
    if not change_reason.strip():
        raise BadInput(_("Hier ligt al een antwoord. Schrijf op waarom het verandert."), field="change_reason")
    with suppress(NotNow):
        reland_round(round=round, change_reason=change_reason, actor=actor, key=part_key(key, "again"))


def unanswered(round: Round) -> list[int]:
    """Return the numbers of what waits for an answer: every option, and the words of the whole where there are any.

    Three queries.
    """
    known = answers_of(round)
    asked = [*task_of(round).by_number, *((OVERALL,) if OVERALL in wrote(round) else ())]
    return [one for one in asked if one not in known]


def before_landing(round: Round) -> list[Finding]:
    """Say of how many options it still has to be said what the body does with them."""
    missing = len(unanswered(round))
    if not missing:
        return []
    text = ngettext(
        "Van %(count)s onderdeel staat er nog niet wat het bestuur ermee doet.",
        "Van %(count)s onderdelen staat er nog niet wat het bestuur ermee doet.",
        missing,
    )
    return [Finding("valuation.unanswered", text % {"count": missing}, where=address_of(round, "answers"))]


def answer_signals(*, round: Round, choose: Callable[[str], SignalDraft], reason: str, actor: Actor) -> int:
    """Give each option without an answer what `choose` says of its title, then land everybody's advice."""
    missing, task = unanswered(round), task_of(round)
    for number in missing:
        title = task.by_number[number].title if number in task.by_number else whole_called()
        said = choose(title)
        rows = Destination.objects.filter(tenant=round.tenant_id)
        where = rows.filter(pk=said.destination_id).first() if said.destination_id else None
        draft = AnswerDraft(said.outcome, said.reason, said.not_adopted, where)
        answer_options(round=round, numbers=[number], draft=draft, actor=actor)
    waiting = Contribution.objects.filter(tenant=round.tenant_id, round=round, kind=ADVICE)
    if waiting.filter(landed_at=None, withdrawn_at=None).exists():
        land_round(round=round, reason=reason, actor=actor)
    return len(missing)


def whole_called() -> str:
    """Return what the words of the whole are called."""
    return _("Wat mensen over het geheel zeggen")


def tell_answers(round: Round) -> None:
    """Let people read what lies ready of each option; runs in the act that sends the answer of the round."""
    rows = list(OptionAnswer.objects.filter(tenant=round.tenant_id, round=round))
    for row in rows:
        row.told = told_of(row)
    OptionAnswer.objects.bulk_update(rows, ("told",))


def told_of(row: OptionAnswer) -> Mapping[str, str]:
    """Return what is told of an answer: code of the outcome, reason, destination."""
    where: UUID | None = row.destination_id
    reason = " ".join(filter(None, (row.reason, row.not_adopted)))
    return {"outcome": row.outcome, "reason": reason, "destination": str(where or "")}


def forget_answers(round: Round) -> None:
    """Let nobody read what was said of the options any more: it was called back."""
    OptionAnswer.objects.filter(tenant=round.tenant_id, round=round).update(told={})
