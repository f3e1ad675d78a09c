"""Pages of ideas. None needs JavaScript; with it, look-alikes show while somebody writes."""

import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.receipt import receipt_context
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Boundary, Process
from brink.domain.processes.promises import promise_of
from brink.foundation.errors import NotNow, Refusal
from brink.foundation.text import sightings
from brink.foundation.visibility import ANYONE, Viewer, visible
from brink.instruments.ideas import devices, photos, queries, rules, services
from brink.instruments.ideas import frame as frames
from brink.instruments.ideas.forms import CommentForm, IdeaForm, SupportForm, WordsForm
from brink.instruments.ideas.frame import Frame


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def _fresh() -> str:
    return secrets.token_urlsafe(16)


def _page(request: HttpRequest, template: str, frame: Frame, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page of this round."""
    shared = {"frame": frame, "round": frame.round, "process": frame.process, **frame.process.tenant.heading()}
    return render(request, f"ideas/{template}.html", {**shared, **context}, status=status)


@require_GET
def idea_list(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Show the ideas of a round: search, filter, order, twenty to a page."""
    frame = frames.frame(_viewer(request), process, round)
    offered = queries.choices(frame)
    filters = offered.read(request.GET)
    page = queries.idea_page(frame, filters, request.GET.get("pagina"), offered.total)
    return _page(
        request, "list", frame, choices=offered, filters=filters, page=page,
        lines=queries.lines(frame, list(page.object_list)),
        hidden=0 if page.has_next() else queries.hidden_count(frame.round),
    )  # fmt: skip


def _hints(form: WordsForm, text: str) -> list[str]:
    """Return sentences about what the giver may not have meant to publish, once per form."""
    if "gezien" in form.seen_hints():
        return []
    sentences = {
        "phone": _("Er staat een telefoonnummer in: {found}. Iedereen kan het lezen."),
        "bsn": _("Er staat misschien een burgerservicenummer in: {found}. Haal dat liever weg."),
        "email": _("Er staat een e-mailadres in: {found}. Iedereen kan het lezen."),
        "person": _("Er staat een naam van iemand anders in: {found}. Vindt die persoon dat goed?"),
    }
    return [sentences[one.kind].format(found=one.found) for one in sightings(text)]


def _words(form: WordsForm, kind: str, **more: Any) -> Words:
    """Turn the fields that both forms share into words."""
    data = form.cleaned_data
    return Words(
        kind=kind,
        text=data["text"],
        publicity=data["publicity"],
        public_name=data["public_name"],
        email=data["email"],
        **more,
    )


def _give_idea(frame: Frame, form: IdeaForm) -> Receipt | None:
    """Give the idea of a valid form; a refusal goes to its field and None comes back."""
    data = form.cleaned_data
    brokered = data["on_behalf"]
    words = _words(
        form, rules.IDEA, title=data["title"], place=data["place"],
        broker_name=data["broker_name"] if brokered else "",
        broker_email=data["broker_email"] if brokered else "",
        consent_broker=brokered and data["consent_broker"],
    )  # fmt: skip
    extras = services.Extras(
        photo=form.kept, photo_alt=data.get("photo_alt", ""), area=data["area"], theme=data.get("theme")
    )
    try:
        return services.give_idea(round=frame.round, words=words, actor=RESIDENT, key=data["key"], extras=extras)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def new_idea(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Ask for an idea on one screen; a hint or a look-alike asks once more and loses nothing."""
    frame = frames.frame(_viewer(request), process, round)
    if request.method != "POST":
        if not frame.is_open:
            return _page(request, "closed", frame)
        return _idea_form(request, frame, IdeaForm(frame, initial={"key": _fresh()}))
    form = IdeaForm(frame, request.POST, request.FILES)
    valid = form.is_valid()
    text = f"{request.POST.get('title', '')[:200]} {request.POST.get('text', '')[:6000]}"
    again = valid and queries.sent_before(frame.round, form.cleaned_data["key"])
    hints = [] if again else _hints(form, text)
    unasked = valid and frame.is_open and not again and "gelijk" not in form.seen_hints()
    alike = queries.resembling_ideas(frame.round, text) if unasked else []
    if valid and not hints and not alike:
        receipt = _give_idea(frame, form)
        if receipt is not None:
            if receipt.repeated and "photo" in request.FILES and form.kept is not None:
                photos.discard(form.kept.name)
            return _receipt(request, frame, receipt)
    return _idea_form(request, frame, form, hints=hints, alike=queries.lines(frame, alike))


def _receipt(request: HttpRequest, frame: Frame, given: Receipt) -> HttpResponse:
    """Show the receipt as the answer to the form itself: sending it again shows the same, and a link shows nothing."""
    row = given.contribution
    comment = row.kind == rules.COMMENT
    response = _page(
        request, "receipt", frame, contribution=row, comment=comment,
        receipt=receipt_context(row, given.code, given.broker_code),
        address=f"{frame.base}{row.parent_id if comment else row.pk}/",
    )  # fmt: skip
    response["Cache-Control"] = "no-store"
    return response


def _idea_form(request: HttpRequest, frame: Frame, form: IdeaForm, **context: Any) -> HttpResponse:
    """Show the form, with the room and the promise beside it and all that was typed still in it."""
    boundaries = visible(ANYONE, Boundary.objects.filter(room=frame.room)).order_by("number")
    hidden = {"seen": "gezien gelijk", "kept_photo": form.kept.token if form.kept else ""} if form.is_bound else {}
    status = 422 if form.is_bound and form.errors else 200
    return _page(
        request, "new", frame, status, form=form, promise=promise_of(frame.room), boundaries=boundaries,
        carried=hidden, support_key=_fresh(), **context,
    )  # fmt: skip


@require_POST
def similar(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Answer with look-alikes of what is being typed, for the page to put beside the field."""
    frame = frames.frame(_viewer(request), process, round)
    text = f"{request.POST.get('title', '')[:200]} {request.POST.get('text', '')[:6000]}"
    found = queries.resembling_ideas(frame.round, text) if len(text.split()) >= 4 else []
    return _page(request, "alike", frame, alike=queries.lines(frame, found))


@require_GET
def idea_page(request: HttpRequest, process: str, round: str, idea: UUID) -> HttpResponse:
    """Show one idea with its comments, for beside against."""
    frame = frames.frame(_viewer(request), process, round)
    found = queries.idea_for(_viewer(request), frame.round, idea)
    return _show_idea(request, frame, found, CommentForm(initial={"key": _fresh()}))


def _first_token(idea: Contribution, process: Process, tokens: Sequence[str]) -> str:
    """Return the token of a device that sends its form again, or that of a new one."""
    known = (one for one in tokens[1:] if queries.supports(idea, devices.supporter(process, one)))
    return next(known, tokens[0])


def _show_idea(
    request: HttpRequest, frame: Frame, idea: Contribution, form: CommentForm, **context: Any
) -> HttpResponse:
    """Render the page of an idea, with a fresh or a refused comment form below."""
    token = devices.token(request, frame.process)
    mine = bool(token) and queries.supports(idea, devices.supporter(frame.process, token))
    title, words = rules.opening(idea.title, idea.text)
    response = _page(
        request, "idea", frame, 422 if form.is_bound and form.errors else 200, idea=idea,
        title=title, words=words, detail=getattr(idea, "idea", None),
        place=queries.place_words(idea), by=queries.by_line(idea),
        support=queries.support_words(queries.shown(idea)), mine=mine, support_key=_fresh(),
        comments=queries.comments_of(idea, request.GET.get("pagina")), form=form,
        carried={"seen": "gezien"} if form.is_bound else {},
        promise=promise_of(frame.room), public=idea.moderation == Moderation.SHOWN, **context,
    )  # fmt: skip
    if mine:
        # What this device did stands on the page: no cache in between may keep it for another (reliability N45).
        response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def comment(request: HttpRequest, process: str, round: str, idea: UUID) -> HttpResponse:
    """Take in a comment and show its receipt."""
    frame = frames.frame(_viewer(request), process, round)
    found = queries.idea_for(_viewer(request), frame.round, idea)
    form = CommentForm(request.POST)
    valid = form.is_valid()
    again = valid and queries.sent_before(frame.round, form.cleaned_data["key"])
    hints = [] if again else _hints(form, request.POST.get("text", "")[:6000])
    if valid and not hints:
        try:
            receipt = services.add_comment(
                round=frame.round, idea=found, stance=form.cleaned_data["stance"],
                words=_words(form, rules.COMMENT), actor=RESIDENT, key=form.cleaned_data["key"],
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _receipt(request, frame, receipt)
    return _show_idea(request, frame, found, form, hints=hints)


@require_POST
def support(request: HttpRequest, process: str, round: str, idea: UUID) -> HttpResponse:
    """Count the support of this device once, or take it back."""
    frame = frames.frame(_viewer(request), process, round)
    found = queries.idea_for(_viewer(request), frame.round, idea)
    form = SupportForm(request.POST)
    if not form.is_valid():
        raise NotNow(_("Dit formulier is niet compleet. Open de bladzijde opnieuw."), status=400)
    key, wanted = form.cleaned_data["key"], form.cleaned_data["wanted"] == "ja"
    token = devices.token(request, frame.process) or _first_token(found, frame.process, devices.tokens_from(key))
    services.set_support(
        idea=found, supporter=devices.supporter(frame.process, token), wanted=wanted, actor=RESIDENT, key=key
    )
    messages.success(request, _("Uw steun telt mee.") if wanted else _("Uw steun telt niet meer mee."))
    response = HttpResponseRedirect(f"{frame.base}{found.pk}/#steun")
    devices.remember(response, frame.process, token)
    return response


@require_GET
def photo(request: HttpRequest, process: str, round: str, idea: UUID, width: int) -> FileResponse:
    """Send one copy of the photo of an idea, to whoever may see that idea."""
    frame = frames.frame(_viewer(request), process, round)
    found = queries.idea_for(_viewer(request), frame.round, idea)
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
