"""Who may open which page about people, and those of one's own account."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, account, desk
from tests.safety.filled_body import Things

from brink.domain.journal.services import Actor
from brink.domain.people.models import Absence, Account
from brink.domain.people.permissions import ABSENCE_WRITE, BODY_WRITE, MEMBERS_WRITE, TEAM_WRITE
from brink.domain.people.services import add_group, add_member, add_organ, add_person, add_team, found_body
from brink.foundation import clock

ADMIN = frozenset({"admin"})
OFFICES = frozenset({"clerk", "secretary", "admin"})


def _admin(thing: Any = None, **more: Any) -> Address:
    return Address(Who.ANY_DESK, thing, nobody=302, post=True, desk=ADMIN, **more)


def _area(things: Things) -> Kwargs:
    return {"slug": things.process.areas.first().slug}


def _organ(things: Things) -> Kwargs:
    return {"pk": things.more["organ"].pk}


def _council(things: Things) -> Kwargs:
    organ = things.more["organ"]
    return {"body": organ.tenant.slug, "organ": organ.slug}


def _group(things: Things) -> Kwargs:
    group = things.more["group"]
    return {"body": group.tenant.slug, "slug": group.slug}


def _seated(things: Things) -> Kwargs:
    seat = things.more["seat"]
    return {"body": seat.tenant.slug, "slug": seat.person.slug}


ADDRESSES = {
    "people:mine": Address(Who.ANY_DESK, nobody=302, elected=200),
    "people:topics": Address(Who.ANY_DESK, nobody=302, elected=200),
    "people:body": Address(Who.ANY_DESK, nobody=302, desk=ADMIN),
    "people:facts": _admin(),
    "people:organs": _admin(),
    "people:organ": desk(_organ, act=BODY_WRITE, data={**KEY, "name": "Raad"}),
    "people:organ_drop": desk(_organ, act=BODY_WRITE, get=False, data=KEY),
    "people:members": Address(Who.ANY_DESK, nobody=302, post=True, desk=OFFICES),
    "people:council": Address(Who.EVERYBODY, _council),
    "people:council_group": Address(Who.EVERYBODY, _group),
    "people:person": Address(Who.EVERYBODY, _seated),
    "people:groups": Address(Who.ANY_DESK, nobody=302, post=True, desk=OFFICES),
    "people:group": desk(
        lambda things: {"pk": things.more["group"].pk}, act=MEMBERS_WRITE,
        data={**KEY, "name": "Heide", "starts": "2020-01-01"},
    ),
    "people:group_drop": desk(
        lambda things: {"pk": things.more["group"].pk}, get=False, act=MEMBERS_WRITE, data=KEY
    ),
    "people:seat": desk(
        lambda things: {"pk": things.more["seat"].pk}, act=MEMBERS_WRITE,
        data={**KEY, "do": "end", "last_day": "2099-01-01"},
    ),
    "people:areas": _admin(),
    "people:area": _admin(_area),
    "people:area_drop": _admin(_area, get=False),
    "people:governments": _admin(),
    "people:government": _admin(lambda things: {"slug": things.more["neighbour"].slug}),
    "people:staff": Address(Who.ANY_DESK, nobody=302, post=True, desk=OFFICES),
    "people:roles": Address(Who.ANY_DESK, nobody=302),
    "people:absences": Address(Who.ANY_DESK, nobody=302, post=True),
    "people:remove_absence": desk(
        lambda things: {"pk": things.more["absence"].pk}, get=False, act=ABSENCE_WRITE, data=KEY
    ),
    "people:teams": Address(Who.ANY_DESK, nobody=302, post=True, action=TEAM_WRITE),
    "people:team": desk(
        lambda things: {"pk": things.more["team"].pk}, act=TEAM_WRITE, data={**KEY, "name": "Team Wegen"}
    ),
    "account_login": account(200, 302, post=True),
    "account_request_login_code": account(302, 302),
    "account_confirm_login_code": account(302, 302, post=True),
    "account_invitation": account(410, 410, post=True, thing=lambda _things: {"token": "verlopen"}),
    "account_logout": account(302, 200, post=True),
    "account_inactive": account(200, 200),
    "account_signup": account(200, 302, post=True),
    "account_reauthenticate": account(302, 403, post=True),
    "mfa_index": account(302, 200),
    "mfa_authenticate": account(302, 302, post=True),
    "mfa_reauthenticate": account(302, 403, post=True),
    "mfa_activate_totp": account(302, 200, post=True),
    "mfa_deactivate_totp": account(302, 404, post=True),
    "mfa_view_recovery_codes": account(302, 404),
    "mfa_generate_recovery_codes": account(302, 200, post=True),
    "mfa_download_recovery_codes": account(302, 404),
    "mfa_list_webauthn": account(302, 200),
    "mfa_add_webauthn": account(302, 200, post=True),
    "mfa_login_webauthn": account(302, 302, post=True),
    "mfa_reauthenticate_webauthn": account(302, 403, post=True),
    "mfa_remove_webauthn": account(302, 404, post=True, thing=lambda _things: {"pk": 1}),
    "mfa_edit_webauthn": account(302, 404, post=True, thing=lambda _things: {"pk": 1}),
}


def make_things(process: Any, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Name a team of the body, and let somebody be away."""
    name = f"Team {process.slug}"
    team = add_team(tenant=process.tenant, name=name, members=[process.owner], actor=Actor(role="officer"), key=None)
    organ = add_organ(body=process.tenant, name=f"Raad {process.slug}", role="council", actor=Actor(role="officer"))
    who = add_person(body=process.tenant, name=f"Lid {process.slug}", actor=Actor(role="officer"))
    seat = add_member(person=who, organ=organ, role="council", starts=clock.today(), actor=Actor(role="officer"))
    group = add_group(
        organ=organ, name=f"Heide {process.slug}", starts=clock.today(), seats=3, actor=Actor(role="officer")
    )
    near = found_body(name=f"Buur {process.slug}", kind="municipality", actor=Actor(role="officer"))
    one, two = (
        Account.objects.get_or_create(email=f"{who}@voorbeeld.invalid", defaults={"name": who})[0]
        for who in ("afwezig", "vervanger")
    )
    absence = Absence.objects.create(
        tenant=process.tenant, created_at=clock.now(), account=one, substitute=two, starts=clock.today(),
        ends=clock.today(),
    )  # fmt: skip
    return {"team": team, "organ": organ, "group": group, "seat": seat, "neighbour": near, "absence": absence}
