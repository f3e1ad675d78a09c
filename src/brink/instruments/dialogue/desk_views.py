"""Pages for staff: the statements of a dialogue, and their answers afterwards."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.contributions import receipt as receipts
from brink.domain.contributions.models import Destination, Moderation
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER, LANDING_WRITE
from brink.domain.contributions.proof_field import proof_of
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.services import Actor
from brink.domain.participation.round_page import RoundFrame, frame_of
from brink.domain.people.desk import BrinkRequest, act, done, found, own, page, page_of, token_of
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.states import RoundState
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import NotNow
from brink.foundation.permissions import Action
from brink.instruments.dialogue.forms import BodyAnswerForm, LandForm, PaperForm, RetireForm, RewordForm, SeedForm
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.queries import BodyAnswer, body_answers, count_unanswered
from brink.instruments.dialogue.readable_statements import asked
from brink.instruments.dialogue.round_settings import KEY
from brink.instruments.dialogue.services.answering import answer_on_paper
from brink.instruments.dialogue.services.body_answers import answer_statements, land_sessions
from brink.instruments.dialogue.services.statements import add_seed, retire, reword
from brink.instruments.dialogue.views import chosen, marked, with_own
from brink.ui.components import Column, Row, Table

PER_PAGE = 25
MOST_ON_PAPER = 200


def _frame(request: BrinkRequest, process: str, round: str) -> RoundFrame:
    """Return a round of one's own body with what its pages stand on, or answer that there is no such page."""
    rows = Round.objects.filter(instrument=KEY).select_related("process__tenant")
    return frame_of(own(request, rows, process__slug=process, slug=round))


def _who(request: BrinkRequest, round: Round, action: Action) -> Actor:
    return actor_for(request.viewer, action, round.tenant_id)


def _unless_gone(request: BrinkRequest, round: Round, action: Action, said: str) -> None:
    """Refuse what was sent to a page that shows its form no more; the page of the refusal gives back what was typed."""
    if request.method == "POST":
        _who(request, round, action)
        raise NotNow(said)


def _live(round: Round) -> QuerySet[Statement]:
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round, retired_at__isnull=True)
    return rows.select_related("contribution", "round").order_by("number")


@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the statements; add one of the body itself."""
    frame = _frame(request, process, round)
    changeable = frame.is_planned or frame.is_open
    if not changeable:
        said = _("Deze dialoog is voorbij. De zinnen veranderen niet meer.")
        _unless_gone(request, frame.round, PROCESS_WRITE, said)
    form = SeedForm(request.POST or None)
    if act(
        request, form,
        lambda: add_seed(
            round=frame.round, text=form.cleaned_data["text"],
            actor=_who(request, frame.round, PROCESS_WRITE), key=form.act_key,
        ),
    ):  # fmt: skip
        return done(request, frame.address("desk"))
    current = page_of(request, _live(frame.round), PER_PAGE)
    context = {
        "round": frame.round,
        "process": frame.process,
        "page": current,
        "table": _table(frame, list(current), body_answers(frame.round, sent=False), changeable),
        "form": form,
        "changeable": changeable,
        "answers_url": frame.address("desk_answers"),
        "paper_url": frame.address("desk_paper"),
        "start_url": frame.address(),
    }
    return page(request, "dialogue/desk_statements.html", context, form)


def _table(
    frame: RoundFrame, statements: Sequence[Statement], known: Mapping[int, BodyAnswer], changeable: bool
) -> Table:
    """Return the list of statements with where each stands; a click leads to changing it."""
    return Table(
        caption=_("Zinnen in deze dialoog"),
        columns=(Column(_("Zin")), Column(_("Van wie")), Column(_("Stand"))),
        rows=tuple(
            Row(
                heading=f"{one.number}. {one.text or _('(ingetrokken door de schrijver)')}",
                cells=(_("een inwoner") if one.contribution else _("uzelf"), _stand(one, known[one.number])),
                url=frame.address("desk_statement", pk=one.pk) if changeable and one.text else "",
            )
            for one in statements
        ),
    )


def _stand(statement: Statement, said: BodyAnswer) -> str:
    if said.outcome:
        return said.outcome
    if statement.contribution is None or statement.contribution.moderation == Moderation.SHOWN:
        return _("in de dialoog")
    return str(statement.contribution.get_moderation_display())


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Type in a paper sheet; the page after it shows the code for the slip above a fresh form for the next sheet."""
    frame = _frame(request, process, round)
    heard_on = day_in(request.GET.get("dag", "")) or clock.today()
    form = PaperForm(request.POST or None, round=frame.round, initial={"heard_on": heard_on})
    answers = marked(request.POST)
    acted = act(request, form, lambda: _enter(request, frame.round, form, chosen(request.POST)))
    if acted:
        receipts.keep(request, acted.result)
        return done(request, f"{frame.address('desk_paper')}?dag={form.cleaned_data['heard_on'].isoformat()}")
    receipt = receipts.take(request) if "dag" in request.GET else None
    context = {
        "round": frame.round,
        "rows": with_own(asked(frame.round).order_by("number")[:MOST_ON_PAPER], answers),
        "form": form,
        "receipt": receipts.slip(receipt.code) if receipt else None,
        "desk_url": frame.address("desk"),
        "sheet_url": page_url("paper", frame.process.slug, frame.round.slug),
        "pile_url": page_url("paper desk", frame.round.pk),
    }
    return page(request, "dialogue/desk_paper.html", context, form)


