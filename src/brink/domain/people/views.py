"""The desk page about people: roles that wait for a second pair of eyes, who does what, and the contacts of areas."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.journal.acts import part_key
from brink.domain.journal.services import Actor
from brink.domain.people import queries, services
from brink.domain.people.body_queries import never_came_in
from brink.domain.people.desk import BrinkRequest, act, done, found, key_of, login_first, new_key, own_body, page
from brink.domain.people.forms import DESK_ROLES, ContactForm, PersonForm, RoleForm, StaffForm
from brink.domain.people.models import Body, Person, RoleGrant
from brink.domain.people.permissions import CONTACT_ASSIGN, PEOPLE_WRITE, ROLE_CONFIRM, ROLE_END, ROLE_REQUEST
from brink.domain.people.signing_in.invitations import mail_invitation
from brink.foundation import clock
from brink.foundation.errors import NotAllowed, Refusal
from brink.foundation.permissions import can
from brink.foundation.visibility import DESK, visible

FORMS: tuple[type[StaffForm], ...] = (PersonForm, RoleForm, ContactForm)
NEEDS = {
    "person": PEOPLE_WRITE,
    "role": ROLE_REQUEST,
    "contact": CONTACT_ASSIGN,
    "confirm": ROLE_CONFIRM,
    "withdraw": ROLE_CONFIRM,
    "invite": PEOPLE_WRITE,
    "end": ROLE_END,
}


def _add_person(form: StaffForm, actor: Actor) -> str:
    data = form.cleaned_data
    facts = {name: data[name] for name in ("name", "email", "phone", "login")}
    if data["role"]:
        group = data["group"].name if data["group"] is not None else ""
        seat = services.Seat(data["role"], data["organ"], data["starts"] or clock.today(), group)
        person = services.add_seated(body=form.body, facts=facts, seat=seat, actor=actor, key=form.act_key)
    else:
        person = services.add_person(body=form.body, actor=actor, key=form.act_key, **facts)
    said = _("%(name)s staat erbij.") % {"name": person.name}
    if person.account_id is None or person.account is None or person.account.last_login is not None:
        return said
    try:
        return f"{said} {_invite(person, actor, part_key(form.act_key, 'invite'))}"
    except Refusal as refusal:
        # The person stands; what did not go out is said, and asked again from the list.
        return f"{said} {refusal}"


def _invite(person: Person, actor: Actor, key: str | None) -> str:
    """Note that somebody is invited, and mail the first way in when that was not done before under this key."""
    performed = services.invite.performed(person=person, actor=actor, key=key)
    if not performed.repeated:
        mail_invitation(person)
    return _("%(name)s krijgt een uitnodiging per mail.") % {"name": person.name}


def _ask_role(form: StaffForm, actor: Actor) -> str:
    asked = {name: form.cleaned_data[name] for name in ("person", "role", "organ", "reason", "starts", "ends")}
    services.request_role(actor=actor, key=form.act_key, **asked)
    return _("De rol is aangevraagd. Een andere beheerder bevestigt hem.")


def _set_contact(form: StaffForm, actor: Actor) -> str:
    data = form.cleaned_data
    services.set_contact(
        body=form.body, area=data["area"], person=data["person"], starts=data["starts"],
        expectation=data["expectation"], actor=actor, key=form.act_key,
    )  # fmt: skip
    return _("%(name)s is de contactpersoon van %(area)s.") % {"name": data["person"].name, "area": data["area"].name}


ACTS: dict[str, Callable[[StaffForm, Actor], str]] = {
    "person": _add_person,
    "role": _ask_role,
    "contact": _set_contact,
}


def _press(request: BrinkRequest, body: Body, do: str, actor: Actor) -> str:
    """Carry out a button that stands beside a row."""
    pk, key = request.POST.get("id", ""), key_of(request)
    if do == "end":
        membership = found(queries.staff(request.viewer, body).filter(role__in=DESK), pk=pk)
        services.end_membership(membership=membership, last_day=clock.today(), actor=actor, key=key)
        return _("De rol stopt na vandaag.")
    if do == "invite":
        return _invite(found(never_came_in(body).select_related("tenant", "account"), pk=pk), actor, key)
    grant = found(visible(request.viewer, RoleGrant.objects.filter(tenant=body)), pk=pk)
    if do == "confirm":
        services.confirm_role(grant=grant, actor=actor, key=key)
        return _("De rol geldt nu.")
    services.withdraw_role(grant=grant, actor=actor, key=key)
    return _("De aanvraag is ingetrokken.")


def _show(request: BrinkRequest, body: Body, bound: StaffForm | None = None) -> HttpResponse:
    viewer = request.viewer
    forms = {
        kind.do: bound if bound is not None and bound.do == kind.do else kind(body=body)
        for kind in FORMS
        if can(viewer, NEEDS[kind.do], body.pk)
    }
    context = {
        "body": body,
        "bodies": Body.objects.filter(pk__in=sorted(viewer.tenants(PEOPLE_WRITE.roles))),
        "forms": forms,
        "key": new_key(),
        "grants": queries.open_grants(viewer).filter(tenant=body),
        "staff": queries.staff(viewer, body),
        "invitable": never_came_in(body) if can(viewer, PEOPLE_WRITE, body.pk) else (),
        "contacts": queries.contacts_of(body),
        "role_names": {key: str(label).partition(":")[0] for key, label in DESK_ROLES},
        "may_end": can(viewer, ROLE_END, body.pk),
        "desk": DESK,
    }
    return page(request, "people/staff.html", context, *([bound] if bound is not None else []))


def _allowed(request: BrinkRequest, body: Body, do: str) -> Actor:
    """Return who acts; raises NotAllowed when the role for it was taken away since the page was drawn."""
    if not can(request.viewer, NEEDS[do], body.pk):
        raise NotAllowed(_("Dit mag u niet voor deze organisatie. Vraag het een beheerder."))
    return queries.actor_for(request.viewer, NEEDS[do], body.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def staff(request: BrinkRequest) -> HttpResponse:
    """Show and change who does what in one's own body."""
    body = own_body(request, PEOPLE_WRITE.roles | ROLE_REQUEST.roles)
    if request.method != "POST":
        return _show(request, body)
    do, here = request.POST.get("do", ""), request.get_full_path()
    if do not in NEEDS:
        raise Http404
    actor = _allowed(request, body, do)
    sent = next((kind(request.POST, body=body) for kind in FORMS if kind.do == do), None)
    if sent is None:
        return done(request, here, _press(request, body, do, actor))
    acted = act(request, sent, lambda: ACTS[do](sent, actor))
    return done(request, here, acted.result) if acted else _show(request, body, sent)
