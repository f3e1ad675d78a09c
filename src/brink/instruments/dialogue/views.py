"""Pages for residents. All work without JavaScript and without an account."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brink.domain.contributions.receipt import slip
from brink.domain.contributions.services.giving import Words
from brink.domain.contributions.services.noting import blank_codes
from brink.domain.processes.models import Round
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, Refusal
from brink.foundation.visibility import Viewer, visible
from brink.instruments.dialogue import queries
from brink.instruments.dialogue.addresses import NAMESPACE, address
from brink.instruments.dialogue.devices import LEAST_KEY, remember, token_of, tokens_from
from brink.instruments.dialogue.forms import OwnForm
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.models.answers import NO_GROUP, Answer
from brink.instruments.dialogue.panels import map_context
from brink.instruments.dialogue.picture import Reading, rows_of, table_of
from brink.instruments.dialogue.promises import promise_for, room_of
from brink.instruments.dialogue.rules import Setup, doubtful, similar
from brink.instruments.dialogue.services.answering import answer, receipt_of
from brink.instruments.dialogue.services.statements import add_own
from brink.ui.components import Link

PER_PAGE = 20
FEW_STATEMENTS = 20
MOST_OLDER = 200
ON_PAPER = 24
WORDS = {"agree": Answer.AGREE, "disagree": Answer.DISAGREE, "unsure": Answer.UNSURE}


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def find_round(request: HttpRequest, process: str, round: str) -> Round:
    """Return the round at an address, when this viewer may see it; otherwise there is no such page."""
    rows = Round.objects.filter(process__slug=process, slug=round, instrument=NAMESPACE)
    found = visible(viewer_of(request), rows).select_related("process__tenant").first()
    if found is None:
        raise Http404
    return found


def page(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Render a page that may hold something of one person's own: never kept by a cache in between."""
    response = render(request, template, dict(context), status=status)
    add_never_cache_headers(response)
    return response


