"""The kit of every desk page: who looks, one's own row or no such page, a form with a fresh key, and one answer each.

    form = ReasonForm(request.POST or None, version=token_of(event))
    acted = act(request, form, lambda: cancel_event(event=event, key=form.act_key, seen=form.version_seen(event), ...))
    if acted:
        return done(request, back, _("Afgezegd."))
    return page(request, "processes/small.html", {...}, form)

A refusal stands at its field and the typed text stays. The status is 422 for what can be mended in the form, 409 for a
conflict or a wrong moment, 403 for what one may not. After a conflict the form says who was first, when, and what
stands there now; it then carries the version that was shown, so saving again is a choice and not an accident.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import update_wrapper
from http import HTTPStatus
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Manager, Model, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.journal.ways_back import Foreseen
from brink.domain.people import foreseeing
from brink.domain.people.act_forms import MENDABLE, ActForm, new_key, seen_in, token_of
from brink.domain.people.models import Body
from brink.foundation import spreadsheets
from brink.foundation.errors import NotAllowed, NotNow, Refusal
from brink.foundation.requests import BrinkRequest, typed_words
from brink.foundation.visibility import DESK, Role, Viewer
from brink.ui import listed
from brink.ui.not_sent import NotSent, missing_in, not_sent, typed_in

__all__ = [
    "ActForm", "Acted", "BrinkRequest", "act", "done", "found", "key_of", "login_first", "member", "new_key", "own",
    "own_body", "page", "page_of", "press", "seen_in", "signed_in",
    "token_of",
]  # fmt: skip

M = TypeVar("M", bound=Model)
T = TypeVar("T")
P = ParamSpec("P")


def key_of(request: BrinkRequest) -> str | None:
    """Return the key that a button sent, or None."""
    return request.POST.get("key", "")[:60] or None


def login_first(
    view: Callable[Concatenate[BrinkRequest, P], HttpResponse],
) -> Callable[Concatenate[BrinkRequest, P], HttpResponse]:
    """Send whoever is not logged in to the way in: for pages that every desk has, and that tell nothing."""

    def guarded(request: BrinkRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.viewer.account_id is None:
            if typed_words(request):
                raise NotAllowed(_("U bent niet meer ingelogd. Log in en stuur uw tekst dan opnieuw."))
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return update_wrapper(guarded, view)


def member(request: BrinkRequest) -> Viewer:
    """Return who looks when they sit at the desk of some body; for everybody else there is no such page."""
    if not request.viewer.tenants(DESK):
        raise Http404
    return request.viewer


def signed_in(request: BrinkRequest) -> UUID:
    """Return the account of whoever looks; for everybody else there is no such page."""
    if request.viewer.account_id is None:
        raise Http404
    return request.viewer.account_id


def own(request: BrinkRequest, rows: QuerySet[M], **lookup: Any) -> M:
    """Return a row of one's own body, or answer that there is none: also to staff of another body."""
    return found(rows.filter(tenant_id__in=member(request).tenants(DESK)), **lookup)


def found(rows: QuerySet[M] | Manager[M], **lookup: Any) -> M:
    """Return one row, or answer that there is none; also when what was asked can be no key."""
    try:
        row = rows.filter(**lookup).first()
    except (ValueError, ValidationError):
        row = None
    if row is None:
        raise Http404
    return row


def ticked_keys(texts: Sequence[str], most: int) -> list[UUID]:
    """Return the keys of what was ticked, at most so many; answer that there is nothing for what can be no key."""
    try:
        return [UUID(text) for text in texts[:most]]
    except ValueError as error:
        raise Http404 from error


def own_body(request: BrinkRequest, roles: frozenset[Role], asked: str = "organisatie") -> Body:
    """Return the body for which this viewer has one of these roles: the one in the address, else the first."""
    rows = Body.objects.filter(pk__in=request.viewer.tenants(roles)).select_related("area").order_by("kind", "name")
    slug = request.GET.get(asked, "")[:60]
    return found(rows, slug=slug) if slug else found(rows)


class Sent(Protocol):
    """What came from a page: a form that acts, or a part of a page that carries one."""

    def is_valid(self) -> bool:
        """Tell whether there is nothing to mend in it."""

    def refuse(self, refusal: Refusal) -> None:
        """Take in why it was refused, to say it when the page comes back."""