def day_in(text: str) -> date | None:
    """Return the day that an address names, or None."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _enter(request: BrinkRequest, round: Round, form: PaperForm, answers: Mapping[UUID, int]) -> Receipt:
    actor = _who(request, round, CONTRIBUTION_ENTER)
    return answer_on_paper(
        round=round,
        answers=answers,
        heard_on=form.cleaned_data["heard_on"],
        officer=found(Account.objects.all(), pk=actor.id),
        actor=actor,
        key=form.act_key,
        printed_code=form.cleaned_data["printed_code"],
        proof=proof_of(form),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Give a statement another text, or take it out."""
    frame = _frame(request, process, round)
    one, sent = found(_live(frame.round), pk=pk), request.POST.get("act", "")
    version = token_of(one)
    change = RewordForm(request.POST if sent == "reword" else None, initial={"text": one.text}, version=version)
    leave = RetireForm(request.POST if sent == "retire" else None, prefix="weg", version=version)
    if act(
        request, change,
        lambda: reword(
            statement=one, text=change.cleaned_data["text"], reason=change.cleaned_data["reason"],
            actor=_who(request, frame.round, PROCESS_WRITE), key=change.act_key, seen=change.version_seen(one),
        ),
    ) or act(
        request, leave,
        lambda: retire(
            statement=one, reason=leave.cleaned_data["reason"],
            actor=_who(request, frame.round, PROCESS_WRITE), key=leave.act_key, seen=leave.version_seen(one),
        ),
    ):  # fmt: skip
        return done(request, frame.address("desk"))
    context = {
        "round": frame.round,
        "statement": one,
        "change": change,
        "leave": leave,
        "desk_url": frame.address("desk"),
    }
    return page(request, "dialogue/desk_statement.html", context, change, leave)


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Answer statements, several at once with one reason, and then land everybody's answers."""
    frame = _frame(request, process, round)
    over = frame.state in (RoundState.OVER, RoundState.CLOSED)
    if not over:
        said = _("Deze dialoog loopt nog. Beantwoord de zinnen als de ronde voorbij is.")
        _unless_gone(request, frame.round, LANDING_WRITE, said)
    landing = request.POST.get("act") == "land"
    places = Destination.objects.filter(tenant=frame.round.tenant_id, process=frame.round.process_id)
    form = BodyAnswerForm(None if landing else (request.POST or None), destinations=places)
    land_form = LandForm(request.POST if landing else None)
    if act(request, form, lambda: _answer(request, frame.round, form)):
        return done(request, request.get_full_path())
    if act(
        request, land_form,
        lambda: land_sessions(
            round=frame.round, reason=land_form.cleaned_data["reason"],
            actor=_who(request, frame.round, LANDING_WRITE), key=land_form.act_key,
        ),
    ):  # fmt: skip
        return done(request, frame.address("desk_answers"))
    known, ticked = body_answers(frame.round, sent=False), set(request.POST.getlist("stelling"))
    current = page_of(request, _live(frame.round), PER_PAGE)
    context = {
        "round": frame.round,
        "page": current,
        "rows": [(one, known[one.number], str(one.pk) in ticked) for one in current],
        "form": form,
        "land_form": land_form,
        "missing": count_unanswered(frame.round, known),
        "over": over,
        "desk_url": frame.address("desk"),
    }
    return page(request, "dialogue/desk_answers.html", context, form, land_form)


def _answer(request: BrinkRequest, round: Round, form: BodyAnswerForm) -> int:
    given, ids = form.cleaned_data, []
    for text in request.POST.getlist("stelling")[:PER_PAGE]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return answer_statements(
        round=round,
        statements=list(_live(round).filter(pk__in=ids)),
        draft=AnswerDraft(
            outcome=given["outcome"],
            reason=given["reason"],
            not_adopted=given["not_adopted"],
            destination=given["destination"],
        ),
        actor=_who(request, round, LANDING_WRITE),
        change_reason=given["change_reason"],
        key=form.act_key,
    )
