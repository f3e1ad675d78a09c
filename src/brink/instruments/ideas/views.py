"""Pages of ideas. None needs JavaScript; with it, look-alikes show while somebody writes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.queries.public import earlier_words
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import RESIDENT
from brink.domain.participation.device_token import hash_for
from brink.domain.participation.forms import WordsForm, fresh_key
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.places.point_field import tapped
from brink.domain.processes.models import Boundary
from brink.foundation import spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.crypto import KeyedHash, hash_purpose
from brink.foundation.errors import BadInput
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.ideas import photos, queries, services
from brink.instruments.ideas.forms import CommentForm, IdeaForm, SupportForm
from brink.instruments.ideas.headline import opening
from brink.instruments.ideas.round_settings import COMMENT, IDEA, KEY, Settings
from brink.ui.map_tiles import with_tiles
from brink.ui.not_sent import not_sent
from brink.ui.way_back import carried, with_carried

SUPPORT = hash_purpose("idea support")


def _page(
    page: RoundPage, template: str, status: int = 200, /, *, personal: bool = False, **context: Any
) -> HttpResponse:
    """Render a page of this round. `personal` says that something of this device stands on it."""
    shared = {"settings": Settings.of(page.round.settings), "list_url": page.address("list")}
    asked = "ideas/asked.html" if context.get("hints") or context.get("alike") else ""
    stop = not_sent(context.get("form"), part=asked)
    return page.render(f"ideas/{template}.html", {**shared, **context}, status, own=personal, stop=stop)


def _supporter(page: RoundPage, token: str) -> KeyedHash:
    """Return what is stored of a device that supports: a hash that cannot be compared between processes."""
    return hash_for(page.process.pk, token, purpose=SUPPORT)


@may_be_kept
@require_safe
@round_page(KEY)
def idea_list(page: RoundPage) -> HttpResponse:
    """Show the ideas of a round: search, filter, order, twenty to a page."""
    offered = queries.choices(page)
    filters = offered.read(page.request.GET)
    if kind := spreadsheets.asked(page.request):
        return spreadsheets.file(queries.idea_sheet(page, filters), kind)
    rows = queries.idea_page(page, filters, page.request.GET.get("pagina"), offered.total)
    return _page(
        page, "list", choices=offered, filters=filters, page=rows, give_url=page.address("new"),
        lines=queries.list_rows(page, list(rows.object_list)),
        from_one_line="" if filters.narrow else page.from_one_line(queries.RECEIVED, offered.total),
        hidden=0 if rows.has_next() else queries.hidden_count(page.round),
    )  # fmt: skip


def _words(data: dict[str, Any], kind: str, **more: Any) -> Words:
    """Turn the fields that both forms share into words."""
    shared = {name: data[name] for name in ("text", "publicity", "public_name", "email")}
    return Words(kind=kind, **shared, **more)


def _give_idea(page: RoundPage, form: IdeaForm, data: dict[str, Any]) -> Receipt:
    """Give the idea of a valid form."""
    brokered = data["on_behalf"]
    words = _words(
        data, IDEA, title=data["title"], place=data["place"], point=data["spot"],
        broker_name=data["broker_name"] if brokered else "",
        broker_email=data["broker_email"] if brokered else "",
        consent_broker=brokered and data["consent_broker"],
    )  # fmt: skip
    extras = services.Extras(
        photo=form.kept, photo_alt=data.get("photo_alt", ""), area=data["area"], theme=data.get("theme")
    )
    return services.give_idea(round=page.round, words=words, actor=RESIDENT, key=data["key"], extras=extras,
                              token=page.device.value)


@require_http_methods(["GET", "HEAD", "POST"])
@round_page(KEY)
def new_idea(page: RoundPage) -> HttpResponse:
    """Ask for an idea on one screen; a hint or a look-alike asks once more and loses nothing."""
    if page.request.method != "POST":
        return _idea_form(page, IdeaForm(page.round)) if page.is_open else _page(page, "closed")
    form = IdeaForm(page.round, page.request.POST, page.request.FILES)
    if tapped(form):
        return _idea_form(page, form, seen=form.data.get("seen", ""))
    asked: dict[str, Any] = {}
    # Whoever sends again after the questions means it: nothing is looked up then.
    if not form.seen_hints() >= {"gezien", "gelijk"}:
        asked = _questions(page, form)
    if not any(asked.values()):
        done = gave(page, form, lambda data: _give_idea(page, form, data))
        if done is not None:
            return done
    return _idea_form(page, form, **asked)


def _questions(page: RoundPage, form: IdeaForm) -> dict[str, Any]:
    """Return what to ask once more before an idea is taken in: hints about its words, and ideas that look alike."""
    valid = form.is_valid()
    if valid and queries.sent_before(page.round, form.cleaned_data["key"]):
        return {}
    unasked = valid and page.is_open and "gelijk" not in form.seen_hints()
    alike = queries.resembling_ideas(page.round, form.said()) if unasked else []
    return {"hints": form.hints(), "alike": queries.list_rows(page, alike)}


def _idea_form(
    page: RoundPage, form: IdeaForm, *, seen: str = "gezien gelijk", **context: Any
) -> HttpResponse:
    """Show the form, with the room and the promise beside it and all that was typed still in it."""
    form.look_alikes(page.address("similar"))
    boundaries = visible(ANYONE, Boundary.objects.filter(room=page.room)).order_by("number")
    hidden = {"seen": seen, "kept_photo": form.kept.token if form.kept else ""} if form.is_bound else {}
    response = _page(
        page, "new", status_of(form), form=form, promise=page.promise(), boundaries=boundaries,
        carried=hidden, support_key=fresh_key(), personal=True,
        paper_url=page_url("paper", page.process.slug, page.round.slug), **context,
    )  # fmt: skip
    return with_tiles(response)


@require_POST
@round_page(KEY)
def similar(page: RoundPage) -> HttpResponse:
    """Answer with look-alikes of what is being typed, for the page to put beside the field."""
    text = WordsForm(page.request.POST).said()
    found = queries.resembling_ideas(page.round, text) if len(text.split()) >= 4 else []
    return _page(page, "alike", alike=queries.list_rows(page, found))


@may_be_kept
@require_safe
@round_page(KEY)
def idea_page(page: RoundPage, idea: UUID) -> HttpResponse:
    """Show one idea with its comments, for beside against."""
    return _show_idea(page, queries.idea_for(page.viewer, page.round, idea), CommentForm())


def _show_idea(page: RoundPage, idea: Contribution, form: CommentForm, **context: Any) -> HttpResponse:
    """Render the page of an idea, with a fresh or a refused comment form below."""
    token = page.device.value
    mine = token is not None and queries.supports(idea, _supporter(page, token))
    title, words = opening(idea.title, idea.text)
    comments = queries.comments_of(idea, page.request.GET.get("pagina"))
    return _page(
        page, "idea", status_of(form), idea=idea, idea_url=page.address("idea", idea=idea.pk),
        title=title, words=words, detail=getattr(idea, "idea", None),
        place=queries.place_words(idea), by=queries.by_line(idea),
        support=queries.support_words(page, idea.pk, queries.shown(idea)), mine=mine, support_key=fresh_key(),
        earlier=earlier_words(idea), comments=comments, commented=queries.comment_words(page, idea.pk, comments.total),
        hidden_comments=queries.hidden_comments(idea), form=form,
        carried={"seen": "gezien"} if form.is_bound else {},
        promise=page.promise(), public=idea.moderation == Moderation.SHOWN,
        # What this device did stands on the page: no cache in between may keep it for another (reliability N45).
        personal=mine or form.is_bound, **context,
    )  # fmt: skip


@require_POST
@round_page(KEY)
def comment(page: RoundPage, idea: UUID) -> HttpResponse:
    """Take in a comment and go to its receipt."""
    found = queries.idea_for(page.viewer, page.round, idea)
    form = CommentForm(page.request.POST)
    again = form.is_valid() and queries.sent_before(page.round, form.cleaned_data["key"])
    hints = [] if again else form.hints()
    if not hints:
        done = gave(page, form, lambda data: _add_comment(page, found, data))
        if done is not None:
            return done
    return _show_idea(page, found, form, hints=hints)


def _add_comment(page: RoundPage, idea: Contribution, data: dict[str, Any]) -> Receipt:
    return services.add_comment(
        round=page.round, idea=idea, stance=data["stance"], words=_words(data, COMMENT),
        actor=RESIDENT, key=data["key"], token=page.device.value,
    )  # fmt: skip


@require_POST
@round_page(KEY)
def support(page: RoundPage, idea: UUID) -> HttpResponse:
    """Count the support of this device once, or take it back."""
    found = queries.idea_for(page.viewer, page.round, idea)
    form = SupportForm(page.request.POST)
    if not form.is_valid():
        raise BadInput(_("Dit formulier is niet compleet. Open de pagina opnieuw."))
    key, wanted = form.cleaned_data["key"], form.cleaned_data["wanted"] == "ja"
    token = page.device.or_from(key, lambda one: queries.supports(found, _supporter(page, one)))
    supporter = _supporter(page, token)
    services.set_support(idea=found, supporter=supporter, wanted=wanted, actor=RESIDENT, key=key, token=token)
    messages.success(page.request, _("Uw steun telt mee.") if wanted else _("Uw steun telt niet meer mee."))
    return HttpResponseRedirect(f"{with_carried(page.address('idea', idea=found.pk), carried(page.request))}#steun")


@require_safe
@round_page(KEY)
def photo(page: RoundPage, idea: UUID, width: int) -> HttpResponseBase:
    """Send one copy of the photo of an idea, to whoever may see that idea."""
    found = queries.idea_for(page.viewer, page.round, idea)
    name = found.idea.photo if hasattr(found, "idea") else ""
    if not name or width not in photos.WIDTHS:
        raise Http404
    try:
        file = photos.opened(name, width)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    # Short and private: a photo that a moderator hides must be gone soon.
    response["Cache-Control"] = "private, max-age=300"
    return response
