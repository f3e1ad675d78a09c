"""Pages of a round of submissions for residents: how and until when, sending one in, and the nota."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.services.giving import Receipt
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.processes.states import RoundState
from brink.foundation import spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.text_documents import KIND
from brink.instruments.submission import nota_file, queries
from brink.instruments.submission.forms import SendForm, filing_of
from brink.instruments.submission.models import Nota
from brink.instruments.submission.round_settings import KEY, Settings
from brink.instruments.submission.services.sending import after_term, submit
from brink.ui.not_sent import not_sent


def _shared(page: RoundPage) -> dict[str, object]:
    over = page.state in (RoundState.OVER, RoundState.CLOSED)
    return {
        "term": queries.term_of(page.round), "term_words": nota_file.term_words(page.round),
        "settings": Settings.of(page.round.settings), "start_url": page.address(), "send_url": page.address("send"),
        "nota_url": page.address("nota") if queries.adopted(page.round) else "",
        "over": after_term(page.round) if over else "",
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
    }  # fmt: skip


@may_be_kept
@require_safe
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Say what lies open, until when, by which ways somebody may react, and what happens with it."""
    return page.render("submission/start.html", {**_shared(page), "promise": page.promise(_promise())}, own=False)


def _promise() -> str:
    return _("U krijgt op elk punt antwoord, uiterlijk bij het besluit. Het staat in de nota, onder uw nummer.")


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def send(page: RoundPage) -> HttpResponse:
    """Take in a submission on one screen: the words, and who makes it."""
    electronic = Settings.of(page.round.settings).electronic
    if page.request.method != "POST":
        if not page.is_open or not electronic:
            return page.render("submission/not_here.html", _shared(page))
        return _form(page, SendForm())
    form = SendForm(page.request.POST)

    def give(data: dict[str, object]) -> Receipt:
        return submit(
            round=page.round, filing=filing_of(data), key=str(data["key"]), token=page.device.value
        )

    taken = gave(page, form, give)
    return taken if taken is not None else _form(page, form)


def _form(page: RoundPage, form: SendForm) -> HttpResponse:
    context = {**_shared(page), "form": form, "promise": page.promise(_promise())}
    return page.render("submission/send.html", context, status_of(form), stop=not_sent(form))


def _adopted(page: RoundPage) -> Nota:
    found = queries.adopted(page.round)
    if found is None:
        raise Http404
    return found


@may_be_kept
@require_safe
@round_page(KEY)
def nota(page: RoundPage) -> HttpResponse:
    """Show the nota: every submission by its number, point by point, and what changes because of it."""
    found = _adopted(page)
    lines = queries.nota_lines(page.round)
    context = {
        **_shared(page), "nota": found, "number_words": nota_file.number_words(lines),
        "lines": [(one, nota_file.stand_of(one)) for one in lines], "changes": nota_file.changes_of(lines),
        "odt_url": page.address("nota_text"), "xlsx_url": page.address("nota_list"),
    }  # fmt: skip
    return page.render("submission/nota.html", context, own=False)


@require_safe
@round_page(KEY)
def nota_text(page: RoundPage) -> HttpResponse:
    """Give the nota as a text to go on with."""
    return _file(nota_file.text_file(page.round, _adopted(page)), KIND, f"nota-{page.round.slug}.odt")


@require_safe
@round_page(KEY)
def nota_list(page: RoundPage) -> HttpResponse:
    """Give the points of the nota as a spreadsheet."""
    _adopted(page)
    return _file(nota_file.list_file(page.round), spreadsheets.FORMATS["xlsx"].media, f"nota-{page.round.slug}.xlsx")


def _file(content: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
