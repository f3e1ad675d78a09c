"""The small pages on which one thing is added to a process."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from brink.domain.journal.services import Actor
from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.desk import BrinkRequest, act, done, found, page, token_of
from brink.domain.processes import foreseen
from brink.domain.processes.dates import MARGIN_DAYS, day_of
from brink.domain.processes.forms import small
from brink.domain.processes.models import Event, Process
from brink.domain.processes.services import processes, stakeholders, timeline
from brink.domain.processes.views.access import actor, own_process
from brink.foundation import clock

Save = Callable[[Process, Any, Actor], object]


@dataclass(frozen=True)
class Kind:
    """One kind of thing that can be added: its words, its form, and the service behind it."""

    title: str | Promise
    button: str | Promise
    form: type[small.ProcessForm]
    save: Save
    page: str = "rounds"
    lead: str | Promise = ""
    foresee: Callable[[Process], Foreseen] | None = None


def event_facts(form: small.EventFields) -> timeline.EventFacts:
    """Return what the form says as the service takes it."""
    data = form.cleaned_data
    return timeline.EventFacts(
        title=data["title"], starts_at=form.starts_at, ends_at=form.ends_at, venue=data["venue"],
        area=data["village"], practical=data["practical"], round=data.get("round"),
    )  # fmt: skip


def event_start(planned: Event) -> dict[str, object]:
    """Return what a form about an event starts from: how it stands now."""
    start, end = (moment.astimezone(clock.AMSTERDAM) for moment in (planned.starts_at, planned.ends_at))
    return {
        "title": planned.title, "on": day_of(planned.starts_at), "starts": start.time(), "ends": end.time(),
        "venue": planned.venue, "village": planned.area.name if planned.area else "",
        "practical": planned.practical, "round": planned.round_id,
    }  # fmt: skip


def _plain(service: Callable[..., object], *names: str) -> Save:
    """Make a saver that hands the named fields to a service."""

    def save(process: Process, form: Any, who: Actor) -> object:
        return service(
            process=process, **{name: form.cleaned_data[name] for name in names}, actor=who, key=form.act_key
        )

    return save


def _plan_event(process: Process, form: Any, who: Actor) -> object:
    return timeline.plan_event(
        tenant=process.tenant, process=process, facts=event_facts(form), actor=who, key=form.act_key
    )


KINDS = {
    "bijeenkomst": Kind(
        gettext_lazy("Plan een bijeenkomst"), gettext_lazy("Zet in de agenda"), small.EventForm, _plan_event,
        lead=gettext_lazy("Houd genoeg tijd tot een wettelijke termijn sluit. Anders zegt Brink welke dag nog kan."),
    ),
    "moment": Kind(
        gettext_lazy("Plan een beslismoment"), gettext_lazy("Zet op het pad"), small.MomentForm,
        _plain(timeline.plan_moment, "on", "organ", "subject"),
        lead=gettext_lazy("Het eindbesluit staat al in de speelruimte. Dit is voor een besluit onderweg."),
    ),
    "termijn": Kind(
        gettext_lazy("Leg een wettelijke termijn vast"), gettext_lazy("Leg vast"), small.TermForm,
        _plain(timeline.set_term, "name", "closes_on"),
    ),
    "partij": Kind(
        gettext_lazy("Wie zit aan tafel?"), gettext_lazy("Voeg toe"), small.StakeholderForm,
        _plain(stakeholders.add_stakeholder, "name", "aim"),
    ),
    "belang": Kind(
        gettext_lazy("Wat staat er op het spel?"), gettext_lazy("Voeg toe"), small.InterestForm,
        _plain(stakeholders.add_interest, "title", "stakeholder"),
        lead=gettext_lazy("Elk belang krijgt straks een regel in de afweging. Anders kan het besluit niet op de site."),
    ),
    "partner": Kind(
        gettext_lazy("Welke overheid doet mee?"), gettext_lazy("Voeg toe"), small.PartnerForm,
        _plain(stakeholders.add_partner, "body", "part"),
    ),
    "leermoment": Kind(
        gettext_lazy("Wat leerden wij?"), gettext_lazy("Bewaar het leermoment"), small.LessonForm,
        _plain(processes.add_lesson, "happened", "change"), page="desk",
    ),
    "terugkijken": Kind(
        gettext_lazy("Rond dit proces af"), gettext_lazy("Rond af"), small.EvaluateForm,
        _plain(processes.evaluate, "note"), page="desk",
        lead=gettext_lazy("De leermomenten worden openbaar. Daarna verandert er niets meer."),
        foresee=foreseen.evaluate,
    ),
    "intrekken": Kind(
        gettext_lazy("Trek dit proces in"), gettext_lazy("Trek in"), small.ReasonForm,
        _plain(processes.withdraw_process, "reason"), page="desk",
        lead=gettext_lazy("Rondes die open zijn, sluiten meteen. Iedereen die meedeed, krijgt nog antwoord."),
        foresee=foreseen.stop,
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: BrinkRequest, slug: str, what: str) -> HttpResponse:
    """Add one thing; a refusal stands at its field and what was typed stays."""
    process, kind = own_process(request, slug), KINDS.get(what)
    if kind is None:
        raise Http404
    form = kind.form(request.POST or None, process=process)
    back = reverse(f"processes:{kind.page}", args=[slug])
    told = kind.foresee
    if act(
        request,
        form,
        lambda: kind.save(process, form, actor(request, process)),
        foresee=(lambda: told(process)) if told is not None else None,
        may=(lambda: actor(request, process)) if told is not None else None,
    ):
        return done(request, back)
    context = {"process": process, "form": form, "title": kind.title, "button": kind.button, "lead": kind.lead}
    return page(request, "processes/small.html", {**context, "back": back}, form)


def _own_event(process: Process, pk: UUID) -> Event:
    return found(process.events.select_related("area", "round"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def event(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Change an event that has still to come."""
    process = own_process(request, slug)
    planned = _own_event(process, pk)
    form = small.EventForm(
        request.POST or None, process=process, initial=event_start(planned), version=token_of(planned)
    )
    back = reverse("processes:rounds", args=[slug])
    if act(
        request,
        form,
        lambda: timeline.change_event(
            event=planned, facts=event_facts(form), actor=actor(request, process), key=form.act_key,
            seen=form.version_seen(planned),
        ),
    ):  # fmt: skip
        return done(request, back)
    lead = _("Tussen een bijeenkomst en het einde van een wettelijke termijn horen %(days)s dagen te liggen.")
    context = {"process": process, "form": form, "title": _("Verander de bijeenkomst"), "button": _("Bewaar"),
               "back": back, "lead": lead % {"days": MARGIN_DAYS}}  # fmt: skip
    return page(request, "processes/small.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Call an event off, with a reason."""
    process = own_process(request, slug)
    planned = _own_event(process, pk)
    form = small.CallOffForm(request.POST or None, process=process)
    back = reverse("processes:rounds", args=[slug])
    if act(
        request,
        form,
        lambda: timeline.cancel_event(
            event=planned, reason=form.cleaned_data["reason"], actor=actor(request, process), key=form.act_key
        ),
        may=lambda: actor(request, process),
        foresee=lambda: foreseen.cancel(planned),
    ):
        return done(request, back)
    title = _("‘%(title)s’ gaat niet door") % {"title": planned.title}
    context = {"process": process, "form": form, "title": title, "button": _("Zeg af"), "back": back}
    return page(request, "processes/small.html", context, form)
