"""The desk page about people: roles that wait for a second pair of eyes, who does what, and the contacts of areas."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.journal.services import Actor
from brink.domain.people import queries, services
from brink.domain.people.forms import DESK_ROLES, ActForm, ContactForm, PersonForm, RoleForm
from brink.domain.people.models import Body, Membership, RoleGrant
from brink.domain.people.permissions import CONTACT_ASSIGN, PEOPLE_WRITE, ROLE_CONFIRM, ROLE_END, ROLE_REQUEST
from brink.domain.people.rules import can
from brink.foundation import clock
from brink.foundation.errors import NotAllowed, Refusal
from brink.foundation.visibility import ANYONE, DESK, Viewer, visible

FORMS: tuple[type[ActForm], ...] = (PersonForm, RoleForm, ContactForm)
NEEDS = {
    "person": PEOPLE_WRITE,
    "role": ROLE_REQUEST,
    "contact": CONTACT_ASSIGN,
    "confirm": ROLE_CONFIRM,
    "withdraw": ROLE_CONFIRM,
    "end": ROLE_END,
}


def _viewer(request: HttpRequest) -> Viewer:
    return getattr(request, "viewer", ANYONE)


def _body(viewer: Viewer, slug: str) -> Body:
    """Return the body whose people this viewer minds; answers that there is none to anybody else."""
    minded = viewer.tenants(PEOPLE_WRITE.roles | ROLE_REQUEST.roles)
    rows = Body.objects.filter(pk__in=sorted(minded))
    found = (rows.filter(slug=slug) if slug else rows).first()
    if found is None:
        raise Http404
    return found


def _add_person(form: ActForm, actor: Actor) -> str:
    data = form.cleaned_data
    with transaction.atomic():
        person = services.add_person(
            body=form.body, name=data["name"], email=data["email"], phone=data["phone"], actor=actor, key=data["key"]
        )
        if data["login"]:
            services.link_account(person=person, email=data["login"], actor=actor)
    return _("%(name)s staat erbij.") % {"name": person.name}


def _ask_role(form: ActForm, actor: Actor) -> str:
    services.request_role(actor=actor, **form.cleaned_data)
    return _("De rol is aangevraagd. Een andere beheerder bevestigt hem.")


def _set_contact(form: ActForm, actor: Actor) -> str:
    data = form.cleaned_data
    current = dict(queries.contacts_of(form.body, data["starts"])).get(data["area"])
    if current is not None and current.starts < data["starts"]:
        services.hand_over_contact(
            contact=current, person=data["person"], starts=data["starts"], expectation=data["expectation"],
            actor=actor, key=data["key"],
        )  # fmt: skip
    else:
        services.assign_contact(body=form.body, actor=actor, **data)
    return _("%(name)s is de contactpersoon van %(area)s.") % {"name": data["person"].name, "area": data["area"].name}


ACTS: dict[str, Callable[[ActForm, Actor], str]] = {"person": _add_person, "role": _ask_role, "contact": _set_contact}


def _found(request: HttpRequest, rows: Any) -> Any:
    """Return the row that a button names, or answer that there is none."""
    try:
        found = rows.filter(pk=UUID(request.POST.get("id", ""))).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _press(request: HttpRequest, body: Body, do: str, actor: Actor) -> str:
    """Carry out a button that stands beside a row."""
    viewer = _viewer(request)
    if do == "end":
        membership: Membership = _found(request, queries.staff(viewer, body).filter(role__in=DESK))
        services.end_membership(membership=membership, last_day=clock.today(), actor=actor)
        return _("De rol stopt na vandaag.")
    grant: RoleGrant = _found(request, visible(viewer, RoleGrant.objects.filter(tenant=body)))
    if do == "confirm":
        services.confirm_role(grant=grant, actor=actor, key=request.POST.get("key", "")[:60] or None)
        return _("De rol geldt nu.")
    services.withdraw_role(grant=grant, actor=actor)
    return _("De aanvraag is ingetrokken.")


def _show(request: HttpRequest, body: Body, bound: ActForm | None = None, status: int = 200) -> HttpResponse:
    viewer = _viewer(request)
    forms = {
        kind.do: bound if bound is not None and bound.do == kind.do else kind(body=body)
        for kind in FORMS
        if can(viewer, NEEDS[kind.do], body.pk)
    }
    context = {
        "body": body,
        "bodies": Body.objects.filter(pk__in=sorted(viewer.tenants(PEOPLE_WRITE.roles))),
        "forms": forms,
        "grants": queries.open_grants(viewer).filter(tenant=body),
        "staff": queries.staff(viewer, body),
        "contacts": queries.contacts_of(body),
        "role_names": {key: str(label).partition(":")[0] for key, label in DESK_ROLES},
        "may_end": can(viewer, ROLE_END, body.pk),
        "desk": DESK,
    }
    return render(request, "people/staff.html", context, status=status)


@require_http_methods(["GET", "POST"])
def staff(request: HttpRequest) -> HttpResponse:
    """Show and change who does what in one's own body."""
    viewer = _viewer(request)
    if viewer.account_id is None:
        return redirect_to_login(request.get_full_path())
    body = _body(viewer, request.GET.get("organisatie", ""))
    if request.method != "POST":
        return _show(request, body)
    do = request.POST.get("do", "")
    if do not in NEEDS:
        raise Http404
    if not can(viewer, NEEDS[do], body.pk):
        raise NotAllowed(_("Dit mag u niet voor deze organisatie. Vraag het een beheerder."))
    actor = queries.actor_of(viewer, body.pk)
    form = next((kind(request.POST, body=body) for kind in FORMS if kind.do == do), None)
    if form is not None and not form.is_valid():
        return _show(request, body, form, 422)
    try:
        said = ACTS[do](form, actor) if form is not None else _press(request, body, do, actor)
    except Refusal as refusal:
        if form is None:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show(request, body, form, refusal.status)
    messages.success(request, said)
    return redirect(request.get_full_path())
