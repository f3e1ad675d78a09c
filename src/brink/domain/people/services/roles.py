"""Roles: elected members are written down at once, roles at the desk need two administrators."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM, Actor, fingerprint, once, record
from brink.domain.people.models import Body, Membership, Organ, Person, RoleGrant
from brink.domain.people.queries import current
from brink.domain.people.rules import ELECTED
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.text import clean
from brink.foundation.visibility import DESK, Role


def _check_period(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        raise BadInput(_("De laatste dag ligt voor de eerste. Kies een latere dag."), field="ends")


def _check_together(person: Person, organ: Organ) -> None:
    if person.tenant_id != organ.tenant_id:
        raise BadInput(_("Deze persoon hoort bij een andere organisatie. Kies iemand van uzelf."), field="person")


def _member(person: Person, organ: Organ, role: str, starts: date, ends: date | None, group: str = "") -> Membership:
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


def add_member(
    *, person: Person, organ: Organ, role: str, starts: date, actor: Actor, ends: date | None = None, group: str = ""
) -> Membership:
    """Write down that somebody sits in a council or an executive. Roles at the desk go by `request_role`."""
    if role not in ELECTED:
        raise BadInput(_("Deze rol geeft toegang tot de balie. Vraag hem aan; een tweede beheerder bevestigt."))
    _check_together(person, organ)
    _check_period(starts, ends)
    group = clean(group, limit=80, field="group", too_long=_("Maak de naam van de fractie korter."))
    with transaction.atomic():
        membership = _member(person, organ, role, starts, ends, group)
        record(
            tenant_id=person.tenant_id, kind="member.added", subject="membership", subject_id=membership.pk,
            actor=actor, data={"person": str(person.pk), "organ": str(organ.pk), "role": role},
        )  # fmt: skip
    return membership


def appoint_first_admins(*, body: Body, organ: Organ, persons: list[Person], starts: date) -> list[Membership]:
    """Give a new body its first administrators, two at least; the site's operator does this once.

    From then on roles go by four eyes. Raises NotNow when the body has an administrator already.
    """
    if len({person.account_id for person in persons} - {None}) < 2:
        raise BadInput(_("Noem twee verschillende beheerders die kunnen inloggen: de een controleert de ander."))
    for person in persons:
        _check_together(person, organ)
    with transaction.atomic():
        Body.objects.select_for_update().get(pk=body.pk)
        if _admins(body.pk, clock.today()):
            raise NotNow(_("Deze organisatie heeft al beheerders. Vraag hun om de rol."))
        made = [_member(person, organ, Role.ADMIN, starts, None) for person in persons]
        record(
            tenant_id=body.pk, kind="role.first_admins", subject="body", subject_id=body.pk, actor=SYSTEM,
            data={"memberships": [str(one.pk) for one in made]},
        )  # fmt: skip
    return made


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
) -> RoleGrant:
    """Ask a role at the desk for somebody. It counts only after another administrator confirms it.

    `key` is the idempotency key of the form: sent twice, it is one request.
    """
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
    body = fingerprint({"person": person.pk, "organ": organ.pk, "role": role, "reason": reason, "starts": starts})

    def act() -> RoleGrant:
        grant = RoleGrant.objects.create(
            tenant_id=person.tenant_id, created_at=clock.now(), person=person, organ=organ, role=role,
            reason=reason, starts=starts, ends=ends, requested_by_id=asker,
        )  # fmt: skip
        record(
            tenant_id=person.tenant_id, kind="role.requested", subject="grant", subject_id=grant.pk, actor=actor,
            data={"person": str(person.pk), "organ": str(organ.pk), "role": role}, public=False, key=key, body=body,
        )  # fmt: skip
        return grant

    def again(entry: Entry) -> RoleGrant:
        return RoleGrant.objects.get(pk=entry.subject_id)

    try:
        return once(tenant_id=person.tenant_id, key=key, body=body, act=act, again=again)
    except IntegrityError as error:
        raise NotNow(_("Deze rol is al aangevraagd. Een andere beheerder kan hem bevestigen.")) from error


def _waiting(grant: RoleGrant) -> RoleGrant:
    """Return the request, locked; raises NotNow when it was settled before."""
    fresh = RoleGrant.objects.select_for_update().select_related("person", "organ").get(pk=grant.pk)
    if fresh.confirmed_at is not None or fresh.withdrawn_at is not None:
        raise NotNow(_("Over deze rol is al beslist. Ververs de pagina."))
    return fresh


def confirm_role(*, grant: RoleGrant, actor: Actor, key: str | None = None) -> Membership:
    """Confirm a request of another administrator; from now on the role counts.

    Raises NotAllowed for whoever asked it or would get it: four eyes are of two people.
    """
    confirmer = _admin(actor, grant.tenant_id)
    body = fingerprint({"confirm": grant.pk})

    def act() -> Membership:
        waiting = _waiting(grant)
        if confirmer == waiting.requested_by_id:
            raise NotAllowed(_("U vroeg deze rol zelf aan. Laat een andere beheerder hem bevestigen."))
        if confirmer == waiting.person.account_id:
            raise NotAllowed(_("Deze rol is voor uzelf. Laat een andere beheerder hem bevestigen."))
        membership = _member(waiting.person, waiting.organ, waiting.role, waiting.starts, waiting.ends)
        waiting.confirmed_by_id, waiting.confirmed_at, waiting.membership = confirmer, clock.now(), membership
        waiting.save(update_fields=("confirmed_by", "confirmed_at", "membership"))
        record(
            tenant_id=waiting.tenant_id, kind="role.granted", subject="grant", subject_id=waiting.pk, actor=actor,
            data={"membership": str(membership.pk), "requested_by": str(waiting.requested_by_id), "role": waiting.role},
            key=key, body=body,
        )  # fmt: skip
        return membership

    def again(entry: Entry) -> Membership:
        return Membership.objects.get(grant__pk=entry.subject_id)

    return once(tenant_id=grant.tenant_id, key=key, body=body, act=act, again=again)


def withdraw_role(*, grant: RoleGrant, actor: Actor) -> RoleGrant:
    """Take back or refuse a request that still waits. Any administrator of the body may."""
    _admin(actor, grant.tenant_id)
    with transaction.atomic():
        grant = _waiting(grant)
        grant.withdrawn_at = clock.now()
        grant.save(update_fields=("withdrawn_at",))
        record(
            tenant_id=grant.tenant_id, kind="role.withdrawn", subject="grant", subject_id=grant.pk, actor=actor,
            public=False,
        )  # fmt: skip
    return grant


def end_membership(*, membership: Membership, last_day: date, actor: Actor) -> Membership:
    """End a role; one administrator is enough, because closing a door must be quick.

    Raises BadInput when a body would be left with fewer than two administrators.
    """
    with transaction.atomic():
        Body.objects.select_for_update().get(pk=membership.tenant_id)
        membership = Membership.objects.select_related("person").get(pk=membership.pk)
        _check_period(membership.starts, last_day)
        after = last_day + timedelta(days=1)
        if membership.role == Role.ADMIN:
            left = Membership.objects.filter(current(after), tenant=membership.tenant_id, role=Role.ADMIN)
            accounts = left.exclude(pk=membership.pk).filter(person__account__is_active=True)
            if accounts.values("person__account").distinct().count() < 2:
                raise BadInput(_("Dan blijft er minder dan twee beheerders over. Geef eerst iemand anders die rol."))
        membership.ends = last_day
        membership.save(update_fields=("ends",))
        record(
            tenant_id=membership.tenant_id, kind="role.ended", subject="membership", subject_id=membership.pk,
            actor=actor, data={"last_day": last_day.isoformat(), "role": membership.role},
        )  # fmt: skip
    return membership
