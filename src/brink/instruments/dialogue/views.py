"""Pages for residents. All work without JavaScript and without an account."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.receipt import slip
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.participation.forms import fresh_key
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.participation.sessions import receipt_of, session_of
from brink.domain.people.act_forms import status_of as status_of_refusal
from brink.domain.processes.models import Round
from brink.foundation import spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.errors import BadInput, Refusal
from brink.foundation.visibility import ANYONE, DESK
from brink.instruments.dialogue import queries
from brink.instruments.dialogue.forms import OwnForm
from brink.instruments.dialogue.map_view import Reading, rows_of, table_of
from brink.instruments.dialogue.models import Session, Statement
from brink.instruments.dialogue.models.answers import NO_GROUP, Answer
from brink.instruments.dialogue.panels import map_context
from brink.instruments.dialogue.readable_statements import asked, noted
from brink.instruments.dialogue.round_settings import KEY, STATEMENT, Settings
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.statements import add_own
from brink.instruments.dialogue.statement_text import doubtful, similar
from brink.ui.components import Link, Promise
from brink.ui.not_sent import not_sent

PER_PAGE = 20
FEW_STATEMENTS = 20
MOST_OLDER = 200
WORDS = {"agree": Answer.AGREE, "disagree": Answer.DISAGREE, "unsure": Answer.UNSURE}


def _promise(page: RoundPage) -> Promise | None:
    return page.promise(_("Op elke zin krijgt u antwoord, met uitleg."))


def _mine(page: RoundPage) -> Session | None:
    return session_of(Session, page.round, page.device.value)


def _may_look(page: RoundPage) -> bool:
    """Tell whether this device gave answers, or its holder runs the round: others answer before they look."""
    return _mine(page) is not None or page.round.tenant_id in page.viewer.tenants(DESK)


def _take(page: RoundPage, answers: Mapping[UUID, int], to: str) -> HttpResponse:
    """Take answers in and go on."""
    token = page.device.or_from(
        page.request.POST.get("key", ""), lambda one: session_of(Session, page.round, one) is not None
    )
    answer(round=page.round, token=token, answers=answers)
    return HttpResponseRedirect(to)


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Show one statement with three equal answers; take the answer in and show the next."""
    stop = None
    if page.request.method == "POST":
        try:
            # No #fragment here: a browser that jumps to one takes the focus off the next statement.
            return _take(page, _one_answer(page.request.POST), f"{page.request.path}?verder=1")
        except Refusal as refusal:
            stop = refusal
    if not page.is_open:
        return _not_open(page, stop)
    key, own = fresh_key(), queries.own_statements(page.round, page.device.value)
    now = queries.asked_now(page.round, kept=page.viewer == ANYONE)
    turn = queries.turn(page.round, page.device.value or key, own or (), now)
    if stop is not None:
        return _statement_page(page, turn, key, own is not None, _counts(turn), stop)
    sentence = turn.statement
    shown = (sentence.pk, sentence.number, sentence.text) if sentence is not None else ()
    about = ("dialogue", page.round.pk, *shown, min(turn.answered, 2), turn.total, own is not None)
    return page.kept(about, _counts(turn), lambda told: _statement_page(page, turn, key, own is not None, told))


def _counts(turn: queries.Turn) -> Mapping[str, str]:
    """Return what of a page is of one person alone: how many sentences they had."""
    return {"answered": str(turn.answered), "number": str(turn.answered + 1)}


def _statement_page(
    page: RoundPage, turn: queries.Turn, key: str, has_given: bool, own: Mapping[str, str], stop: Refusal | None = None
) -> HttpResponse:
    context = {
        "turn": turn,
        "answered": own["answered"],
        "action": page.address(),
        "hidden": {"key": key, "stelling": str(turn.statement.pk)} if turn.statement else {},
        "number": own["number"] if turn.total <= FEW_STATEMENTS else 0,
        "focus": "verder" in page.request.GET,
        "links": _links(page, has_given),
        "promise": _promise(page),
        "list_url": page.address("list"),
        "map_url": page.address("map"),
        "done_url": page.address("done"),
        "own_url": page.address("own"),
        "sheet_url": page_url("paper", page.process.slug, page.round.slug),
    }
    return page.render("dialogue/start.html", context, **_said(stop))


