"""/balie/rondes/…/formulieren/: the pile of sheets that came back, typed in by keys, put right, or from a file."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.contributions import receipt as receipts
from brink.domain.contributions.models import Channel, Contribution
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.proof_field import proof_of
from brink.domain.contributions.services.giving import Receipt
from brink.domain.contributions.services.on_paper import printed_sheet
from brink.domain.journal.services import Actor
from brink.domain.participation import paper_queries as queries
from brink.domain.participation import paper_services as services
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.paper_file import Preview, empty_file, preview
from brink.domain.participation.paper_forms import CorrectForm, FileForm, RefuseForm, SheetForm
from brink.domain.people.desk import act, done, member, own, page, token_of
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import PrintedCode, Round
from brink.domain.processes.paper_form import PaperForm
from brink.domain.processes.paper_sheet import paper_of
from brink.domain.processes.services.printing import refuse_sheet
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.requests import BrinkRequest


def _round(request: BrinkRequest, pk: UUID) -> tuple[Round, PaperForm]:
    """Return a round of one's own body that was released, with its form on paper."""
    rows = Round.objects.filter(opened_at__isnull=False).select_related("process__tenant")
    round = own(request, rows, pk=pk)
    form = paper_of(round)
    if form is None:
        raise Http404
    return round, form


def _may(request: BrinkRequest, round: Round) -> Actor:
    return actor_for(member(request), CONTRIBUTION_ENTER, round.tenant_id)


def _officer(request: BrinkRequest) -> Account:
    return Account.objects.get(pk=str(member(request).account_id))


def _sheet_form(request: BrinkRequest, round: Round, paper: PaperForm, *, bound: bool) -> SheetForm:
    state = round_state(round, clock.now())
    over, closed = state in (RoundState.OVER, RoundState.CLOSED), state is RoundState.CLOSED
    try:
        day = parse_date(request.GET.get("dag", ""))
    except ValueError:
        day = None
    initial = {"filled_on": day or min(clock.today(), round.last_day), "received_on": clock.today()}
    data = request.POST if bound else None
    return SheetForm(data, paper=paper, round=round, over=over, closed=closed, initial=initial, auto_id="id_%s")


@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show the pile: how many are back, a row to type the next one in, and the newest that were typed in."""
    round, paper = _round(request, pk)
    form = _sheet_form(request, round, paper, bound=request.method == "POST")
    acted = act(request, form, lambda: _enter(request, round, form), may=lambda: _may(request, round))
    if acted:
        receipts.keep(request, acted.result)
        here = reverse("participation:sheets", args=[round.pk])
        day = form.cleaned_data["filled_on"].isoformat()
        return HttpResponseRedirect(f"{here}?dag={day}&net=1")
    return _pile(request, round, form, RefuseForm(auto_id="weg_%s"))


def _enter(request: BrinkRequest, round: Round, form: SheetForm) -> Receipt:
    actor = _may(request, round)
    sheet = Sheet(
        code=form.cleaned_data["printed_code"], filled_on=form.cleaned_data["filled_on"], officer=_officer(request),
        actor=actor, key=form.act_key, proof=proof_of(form),
    )  # fmt: skip
    return services.enter_sheet(round=round, answers=form.answers, sheet=sheet, late=form.late)


def _pile(request: BrinkRequest, round: Round, form: SheetForm, refuse: RefuseForm) -> HttpResponse:
    receipt = receipts.take(request) if "net" in request.GET and not form.is_bound else None
    context = {
        "round": round,
        "process": round.process,
        "pile": queries.reconciliation(round),
        "rows": queries.typed_in(round),
        "form": form,
        "refuse": refuse,
        "just": receipts.slip(receipt.code) if receipt is not None else None,
        "print_url": reverse("processes:paper", args=[round.process.slug, round.number]),
        "file_url": reverse("participation:sheets_file", args=[round.pk]),
        "refuse_url": reverse("participation:sheet_refused", args=[round.pk]),
    }
    response = page(request, "participation/desk_sheets.html", context, form, refuse)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def refused(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Note that a sheet came back and cannot be counted."""
    round, paper = _round(request, pk)
    refuse = RefuseForm(request.POST, auto_id="weg_%s")
    acted = act(request, refuse, lambda: _refuse(request, round, refuse), may=lambda: _may(request, round))
    if acted:
        back = reverse("participation:sheets", args=[round.pk])
        return done(request, back, _("Genoteerd: dit formulier telt niet mee."))
    return _pile(request, round, _sheet_form(request, round, paper, bound=False), refuse)


def _refuse(request: BrinkRequest, round: Round, form: RefuseForm) -> PrintedCode:
    actor = _may(request, round)
    _code, sheet = printed_sheet(round, form.cleaned_data["printed_code"])
    if sheet is None:
        said = _("Dit formulier is geprint voordat wij telden. U hoeft het niet te noteren.")
        raise BadInput(said, field="printed_code")
    return refuse_sheet(sheet=sheet, why=form.cleaned_data["why"], actor=actor, key=form.act_key)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Put right what was typed wrongly from a sheet."""
    rows = Contribution.objects.filter(channel=Channel.PAPER, round__isnull=False, withdrawn_at=None)
    voice = own(request, rows.select_related("round__process__tenant", "source"), pk=pk)
    assert voice.round is not None
    round = voice.round
    paper = services.form_of(voice)
    now = services.answers_now(voice, paper)
    initial = {f"v-{one.key}": one.typed(now.get(one.key, "")) for one in paper.questions}
    form = CorrectForm(request.POST or None, paper=paper, initial=initial, version=token_of(voice))
    acted = act(
        request, form,
        lambda: services.correct_sheet(
            contribution=voice, answers=form.answers, reason=form.cleaned_data["reason"], actor=_may(request, round),
            key=form.act_key, seen=form.version_seen(voice),
        ),
        may=lambda: _may(request, round),
    )  # fmt: skip
    back = reverse("participation:sheets", args=[round.pk])
    if acted:
        return done(request, back, _("Verbeterd. De code van de gever blijft dezelfde."))
    context = {"round": round, "process": round.process, "voice": voice, "form": form, "back": back}
    return page(request, "participation/desk_correct.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Read a file and say all that is wrong with it; when nothing is, take it over as a whole."""
    round, paper = _round(request, pk)
    sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if sent else FileForm()
    found: Preview | None = None
    if sent and form.is_valid():
        _may(request, round)
        content = form.cleaned_data["content"]
        found = preview(content, paper, round)
        form.show(content)
        if "take" in request.POST and found.ready:
            taken = found
            acted = act(request, form, lambda: services.take_file(
                round=round, rows=taken.rows, officer=_officer(request), actor=_may(request, round), key=form.act_key,
            ))  # fmt: skip
            if acted:
                many = len(taken.rows)
                said = ngettext("%(n)s formulier is overgenomen.", "%(n)s formulieren zijn overgenomen.", many)
                return done(request, reverse("participation:sheets", args=[round.pk]), said % {"n": many})
        for one in found.faults:
            form.add_error(None, one)
    context = {
        "round": round, "process": round.process, "form": form, "found": found,
        "empty_url": reverse("participation:sheets_empty", args=[round.pk]),
        "back": reverse("participation:sheets", args=[round.pk]),
    }  # fmt: skip
    return page(request, "participation/desk_sheets_file.html", context, form)


@require_safe
def empty(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Give the file to fill in: the columns of this form."""
    round, paper = _round(request, pk)
    response = HttpResponse(empty_file(paper, round), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="formulieren-{round.slug}.csv"'
    return response
