"""/balie/organisatie/fracties/: the fracties of a council, with their seats and the days on which they are there."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.people.body_forms import GroupForm, NewGroupForm
from brink.domain.people.desk import (
    BrinkRequest,
    act,
    done,
    key_of,
    login_first,
    new_key,
    own,
    own_body,
    page,
    press,
    token_of,
)
from brink.domain.people.group_queries import counted_seats
from brink.domain.people.models import CouncilGroup
from brink.domain.people.permissions import MEMBERS_WRITE
from brink.domain.people.points import elected_parts
from brink.domain.people.queries import actor_for
from brink.domain.people.services import add_group, change_group, remove_group
from brink.foundation import clock
from brink.foundation.permissions import can

# More than any council has had in a lifetime.
MOST = 300
FIELDS = ("name", "seats", "starts", "ends")


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def groups(request: BrinkRequest) -> HttpResponse:
    """List the fracties of a body, and add one."""
    body = own_body(request, MEMBERS_WRITE.roles)
    form = NewGroupForm(request.POST or None, body=body)
    acted = act(request, form, lambda: add_group(
        **{name: form.cleaned_data[name] for name in ("organ", *FIELDS)},
        actor=actor_for(request.viewer, MEMBERS_WRITE, body.pk, organ=form.cleaned_data["organ"]), key=form.act_key,
    ))  # fmt: skip
    if acted:
        return done(request, request.get_full_path(), _("%(name)s staat erbij.") % {"name": acted.result.name})
    rows = CouncilGroup.objects.filter(tenant=body).select_related("organ").order_by("organ__name", "name", "-starts")
    found = list(rows[:MOST])
    seats = counted_seats(found, clock.today())
    context = {"body": body, "rows": [(one, seats[one.pk]) for one in found], "form": form}
    return page(request, "people/groups.html", context, form)


def _groups() -> QuerySet[CouncilGroup]:
    return CouncilGroup.objects.select_related("organ", "tenant")


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Change how a fractie is called, how many seats it has and when it is there."""
    row = own(request, _groups(), pk=pk)
    form = GroupForm(
        request.POST or None, initial={name: getattr(row, name) for name in FIELDS}, version=token_of(row)
    )
    acted = act(request, form, lambda: change_group(
        group=row, **{name: form.cleaned_data[name] for name in FIELDS}, seen=form.version_seen(row),
        actor=actor_for(request.viewer, MEMBERS_WRITE, row.tenant_id, organ=row.organ), key=form.act_key,
    ))  # fmt: skip
    if acted:
        return done(request, _back(row), _("Opgeslagen. Dit geldt vanaf nu."))
    context = {
        "group": row, "form": form, "key": new_key(), "more": [part(row) for part in elected_parts.all()],
        "may": can(request.viewer, MEMBERS_WRITE, row.tenant_id, row.organ) or form.is_bound,
    }  # fmt: skip
    return page(request, "people/group.html", context, form)


def _back(row: CouncilGroup) -> str:
    return f"{reverse('people:groups')}?organisatie={row.tenant.slug}"


@require_POST
def drop_group(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Take away a fractie in which nobody ever sat and that never voted."""
    row = own(request, _groups(), pk=pk)
    return press(
        request,
        lambda: remove_group(
            group=row, actor=actor_for(request.viewer, MEMBERS_WRITE, row.tenant_id, organ=row.organ),
            key=key_of(request),
        ),
        said=_("Weggehaald."), to=_back(row), back=reverse("people:group", args=[row.pk]),
    )  # fmt: skip
