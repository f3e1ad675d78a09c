"""/agenda/…/: the page of an event; sign up for it, read how it stands under a code, and sign off."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.gatherings import queries, slips
from brink.domain.gatherings.forms import CodeForm, SignUpForm
from brink.domain.gatherings.models import SignUp
from brink.domain.gatherings.services import cancel_signup, sign_up
from brink.domain.participation.round_page import address_of
from brink.domain.people import attempts
from brink.domain.people.act_forms import MENDABLE, status_of
from brink.domain.people.desk import act, done, found, key_of, new_key, page, press
from brink.domain.processes import icalendar_feed
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import Event
from brink.domain.processes.queries.calendar import calendar_items
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.crypto import decrypt, encrypt
from brink.foundation.errors import Refusal
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE, visible

KEY = "brink_signup"


def _event(request: BrinkRequest, pk: UUID) -> Event:
    return found(queries.with_gathering(visible(request.viewer, Event.objects.all())), pk=pk)


def _context(event: Event) -> dict[str, object]:
    question = page_url("process", event.process.slug) if event.process is not None else ""
    part = event.round if event.round is not None and event.round.opened_at is not None else None
    return {
        "event": event, "question": question, "part": part, "part_url": address_of(part) if part else "",
        "agenda": page_url("calendar"), **event.tenant.heading(),
    }  # fmt: skip


@require_safe
def event(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show what an event is, where and when, how to get in, what is on the agenda, and afterwards what it brought."""
    row = _event(request, pk)
    told = queries.event_page(request.viewer, row)
    return render(request, "gatherings/event.html", {"told": told, **_context(row)})


@require_safe
def calendar(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Give one event for one's own calendar; what was moved or called off updates what stands there."""
    row = found(visible(ANYONE, Event.objects.all()), pk=pk)
    day = day_of(row.starts_at)
    items = [one for one in calendar_items(ANYONE, day, day) if one.subject == row.pk]
    body = icalendar_feed.write(items, name=row.title, base_url=settings.BASE_URL)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slugify(row.title) or "bijeenkomst"}.ics"'
    return response


def _keep(request: BrinkRequest, code: str) -> None:
    request.session[KEY] = encrypt(code, at=clock.now())


def _kept(request: BrinkRequest) -> SignUp | None:
    """Return the sign-up that this browser made or asked for, None when there is none (any more)."""
    try:
        return queries.under_code(decrypt(request.session.get(KEY, "")))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Take in a sign-up. The form never promises a seat: the answer does."""
    row = _event(request, pk)
    gathering = queries.gathering_of(row)
    if gathering is None:
        raise Http404
    form = SignUpForm(request.POST or None)
    acted = act(request, form, lambda: sign_up(gathering=gathering, comer=form.comer(), key=form.act_key))
    if acted:
        _keep(request, acted.result.code)
        return redirect("gatherings:receipt")
    told = queries.event_page(request.viewer, row)
    return page(request, "gatherings/signup.html", {"told": told, "form": form, **_context(row)}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: BrinkRequest) -> HttpResponse:
    """Show the sign-up of this browser with its code, as it stands now; without one ask for the code."""
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = MENDABLE
        try:
            attempts.check(attempts.source_of(request), "signup-code", 30)
            if form.is_valid():
                if queries.under_code(form.cleaned_data["code"]) is not None:
                    _keep(request, form.cleaned_data["code"])
                    return redirect("gatherings:receipt")
                form.add_error("code", _("Deze code kennen wij niet. Kijk de woorden, cijfers en letter na."))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = status_of(refusal)
    row = _kept(request) if request.method != "POST" else None
    if row is None:
        response = render(request, "gatherings/code.html", {"form": form}, status=status)
    else:
        paper = "print" in request.GET
        template = "gatherings/paper_slip.html" if paper else "gatherings/receipt.html"
        response = render(request, template, _receipt(request, row, paper=paper))
    response["Cache-Control"] = "private, no-store"
    return response


def _receipt(request: BrinkRequest, row: SignUp, *, paper: bool) -> dict[str, object]:
    event = found(queries.with_gathering(Event.objects.all()), pk=row.gathering.event_id)
    told = queries.event_page(ANYONE, event)
    return {
        "signup": row, "told": told, "place": queries.place_in_line(row), "home": slips.home_url(),
        "slip": slips.slip(decrypt(request.session[KEY]), to_keep=not paper), "key": new_key(),
        "back_url": reverse("gatherings:receipt"), **_context(event),
    }  # fmt: skip


@require_POST
def cancel(request: BrinkRequest) -> HttpResponse:
    """Sign off, by whoever holds the code."""
    row = _kept(request)
    if row is None:
        return redirect("gatherings:receipt")
    said = _("U bent afgemeld. Wat u over uzelf schreef, is gewist.")
    return press(
        request, lambda: cancel_signup(signup=row, key=key_of(request)), said=said, to=reverse("gatherings:receipt")
    )


@require_POST
def forget(request: BrinkRequest) -> HttpResponse:
    """Forget the sign-up on this computer."""
    request.session.pop(KEY, None)
    return done(request, reverse("gatherings:receipt"), _("Deze computer weet uw aanmelding niet meer."))