def _said(refusal: Refusal | None) -> dict[str, Any]:
    """Return how a page with this refusal is rendered."""
    if refusal is None:
        return {}
    return {"status": status_of_refusal(refusal), "stop": not_sent(sentence=str(refusal))}


def _one_answer(sent: QueryDict) -> dict[UUID, int]:
    """Return the answer to the one statement that was shown."""
    value = WORDS.get(sent.get("stem", ""))
    if value is None:
        raise BadInput(_("Kies eens, oneens of weet ik niet."))
    return {_statement_id(sent.get("stelling", "")): value}


def chosen(sent: QueryDict) -> dict[UUID, int]:
    """Return the radio buttons of a list of statements that were set; raises BadInput for one that was never there."""
    if any(name.startswith("s-") and value and value not in WORDS for name, value in sent.items()):
        raise BadInput(_("Kies bij elke zin een van de antwoorden die er staan."))
    return marked(sent)


def marked(sent: QueryDict) -> dict[UUID, int]:
    """Return the radio buttons that were set as far as they are known: to show what came once more."""
    return {
        _statement_id(name.removeprefix("s-")): WORDS[value]
        for name, value in sent.items()
        if name.startswith("s-") and isinstance(value, str) and value in WORDS
    }


def _statement_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadInput(_("Deze zin kennen wij niet. Open de pagina opnieuw en kies een zin.")) from error


def _links(page: RoundPage, answered: bool) -> list[Link]:
    links = []
    if Settings.of(page.round.settings).own_statements:
        links.append(Link(_("Schrijf zelf een zin"), page.address("own")))
    if answered:
        links.append(Link(_("Stop en krijg mijn volgcode"), page.address("done")))
    return links


def _every(round: Round) -> QuerySet[Statement]:
    return asked(round).select_related("contribution").order_by("number")


def _not_open(page: RoundPage, stop: Refusal | None = None) -> HttpResponse:
    """Show a dialogue before or after its days: the sentences and what came of them, no buttons."""
    session = _mine(page)
    context = {
        "state": page.state.value,
        "statements": [] if page.is_planned else noted(_every(page.round)[:200]),
        "done_url": page.address("done") if session else "",
        **map_context(page, own_group=session.group if session else NO_GROUP, answered=_may_look(page)),
    }
    return page.render("dialogue/not_open.html", context, **_said(stop))


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def everything(page: RoundPage) -> HttpResponse:
    """Show all statements in pages with radio buttons; own answers stand there and can be changed.

    Every way on is a button of the form, so that what was ticked goes along; with nothing ticked one goes on as well.
    """
    pages, stop, ticked = Paginator(asked(page.round).order_by("number"), PER_PAGE), None, dict[UUID, int]()
    number = pages.get_page((page.request.POST or page.request.GET).get("pagina")).number
    if page.request.method == "POST":
        try:
            ticked = chosen(page.request.POST)
            to = _way_on(page, number, pages.num_pages)
            if not ticked and (number < pages.num_pages or _mine(page) is not None):
                return HttpResponseRedirect(to)
            return _take(page, ticked, to)
        except Refusal as refusal:
            stop = refusal
    if not page.is_open and not ticked:
        return _not_open(page, stop)
    own = queries.answers_of(_mine(page))
    current = pages.get_page(number)
    context = {
        "page": current,
        "rows": with_own(current, {**own, **ticked}),
        "answered": len(own),
        "key": fresh_key(),
        "start_url": page.address(),
        "may_stop": bool(own),
        "promise": _promise(page),
    }
    return page.render("dialogue/list.html", context, **_said(stop))


def _way_on(page: RoundPage, number: int, last: int) -> str:
    """Return where the pressed button of the list leads: a page back, the code, or on."""
    to = page.request.POST.get("naar", "")
    if to == "klaar" or (to != "terug" and number >= last):
        return page.address("done")
    return f"{page.address('list')}?pagina={max(1, number - 1) if to == 'terug' else number + 1}"


