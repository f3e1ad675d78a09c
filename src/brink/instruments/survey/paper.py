"""A survey on paper: each question with its boxes, in the order of the page, with who may skip it in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.instruments.survey.answers import Answer, Disposition, from_data
from brink.instruments.survey.codebook import condition_in_words
from brink.instruments.survey.models import FilledSurvey
from brink.instruments.survey.page_form import chosen, number_in
from brink.instruments.survey.queries import questions_of
from brink.instruments.survey.questions import Kind, Question, Questionnaire


def _question(questionnaire: Questionnaire, question: Question) -> PaperQuestion:
    own = questionnaire.numbers[question.key]
    text = " ".join(filter(None, (f"{own}.", condition_in_words(questionnaire, question), question.text)))
    if question.closed:
        boxes = tuple((str(code), words) for code, words in question.labels.items())
        return PaperQuestion(question.key, text, boxes, many=question.kind is Kind.SEVERAL)
    if question.kind is Kind.NUMBER:
        span = _("(een getal van %(least)s tot en met %(most)s)") % {"least": question.least, "most": question.most}
        return PaperQuestion(question.key, f"{text} {span}", lines=1)
    return PaperQuestion(question.key, text, lines=3)


def drawn(round: Round) -> PaperForm:
    """Return the form on paper."""
    questionnaire = questions_of(round)
    return PaperForm(
        tuple(_question(questionnaire, one) for one in questionnaire),
        explanation=_("Kruis aan wat bij u past. U mag een vraag overslaan. U hoeft geen naam te schrijven."),
        in_order=True,
    )


def read(round: Round, typed: Mapping[str, str]) -> dict[str, Answer]:
    """Return the answers of a sheet. Raises BadInput, with the key of the question as its field."""
    found = {}
    for one in questions_of(round):
        text = typed.get(one.key, "").strip()
        if not text:
            continue
        if one.closed:
            found[one.key] = chosen(one, text.split(","))
        elif one.kind is Kind.NUMBER:
            found[one.key] = Answer(Disposition.ANSWERED, number=number_in(one, text))
        else:
            found[one.key] = Answer(Disposition.ANSWERED, words=text)
    return found


def answers_of(contribution: Contribution) -> dict[str, str]:
    """Return what was taken in of a sheet, by the keys of the questions."""
    rows = FilledSurvey.objects.filter(tenant=contribution.tenant_id, contribution=contribution)
    session = rows.select_related("round").first()
    if session is None:
        return {}
    answers, typed = from_data(session.answers), {}
    for one in questions_of(session.round):
        given = answers.get(one.key)
        if given is None or given.disposition in (Disposition.EMPTY, Disposition.NOT_ASKED, Disposition.AGAINST_ROUTE):
            continue
        plain = given.words if given.number is None else str(given.number)
        typed[one.key] = ",".join(str(code) for code in given.chosen) if one.closed else plain
    return typed
