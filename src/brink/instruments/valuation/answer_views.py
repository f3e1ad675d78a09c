"""Pages for staff after the last day: what people wrote at each option, and what the body does with it."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.models import Destination
from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.people.desk import act, done, page, token_of
from brink.domain.people.queries import allowed
from brink.domain.processes.models import Round
from brink.foundation.requests import BrinkRequest
from brink.instruments.valuation.desk_forms import AnswerForm
from brink.instruments.valuation.desk_views import frame_at, shared, who
from brink.instruments.valuation.queries import OVERALL, answers_of, task_of, words_at, wrote
from brink.instruments.valuation.services.answering import OPTIONS_ANSWERED, answer_options, whole_called
from brink.instruments.valuation.task import Task


def _title(task: Task, number: int) -> str:
    if number == OVERALL:
        return whole_called()
    if number not in task.by_number:
        raise Http404
    return task.by_number[number].title


@require_safe
def answers(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the options with what the body does with each, as far as it was written down."""
    frame = frame_at(request, process, round)
    task, over = task_of(frame.round), not frame.is_open and not frame.is_planned
    known = answers_of(frame.round) if over else {}
    said = wrote(frame.round) if over else frozenset()
    numbers = [*task.by_number, *((OVERALL,) if OVERALL in said else ())]
    lines = [
        {
            "title": _title(task, one), "answer": known.get(one), "words": one in said,
            "url": frame.address("answer", number=one),
        }
        for one in numbers
    ]  # fmt: skip
    context = {
        **shared(frame), "lines": lines, "over": over,
        **allowed(request.viewer, frame.round.tenant_id, write=LANDING_WRITE),
    }  # fmt: skip
    return page(request, "valuation/desk_answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: BrinkRequest, process: str, round: str, number: int) -> HttpResponse:
    """Read what people wrote at one option, and write what the body does with it. Not while the round is open."""
    frame = frame_at(request, process, round)
    task, over = task_of(frame.round), not frame.is_open and not frame.is_planned
    title, before = _title(task, number), answers_of(frame.round).get(number) if over else None
    names = ("outcome", "reason", "not_adopted", "destination")
    form = AnswerForm(
        request.POST or None, version=token_of(frame.round, OPTIONS_ANSWERED),
        places=Destination.objects.filter(tenant=frame.round.tenant_id, process=frame.round.process_id),
        initial={name: getattr(before, name) for name in names} if before is not None else {},
    )  # fmt: skip
    if act(
        request, form, lambda: _answer(request, frame.round, number, form),
        may=lambda: who(request, frame.round, LANDING_WRITE),
    ):  # fmt: skip
        return done(request, frame.address("answers"), _("Bewaard. Mensen lezen het als het antwoord is verstuurd."))
    context = {
        **shared(frame), "title": title, "form": form, "over": over, "answers_url": frame.address("answers"),
        "said": _said(frame.round, task, number) if over else [],
    }  # fmt: skip
    return page(request, "valuation/desk_answer.html", context, form)


def _answer(request: BrinkRequest, round: Round, number: int, form: AnswerForm) -> object:
    typed = form.cleaned_data
    draft = AnswerDraft(typed["outcome"], typed["reason"], typed["not_adopted"], typed["destination"])
    return answer_options(
        round=round, numbers=[number], draft=draft, change_reason=typed["change_reason"], key=form.act_key,
        actor=who(request, round, LANDING_WRITE), seen=form.version_seen(round),
    )  # fmt: skip


def _said(round: Round, task: Task, number: int) -> list[tuple[str, list[str]]]:
    """Return what people wrote, in two lists where they chose: of who took the option, and of who did not."""
    words = words_at(round, number)
    took, left = _("Wie dit heeft gekozen, zegt"), _("Wie dit niet heeft gekozen, zegt")
    other = _("Wie niet zelf heeft gekozen, zegt") if number else _("Mensen zeggen")
    parts = ((took, [one for level, one in words if level]), (left, [one for level, one in words if level == 0]),
             (other, [one for level, one in words if level is None]))  # fmt: skip
    return [(title, texts) for title, texts in parts if texts]