def with_own(statements: Any, own: Mapping[UUID, int]) -> list[tuple[Statement, str]]:
    """Return statements, each with the radio button that is set."""
    words = {int(value): word for word, value in WORDS.items()}
    return [(one, words[own[one.pk]] if one.pk in own else "") for one in statements]


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def own(page: RoundPage) -> HttpResponse:
    """Take in a statement of the reader's own, after showing what it may give away and what others wrote already."""
    form, hints = OwnForm(page.request.POST or None), dict[str, Any]()
    if form.is_bound:
        if form.is_valid() and not form.cleaned_data["seen"]:
            hints = _hints(page.round, form.cleaned_data["text"])
        if not any(hints.values()):
            done = gave(page, form, lambda data: _add(page, data))
            if done is not None:
                return done
        form.mark_seen()
    context = {
        "form": form,
        **hints,
        "hinted": any(hints.values()),
        "allowed": page.is_open and Settings.of(page.round.settings).own_statements,
        "start_url": page.address(),
        "promise": _promise(page),
    }
    stop = not_sent(form, part="dialogue/asked.html" if context["hinted"] else "")
    return page.render("dialogue/own.html", context, status_of(form), stop=stop)


def _hints(round: Round, text: str) -> dict[str, Any]:
    texts = list(asked(round).values_list("text", flat=True))
    return {"doubtful": doubtful(text), "alike": similar(text, texts)}


def _add(page: RoundPage, data: Mapping[str, Any]) -> Receipt:
    return add_own(
        round=page.round, text=data["text"], key=data["key"], words=Words(kind=STATEMENT, email=data["email"]),
        token=page.device.value,
    )  # fmt: skip


@require_safe
@round_page(KEY)
def done(page: RoundPage) -> HttpResponse:
    """Thank, and show the tracking code again to the device that gave the answers."""
    token, session = page.device.value, _mine(page)
    if token is None or session is None:
        return HttpResponseRedirect(page.address())
    code = receipt_of(session).code
    context = {
        "receipt": slip(code, to_keep=True),
        "code": code,
        "answered": len(queries.answers_of(session)),
        "start_url": page.address(),
        "list_url": page.address("list"),
        "map_url": page.address("map"),
        "promise": _promise(page),
    }
    return page.render("dialogue/done.html", context)


@require_safe
@round_page(KEY)
def sheet(page: RoundPage) -> HttpResponse:
    """Lead to the form on paper, which every instrument has at the same place."""
    return HttpResponseRedirect(page_url("paper", page.process.slug, page.round.slug))


@require_safe
@round_page(KEY)
def opinion(page: RoundPage) -> HttpResponse:
    """Show the opinion map with its text; the reader's own place only when this device gave answers."""
    session = _mine(page)
    context = {
        "state": page.state.value,
        "start_url": page.address(),
        **map_context(page, own_group=session.group if session else NO_GROUP, answered=_may_look(page)),
    }
    return page.render("dialogue/map.html", context)


@require_safe
@round_page(KEY)
def table(page: RoundPage) -> HttpResponse:
    """Show the table behind the map with the same figures, older texts of statements, and the method."""
    context = map_context(page, answered=_may_look(page))
    reading: Reading = context["reading"]
    kind = spreadsheets.asked(page.request)
    if kind and not context.get("hidden"):
        table = table_of(reading, rows_of(reading))
        cells = ((one.heading, *one.cells) for one in table.rows)
        return spreadsheets.file(spreadsheets.Sheet(_("zinnen"), [one.title for one in table.columns], cells), kind)
    rows = Paginator(rows_of(reading), 50).get_page(page.request.GET.get("pagina"))
    older = Statement.objects.filter(tenant=page.round.tenant_id, round=page.round, retired_at__isnull=False)
    context |= {
        "page": rows,
        "rows_table": table_of(reading, list(rows)) if rows else None,
        "older": [(one, reading.text(str(one.pk))) for one in older.order_by("number", "version")[:MOST_OLDER]],
    }
    return page.render("dialogue/table.html", context)
