"""Pages of the desk before a survey opens: its questions in order, one question, and how a resident will see them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.journal.services import Actor
from brink.domain.participation.round_page import RoundFrame, frame_of
from brink.domain.people.desk import BrinkRequest, act, done, key_of, new_key, own, page, press, seen_in, token_of
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation import spreadsheets
from brink.instruments.survey import services, xlsform
from brink.instruments.survey.codebook import condition_in_words
from brink.instruments.survey.forms import FormFileForm, QuestionForm
from brink.instruments.survey.page_form import PageForm
from brink.instruments.survey.queries import questions_of
from brink.instruments.survey.questions import KIND_NAMES, Questionnaire
from brink.instruments.survey.round_settings import KEY
from brink.instruments.survey.services import QUESTIONS_CHANGED, Edit
from brink.instruments.survey.soundness import findings, reach


def frame_at(request: BrinkRequest, process: str, round: str) -> RoundFrame:
    """Return a round of one's own body with what its pages stand on, or answer that there is no such page."""
    rows = Round.objects.filter(instrument=KEY).select_related("process__tenant")
    return frame_of(own(request, rows, process__slug=process, slug=round))


def _who(request: BrinkRequest, round: Round) -> Actor:
    return actor_for(request.viewer, PROCESS_WRITE, round.tenant_id)


def _shared(frame: RoundFrame) -> dict[str, Any]:
    return {"round": frame.round, "process": frame.process, "desk_url": frame.address("desk")}


def _lines(frame: RoundFrame, questionnaire: Questionnaire) -> list[dict[str, Any]]:
    return [
        {
            "question": one, "number": questionnaire.numbers[one.key], "kind": KIND_NAMES[one.kind],
            "page": questionnaire.page_of[one.key], "condition": condition_in_words(questionnaire, one),
            "url": frame.address("question", key=one.key), "change_url": frame.address("change", key=one.key),
        }
        for one in questionnaire
    ]  # fmt: skip


@require_safe
def questions(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the questions with what is still missing; buttons to move, copy and remove each."""
    frame = frame_at(request, process, round)
    questionnaire = questions_of(frame.round)
    planned = frame.round.opened_at is None
    context = {
        **_shared(frame), "lines": _lines(frame, questionnaire), "planned": planned,
        "findings": findings(questionnaire) if planned else (), "reach": reach(questionnaire),
        "minutes": questionnaire.minutes, "fingerprint": questionnaire.fingerprint, "key": new_key(),
        "version": token_of(frame.round, QUESTIONS_CHANGED), "new_url": frame.address("new"),
        "preview_url": frame.address("preview"), "import_url": frame.address("import"),
        "export_url": frame.address("export"), "words_url": frame.address("words"),
        "weighting_url": frame.address("weighting"),
        "rounds_url": reverse("processes:rounds", args=[frame.process.slug]),
        "results_url": frame.address("results"), "closed": frame.round.closed_at is not None,
        **allowed(request.viewer, frame.round.tenant_id, write=PROCESS_WRITE),
    }  # fmt: skip
    return page(request, "survey/desk_questions.html", context)


def _write(request: BrinkRequest, frame: RoundFrame, title: str, edit: str, key: str = "") -> HttpResponse:
    """Show the form of one question and take it in."""
    questionnaire = questions_of(frame.round)
    question = questionnaire.by_key.get(key)
    if key and question is None:
        raise Http404
    form = QuestionForm(
        request.POST or None, questionnaire=questionnaire, question=question,
        version=token_of(frame.round, QUESTIONS_CHANGED),
    )  # fmt: skip
    acted = act(request, form, lambda: services.change_questions(
        round=frame.round, edit=Edit(edit, key, form.draft()), actor=_who(request, frame.round), key=form.act_key,
        seen=form.version_seen(frame.round),
    ))  # fmt: skip
    if acted:
        return done(request, frame.address("desk"), _("De vraag staat in de lijst."))
    return page(request, "survey/desk_question.html", {**_shared(frame), "form": form, "title": title}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Write a new question."""
    return _write(request, frame_at(request, process, round), _("Een nieuwe vraag"), "add")


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: BrinkRequest, process: str, round: str, key: str) -> HttpResponse:
    """Change a question."""
    return _write(request, frame_at(request, process, round), _("Pas de vraag aan"), "change", key)


SAID = {
    "up": gettext_lazy("De vraag staat een plek eerder."), "down": gettext_lazy("De vraag staat een plek later."),
    "copy": gettext_lazy("De vraag staat er nu twee keer. Pas de tweede aan."),
    "remove": gettext_lazy("De vraag is weg."),
}  # fmt: skip


@require_POST
def change(request: BrinkRequest, process: str, round: str, key: str) -> HttpResponse:
    """Move, copy or remove a question: a button each."""
    frame = frame_at(request, process, round)
    what = request.POST.get("what", "")
    return press(
        request,
        lambda: services.change_questions(
            round=frame.round, edit=Edit(what, key), actor=_who(request, frame.round), key=key_of(request),
            seen=seen_in(request.POST.get("version", ""), frame.round),
        ),
        said=SAID.get(what, ""), to=frame.address("desk"),
    )  # fmt: skip


@require_safe
def preview(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Show all pages as a resident sees them, and when each question is asked. Nothing can be sent."""
    frame = frame_at(request, process, round)
    questionnaire = questions_of(frame.round)
    pages = [
        {
            "number": number, "form": PageForm(questions=asked, numbers=questionnaire.numbers, answers={}),
            "conditions": [
                (questionnaire.numbers[one.key], said)
                for one in asked if (said := condition_in_words(questionnaire, one))
            ],
        }
        for number, asked in enumerate(questionnaire.pages, start=1)
    ]  # fmt: skip
    return page(
        request, "survey/desk_preview.html", {**_shared(frame), "pages": pages, "minutes": questionnaire.minutes}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_form(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Read the questions from an XLSForm, in the place of those that are there."""
    frame = frame_at(request, process, round)
    form = FormFileForm(request.POST or None, request.FILES or None, version=token_of(frame.round, QUESTIONS_CHANGED))
    acted = act(request, form, lambda: services.change_questions(
        round=frame.round, edit=Edit("put", all=xlsform.read(form.cleaned_data["file"])),
        actor=_who(request, frame.round), key=form.act_key, seen=form.version_seen(frame.round),
    ), may=lambda: _who(request, frame.round))  # fmt: skip
    if acted:
        return done(request, frame.address("desk"), _("De vragen zijn ingelezen. Loop ze na."))
    return page(request, "survey/desk_import.html", {**_shared(frame), "form": form}, form)


@require_safe
def export_form(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Give the questions as an XLSForm."""
    frame = frame_at(request, process, round)
    media = spreadsheets.FORMATS["xlsx"].media
    response = HttpResponse(xlsform.written(questions_of(frame.round), frame.round.title), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{frame.round.slug}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
