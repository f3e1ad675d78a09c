"""Pages of a round of meetings: what comes, what was asked and said, a form; and the desk's page of questions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.gatherings.permissions import GATHERING_WRITE
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, frame_of, round_page
from brink.domain.people.desk import act, done, own, page, token_of
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Round
from brink.foundation.addresses import page_url
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest
from brink.instruments.meetings import foreseen, queries, services
from brink.instruments.meetings.forms import HandlingForm, TalkForm, chosen
from brink.instruments.meetings.round_settings import KEY, QUESTION, SAID
from brink.ui.not_sent import not_sent


@may_be_kept
@require_safe
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Show the meetings of a round with their seats, what was asked and what became of it, and what was said."""
    asked, questions = queries.page_of_words(page.round, QUESTION, page.request.GET.get("vragen"))
    said, statements = queries.page_of_words(page.round, SAID, page.request.GET.get("gezegd"))
    context = {
        "meetings": queries.meetings_of(page.round), "asked": asked, "questions": questions, "said": said,
        "statements": statements, "ask_url": page.address("ask"), "say_url": page.address("say"),
    }  # fmt: skip
    return page.render("meetings/start.html", context, own=False)


def _give(page: RoundPage, kind: str, data: dict[str, Any]) -> Receipt:
    shared = {name: data[name] for name in ("text", "publicity", "public_name", "email")}
    return services.give_words(
        round=page.round, words=Words(kind=kind, **shared), gathering=chosen(page.round, data.get("gathering", "")),
        stance=data.get("stance", ""), key=data["key"], token=page.device.value,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def ask(page: RoundPage) -> HttpResponse:
    """Ask for a question for a meeting."""
    return _taken(page, QUESTION)


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def say(page: RoundPage) -> HttpResponse:
    """Ask for what somebody wants to say, and on which side."""
    return _taken(page, SAID)


def _taken(page: RoundPage, kind: str) -> HttpResponse:
    """Take in words on one screen; a hint asks once more and loses nothing."""
    if page.request.method != "POST":
        return _form(page, kind, TalkForm(page.round, kind)) if page.is_open else page.closed()
    form = TalkForm(page.round, kind, page.request.POST)
    hints = form.hints() if form.is_valid() else []
    if not hints:
        taken = gave(page, form, lambda data: _give(page, kind, data))
        if taken is not None:
            return taken
    return _form(page, kind, form, hints=hints)


def _form(page: RoundPage, kind: str, form: TalkForm, **context: Any) -> HttpResponse:
    asked = "meetings/asked.html" if context.get("hints") else ""
    shown = {
        "title": _("Stel een vraag") if kind == QUESTION else _("Zeg wat u vindt"), "asks": kind == QUESTION,
        "form": form, "promise": page.promise(), "start_url": page.address(), "seen": "gezien" if form.is_bound else "",
        "paper_url": page_url("paper", page.process.slug, page.round.slug), **context,
    }  # fmt: skip
    return page.render("meetings/new.html", shown, status_of(form), stop=not_sent(form, part=asked))


def _round(request: BrinkRequest, process: str, round: str) -> Round:
    rows = Round.objects.select_related("process__tenant")
    return own(request, rows, process__slug=process, slug=round, instrument=KEY)


@require_safe
def desk(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the questions of a round for the desk: those of which nobody wrote down what became of them in front."""
    row = _round(request, process, round)
    frame = frame_of(row)
    lines = [
        (one, getattr(one, "spoken", None), frame.address("handle", pk=one.pk)) for one in queries.desk_questions(row)
    ]
    context = {
        "round": row, "process": row.process, "lines": lines, "note_url": reverse("contributions:desk"),
        "back_url": reverse("processes:desk", args=[row.process.slug]),
        **allowed(request.viewer, row.tenant_id, write=GATHERING_WRITE),
    }  # fmt: skip
    return page(request, "meetings/desk_questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def handle(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Write down what became of one question."""
    row = _round(request, process, round)
    rows = Contribution.objects.select_related("spoken__gathering").filter(round=row, kind=QUESTION)
    voice = own(request, rows, pk=pk)
    spoken = getattr(voice, "spoken", None)
    start = {}
    if spoken is not None:
        start = {"handling": spoken.handling, "text": spoken.handling_text, "gathering": str(spoken.gathering_id or "")}
    form = HandlingForm(row, request.POST or None, initial=start, version=token_of(voice, "meeting.handled"))
    back = frame_of(row).address("desk")
    acted = act(request, form, lambda: services.tell_handling(
        contribution=voice, told=form.told(), key=form.act_key, seen=form.version_seen(voice),
        actor=actor_for(request.viewer, GATHERING_WRITE, row.tenant_id),
    ), foresee=lambda: foreseen.handling(voice, form.told()))  # fmt: skip
    if acted:
        return done(request, back, _("Opgeslagen. Wie dit heeft gevraagd, leest het met de code."))
    context = {"round": row, "process": row.process, "voice": voice, "form": form, "back_url": back}
    return page(request, "meetings/desk_handle.html", context, form)
