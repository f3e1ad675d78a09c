"""/balie/afwezig/: when one is away, and who takes one's work."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.people.desk import BrinkRequest, act, done, key_of, login_first, new_key, own, own_body, page, press
from brink.domain.people.forms import AbsenceForm
from brink.domain.people.models import Absence, Account
from brink.domain.people.permissions import ABSENCE_WRITE
from brink.domain.people.queries import actor_for
from brink.domain.people.services import add_absence, remove_absence
from brink.foundation import clock
from brink.foundation.visibility import DESK


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def absences(request: BrinkRequest) -> HttpResponse:
    """Say when one is away and who takes one's work; show who is away now or soon."""
    body = own_body(request, DESK)
    me = request.viewer.account_id
    form = AbsenceForm(request.POST or None, body=body, but=me, initial={"starts": clock.today()})
    acted = act(request, form, lambda: add_absence(
        tenant=body, account=get_object_or_404(Account, pk=me), **form.asked(),
        actor=actor_for(request.viewer, ABSENCE_WRITE, body.pk), key=form.act_key,
    ))  # fmt: skip
    if acted:
        said = _("%(name)s ziet uw werk van de eerste tot en met de laatste dag bij het eigen werk.")
        return done(request, reverse("people:absences"), said % {"name": acted.result.substitute.name})
    rows = Absence.objects.filter(tenant=body, ends__gte=clock.today()).select_related("account", "substitute")
    context = {"body": body, "form": form, "rows": rows, "key": new_key()}
    return page(request, "people/absences.html", context, form)


@require_POST
def remove(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Take one's own work back."""
    row = own(request, Absence.objects.select_related("tenant"), pk=pk)
    return press(
        request,
        lambda: remove_absence(
            absence=row, actor=actor_for(request.viewer, ABSENCE_WRITE, row.tenant_id), key=key_of(request)
        ),
        said=_("Uw werk is weer van u."),
        to=reverse("people:absences"),
    )
