"""What every page of a round stands on: the round at this address, who looks, the room in force and its promise.

    @round_page("poll")
    def start(page: RoundPage) -> HttpResponse:
        return page.render("poll/start.html", {"question": page.question})

A page that does not exist for this viewer answers 404 before the view runs.
"""

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property, wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from brink.domain.contributions.services.admitting import admission_of
from brink.domain.journal.public_number import public_number
from brink.domain.participation.access_words import gate_sentence
from brink.domain.participation.device_token import DeviceToken
from brink.domain.participation.line_signs import line_words, lines_on_page
from brink.domain.people import page_holes
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, RoomStatement, Round
from brink.domain.processes.promises import promise_of
from brink.domain.processes.queries.round_changes import held_back
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.device_cookies import HARMLESS
from brink.foundation.disclosure import publishable
from brink.foundation.kept_facts import facts
from brink.foundation.kept_pages import pages
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE, Viewer, visible
from brink.ui.components import Link, Promise
from brink.ui.not_sent import NotSent

P = ParamSpec("P")
# What pages read of a round, its process and its body: a third of the columns, and it shows in the time a page takes.
_COLUMNS = (
    *("slug", "title", "prompt", "settings", "opens_at", "closes_at", "opened_at", "closed_at", "paused_at"),
    *("tenant_id", "contribution_count", "instrument", "seed", "assurance", "number"),
    *("process__decided_at", "process__withdrawn_at", "process__tenant__reply_days", "process__tenant__kind"),
    *("process__slug", "process__title", "process__tenant__name", "process__tenant__theme", "process__tenant__slug"),
    "process__tenant__phone",
    "process__tenant__email",
)


def address_of(round: Round, name: str = "start", **more: Any) -> str:
    """Return the address of a page of a round, by its name in the instrument's `urls`."""
    where = {"process": round.process.slug, "round": round.slug, **more}
    return reverse(f"{round.instrument}:{name}", kwargs=where)


@dataclass(frozen=True)
class RoundFrame:
    """One round with its process, state, room and promise: each is found when a page asks for it, and once."""

    round: Round

    @cached_property
    def state(self) -> RoundState:
        """Return where the round stands at the moment of this request."""
        return round_state(self.round, clock.now())

    @property
    def process(self) -> Process:
        """Return the process of the round."""
        return self.round.process

    @property
    def is_open(self) -> bool:
        """Tell whether somebody can take part now."""
        return self.state is RoundState.OPEN

    @property
    def is_planned(self) -> bool:
        """Tell whether the first day still has to come."""
        return self.state is RoundState.PLANNED

    @cached_property
    def held_back(self) -> str:
        """Return why nobody can take part for a while; "" when the round is not held back."""
        return held_back(self.round) if self.state is RoundState.PAUSED else ""

    @cached_property
    def room(self) -> RoomStatement | None:
        """Return the room statement in force: the last published version."""
        rows = visible(ANYONE, RoomStatement.objects.filter(tenant=self.round.tenant_id, process=self.process))
        return rows.select_related("decider", "contact").order_by("-version").first()

    @cached_property
    def lines(self) -> Mapping[tuple[str, UUID], int]:
        """Return what of the counts of this round came from one line: asked once for all rounds of a page."""
        return {key: told for key, (told, round) in lines_on_page(self.process).items() if round == self.round.pk}

    def from_one_line(self, what: str, shown: int, subject: UUID | None = None) -> str:
        """Say of a count that is told here how much of it came from one line; "" when that is little of it.

        `what` is the name of the act, `subject` the thing that it is counted for when that is not the round.
        """
        return line_words(shown, self.lines.get((what, subject or self.round.pk), 0)) if publishable(shown) else ""

    @property
    def question(self) -> str:
        """Return the question as the room in force puts it, or the title of the process."""
        return self.room.question if self.room is not None else self.process.title

    def promise(self, what: str = "") -> Promise | None:
        """Return the promise that stands at every form; `what` replaces that of the level."""
        return promise_of(self.room, self.process, what=what)

    def address(self, name: str = "start", **more: Any) -> str:
        """Return the address of a page of this round, by its name in the instrument's `urls`."""
        return address_of(self.round, name, **more)

    @property
    def process_url(self) -> str:
        """Return the address of the page of the question itself."""
        return page_url("process", self.process.slug)


