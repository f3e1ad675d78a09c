"""Reads of the dialogue."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.giver_side import from_the_givers_side
from brink.domain.contributions.models import Answer as LandingAnswer
from brink.domain.contributions.models import Destination, Landing, OutcomeCode
from brink.domain.contributions.path_sources import Place, places
from brink.domain.contributions.queries.told import given
from brink.domain.journal.public_number import public_number
from brink.domain.participation.sessions import participant_of
from brink.domain.processes.instrument import SignalAnswer
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.kept_facts import facts
from brink.foundation.prepared_rows import ASKED, Question
from brink.instruments.dialogue.models import OpinionResult, Past, Session, Statement, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.next_statement import Remembered, known_first
from brink.instruments.dialogue.readable_statements import asked, words_of
from brink.instruments.dialogue.round_settings import SESSION, STATEMENT
from brink.methods.opinion import next_statement


def in_figures(round: Round) -> QuerySet[Statement]:
    """Return the statements that have a row in the figures: those that are asked, and those that got figures before.

    A sentence that is hidden or taken back keeps its row and figures; its words are another matter (see `standing`).
    An older text of a sentence has none: it stays readable below them.
    """
    told = Vote.objects.filter(tenant=round.tenant_id, statement=OuterRef("pk"), since__gt=0)
    left = Past.objects.filter(tenant=round.tenant_id, round=round, statement=OuterRef("pk"))
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round, retired_at__isnull=True)
    return rows.filter(Q(pk__in=asked(round).values("pk")) | Exists(told) | Exists(left))


def told_sessions(round: Round) -> QuerySet[Session]:
    """Return the people that the public figures count, also who left and is to go with others."""
    return Session.objects.filter(tenant=round.tenant_id, round=round, since__gt=0, until=None)


def answers_of(session: Session | None) -> dict[UUID, int]:
    """Return somebody's own answers by statement. For that person only."""
    if session is None:
        return {}
    return dict(Vote.objects.filter(session=session).values_list("statement_id", "value"))


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person gets to see now: the next statement (None when all are answered) and how far they are."""

    statement: Statement | None
    answered: int
    total: int


@dataclass(frozen=True, eq=False)
class AskedNow:
    """What is asked in a round, in the order in which choosing the next sentence knows them. Never altered."""

    statements: tuple[Statement, ...]
    fitted: Remembered | None
    # What is told, not the live counter: whoever opens the page often enough would read it from the choice.
    told: "np.ndarray[Any, np.dtype[np.int64]]"


def asked_now(round: Round, *, kept: bool = False) -> AskedNow:
    """Return what is asked in a round; with `kept` as it was at most a second ago (`foundation.kept_facts`)."""
    return facts.get(("dialogue", round.pk, public_number()), lambda: _asked_now(round)) if kept else _asked_now(round)


def _asked_now(round: Round) -> AskedNow:
    rows: Sequence[Statement] = list(
        asked(round).only("id", "number", "text", "told_count", "round_id", "contribution_id")
    )
    result = OpinionResult.objects.filter(tenant=round.tenant_id, round=round).order_by("-frozen").first()
    order, fitted = known_first(result.routing if result else {}, [statement.pk for statement in rows])
    statements = tuple(rows[place] for place in order)
    told = np.array([statement.told_count for statement in statements], dtype=np.int64)
    return AskedNow(statements, fitted, told)


@lru_cache(maxsize=64)
def _own(tenant: UUID, round: UUID) -> Question:
    rows = Session.objects.filter(tenant_id=tenant, round_id=round, participant=ASKED).order_by()
    return Question(lambda: rows.values_list("votes__statement_id"))


def own_statements(round: Round, token: str | None) -> list[UUID] | None:
    """Return which statements the holder of a token answered; None for whoever gave nothing yet."""
    if token is None:
        return None
    question = _own(round.tenant_id, round.pk)
    for form in participant_of(Session, round, token).every:
        if rows := question.ask(form):
            return [row[0] for row in rows if row[0] is not None]
    return None


def turn(round: Round, who: str, own: Sequence[UUID], now: AskedNow) -> Turn:
    """Choose the next statement for one person; the same person (`who`) at the same point gets the same one."""
    places = {statement.pk: place for place, statement in enumerate(now.statements)}
    answered = [places[pk] for pk in own if pk in places]
    index = next_statement(
        now.fitted,
        np.array(answered, dtype=np.int64),
        now.told,
        seed=int(participant_of(Session, round, who)[:12], 16),
        turn=len(answered),
    )
    return Turn(None if index is None else now.statements[index], len(answered), len(now.statements))


def published(round: Round) -> OpinionResult | None:
    """Return the map that everybody may see: the frozen one, or the last batch when results are shown early."""
    rows = OpinionResult.objects.filter(tenant=round.tenant_id, round=round, public=True)
    found = rows.order_by("-frozen").first()
    if found is not None:
        found.round = round
    return found


def nothing_yet(round: Round) -> OpinionResult:
    """Return what stands in the place of a map while nothing may be shown."""
    return OpinionResult(
        round=round, tenant_id=round.tenant_id, state=OpinionResult.State.FEW, people=0, answers=0,
        computed_at=clock.now(), frozen=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BodyAnswer:
    """What became of one statement: `outcome` in words ("" when nothing yet), the reason, and where to read on."""

    outcome: str = ""
    reason: str = ""
    address: str = ""
    code: str = ""


def body_answers(round: Round, *, sent: bool, addressed: bool = True) -> dict[int, BodyAnswer]:
    """Return the answer to each statement by its number, in a fixed number of queries.

    A resident's sentence has the answer of its contribution, one of the body itself its own. A withdrawn sentence and
    one that was taken out have an answer as well: that they are gone, and why; so have all in a stopped question. With
    `sent` only what has been said to people: the answers that were sent, and those of the body's own sentences once
    everybody's answers were sent. Where to read on is left out without `addressed`, for who only counts.
    """
    rows_now = given() if sent else Landing.objects.filter(current=True)
    current = rows_now.filter(tenant=round.tenant_id, contribution__round=round)
    everybody = set(current.filter(contribution__kind=SESSION).values_list("answer__outcome", flat=True).distinct())
    stopped = round.process.withdrawn_reason if OutcomeCode.STOPPED in everybody else ""
    landings = current.filter(contribution__kind=STATEMENT).select_related("answer")
    landed = {landing.contribution_id: landing.answer for landing in landings}
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round)
    rows = rows.select_related("contribution")
    statements = list(rows.order_by("number", "version"))
    said = {one.destination_id for one in landed.values()} | {one.destination_id for one in statements}
    said |= {one.told.get("destination") or None for one in statements}
    known = [pk for pk in said if pk is not None] if addressed else []
    told = places(Destination.objects.filter(tenant=round.tenant_id, pk__in=known)) if known else {}
    found: dict[int, BodyAnswer] = {}
    for statement in statements:
        answer = landed.get(statement.contribution_id) if statement.contribution_id else None
        own = SeedAnswer(**statement.told) if sent else seed_answer_of(statement)
        found[statement.number] = _body_answer(statement, answer, own, stopped, told)
    return found


def _address(pk: UUID | str | None, told: Mapping[UUID, Place]) -> str:
    return told[UUID(str(pk))].address if pk and UUID(str(pk)) in told else ""


@dataclass(frozen=True, slots=True)
class SeedAnswer:
    """What was said of a sentence of the body itself: code of the outcome ("" for nothing), reason, destination."""

    outcome: str = ""
    reason: str = ""
    destination: str = ""

    def as_data(self) -> dict[str, str]:
        """Return what is stored of it once people have it; nothing of nothing."""
        return asdict(self) if self.outcome else {}


def seed_answer_of(statement: Statement) -> SeedAnswer:
    """Return the answer that the desk gave to a sentence of the body itself."""
    reason = " ".join(filter(None, (statement.reason, statement.not_adopted)))
    where = str(statement.destination_id or "")
    return SeedAnswer(str(statement.outcome), reason, where) if statement.outcome else SeedAnswer()


def _body_answer(
    statement: Statement, answer: LandingAnswer | None, own: SeedAnswer, stopped: str, told: Mapping[UUID, Place]
) -> BodyAnswer:
    if answer is not None:
        reason = " ".join(filter(None, (answer.reason, answer.not_adopted)))
        return BodyAnswer(
            str(answer.get_outcome_display()), reason, _address(answer.destination_id, told), answer.outcome
        )
    if stopped:
        return BodyAnswer(str(OutcomeCode.STOPPED.label), stopped)
    if own.outcome:
        label = str(OutcomeCode(own.outcome).label)
        return BodyAnswer(label, own.reason, _address(own.destination, told), own.outcome)
    if statement.contribution is not None and statement.contribution.withdrawn_at is not None:
        return BodyAnswer(_("ingetrokken"), _("De schrijver heeft deze zin ingetrokken."))
    if statement.retired_at is not None:
        return BodyAnswer(_("uit de dialoog genomen"), statement.retired_reason)
    return BodyAnswer()


def count_unanswered(round: Round, known: Mapping[int, BodyAnswer]) -> int:
    """Return how many statements that people answered have no answer yet; `known` as the desk sees it, sent or not."""
    answered = set(
        Statement.objects.filter(tenant=round.tenant_id, round=round, view_count__gt=0).values_list("number", flat=True)
    )
    return sum(number in answered and not one.outcome for number, one in known.items())


def signal_answers(contribution_id: UUID) -> list[SignalAnswer]:
    """Return what became of each statement that this session answered, with its giver's own answer.

    Statements come in their order, whatever the order of answering. Empty for anything that is not a session.
    """
    session = Session.objects.filter(contribution=contribution_id).select_related("round").first()
    if session is None:
        return []
    known, words = body_answers(session.round, sent=True), words_of(session.round)
    rows = Vote.objects.filter(session=session).select_related("statement")
    return [
        SignalAnswer(
            text=words[str(vote.statement_id)].text,
            own=str(Answer(vote.value).label),
            outcome=known[vote.statement.number].outcome,
            reason=known[vote.statement.number].reason,
            address=known[vote.statement.number].address,
            for_you=from_the_givers_side(vote.value, known[vote.statement.number].code),
        )
        for vote in rows.order_by("statement__number", "statement__version")
    ]
