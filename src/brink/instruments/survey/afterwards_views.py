"""Pages of the desk after a survey: own words and what is done with them, weights, how it was made, publishing."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.people.desk import BrinkRequest, act, done, key_of, new_key, page, press, token_of
from brink.domain.people.foreseeing import only_who_may
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.errors import BadInput
from brink.instruments.survey import foreseen, services
from brink.instruments.survey.desk_views import frame_at
from brink.instruments.survey.forms import AccountForm, MarginsForm, WordsForm
from brink.instruments.survey.margins_text import read_margins, skeleton
from brink.instruments.survey.models import Weighting
from brink.instruments.survey.queries import open_words, questions_of, words_answered
from brink.instruments.survey.questions import Kind, Question
from brink.instruments.survey.result_page import weighed_in_words
from brink.instruments.survey.services import ACCOUNT_FIELDS, ACCOUNTED, WEIGHTED, WORDS_KEPT

MOST_BYTES = 1_000_000


@require_safe
def words(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the open questions, with whether it was said what was read there."""
    frame = frame_at(request, process, round)
    said = words_answered(frame.round)
    lines = [
        (one, said.get(one.key, ""), frame.address("words_of", key=one.key))
        for one in questions_of(frame.round) if one.kind is Kind.OPEN
    ]  # fmt: skip
    context = {
        "round": frame.round, "process": frame.process, "lines": lines, "desk_url": frame.address("desk"),
        "over": not frame.is_open and not frame.is_planned,
        **allowed(request.viewer, frame.round.tenant_id, write=LANDING_WRITE),
    }  # fmt: skip
    return page(request, "survey/desk_words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def words_of(request: BrinkRequest, process: str, round: str, key: str) -> HttpResponse:
    """Read what people wrote at one question, and write what is done with it. Not while the round is open."""
    frame = frame_at(request, process, round)
    questionnaire = questions_of(frame.round)
    question = found_question(questionnaire.by_key, key)
    over = not frame.is_open and not frame.is_planned
    form = WordsForm(
        request.POST or None, version=token_of(frame.round, WORDS_KEPT),
        initial={"text": words_answered(frame.round).get(key, "")},
    )  # fmt: skip
    acted = act(request, form, lambda: services.answer_words(
        round=frame.round, question=key, text=form.cleaned_data["text"], key=form.act_key,
        actor=actor_for(request.viewer, LANDING_WRITE, frame.round.tenant_id), seen=form.version_seen(frame.round),
    ))  # fmt: skip
    back = frame.address("words")
    if acted:
        return done(request, back, _("Opgeslagen. Mensen lezen het als het antwoord op de ronde is verstuurd."))
    context = {
        "round": frame.round, "process": frame.process, "question": question, "form": form, "back_url": back,
        "over": over, "said": open_words(frame.round, key) if over else [],
    }  # fmt: skip
    return page(request, "survey/desk_words_of.html", context, form)


def found_question(by_key: Mapping[str, Question], key: str) -> Question:
    """Return an open question, or answer that there is no such page."""
    question = by_key.get(key)
    if question is None or question.kind is not Kind.OPEN:
        raise Http404
    return question


def _typed(form: MarginsForm) -> str:
    upload = form.cleaned_data.get("file")
    if upload is None:
        return str(form.cleaned_data["margins"])
    if upload.size > MOST_BYTES:
        raise BadInput(_("Dit bestand is groter dan 1 MB."), field="file")
    try:
        return str(upload.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput(_("Dit bestand is geen tekst in UTF-8. Bewaar het als CSV (UTF-8)."), field="file") from None


@require_http_methods(["GET", "HEAD", "POST"])
def weighting(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Weigh to figures of the population, and see what that does; what is missing before it may be published."""
    frame = frame_at(request, process, round)
    questionnaire = questions_of(frame.round)
    row = Weighting.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round).first()
    form = MarginsForm(
        request.POST or None, request.FILES or None, version=token_of(frame.round, WEIGHTED),
        initial={
            "margins": skeleton(questionnaire, row.margins if row else {}),
            "source": row.source if row else "", "dated_on": row.dated_on if row else None,
        },
    )  # fmt: skip
    acted = act(request, form, lambda: services.weigh_round(
        round=frame.round, targets=read_margins(questionnaire, _typed(form)), source=form.cleaned_data["source"],
        dated_on=form.cleaned_data["dated_on"], actor=actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id),
        key=form.act_key, seen=form.version_seen(frame.round),
    ), may=lambda: actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id))  # fmt: skip
    if acted:
        return done(request, frame.address("weighting"), _("De antwoorden zijn gewogen. Kijk wat dat doet."))
    context = {
        "round": frame.round, "process": frame.process, "form": form, "row": row, "desk_url": frame.address("desk"),
        "told": weighed_in_words(questionnaire, row) if row and row.result else (), "holes": services.holes(row),
        "account_url": frame.address("account"), "publish_url": frame.address("publish"), "key": new_key(),
        "results_url": frame.address("results"),
        **allowed(request.viewer, frame.round.tenant_id, write=PROCESS_WRITE),
    }  # fmt: skip
    return page(request, "survey/desk_weighting.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Write down how the survey was made: what publishing weighted figures asks."""
    frame = frame_at(request, process, round)
    row = Weighting.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round).first()
    known = {name: getattr(row, name) for name in ACCOUNT_FIELDS} if row else {}
    form = AccountForm(request.POST or None, version=token_of(frame.round, ACCOUNTED), initial=known)
    acted = act(request, form, lambda: services.account_for(
        round=frame.round, account=form.account(), key=form.act_key, seen=form.version_seen(frame.round),
        actor=actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id),
    ))  # fmt: skip
    back = frame.address("weighting")
    if acted:
        return done(request, back, _("Opgeslagen."))
    context = {"round": frame.round, "process": frame.process, "form": form, "back_url": back}
    return page(request, "survey/desk_account.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Put the weighted figures on the site, after reading what that does."""
    frame = frame_at(request, process, round)
    only_who_may(request, PROCESS_WRITE, frame.round.tenant_id)
    actor = actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id)
    return press(
        request,
        lambda: services.publish_weighting(round=frame.round, key=key_of(request), actor=actor),
        said=_("De gewogen cijfers staan op de site."), to=frame.address("results"), back=frame.address("weighting"),
        foresee=lambda: foreseen.publishing(frame.round),
    )  # fmt: skip
