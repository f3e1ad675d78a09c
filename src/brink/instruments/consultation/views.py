"""Pages of a text for residents: what it is about, a piece on one screen, saying something, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import RESIDENT
from brink.domain.participation.device_token import hash_for
from brink.domain.participation.forms import fresh_key
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundFrame, RoundPage, round_page
from brink.domain.people.reaching import phone_of
from brink.foundation.addresses import page_url
from brink.foundation.crypto import KeyedHash, hash_purpose
from brink.foundation.errors import BadInput
from brink.foundation.kept_pages import may_be_kept
from brink.instruments.consultation import queries
from brink.instruments.consultation.changes import comparison
from brink.instruments.consultation.forms import AgreeForm, RemarkForm
from brink.instruments.consultation.models import Passage
from brink.instruments.consultation.queries import BADGES, History, badge
from brink.instruments.consultation.round_settings import KEY, REMARK, Settings
from brink.instruments.consultation.services.remarks import agree as set_agreed
from brink.instruments.consultation.services.remarks import give_remark
from brink.ui.not_sent import not_sent

AGREEING = hash_purpose("remark support")


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece in the list of a text."""

    passage: Passage
    address: str
    badge: str
    badge_words: str
    remarks: int


def entries(
    frame: RoundFrame, passages: Sequence[Passage], history: History, counts: Mapping[UUID | None, int]
) -> list[Entry]:
    """Return the pieces of a text with how many remarks each has, those on what it was before too."""
    return [
        Entry(
            one, frame.address("section", section=one.section_id), badge(one), str(BADGES[badge(one)]),
            sum(counts.get(old, 0) for old in history.behind(one.section_id)),
        )
        for one in passages
    ]  # fmt: skip


def _shared(page: RoundPage, history: History) -> dict[str, Any]:
    """Return what every page of a text says: its version, what is different, and that it is no legal submission."""
    later = len(history.versions) > 1
    return {
        "version": history.newest, "start_url": page.address(), "all_url": page.address("all"),
        "print_url": page.address("print"), "changes_url": page.address("changes") if later else "",
        "term": queries.running_term(page.round), "process_url": page.process_url,
    }  # fmt: skip


@may_be_kept
@require_safe
@round_page(KEY)
def start(page: RoundPage) -> HttpResponse:
    """Say what the text is about, and list its pieces with what is fixed and how many remarks each has."""
    if not queries.published(page.round):
        return page.render("consultation/none.html", {})
    history = queries.history_of(page.round)
    passages = queries.passages_of(history.newest)
    found, whole = queries.page_of_remarks(page, history, passages, (), page.request.GET.get("pagina"))
    counts = queries.remark_counts(page.round)
    context = {
        **_shared(page, history), "entries": entries(page, passages, history, counts), "page": found, "lines": whole,
        "promise": page.promise(), "from_one_line": queries.remark_words(page, counts.total()),
    }  # fmt: skip
    return page.render("consultation/start.html", context, own=False)


@may_be_kept
@require_safe
@round_page(KEY)
def section(page: RoundPage, section: UUID) -> HttpResponse:
    """Show one piece of the text on one screen, with what others say of it."""
    history = queries.history_of(page.round)
    passages = queries.passages_of(history.newest)
    place = queries.passage_in(history.newest, passages, section)
    one = passages[place]
    behind = history.behind(section)
    found, lines = queries.page_of_remarks(page, history, passages, behind, page.request.GET.get("pagina"))
    around = {"before": place - 1, "after": place + 1}
    beside = {
        f"{name}_url": page.address("section", section=passages[at].section_id) if 0 <= at < len(passages) else ""
        for name, at in around.items()
    }
    context = {
        **_shared(page, history), **beside, "passage": one, "badge": badge(one), "badge_words": BADGES[badge(one)],
        "say_url": page.address("say", section=section), "page": found, "lines": lines,
        "agreeing": Settings.of(page.round.settings).agreeing and page.is_open, "place": place + 1,
        "total": len(passages),
    }  # fmt: skip
    return page.render("consultation/section.html", context, own=False)


def _give(page: RoundPage, form: RemarkForm, data: dict[str, Any]) -> Receipt:
    shared = {name: data[name] for name in ("publicity", "public_name", "email")}
    words = Words(kind=REMARK, text=form.words(), **shared)
    return give_remark(
        round=page.round, words=words, about=form.about(), key=data["key"], token=page.device.value
    )


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def say(page: RoundPage, section: UUID) -> HttpResponse:
    """Ask what somebody wants to say of one piece."""
    history = queries.history_of(page.round)
    passages = queries.passages_of(history.newest)
    return _asked(page, history, passages[queries.passage_in(history.newest, passages, section)])


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def say_all(page: RoundPage) -> HttpResponse:
    """Ask what somebody wants to say of the whole text, in one box."""
    return _asked(page, queries.history_of(page.round), None)