@dataclass(frozen=True, slots=True)
class Acted(Generic[T]):
    """A form whose act was done, now or the first time that it was sent."""

    result: T


def act(
    request: BrinkRequest,
    form: Sent,
    do: Callable[[], T],
    *,
    fits: bool = True,
    may: Callable[[], object] | None = None,
    foresee: Callable[[], Foreseen] | None = None,
) -> Acted[T] | None:
    """Do what a sent and valid form asks; None when there is nothing to do, or when the form says what to mend.

    `fits` is false when another form beside it must be mended first. Whether one may is asked inside `do`, so that the
    form with the typed text comes back when that was taken away meanwhile; with `may` it is also asked of a form that
    must be mended, so that nobody mends in vain. With `foresee` nothing is done before the person has read what will
    happen and said yes; `page` shows that.
    """
    if request.method != "POST":
        return None
    valid = form.is_valid() and fits and not foreseeing.went_back(request)
    try:
        if may is not None:
            may()
        if valid and foresee is not None:
            foreseeing.ask_first(request, foresee, do)
        return Acted(do()) if valid else None
    except foreseeing.AskFirst as asked:
        request.asked_first = asked  # type: ignore[attr-defined]
        return None
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def page(request: BrinkRequest, template: str, context: Mapping[str, Any], *sent: Any) -> HttpResponse:
    """Render a page with the one status that its forms and formsets call for, and what they say above its heading.

    When what an act does must be told first, that is the page. What was typed in a form that is not drawn any more,
    for a role that went or a thing that is done, stands above the heading.

    Asked as a file (`{% list_files %}`), the lists of the page are that file.
    """
    asked = getattr(request, "asked_first", None)
    if isinstance(asked, foreseeing.AskFirst):
        return foreseeing.show(request, asked)
    status = max((getattr(form, "status", 200) for form in sent), default=200)
    if status == 200 and any(form.is_bound and not form.is_valid() for form in sent):
        status = MENDABLE
    known = {"not_sent": not_sent(*sent), **context}
    answer = render(request, template, known, status=status)
    kind = spreadsheets.asked(request)
    if kind and request.method == "GET":
        name = slugify(template.rpartition("/")[2].removesuffix(".html").removeprefix("desk_"))
        return spreadsheets.file(
            listed.sheet(answer.content.decode(), request.build_absolute_uri(request.path), name), kind
        )
    if request.method != "POST" or status < HTTPStatus.BAD_REQUEST:
        return answer
    lost = missing_in(answer.content.decode(), typed_in(*sent))
    if lost:
        said = known["not_sent"] or NotSent()
        answer = render(request, template, {**known, "not_sent": replace(said, words=lost)}, status=status)
    return answer


def done(request: BrinkRequest, to: str, said: str | Promise = "") -> HttpResponseRedirect:
    """Lead on after an act, and say there that it worked."""
    if said:
        messages.success(request, str(said))
    return HttpResponseRedirect(to)


def press(
    request: BrinkRequest,
    do: Callable[[], object],
    *,
    said: str | Promise,
    to: str,
    back: str = "",
    foresee: Callable[[], Foreseen] | None = None,
    gone: tuple[str, UUID] | None = None,
) -> HttpResponse:
    """Do the act of a button without words, and lead on; a refusal is said on the page where it was pressed.

    With `foresee` what will happen is said first, also to whoever opens the address. `gone` names the act and what it
    takes away: of a double click the second finds that done, as was asked.
    """
    try:
        if foresee is not None:
            foreseeing.ask_first(request, foresee)
        do()
    except foreseeing.AskFirst as asked:
        return foreseeing.show(request, asked, back=back or to)
    except Refusal as refusal:
        if gone is not None and isinstance(refusal, NotNow) and foreseeing.done_before(request, *gone):
            return done(request, to, said)
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back or to)
    return done(request, to, said)


def page_of(request: BrinkRequest, rows: QuerySet[M], size: int) -> Page[M]:
    """Return the asked page of a list; a page that does not exist is the nearest that does."""
    return Paginator(rows, size).get_page(request.GET.get("pagina"))
