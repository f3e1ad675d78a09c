"""Pages for stepping back: holding a round back, closing it early, throwing a draft away."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.desk import BrinkRequest, act, done, found, key_of, page, press
from brink.domain.people.foreseeing import done_before, only_who_may
from brink.domain.processes import foreseen
from brink.domain.processes.forms.small import ReasonForm
from brink.domain.processes.models import Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.services import pausing, processes
from brink.domain.processes.views.access import actor, own_process


def _with_reason(
    request: BrinkRequest,
    slug: str,
    number: int,
    *,
    title: str,
    lead: str,
    button: str,
    service: Callable[..., Any],
    told: Callable[[Round], Foreseen],
    said: str,
) -> HttpResponse:
    process = own_process(request, slug)
    round = found(process.rounds.select_related("phase"), number=number)
    round.process = process
    form = ReasonForm(request.POST or None, process=process)
    back = f"{reverse('processes:desk', args=[slug])}#ronde-{number}"
    if act(
        request,
        form,
        lambda: service(round, form, actor(request, process)),
        may=lambda: actor(request, process),
        foresee=lambda: told(round),
    ):
        return done(request, back, said)
    context = {"process": process, "form": form, "title": title % {"title": round.title}, "lead": lead,
               "button": button, "back": reverse("processes:desk", args=[slug])}  # fmt: skip
    return page(request, "processes/small.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: BrinkRequest, slug: str, number: int) -> HttpResponse:
    """Hold an open round back for a while, with a reason."""
    return _with_reason(
        request, slug, number, title=_("Pauzeer ‘%(title)s’"), button=_("Pauzeer de ronde"),
        lead=_("Niemand kan meedoen tot u de ronde weer opent. De laatste dag verandert niet."),
        service=lambda round, form, who: pausing.pause_round(
            round=round, reason=form.cleaned_data["reason"], actor=who, key=form.act_key
        ),
        told=foreseen.pause, said=_("De ronde is gepauzeerd. Iedereen leest uw reden."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def close_early(request: BrinkRequest, slug: str, number: int) -> HttpResponse:
    """Close a round before the day that was announced, with a reason."""
    return _with_reason(
        request, slug, number, title=_("Sluit ‘%(title)s’ eerder"), button=_("Sluit de ronde"),
        lead=_("Iedereen leest waarom de ronde eerder sluit. Wilt u later verder? Pauzeer de ronde dan."),
        service=lambda round, form, who: pausing.close_early(
            round=round, reason=form.cleaned_data["reason"], actor=who, key=form.act_key
        ),
        told=foreseen.close_early, said=_("De ronde is gesloten en geteld. De uitslag ligt vast."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: BrinkRequest, slug: str) -> HttpResponse:
    """Throw away a draft that nobody outside the desk has seen."""
    try:
        process = own_process(request, slug)
    except Http404:
        # A double click finds it gone: that is what was asked.
        if request.method == "POST" and done_before(request, "process.dropped"):
            return done(request, reverse("processes:index"))
        raise
    only_who_may(request, PROCESS_WRITE, process.tenant_id)

    def told() -> Foreseen:
        actor(request, process)
        processes.may_drop(process)
        return foreseen.drop(process)

    return press(
        request,
        lambda: processes.drop_process(process=process, actor=actor(request, process), key=key_of(request)),
        said=_("De vraag is weg."),
        to=reverse("processes:index"),
        back=reverse("processes:desk", args=[slug]),
        foresee=told,
        gone=("process.dropped", process.pk),
    )
