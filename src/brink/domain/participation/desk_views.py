"""/balie/rondes/…/aansluitingen/: halls that stand open, and what came from one internet connection."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.participation.hall_queries import hall_part
from brink.domain.participation.models import Hall, OneLine
from brink.domain.participation.permissions import HALL_OPEN
from brink.domain.participation.queries import lines_of, open_halls
from brink.domain.participation.services import close_hall, look_at, open_hall
from brink.domain.people.desk import ActForm, act, done, key_of, member, new_key, own, page, press
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Round
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest


class HallForm(ActForm):
    """Which hall is open, and how long."""

    name = forms.CharField(
        label=gettext_lazy("Welke zaal?"), max_length=120,
        error_messages={"required": gettext_lazy("Schrijf op welke zaal het is.")},
        help_text=gettext_lazy("Bijvoorbeeld: dorpshuis De Brink, informatieavond."),
    )  # fmt: skip
    hours = forms.TypedChoiceField(
        label=gettext_lazy("Hoe lang is de zaal open?"), coerce=int, initial=3,
        choices=[(1, gettext_lazy("1 uur")), (2, gettext_lazy("2 uur")), (3, gettext_lazy("3 uur")),
                 (4, gettext_lazy("4 uur")), (8, gettext_lazy("8 uur"))],
    )  # fmt: skip
    smaller_first = forms.BooleanField(
        label=gettext_lazy("Na elke vraag praat de kleinste groep eerst"), required=False, initial=True,
        help_text=gettext_lazy("Dit staat op het scherm voordat u iets vraagt."),
    )  # fmt: skip


def _round(request: BrinkRequest, pk: UUID) -> Round:
    return own(request, Round.objects.select_related("process__tenant"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def lines(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show what came from one line in a round, with and without, and open a hall on the line of whoever asks."""
    viewer, round = member(request), _round(request, pk)
    form, has_pages = HallForm(request.POST or None), hall_part(round) is not None
    if not has_pages:
        del form.fields["smaller_first"]
    acted = act(
        request,
        form,
        lambda: open_hall(
            round=round, name=form.cleaned_data["name"], hours=form.cleaned_data["hours"],
            smaller_first=form.cleaned_data.get("smaller_first", True),
            actor=actor_for(viewer, HALL_OPEN, round.tenant_id), key=form.act_key,
        ),
    )  # fmt: skip
    here = reverse("participation:lines", args=[round.pk])
    newest = open_halls(viewer, round).exclude(code="").first() if acted and has_pages else None
    if newest is not None:
        return done(request, reverse("participation:hall_host", args=[newest.pk]), _("De zaal is open."))
    if acted:
        return done(request, here, _("De zaal is open. Iedereen op dit netwerk kan nu meedoen."))
    context = {
        "round": round,
        "form": form,
        "halls": open_halls(viewer, round),
        "lines": lines_of(viewer, round),
        "may": can(viewer, HALL_OPEN, round.tenant_id),
        "key": new_key(),
    }
    return page(request, "participation/desk_lines.html", context, form)


@require_POST
def hall(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Close a hall."""
    found = own(request, Hall.objects.select_related("round"), pk=pk)
    actor = actor_for(member(request), HALL_OPEN, found.tenant_id)
    back = reverse("participation:lines", args=[found.round_id])
    return press(
        request, lambda: close_hall(hall=found, actor=actor, key=key_of(request)),
        said=_("De zaal is dicht."), to=back,
    )  # fmt: skip


@require_POST
def looked_at(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Say that staff looked at what came from one line."""
    found = own(request, OneLine.objects.all(), pk=pk)
    actor = actor_for(member(request), HALL_OPEN, found.tenant_id)
    back = reverse("participation:lines", args=[found.round_id])
    return press(
        request, lambda: look_at(line=found, actor=actor, key=key_of(request)),
        said=_("Dit wacht niet meer op u. Wordt het twee keer zo veel, dan melden wij het weer."), to=back,
    )  # fmt: skip
