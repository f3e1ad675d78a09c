"""/balie/bijeenkomsten/: what comes, who comes, what is on the agenda, who was there, and the report."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.gatherings import desk_queries, forms, queries, services, slips
from brink.domain.gatherings.agenda_lists import read_agenda
from brink.domain.gatherings.models import Gathering, SignUp
from brink.domain.gatherings.permissions import GATHERING_WRITE
from brink.domain.journal.services import Actor
from brink.domain.people.desk import (
    act,
    done,
    key_of,
    login_first,
    member,
    new_key,
    own,
    own_body,
    page,
    page_of,
    press,
    signed_in,
    token_of,
)
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Event
from brink.foundation import clock
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK

LOOKED, PER_PAGE = "brink_signups_looked", 25


def _actor(request: BrinkRequest, event: Event) -> Actor:
    return actor_for(member(request), GATHERING_WRITE, event.tenant_id)


def _event(request: BrinkRequest, pk: UUID) -> Event:
    return own(request, queries.with_gathering(Event.objects.all()), pk=pk)


def _gathering(event: Event) -> Gathering:
    """Return the gathering of an event, or answer that there is no such page: nobody arranged it yet."""
    found = queries.gathering_of(event)
    if found is None:
        raise Http404
    found.event = event
    return found


def _to(name: str, event: Event) -> str:
    return reverse(f"gatherings:{name}", args=[event.pk])


def _shared(request: BrinkRequest, event: Event) -> dict[str, Any]:
    return {"event": event, "back_url": _to("desk_event", event),
            **allowed(request.viewer, event.tenant_id, write=GATHERING_WRITE)}  # fmt: skip


@require_safe
@login_first
def index(request: BrinkRequest) -> HttpResponse:
    """List what comes, the first in front, and what has been; with what still waits."""
    been = request.GET.get("toon") == "geweest"
    rows = page_of(request, desk_queries.events(member(request), been=been), PER_PAGE)
    lines = [(one, queries.state(one)) for one in rows]
    return render(request, "gatherings/desk.html", {"page": rows, "lines": lines, "been": been})


def _change_url(event: Event, *, off: bool = False) -> str:
    """Return where day and place are changed, or where it is called off; "" for what is over or off."""
    if event.cancelled_at is not None or event.starts_at <= clock.now():
        return ""
    if event.process is None:
        return _to("call_off" if off else "change", event)
    return reverse("processes:cancel" if off else "processes:event", args=[event.process.slug, event.pk])


@require_safe
def one(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show one event: how many come, what waits, and where to write down what."""
    event = _event(request, pk)
    gathering = queries.gathering_of(event)
    told = queries.event_page(request.viewer, event)
    context: dict[str, Any] = {"told": told, "gathering": gathering, "change_url": _change_url(event),
                               "call_off_url": _change_url(event, off=True),
                               "begun": event.starts_at <= clock.now(), **_shared(request, event)}  # fmt: skip
    if gathering is not None:
        gathering.event = event
        context |= {"counts": queries.counts(gathering), "calls": len(queries.to_call(gathering)),
                    "items": told.items, "key": new_key()}  # fmt: skip
    return render(request, "gatherings/desk_event.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Say what an event has beyond its day and place."""
    event = _event(request, pk)
    gathering = queries.gathering_of(event)
    form = forms.GatheringForm(
        request.POST or None, event=event, initial=forms.GatheringForm.start(gathering),
        version=token_of(gathering, "gathering.set"),
    )  # fmt: skip
    acted = act(request, form, lambda: services.set_gathering(
        event=event, gathering=gathering, facts=form.facts(), actor=_actor(request, event), key=form.act_key,
        seen=form.version_seen(gathering),
    ))  # fmt: skip
    if acted:
        return done(request, _to("desk_event", event), _("Opgeslagen. Iedereen leest dit bij de bijeenkomst."))
    context = {"title": _("Plekken en aanmelden"), "button": _("Bewaar"), "form": form, **_shared(request, event)}
    return page(request, "gatherings/desk_form.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Write the agenda, one thing on a line."""
    event = _event(request, pk)
    gathering = _gathering(event)
    form = forms.AgendaForm(
        request.POST or None, initial=forms.AgendaForm.start(gathering),
        version=token_of(gathering, "gathering.agenda_set"),
    )  # fmt: skip
    acted = act(request, form, lambda: services.set_agenda(
        gathering=gathering, lines=form.lines(), actor=_actor(request, event), key=form.act_key,
        seen=form.version_seen(gathering),
    ))  # fmt: skip
    if acted:
        return done(request, _to("desk_event", event), _("De agenda staat bij de bijeenkomst."))
    context = {"title": _("Agenda"), "button": _("Bewaar"), "form": form, **_shared(request, event)}
    return page(request, "gatherings/desk_form.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Write down a sign-up for somebody who called; afterwards the receipt to read out."""
    event = _event(request, pk)
    gathering = _gathering(event)
    form = forms.SignUpForm(request.POST or None)
    acted = act(request, form, lambda: services.sign_up(
        gathering=gathering, comer=form.comer(), entered_by=Account.objects.get(pk=signed_in(request)),
        actor=_actor(request, event), key=form.act_key,
    ))  # fmt: skip
    if acted:
        slips.keep(request, acted.result.code)
        return redirect("gatherings:entered")
    context = {"title": _("Meld iemand aan die belt"), "button": _("Meld aan"), "form": form,
               "lead": _("Lees de vragen voor. Alleen het aantal mensen is nodig."),
               **_shared(request, event)}  # fmt: skip
    return page(request, "gatherings/desk_form.html", context, form)


@require_safe
@login_first
def entered(request: BrinkRequest) -> HttpResponse:
    """Show the receipt of the sign-up that was just taken by telephone, as it stands now."""
    viewer, code = member(request), slips.take(request)
    row = queries.under_code(code) if code else None
    if row is None:
        return redirect("gatherings:desk")
    if not viewer.has(row.tenant_id, DESK):
        raise Http404
    event = _event(request, row.gathering.event_id)
    paper = "print" in request.GET
    context = {"signup": row, "slip": slips.slip(code, to_keep=not paper), "place": queries.place_in_line(row),
               "told": queries.event_page(viewer, event), "home": slips.home_url(),
               **_shared(request, event)}  # fmt: skip
    context["back_url"] = reverse("gatherings:entered") if paper else _to("desk_event", event)
    response = render(request, "gatherings/paper_slip.html" if paper else "gatherings/desk_entered.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show who comes and what they need, once after each time that it was asked; that is written in the journal."""
    event = _event(request, pk)
    gathering = _gathering(event)
    if request.method == "POST":
        services.read_list(gathering=gathering, actor=_actor(request, event), key=key_of(request))
        request.session[LOOKED] = str(event.pk)
        return redirect("gatherings:people", event.pk)
    if request.session.get(LOOKED) != str(event.pk):
        return redirect("gatherings:desk_event", event.pk)
    if not can(member(request), GATHERING_WRITE, event.tenant_id):
        raise Http404
    if request.method == "GET":
        del request.session[LOOKED]
    calls = {one.pk for one in queries.to_call(gathering)}
    rows = [(one, one.pk in calls) for one in queries.living(gathering)]
    context = {"rows": rows, "key": new_key(), **_shared(request, event)}
    response = render(request, "gatherings/desk_people.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def bring_in(request: BrinkRequest) -> HttpResponse:
    """Bring in an agenda of elsewhere; a wrong row is named and nothing is kept."""
    viewer = member(request)
    body = own_body(request, GATHERING_WRITE.roles)
    form = forms.ImportForm(request.POST or None, body=body)
    acted = act(request, form, lambda: services.import_agenda(
        tenant=body, process=form.cleaned_data["process"], rows=read_agenda(form.cleaned_data["rows"]),
        kind=form.cleaned_data["kind"], organ=form.cleaned_data["organ"],
        actor=actor_for(viewer, GATHERING_WRITE, body.pk), key=form.act_key,
    ))  # fmt: skip
    if acted:
        said = ngettext("%(n)s bijeenkomst staat erbij.", "%(n)s bijeenkomsten staan erbij.", acted.result)
        return done(request, reverse("gatherings:desk"), said % {"n": acted.result})
    return page(request, "gatherings/desk_import.html", {"form": form, "body": body}, form)


def _signup(request: BrinkRequest, pk: UUID) -> SignUp:
    return own(request, SignUp.objects.select_related("gathering__event"), pk=pk)


@require_POST
def sign_off(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Sign somebody off who called; who waits gets the seats at once."""
    row = _signup(request, pk)
    event = row.gathering.event
    return press(
        request, lambda: services.cancel_signup(signup=row, actor=_actor(request, event), key=key_of(request)),
        said=_("Afgemeld. Wie op de wachtlijst staat, is aan de beurt."), to=_to("desk_event", event),
    )  # fmt: skip


@require_POST
def called(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Note that somebody was told by telephone how things stand."""
    row = _signup(request, pk)
    event = row.gathering.event
    return press(
        request, lambda: services.mark_called(signup=row, actor=_actor(request, event), key=key_of(request)),
        said=_("Genoteerd dat deze persoon is gebeld."), to=_to("desk_event", event),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Write down who was there and who was not."""
    event = _event(request, pk)
    gathering = _gathering(event)
    form = forms.PresenceForm(
        request.POST or None, gathering=gathering, version=token_of(gathering, "gathering.presence_noted")
    )
    acted = act(request, form, lambda: services.note_presence(
        gathering=gathering, attended=form.attended(), actor=_actor(request, event), key=form.act_key,
        seen=form.version_seen(gathering),
    ))  # fmt: skip
    if acted:
        said = _("Opgeslagen. Bestuurders die er waren, schrijven binnen 14 dagen op wat zij meenamen.")
        return done(request, _to("desk_event", event), said)
    context = {"title": _("Wie was erbij, en wie niet?"), "button": _("Bewaar"), "form": form,
               **_shared(request, event)}  # fmt: skip
    return page(request, "gatherings/desk_form.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Place the report, or a better version of it."""
    event = _event(request, pk)
    gathering = _gathering(event)
    last = gathering.reports.order_by("-version").first()
    start = {name: getattr(last, name) for name in ("text", "source", "contact")} if last else {
        "contact": gathering.contact
    }  # fmt: skip
    form = forms.ReportForm(
        request.POST or None, first=last is None, initial=start, version=token_of(gathering, "gathering.reported")
    )
    acted = act(request, form, lambda: services.publish_report(
        gathering=gathering, facts=form.facts(), actor=_actor(request, event), key=form.act_key,
        seen=form.version_seen(gathering),
    ))  # fmt: skip
    if acted:
        return done(request, _to("event", event), _("Het verslag staat op de site."))
    missing = desk_queries.missing(gathering) if clock.now() >= event.ends_at else []
    context = {"title": _("Verslag"), "button": _("Zet het verslag op de site"), "form": form, "missing": missing,
               **_shared(request, event)}  # fmt: skip
    return page(request, "gatherings/desk_form.html", context, form)
