"""Which questions somebody is asked: one walk over them in order, on the answers of asked questions only. Pure.

An answer to a question that is not asked (any more) counts as none. A draft keeps it, so that one wrong tap erases
nothing; what is sent holds only answers on the path.
"""

from collections.abc import Mapping

from brink.instruments.survey.answers import EMPTY, NOT_ASKED, Answer, Answers, Disposition
from brink.instruments.survey.questions import Condition, Part, Question, Questionnaire


def holds(condition: Condition, chosen: Mapping[str, tuple[int, ...]]) -> bool:
    """Tell whether a condition is true on the codes chosen at the questions that were asked."""

    def said(part: Part) -> bool:
        return not set(part.codes).isdisjoint(chosen.get(part.question, ()))

    return (all if condition.every else any)(said(part) for part in condition.parts)


def path(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """Return the questions that are asked of who gave these answers, in order."""
    chosen: dict[str, tuple[int, ...]] = {}
    asked = []
    for one in questionnaire:
        if one.condition is None or holds(one.condition, chosen):
            asked.append(one)
            if one.key in answers:
                chosen[one.key] = answers[one.key].chosen
    return tuple(asked)


def on_page(questionnaire: Questionnaire, number: int, answers: Answers) -> tuple[Question, ...]:
    """Return the questions of a page that are asked; conditions name earlier pages, so all is known."""
    return tuple(one for one in path(questionnaire, answers) if questionnaire.page_of[one.key] == number)


def pages_on_path(questionnaire: Questionnaire, answers: Answers) -> list[int]:
    """Return the numbers of the pages on which at least one question is asked."""
    return sorted({questionnaire.page_of[one.key] for one in path(questionnaire, answers)})


def page_after(questionnaire: Questionnaire, number: int, answers: Answers) -> int | None:
    """Return the next page on the path, or None after the last."""
    return next((one for one in pages_on_path(questionnaire, answers) if one > number), None)


def page_before(questionnaire: Questionnaire, number: int, answers: Answers) -> int | None:
    """Return the page before on the path, or None on the first."""
    return next((one for one in reversed(pages_on_path(questionnaire, answers)) if one < number), None)


def unanswered(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """Return the required questions on the path that have no answer yet."""
    return tuple(
        one for one in path(questionnaire, answers)
        if one.required and answers.get(one.key, EMPTY).disposition is Disposition.EMPTY
    )  # fmt: skip


def sent(questionnaire: Questionnaire, answers: Answers, *, on_paper: bool = False) -> dict[str, Answer]:
    """Return what is kept of answers that are sent: one for every question, and nothing of what was not asked.

    On paper everybody sees every question: what was filled in against the route is told apart, without the answer.
    """
    asked = {one.key for one in path(questionnaire, answers)}
    found = {}
    for one in questionnaire:
        given = answers.get(one.key, EMPTY)
        if one.key in asked:
            found[one.key] = given
        elif on_paper and given.disposition is not Disposition.EMPTY:
            found[one.key] = Answer(Disposition.AGAINST_ROUTE)
        else:
            found[one.key] = NOT_ASKED
    return found