def _asked(page: RoundPage, history: History, passage: Passage | None) -> HttpResponse:
    """Take in a remark on one screen; a hint asks once more and loses nothing."""
    if page.request.method != "POST":
        return _form(page, history, passage, RemarkForm(passage)) if page.is_open else page.closed()
    form = RemarkForm(passage, page.request.POST)
    hints = form.hints() if form.is_valid() else []
    if not hints:
        taken = gave(page, form, lambda data: _give(page, form, data))
        if taken is not None:
            return taken
    return _form(page, history, passage, form, hints=hints)


def _form(
    page: RoundPage, history: History, passage: Passage | None, form: RemarkForm, **context: Any
) -> HttpResponse:
    asked = "consultation/asked.html" if context.get("hints") else ""
    back = page.address("section", section=passage.section_id) if passage is not None else page.address()
    shown = {
        **_shared(page, history), "form": form, "passage": passage, "promise": page.promise(), "back_url": back,
        "seen": "gezien" if form.is_bound else "", "paper_url": page_url("paper", page.process.slug, page.round.slug),
        **context,
    }  # fmt: skip
    return page.render("consultation/say.html", shown, status_of(form), stop=not_sent(form, part=asked))


def _device(page: RoundPage, token: str) -> KeyedHash:
    """Return what is stored of a device that agrees: a hash that cannot be compared between processes."""
    return hash_for(page.process.pk, token, purpose=AGREEING)


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def agree(page: RoundPage, remark: UUID) -> HttpResponse:
    """Show one remark with the button to agree; count this device once, or take it back."""
    voice = queries.remark_for(page.round, remark)
    section = getattr(getattr(voice, "remark", None), "section_id", None)
    back = page.address("section", section=section) if section is not None else page.address()
    if page.request.method == "POST":
        return _agreed(page, voice, page.address("agree", remark=remark))
    token = page.device.value
    mine = token is not None and queries.agrees(voice, _device(page, token))
    context = {
        "voice": voice, "mine": mine, "agree_key": fresh_key(), "back_url": back,
        "open": page.is_open and Settings.of(page.round.settings).agreeing,
        "agreed": queries.agreed_words(page, voice),
    }  # fmt: skip
    return page.render("consultation/agree.html", context)


def _agreed(page: RoundPage, voice: Any, back: str) -> HttpResponse:
    form = AgreeForm(page.request.POST)
    if not form.is_valid():
        raise BadInput(_("Dit formulier is niet compleet. Open de pagina opnieuw."))
    key, wanted = form.cleaned_data["key"], form.cleaned_data["wanted"] == "ja"
    token = page.device.or_from(key, lambda one: queries.agrees(voice, _device(page, one)))
    set_agreed(voice=voice, device=_device(page, token), wanted=wanted, actor=RESIDENT, key=key, token=token)
    messages.success(page.request, _("Geteld: u bent het ermee eens.") if wanted else _("Uw keuze telt niet meer mee."))
    return HttpResponseRedirect(back)


@may_be_kept
@require_safe
@round_page(KEY)
def changes(page: RoundPage, number: int = 0) -> HttpResponse:
    """Show what is different in a version, piece by piece: what stood there, what stands there now, and why."""
    history = queries.history_of(page.round)
    at = next((place for place, one in enumerate(history.versions) if one.number == number), -1 if not number else 0)
    if len(history.versions) < 2 or at == 0:
        raise Http404
    found = comparison(history.versions[at - 1], history.versions[at])
    others = [(one, page.address("version", number=one.number)) for one in history.versions[1:]]
    context = {**_shared(page, history), "comparison": found, "others": others if len(others) > 1 else []}
    return page.render("consultation/changes.html", context, own=False)


@require_safe
@round_page(KEY)
def printed(page: RoundPage) -> HttpResponse:
    """Show the whole text with its numbers for printing: the form on paper asks for a number."""
    history = queries.history_of(page.round)
    passages = queries.passages_of(history.newest)
    rows = [(one, BADGES[badge(one)]) for one in passages]
    body = page.process.tenant
    context = {
        **_shared(page, history), "rows": rows, "back_url": page.address(),
        "contact": ", ".join(filter(None, (phone_of(body), body.email))),
        "paper_url": page_url("paper", page.process.slug, page.round.slug),
    }  # fmt: skip
    return page.render("consultation/print.html", context, own=False)
