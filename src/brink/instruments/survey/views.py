"""Pages of a survey for who fills it in: page after page without script, a last look; and what came of it."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.participation.forms import KeyForm
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation import spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.errors import Refusal
from brink.foundation.kept_pages import may_be_kept
from brink.instruments.survey import filling, routing
from brink.instruments.survey.answers import EMPTY, Answer
from brink.instruments.survey.codebook import codebook, figures_sheet
from brink.instruments.survey.models import FilledSurvey
from brink.instruments.survey.page_form import PageForm
from brink.instruments.survey.queries import own_answers, published_weighting, questions_of
from brink.instruments.survey.questions import Questionnaire
from brink.instruments.survey.result_page import Reading
from brink.instruments.survey.round_settings import KEY


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Say who asks what, for how long and what is kept, above the questions of the first page."""
    return _page(page, 1)


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def questions(page: RoundPage, number: int) -> HttpResponse:
    """Show one of the next pages."""
    if number == 1:
        return HttpResponseRedirect(page.address())
    return _page(page, number)


def _where(page: RoundPage, number: int | None) -> str:
    if number is None:
        return page.address("check")
    return page.address("questions", number=number) if number > 1 else page.address()


def _page(page: RoundPage, number: int) -> HttpResponse:
    questionnaire = questions_of(page.round)
    if number > max(1, len(questionnaire.pages)):
        raise Http404
    sent = page.request.method == "POST"
    if not page.is_open and not sent:
        return page.closed()
    answers, session = own_answers(page.round, page.device.value)
    asked = routing.on_page(questionnaire, number, answers)
    if not asked and number > 1:
        # A page that this way does not lead over: go to where it does lead.
        return HttpResponseRedirect(_where(page, routing.page_after(questionnaire, number, answers)))
    form = PageForm(
        page.request.POST if sent else None, questions=asked, numbers=questionnaire.numbers, answers=answers
    )
    done = _taken(page, form, questionnaire, number) if sent else None
    return done or _shown(page, form, questionnaire, number, answers, session)


def _taken(page: RoundPage, form: PageForm, questionnaire: Questionnaire, number: int) -> HttpResponse | None:
    """Keep a page and go on, or send a questionnaire that is one page; None when there is something to mend."""
    if len(questionnaire.pages) == 1:
        return gave(page, form, lambda data: filling.send(
            round=page.round, token=page.device.or_from(data["key"]), answers=form.answers
        ))  # fmt: skip
    if not form.is_valid():
        return None
    try:
        token = page.device.or_from(form.cleaned_data["key"])
        answers = filling.keep_page(round=page.round, token=token, answers=form.answers)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return HttpResponseRedirect(_where(page, routing.page_after(questionnaire, number, answers)))


def _shown(
    page: RoundPage, form: PageForm, questionnaire: Questionnaire, number: int, answers: Mapping[str, Answer],
    session: FilledSurvey | None,
) -> HttpResponse:  # fmt: skip
    before = routing.page_before(questionnaire, number, answers)
    context = {
        "form": form, "number": number, "pages": len(questionnaire.pages), "minutes": questionnaire.minutes,
        "questions": len(questionnaire), "back_to": _where(page, before) if before else "", "session": session,
        "last": len(questionnaire.pages) == 1, "start_url": page.address(),
        "promise": page.promise(_("Uw antwoord telt mee in de uitkomst. U leest wat wij ermee deden.")),
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
    }  # fmt: skip
    return page.render("survey/page.html", context, status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def check(page: RoundPage) -> HttpResponse:
    """Show all answers for a last look, and send them."""
    if page.request.method != "POST":
        if not page.is_open:
            return page.closed()
        form = KeyForm()
    else:
        form = KeyForm(page.request.POST)
        done = gave(page, form, lambda data: filling.send(round=page.round, token=page.device.or_from(data["key"])))
        if done is not None:
            return done
    answers, session = own_answers(page.round, page.device.value)
    if not answers and not form.is_bound:
        return HttpResponseRedirect(page.address())
    questionnaire = questions_of(page.round)
    asked = routing.path(questionnaire, answers)
    lines = [
        {
            "number": questionnaire.numbers[one.key], "text": one.text,
            "answer": answers.get(one.key, EMPTY).in_words(one), "url": _where(page, questionnaire.page_of[one.key]),
        }
        for one in asked
    ]  # fmt: skip
    context = {
        "form": form, "lines": lines, "session": session, "missing": bool(routing.unanswered(questionnaire, answers)),
        "back_to": _where(page, questionnaire.page_of[asked[-1].key]) if asked else page.address(),
        "away_url": page.address("away"), "promise": page.promise(),
    }  # fmt: skip
    return page.render("survey/check.html", context, status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def away(page: RoundPage) -> HttpResponse:
    """Erase what was filled in on this device and not sent."""
    form = KeyForm(page.request.POST if page.request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            filling.throw_away(round=page.round, token=page.device.value)
            return HttpResponseRedirect(page.process_url)
        except Refusal as refusal:
            form.refuse(refusal)
    return page.render("survey/away.html", {"form": form, "back_to": page.address("check")}, status_of(form))


@may_be_kept
@require_safe
@round_page(KEY)
def results(page: RoundPage) -> HttpResponse:
    """Show what came of it, question by question: picture, text and table; before closing, when that will be."""
    outcome = frozen_outcome(page.round)
    if outcome is None:
        return page.render("survey/not_yet.html", {"start_url": page.address()}, own=False)
    reading = Reading(questions_of(page.round), outcome, published_weighting(page.round))
    if kind := spreadsheets.asked(page.request):
        return spreadsheets.file(figures_sheet(reading), kind)
    context = {
        "reading": reading, "outcome": outcome, "codebook_url": page.address("codebook"),
        "assurance": page.round.get_assurance_display(), "query": page.request.GET,
    }  # fmt: skip
    return page.render("survey/results.html", context, own=False)


@require_safe
@round_page(KEY)
def book(page: RoundPage) -> HttpResponse:
    """Give the codebook: every question and every code, in the words in which it was asked."""
    if page.is_planned:
        raise Http404
    kind = spreadsheets.asked(page.request) or "csv"
    return spreadsheets.file(codebook(questions_of(page.round)), kind)