def _of(round: Round, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a reader's page about a round has besides: its process, and the name and colours of its body."""
    return {"process": round.process, **round.process.tenant.heading(), **context}


def _token(request: HttpRequest, round: Round) -> str:
    """Return the device's token: its own, or one that follows from the key of the form it sent."""
    own = token_of(request, round.process)
    if own is not None:
        return own
    key = request.POST.get("key", "")
    if len(key) < LEAST_KEY:
        raise BadInput(_("Dit formulier is niet compleet. Open de pagina opnieuw en geef uw antwoord nog eens."))
    return queries.token_of_session(round, tokens_from(key[:80], round.process))


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Show one statement with three equal answers; take the answer in and show the next."""
    found = find_round(request, process, round)
    if request.method == "POST":
        token = _token(request, found)
        value = WORDS.get(request.POST.get("stem", ""))
        if value is None:
            raise BadInput(_("Kies eens, oneens of weet ik niet."))
        answer(round=found, token=token, answers={_statement_id(request.POST.get("stelling", "")): value})
        # No #fragment here: a browser that jumps to one takes the focus off the next statement.
        response: HttpResponse = HttpResponseRedirect(address(found) + "?verder=1")
        remember(response, found.process, token)
        return response
    if round_state(found, clock.now()) is not RoundState.OPEN:
        return _not_open(request, found)
    token_here = token_of(request, found.process)
    key = secrets.token_urlsafe(16)
    session = queries.session_of(found, token_here)
    turn = queries.turn(found, token_here or tokens_from(key, found.process)[0], session)
    context = {
        "round": found,
        "turn": turn,
        "action": address(found),
        "hidden": {"key": key, "stelling": str(turn.statement.pk)} if turn.statement else {},
        "number": turn.answered + 1 if turn.total <= FEW_STATEMENTS else 0,
        "focus": "verder" in request.GET,
        "links": _links(found, session is not None),
        "promise": promise_for(room_of(found)),
        "list_url": address(found, "list"),
        "map_url": address(found, "map"),
        "done_url": address(found, "done"),
        "own_url": address(found, "own"),
        "sheet_url": address(found, "sheet"),
    }
    return page(request, "dialogue/start.html", _of(found, context))


def chosen(request: HttpRequest) -> dict[UUID, int]:
    """Return the radio buttons of a list of statements that were set."""
    return {
        _statement_id(name.removeprefix("s-")): WORDS[value]
        for name, value in request.POST.items()
        if name.startswith("s-") and value in WORDS
    }


def _statement_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadInput(_("Deze stelling kennen wij niet. Open de pagina opnieuw en kies een stelling.")) from error


def _links(round: Round, answered: bool) -> list[Link]:
    links = []
    if Setup.of(round.settings).own_statements:
        links.append(Link(_("Schrijf zelf een zin"), address(round, "own")))
    if answered:
        links.append(Link(_("Stop en krijg mijn volgcode"), address(round, "done")))
    return links


def _not_open(request: HttpRequest, round: Round) -> HttpResponse:
    """Show a dialogue before or after its days: the sentences and what came of them, no buttons."""
    state = round_state(round, clock.now())
    rows = list(queries.asked(round).order_by("number")[:200]) if state is not RoundState.PLANNED else []
    context = {
        "state": state.value,
        "statements": rows,
        "done_url": address(round, "done") if queries.session_of(round, token_of(request, round.process)) else "",
        **map_context(round, own_group=_own_group(request, round)),
    }
    return page(request, "dialogue/not_open.html", _of(round, context))


def _own_group(request: HttpRequest, round: Round) -> int:
    session = queries.session_of(round, token_of(request, round.process))
    return session.group if session is not None else NO_GROUP


@require_http_methods(["GET", "POST"])
def everything(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Show all statements in pages with radio buttons and one button; own answers stand there and can be changed."""
    found = find_round(request, process, round)
    pages = Paginator(queries.asked(found).order_by("number"), PER_PAGE)
    if request.method == "POST":
        token = _token(request, found)
        answer(round=found, token=token, answers=chosen(request))
        number = pages.get_page(request.POST.get("pagina")).number
        last = number >= pages.num_pages
        target = address(found, "done") if last else f"{address(found, 'list')}?pagina={number + 1}"
        response: HttpResponse = HttpResponseRedirect(target)
        remember(response, found.process, token)
        return response
    if round_state(found, clock.now()) is not RoundState.OPEN:
        return _not_open(request, found)
    own = queries.answers_of(queries.session_of(found, token_of(request, found.process)))
    current = pages.get_page(request.GET.get("pagina"))
    words = {value: word for word, value in WORDS.items()}
    context = {
        "round": found,
        "page": current,
        "rows": [(statement, words.get(own.get(statement.pk))) for statement in current],  # type: ignore[call-overload]
        "answered": len(own),
        "key": secrets.token_urlsafe(16),
        "start_url": address(found),
        "done_url": address(found, "done") if own else "",
        "promise": promise_for(room_of(found)),
    }
    return page(request, "dialogue/list.html", _of(found, context))


@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Take in a statement of the reader's own, after showing what it may give away and what others wrote already."""
    found = find_round(request, process, round)
    key = request.POST.get("key", "") if request.method == "POST" else secrets.token_urlsafe(16)
    form = OwnForm(request.POST or None)
    hints: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        hints = {"doubtful": doubtful(text), "alike": similar(text, _texts(found))}
        if form.cleaned_data["seen"] or not any(hints.values()):
            try:
                receipt = add_own(
                    round=found,
                    text=text,
                    key=key or None,
                    words=Words(kind="statement", email=form.cleaned_data["email"]),
                )
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                return _thanks(request, found, receipt.code, own_statement=True, waits=_waits(receipt.contribution))
        form.data = {**form.data.dict(), "seen": "on"}  # type: ignore[attr-defined]
    context = {
        "round": found,
        "form": form,
        "key": key,
        **hints,
        "hinted": any(hints.values()) and not form.errors,
        "allowed": Setup.of(found.settings).own_statements,
        "open": round_state(found, clock.now()) is RoundState.OPEN,
        "start_url": address(found),
        "promise": promise_for(room_of(found)),
    }
    return page(request, "dialogue/own.html", _of(found, context), status=400 if form.errors else 200)


def _texts(round: Round) -> list[str]:
    return list(queries.asked(round).values_list("text", flat=True))


def _waits(contribution: Any) -> bool:
    return bool(contribution.moderation == "waiting")


def _thanks(
    request: HttpRequest,
    round: Round,
    code: str,
    *,
    own_statement: bool = False,
    waits: bool = False,
    answered: int = 0,
) -> HttpResponse:
    context = {
        "round": round,
        "receipt": slip(code),
        "code": code,
        "own_statement": own_statement,
        "waits": waits,
        "answered": answered,
        "open": round_state(round, clock.now()) is RoundState.OPEN,
        "start_url": address(round),
        "list_url": address(round, "list"),
        "map_url": address(round, "map"),
        "promise": promise_for(room_of(round)),
    }
    return page(request, "dialogue/thanks.html", _of(round, context))


@require_GET
def done(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Thank, and show the tracking code again to the device that gave the answers."""
    found = find_round(request, process, round)
    token = token_of(request, found.process)
    receipt = receipt_of(round=found, token=token)
    if receipt is None:
        return HttpResponseRedirect(address(found))
    answered = len(queries.answers_of(queries.session_of(found, token)))
    return _thanks(request, found, receipt.code, answered=answered)


@require_GET
def sheet(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Show a sheet for paper with the first statements and a fresh code; nothing is stored until it comes back."""
    found = find_round(request, process, round)
    context = {
        "round": found,
        "statements": queries.asked(found).order_by("number")[:ON_PAPER],
        "receipt": slip(blank_codes(1)[0]),
        "promise": promise_for(room_of(found)),
        "back_url": address(found),
    }
    return page(request, "dialogue/sheet.html", _of(found, context))


@require_GET
def opinion(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Show the opinion map with its text; the reader's own place only when this device gave answers."""
    found = find_round(request, process, round)
    context = {
        "state": round_state(found, clock.now()).value,
        "start_url": address(found),
        **map_context(found, own_group=_own_group(request, found)),
    }
    return page(request, "dialogue/map.html", _of(found, context))


@require_GET
def table(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Show the table behind the map with the same figures, older texts of statements, and the method."""
    found = find_round(request, process, round)
    context = map_context(found)
    reading = Reading.of(context["result"])
    rows = Paginator(rows_of(reading), 50).get_page(request.GET.get("pagina"))
    older = Statement.objects.filter(tenant=found.tenant_id, round=found, retired_at__isnull=False).exclude(text="")
    context |= {
        "reading": reading,
        "page": rows,
        "rows_table": table_of(reading, list(rows)) if rows else None,
        "older": older.order_by("number", "version")[:MOST_OLDER],
    }
    return render(request, "dialogue/table.html", _of(found, context))
