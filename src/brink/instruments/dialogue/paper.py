"""A dialogue on paper: the first statements as a table of boxes, and a filled sheet as a session without a device."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.participation.paper_entry import Sheet
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.instruments.dialogue.models import Session, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.readable_statements import asked
from brink.instruments.dialogue.services.answering import answer_on_paper

# What fits on two sides.
MOST = 24
VALUES = (Answer.AGREE, Answer.DISAGREE, Answer.UNSURE)


def drawn(round: Round) -> PaperForm:
    """Return the form: a question for each of the first statements, called by its number."""
    words = (_("eens"), _("oneens"), _("weet ik niet"))
    boxes = tuple((str(value.value), said) for value, said in zip(VALUES, words, strict=True))
    rows = asked(round).order_by("number")[:MOST]
    return PaperForm(
        tuple(PaperQuestion(str(one.number), one.text, boxes) for one in rows),
        explanation=_("Kruis aan wat u vindt. Sla gerust zinnen over. U hoeft geen naam te schrijven."),
    )


def by_statement(round: Round | None, answers: Mapping[str, str]) -> dict[UUID, int]:
    """Return answers by statement instead of by number."""
    if round is None:
        return {}
    keys = {str(number): pk for number, pk in asked(round).values_list("number", "pk")}
    return {keys[key]: int(value) for key, value in answers.items() if key in keys}


def taken(round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
    """Take in a sheet."""
    return answer_on_paper(
        round=round, answers=by_statement(round, answers), heard_on=sheet.filled_on, officer=sheet.officer,
        actor=sheet.actor, key=sheet.key, printed_code=sheet.code, proof=sheet.proof,
    )  # fmt: skip


def answers_of(contribution: Contribution) -> dict[str, str]:
    """Return what was taken in of a sheet, by the numbers of the statements."""
    session = Session.objects.filter(tenant=contribution.tenant_id, contribution=contribution).first()
    if session is None:
        return {}
    rows = Vote.objects.filter(tenant=contribution.tenant_id, session=session)
    return {str(number): str(value) for number, value in rows.values_list("statement__number", "value")}
