"""/balie/bijeenkomsten/nieuw/: an event of a government that belongs to no question; change it, or call it off."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.people.desk import act, done, login_first, member, own, own_body, page, token_of
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes import foreseen
from brink.domain.processes.forms.small import CallOffFields, EventFields
from brink.domain.processes.models import Event
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.services import timeline
from brink.domain.processes.views.small_forms import event_facts, event_start
from brink.foundation.requests import BrinkRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def plan(request: BrinkRequest) -> HttpResponse:
    """Put an event in the calendar that belongs to no question: an open day, a meeting of a committee."""
    viewer = member(request)
    body = own_body(request, PROCESS_WRITE.roles)
    form = EventFields(request.POST or None)
    acted = act(request, form, lambda: timeline.plan_event(
        tenant=body, process=None, facts=event_facts(form), actor=actor_for(viewer, PROCESS_WRITE, body.pk),
        key=form.act_key,
    ))  # fmt: skip
    if acted:
        to = reverse("gatherings:desk_event", args=[acted.result.pk])
        return done(request, to, _("De bijeenkomst staat in de agenda. Zeg nu hoeveel plekken er zijn."))
    context = {"body": body, "title": _("Plan een bijeenkomst zonder vraag"), "button": _("Zet in de agenda"),
               "form": form, "back_url": reverse("gatherings:desk"),
               **allowed(viewer, body.pk, write=PROCESS_WRITE)}  # fmt: skip
    return page(request, "gatherings/desk_plan.html", context, form)


def _alone(request: BrinkRequest, pk: UUID) -> Event:
    """Return an event of one's own body that belongs to no question: those of a question have pages there."""
    return own(request, Event.objects.filter(process=None).select_related("area", "tenant"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Change the day, the time or the place; whoever signed up hears it."""
    event = _alone(request, pk)
    form = EventFields(request.POST or None, initial=event_start(event), version=token_of(event))
    acted = act(request, form, lambda: timeline.change_event(
        event=event, facts=event_facts(form), actor=actor_for(member(request), PROCESS_WRITE, event.tenant_id),
        key=form.act_key, seen=form.version_seen(event),
    ))  # fmt: skip
    if acted:
        said = _("Opgeslagen. Wie zich heeft aangemeld, hoort het.")
        return done(request, reverse("gatherings:desk_event", args=[event.pk]), said)
    return page(request, "gatherings/desk_form.html", _context(request, event, form, _("Dag, tijd en plek")), form)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Call it off, with a reason that everybody reads."""
    event = _alone(request, pk)
    form = CallOffFields(request.POST or None)
    acted = act(
        request, form,
        lambda: timeline.cancel_event(
            event=event, reason=form.cleaned_data["reason"], key=form.act_key,
            actor=actor_for(member(request), PROCESS_WRITE, event.tenant_id),
        ),
        may=lambda: actor_for(member(request), PROCESS_WRITE, event.tenant_id),
        foresee=lambda: foreseen.cancel(event),
    )  # fmt: skip
    if acted:
        return done(request, reverse("gatherings:desk_event", args=[event.pk]), _("Afgezegd. Iedereen leest uw reden."))
    context = {**_context(request, event, form, _("De bijeenkomst gaat niet door")), "button": _("Zeg af")}
    return page(request, "gatherings/desk_form.html", context, form)


def _context(request: BrinkRequest, event: Event, form: EventFields | CallOffFields, title: str) -> dict[str, object]:
    return {
        "event": event, "form": form, "title": title, "button": _("Bewaar"),
        "back_url": reverse("gatherings:desk_event", args=[event.pk]),
        **allowed(request.viewer, event.tenant_id, write=PROCESS_WRITE),
    }  # fmt: skip