@dataclass(frozen=True)
class RoundPage(RoundFrame):
    """A request for a page of one round, by one viewer."""

    request: BrinkRequest

    @property
    def viewer(self) -> Viewer:
        """Return who looks."""
        return self.request.viewer

    @cached_property
    def room(self) -> RoomStatement | None:
        """Return the room statement in force; for whoever has no account as it was at most a second ago."""
        frame = RoundFrame(self.round)
        if self.viewer != ANYONE or not _at_once(self.round.instrument):
            return frame.room
        found = facts.get(("room", self.process.pk, public_number()), lambda: frame.room)
        return copy(found) if found is not None else None

    @cached_property
    def device(self) -> DeviceToken:
        """Return what tells this device from another within this process, and no further."""
        instrument = registry.get(self.round.instrument)
        return DeviceToken(self.request, self.process, older=instrument.older_devices if instrument else ())

    @property
    def gate(self) -> Link | None:
        """Return what somebody must do before they count, in a round that does not count everybody."""
        if self.round.assurance == Round.Assurance.OPEN or not self.is_open:
            return None
        found = admission_of(self.round, self.device.value)
        if found is not None and found.admitted_at is not None:
            return None
        where = reverse("participation:access", args=[self.process.slug, self.round.slug])
        return Link(gate_sentence(self.round, found), where)

    def render(
        self,
        template: str,
        context: Mapping[str, Any] | None = None,
        status: int = 200,
        *,
        own: bool = True,
        stop: NotSent | None = None,
    ) -> HttpResponse:
        """Render a page in the colours of the body, with this page in it as `frame`.

        `stop` is what is said above the heading of a form that came back, when that form is not called `form` here.
        `own` says that it may hold something of one person, so that no cache in between may keep it (reliability N45).
        The browser itself keeps it: whoever goes back finds the form as they left it, also one that came back with
        a question. But a page that asked which device this is may show what it gave: that is gone when one goes back
        after "Ik ben klaar". For somebody who is logged in `ViewerMiddleware` keeps it out of that too.
        """
        shared = {"frame": self, "round": self.round, "process": self.process, **self.process.tenant.heading()}
        if stop is not None:
            shared["not_sent"] = stop
        shared["gate"] = self.gate
        response = render(self.request, template, {**shared, **(context or {})}, status=status)
        device: DeviceToken | None = vars(self).get("device")
        if device is not None and device.shown:
            response["Cache-Control"] = "private, no-store"
        elif own and not self.request.user.is_authenticated:
            response["Cache-Control"] = "private, no-cache"
        return response

    def kept(
        self, about: tuple[Hashable, ...], own: Mapping[str, str], make: Callable[[Mapping[str, str]], HttpResponse]
    ) -> HttpResponse:
        """Return a page that was made a moment ago for another visitor without account, with what is `own` in it.

        `about` names all on it that may differ but for `own`: texts that are the same for nobody, which `make` puts on
        the page as they are given to it. What an act takes away or alters makes it another page at once (ADR 23, 25).
        """
        if not self._is_like_others:
            return make(own)
        request = self.request
        known = self.device.value is not None
        key = (request.get_host(), request.get_full_path(), get_language(), public_number(), known, *about)
        page = pages.find(key)
        if page is None:
            made = make({name: page_holes.mark(name) for name in own})
            page = page_holes.in_pieces(request, made) if page_holes.same_for_all(request, made) else None
            if page is None:
                return make(own)
            pages.keep(key, page)
        response = HttpResponse(page_holes.filled(request, page, own))
        for name, text in page.headers:
            response[name] = text
        return response

    @property
    def _is_like_others(self) -> bool:
        """Tell whether nothing is known of the visitor but the device that answers here."""
        request = self.request
        unknown = self.viewer == ANYONE and request.method == "GET" and not request.headers.get("HX-Request")
        harmless = {*HARMLESS, *self.device.cookies}
        is_open = self.round.assurance == Round.Assurance.OPEN
        return unknown and is_open and pages.seconds > 0 and harmless.issuperset(request.COOKIES)

    def closed(self) -> HttpResponse:
        """Say that taking part is not possible now, since when or from when, and where to go on."""
        return self.render("participation/closed.html", {})


def frame_of(round: Round) -> RoundFrame:
    """Return the frame of a round that is known already."""
    return RoundFrame(round)


def find_round(viewer: Viewer, *, process: str, round: str, instrument: str = "") -> Round:
    """Return the round at these addresses when this viewer may see it; raises Http404."""
    if viewer != ANYONE or not _at_once(instrument):
        return _read(viewer, process, round, instrument)
    key = ("round", process, round, instrument, public_number())
    return _copied(facts.get(key, lambda: _read(viewer, process, round, instrument)))


def _at_once(instrument: str) -> bool:
    found = registry.get(instrument)
    return found is not None and found.answers_at_once


def _copied(round: Round) -> Round:
    """Return a round for one request alone: what a page notes on it is not another's."""
    mine = copy(round)
    mine.process = copy(round.process)
    mine.process.tenant = copy(round.process.tenant)
    return mine


def _read(viewer: Viewer, process: str, round: str, instrument: str) -> Round:
    rows = Round.objects.filter(process__slug=process, slug=round)
    if instrument:
        rows = rows.filter(instrument=instrument)
    found = visible(viewer, rows).select_related("process__tenant").only(*_COLUMNS).order_by().first()
    if found is None:
        raise Http404
    return found


def page_for(request: BrinkRequest, process: str, round: str, instrument: str = "") -> RoundPage:
    """Return the page of the round at these addresses; raises Http404."""
    return RoundPage(find_round(request.viewer, process=process, round=round, instrument=instrument), request)


R = TypeVar("R", bound=HttpResponseBase)


def with_device(page: RoundPage, response: R) -> R:
    """Let the device of a form that was taken in keep its token."""
    device: DeviceToken | None = vars(page).get("device")
    if device is not None and device.used and response.status_code == HTTPStatus.FOUND:
        device.remember(response)
    return response


def round_page(
    instrument: str = "",
) -> Callable[[Callable[Concatenate[RoundPage, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Turn a view of a `RoundPage` into one of a request and the address of a round of this instrument.

    A form that was taken in answers with a redirect; the device that it was sent from keeps its token then.
    """

    def wrap(view: Callable[Concatenate[RoundPage, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def found(
            request: BrinkRequest, process: str, round: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            page = page_for(request, process, round, instrument)
            return with_device(page, view(page, *args, **kwargs))

        return found

    return wrap
