"""Who may open which page about people, and those of one's own account."""

from typing import Any

from tests.safety.address import KEY, Address, Who, account, desk

from brink.domain.journal.services import Actor
from brink.domain.people.permissions import TEAM_WRITE
from brink.domain.people.services import add_team

ADDRESSES = {
    "people:staff": Address(Who.ANY_DESK, nobody=302, post=True, desk=frozenset({"clerk", "admin"})),
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
    """Name a team of the body."""
    name = f"Team {process.slug}"
    team = add_team(tenant=process.tenant, name=name, members=[process.owner], actor=Actor(role="officer"), key=None)
    return {"team": team}
