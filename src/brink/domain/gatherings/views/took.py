"""/mijn/bijeenkomsten/…/: what an administrator took along; the desk writes it down for who dictates it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.gatherings.forms import TookForm
from brink.domain.gatherings.models import Presence
from brink.domain.gatherings.permissions import GATHERING_WRITE, TAKEN_WRITE
from brink.domain.gatherings.services import take_along
from brink.domain.gatherings.states import owes
from brink.domain.people.desk import act, done, found, own, page, signed_in, token_of
from brink.domain.people.queries import actor_for
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest

_ROWS = Presence.objects.select_related("gathering__event", "person", "tenant")


def _written(request: BrinkRequest, row: Presence, action: Action, to: str) -> HttpResponse:
    if not owes(row.role, present=row.attendance == Presence.Attendance.PRESENT):
        raise Http404
    form = TookForm(request.POST or None, initial={"text": row.took}, version=token_of(row))
    acted = act(request, form, lambda: take_along(
        presence=row, text=form.cleaned_data["text"], key=form.act_key, seen=form.version_seen(row),
        actor=actor_for(request.viewer, action, row.tenant_id),
    ))  # fmt: skip
    if acted:
        return done(request, to, _("Opgeslagen. Iedereen leest het bij de bijeenkomst."))
    context = {"row": row, "event": row.gathering.event, "form": form, "back_url": to,
               "desk": action is GATHERING_WRITE}  # fmt: skip
    return page(request, "gatherings/took.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def own_took(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Write down what one took along oneself."""
    row = found(_ROWS.filter(person__account=signed_in(request)), pk=pk)
    return _written(request, row, TAKEN_WRITE, reverse("people:mine"))


@require_http_methods(["GET", "HEAD", "POST"])
def desk_took(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Write down what an administrator of one's body dictated."""
    row = own(request, _ROWS, pk=pk)
    return _written(request, row, GATHERING_WRITE, reverse("gatherings:desk_event", args=[row.gathering.event_id]))
