"""Roles: elected members are written down at once, roles at the desk need two administrators."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import AreaContact, Body, CouncilGroup, Membership, Organ, Person, RoleGrant
from brink.domain.people.queries import current
from brink.domain.people.services.groups import check_free_seat, group_for
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.organs import OrganKind
from brink.foundation.text import clean
from brink.foundation.visibility import BESIDE, DESK, ELECTED, Role


def _check_period(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        raise BadInput(_("De laatste dag ligt voor de eerste. Kies een latere dag."), field="ends")


def _check_together(person: Person, organ: Organ) -> None:
    if person.tenant_id != organ.tenant_id:
        raise BadInput(_("Deze persoon hoort bij een andere organisatie. Kies iemand van uzelf."), field="person")


def _member(
    person: Person, organ: Organ, role: str, starts: date, ends: date | None, group: CouncilGroup | None = None
) -> Membership:
    """Make the membership; refuses a second one on the same days."""
    same = Membership.objects.filter(tenant=person.tenant_id, person=person, organ=organ, role=role)
    if ends is not None:
        same = same.filter(starts__lte=ends)
    if same.exclude(ends__lt=starts).exists():
        raise BadInput(_("Deze persoon heeft die rol al op deze dagen. Kies een andere periode."), field="starts")
    return Membership.objects.create(
        tenant_id=person.tenant_id, created_at=clock.now(), person=person, organ=organ, role=role, group=group,
        starts=starts, ends=ends,
    )  # fmt: skip


def _admins(tenant_id: UUID, on: date) -> set[UUID | None]:
    """Return the accounts of those who administer a body on a day."""
    rows = Membership.objects.filter(current(on), tenant=tenant_id, role=Role.ADMIN, person__account__is_active=True)
    return set(rows.values_list("person__account", flat=True))


def _admin(actor: Actor, tenant_id: UUID) -> UUID:
    """Return the account that acts; raises NotAllowed when it does not administer this body today."""
    if actor.id is None or actor.id not in _admins(tenant_id, clock.today()):
        raise NotAllowed(_("Alleen een beheerder van deze organisatie mag rollen geven."))
    return actor.id


def _check_one_group(
    person: Person, group: CouncilGroup | None, starts: date, ends: date | None, but: Membership | None = None
) -> None:
    """Refuse a second fractie on one day, also in another organ: nobody speaks for two."""
    if group is None:
        return
    others = Membership.objects.filter(tenant=person.tenant_id, person=person, group__isnull=False).exclude(group=group)
    if ends is not None:
        others = others.filter(starts__lte=ends)
    others = others.exclude(ends__lt=starts).select_related("group")
    clash = (others.exclude(pk=but.pk) if but is not None else others).first()
    if clash is not None:
        text = _("Deze persoon zit op deze dagen al in de fractie %(group)s. Kies een andere periode.")
        raise BadInput(text % {"group": clash.group}, field="starts")


@act("member.added", Membership, on="person", for_organ=lambda arguments: arguments["organ"])
def add_member(
    *,
    person: Person,
    organ: Organ,
    role: str,
    starts: date,
    actor: Actor,
    ends: date | None = None,
    group: str = "",
    key: str | None = None,
) -> Done[Membership]:
    """Write down that somebody sits in a council or an executive. Roles at the desk go by `request_role`."""
    if role not in ELECTED | BESIDE:
        raise BadInput(_("Deze rol geeft toegang tot de balie. Vraag hem aan; een tweede beheerder bevestigt."))
    _check_together(person, organ)
    _check_period(starts, ends)
    if role == Role.GROUP_STAFF and not group.strip():
        raise BadInput(_("Kies voor welke fractie deze medewerker werkt."), field="group")
    sits_with = group_for(organ, group, starts, ends, actor=actor, key=key)
    _check_one_group(person, sits_with, starts, ends)
    if sits_with is not None:
        check_free_seat(sits_with, organ, role, starts, ends)
    membership = _member(person, organ, role, starts, ends, sits_with)
    return Done(membership, {"person": str(person.pk), "organ": str(organ.pk), "role": role}, public=True)


@act(
    "member.moved", Membership, on=("membership.person", "membership"), subject="membership",
    for_organ=lambda arguments: arguments["membership"].organ,
)  # fmt: skip
def move_member(
    *, membership: Membership, group: str, starts: date, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Membership]:
    """Let a member go on in another fractie from a day on: the old period ends the day before, and both are kept."""
    if membership.role not in ELECTED:
        raise BadInput(_("Deze rol heeft geen fractie."))
    if starts <= membership.starts or (membership.ends is not None and starts > membership.ends):
        raise BadInput(_("Kies een dag in de periode waarin dit lid er zit."), field="starts")
    ends, person, organ = membership.ends, membership.person, membership.organ
    to = group_for(organ, group, starts, ends, actor=actor, key=key)
    if to is not None and to.pk == membership.group_id:
        raise BadInput(_("Dit lid zit al in deze fractie. Kies een andere."), field="group")
    _check_one_group(person, to, starts, ends, but=membership)
    if to is not None:
        check_free_seat(to, organ, membership.role, starts, ends)
    membership.ends = starts - timedelta(days=1)
    membership.save(update_fields=("ends",))
    _member(person, organ, membership.role, starts, ends, to)
    return Done(membership, {"group": to.slug if to else "", "starts": starts.isoformat()}, public=True)


@act(
    "role.first_admins",
    Body,
    on="body",
    again=lambda entry, _arguments: list(Membership.objects.filter(pk__in=entry.data["memberships"])),
)
def appoint_first_admins(
    *,
    body: Body,
    organ: Organ,
    persons: Sequence[Person],
    starts: date,
    actor: Actor = SYSTEM,
    key: str | None = None,
) -> Done[list[Membership]]:
    """Give a new body its first administrators, two at least; the site's operator does this once.

    From then on roles go by four eyes. Raises NotNow when the body has an administrator already.
    """
    if len({person.account_id for person in persons} - {None}) < 2:
        raise BadInput(_("Noem twee verschillende beheerders die kunnen inloggen: de een controleert de ander."))
    for person in persons:
        _check_together(person, organ)
    if _admins(body.pk, clock.today()):
        raise NotNow(_("Deze organisatie heeft al beheerders. Vraag hun om de rol."))
    members = [_member(person, organ, Role.ADMIN, starts, None) for person in persons]
    return Done(members, {"memberships": [str(one.pk) for one in members]}, public=True, row=body)


@act("role.requested", RoleGrant, on="person", subject="grant")
def request_role(
    *,
    person: Person,
    organ: Organ,
    role: str,
    reason: str,
    starts: date,
    actor: Actor,
    ends: date | None = None,
    key: str | None = None,
) -> Done[RoleGrant]:
    """Ask a role at the desk for somebody. It counts only after another administrator confirms it."""
    if role not in DESK:
        raise BadInput(_("Kies een rol aan de balie."), field="role")
    _check_together(person, organ)
    _check_period(starts, ends)
    if person.account_id is None:
        raise BadInput(_("Deze persoon kan nog niet inloggen. Vul eerst een e-mailadres in."), field="person")
    reason = clean(
        reason,
        limit=200,
        field="reason",
        empty=_("Schrijf op waarom deze persoon de rol nodig heeft."),
        too_long=_("Maak de reden korter dan 200 tekens."),
    )
    asker = _admin(actor, person.tenant_id)
    same = RoleGrant.objects.filter(tenant=person.tenant_id, person=person, organ=organ, role=role)
    if same.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True).exists():
        raise NotNow(_("Deze rol is al aangevraagd. Een andere beheerder kan hem bevestigen."))
    grant = RoleGrant.objects.create(
        tenant_id=person.tenant_id, created_at=clock.now(), person=person, organ=organ, role=role, reason=reason,
        starts=starts, ends=ends, requested_by_id=asker,
    )  # fmt: skip
    return Done(grant, {"person": str(person.pk), "organ": str(organ.pk), "role": role})


def _waiting(grant: RoleGrant) -> RoleGrant:
    """Return the request, which the act holds; raises NotNow when it was settled before."""
    if grant.confirmed_at is not None or grant.withdrawn_at is not None:
        raise NotNow(_("Over deze rol is al beslist. Ververs de pagina."))
    return grant


# Confirming holds the person too: no account can be linked between the look of the second pair of eyes and the role.
@act(
    "role.granted",
    RoleGrant,
    on=("grant.person", "grant"),
    subject="grant",
    again=lambda entry, _arguments: Membership.objects.get(grant__pk=entry.subject_id),
)
def confirm_role(*, grant: RoleGrant, actor: Actor, key: str | None = None) -> Done[Membership]:
    """Confirm a request of another administrator; from now on the role counts.

    Raises NotAllowed for whoever asked it or would get it: four eyes are of two people.
    """
    confirmer = _admin(actor, grant.tenant_id)
    _waiting(grant)
    if confirmer == grant.requested_by_id:
        raise NotAllowed(_("U heeft deze rol zelf aangevraagd. Laat een andere beheerder hem bevestigen."))
    if confirmer == grant.person.account_id:
        raise NotAllowed(_("Deze rol is voor uzelf. Laat een andere beheerder hem bevestigen."))
    membership = _member(grant.person, grant.organ, grant.role, grant.starts, grant.ends)
    grant.confirmed_by_id, grant.confirmed_at, grant.membership = confirmer, clock.now(), membership
    grant.save(update_fields=("confirmed_by", "confirmed_at", "membership"))
    data = {"membership": str(membership.pk), "requested_by": str(grant.requested_by_id), "role": grant.role}
    return Done(membership, data, public=True, row=grant)


@act("role.withdrawn", RoleGrant, on="grant", subject="grant")
def withdraw_role(*, grant: RoleGrant, actor: Actor, key: str | None = None) -> Done[RoleGrant]:
    """Take back or refuse a request that still waits. Any administrator of the body may."""
    _admin(actor, grant.tenant_id)
    _waiting(grant).withdrawn_at = clock.now()
    grant.save(update_fields=("withdrawn_at",))
    return Done(grant)


@act("role.ended", Membership, on=("membership.tenant", "membership"))
def end_membership(*, membership: Membership, last_day: date, actor: Actor, key: str | None = None) -> Done[Membership]:
    """End a role; one administrator is enough, because closing a door must be quick.

    Raises BadInput when a body would be left with fewer than two administrators.
    """
    _check_period(membership.starts, last_day)
    after = last_day + timedelta(days=1)
    if membership.role in DESK and actor.role != SYSTEM.role and actor.id is not None:
        _admin(actor, membership.tenant_id)
    if membership.role == Role.ADMIN:
        left = Membership.objects.filter(current(after), tenant=membership.tenant_id, role=Role.ADMIN)
        accounts = left.exclude(pk=membership.pk).filter(person__account__is_active=True)
        if accounts.values("person__account").distinct().count() < 2:
            raise BadInput(_("Dan blijft er minder dan twee beheerders over. Geef eerst iemand anders die rol."))
    membership.ends = last_day
    membership.save(update_fields=("ends",))
    if membership.organ.role == OrganKind.EXECUTIVE:
        _end_contacts(membership, last_day)
    return Done(membership, {"last_day": last_day.isoformat(), "role": membership.role}, public=True)


def _end_contacts(seat: Membership, last_day: date) -> None:
    """Let who leaves the executive be a contact no longer, unless they sit in it in another way; the gap is shown."""
    after = last_day + timedelta(days=1)
    others = Membership.objects.filter(current(after), tenant=seat.tenant_id, person=seat.person_id)
    others = others.filter(organ__role=OrganKind.EXECUTIVE, role__in=(Role.EXECUTIVE, Role.CHAIR))
    if others.exclude(pk=seat.pk).exists():
        return
    held = AreaContact.objects.filter(tenant=seat.tenant_id, person=seat.person_id)
    held.filter(starts__gt=last_day).delete()
    held.exclude(ends__lte=last_day).update(ends=last_day)
