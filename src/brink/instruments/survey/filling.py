"""What residents do: keep a page, send all, take back. Signals, so closing waits for them (ADR 12, 13)."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.giving import Receipt, Words, give, receipt_again
from brink.domain.participation import limits
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.sessions import (
    SessionSheet,
    erase_sessions,
    hold_open,
    participant_of,
    session_of,
    signalling,
)
from brink.domain.people.visits import visit_now
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.survey import routing
from brink.instruments.survey.answers import Answer, Answers, Disposition, as_data, from_data
from brink.instruments.survey.models import FilledSurvey, SurveyDraft
from brink.instruments.survey.queries import draft_of, own_answers, questions_of
from brink.instruments.survey.questions import Questionnaire
from brink.instruments.survey.round_settings import FILLED, KEY

DRAFTED = "survey.draft_begun"
"""How a draft is called where it is counted how often somebody begins one."""


def _check_open(round: Round) -> None:
    if round_state(round, clock.now()) is not RoundState.OPEN:
        raise NotNow(_("Meedoen kan nu niet. Uw antwoorden zijn niet bewaard."))


def keep_page(*, round: Round, token: str, answers: Answers) -> dict[str, Answer]:
    """Keep the answers of one page of the holder of `token`, beside those of other pages; returns all of them.

    Who sent already begins a change with what was sent. Raises NotNow outside the days of the round.
    """
    _check_open(round)
    known, _sent = own_answers(round, token)
    if draft_of(round, token) is None and (visit := visit_now()) is not None:
        limits.count(DRAFTED, visit, tenant_id=round.tenant_id, round_id=round.pk)
    with hold_open(round):
        own = participant_of(FilledSurvey, round, token)
        rows = SurveyDraft.objects.select_for_update()
        draft, _made = rows.get_or_create(
            tenant_id=round.tenant_id, round=round, participant__in=own.every,
            defaults={"participant": str(own), "answers": as_data(known)},
        )  # fmt: skip
        draft.answers = {**draft.answers, **as_data(answers)}
        draft.save(update_fields=("answers",))
    return from_data(draft.answers)


def _complete(questionnaire: Questionnaire, answers: Answers) -> None:
    """Refuse what has no answer at all, and what leaves a required question open."""
    missing = routing.unanswered(questionnaire, answers)
    if missing:
        said = _("Vraag %(own)s heeft nog geen antwoord. Kies een antwoord.")
        raise BadInput(said % {"own": questionnaire.numbers[missing[0].key]}, field=missing[0].key)
    asked = routing.path(questionnaire, answers)
    if all(answers.get(one.key, Answer(Disposition.EMPTY)).disposition is Disposition.EMPTY for one in asked):
        raise BadInput(_("U heeft nog niets ingevuld. Geef ten minste één antwoord."))


def send(*, round: Round, token: str, answers: Answers | None = None) -> Receipt:
    """Send all answers of the holder of `token`: those of the draft, or these of a questionnaire of one page.

    Written over until the round closes. Raises BadInput for what is not complete, NotNow outside the days.
    """
    draft = draft_of(round, token)
    if answers is None:
        if draft is None:
            session = session_of(FilledSurvey, round, token)
            if session is None:
                raise BadInput(_("U heeft nog niets ingevuld. Begin bij de eerste pagina."))
            return receipt_again(session.contribution)
        answers = from_data(draft.answers)
    questionnaire = questions_of(round)
    _complete(questionnaire, answers)
    with signalling(round, FilledSurvey, kind=FILLED, token=token) as signalled:
        signalled.session.answers = as_data(routing.sent(questionnaire, answers))
        signalled.session.save(update_fields=("answers",))
        if draft is not None:
            draft.delete()
    return signalled.receipt


def throw_away(*, round: Round, token: str | None) -> None:
    """Erase what the holder of `token` filled in and did not send. What was sent stays."""
    if token is None:
        return
    own = participant_of(FilledSurvey, round, token)
    with hold_open(round):
        SurveyDraft.objects.filter(tenant_id=round.tenant_id, round=round, participant__in=own.every).delete()


def take_sheet(*, round: Round, answers: Answers, sheet: Sheet) -> Receipt:
    """Take in a sheet of paper: a session without a device. What was filled in against the route is told apart."""
    kept = as_data(routing.sent(questions_of(round), answers, on_paper=True))
    words = Words(
        kind=FILLED, channel=Channel.PAPER, wordless=True, publicity=Publicity.CLOSED, heard_on=sheet.filled_on
    )
    with hold_open(round):
        return give(
            round=round, words=words, actor=sheet.actor, key=sheet.key, entered_by=sheet.officer,
            printed_code=sheet.code, proof=sheet.proof, detail=SessionSheet(round.pk, KEY, (("answers", kept),)),
        )  # fmt: skip


def correct_sheet(contribution: Contribution, answers: Answers) -> None:
    """Put these answers in the place of what was typed wrongly. Runs inside the act that corrects."""
    session = FilledSurvey.objects.select_related("round").get(contribution=contribution)
    session.answers = as_data(routing.sent(questions_of(session.round), answers, on_paper=True))
    session.save(update_fields=("answers",))


def forget_drafts(round: Round) -> int:
    """Erase what was never sent, inside the act that closes; returns how many people stopped halfway."""
    rows = SurveyDraft.objects.filter(tenant_id=round.tenant_id, round=round)
    drafts = list(rows.values_list("participant", flat=True))
    sent = FilledSurvey.objects.filter(tenant_id=round.tenant_id, round=round, participant__in=drafts)
    stopped = len(drafts) - sent.count()
    rows.delete()
    return stopped


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty the answers and cut the tie with the device; a draft goes too. A frozen outcome rests on no row."""
    rows = FilledSurvey.objects.filter(contribution__in=list(contribution_ids))
    for round_id, participant in rows.exclude(participant=None).values_list("round", "participant"):
        SurveyDraft.objects.filter(round=round_id, participant=participant).delete()
    emptied = rows.update(answers={})
    cut = erase_sessions(FilledSurvey, contribution_ids)
    return Erasure(rows=emptied + cut.rows, fields=("answers", "participant"))
