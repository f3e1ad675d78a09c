"""Who may open which address. Every name of the resolver has a line here; one without fails the test beside it.

This is the permission register of pages: what `test_addresses.py` walks, role by role and visibility by visibility.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any
from uuid import uuid4

from brink.domain.commitments.permissions import COMMITMENT_WRITE
from brink.domain.contributions.permissions import (
    BUNDLE_WRITE,
    CONTRIBUTION_ENTER,
    CONTRIBUTION_MODERATE,
    GIVER_READ,
    LANDING_WRITE,
    REPLY_WRITE,
)
from brink.domain.decisions.permissions import DECISION_PUBLISH, DECISION_WRITE
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.permissions import Action
from tests.safety.stage import AT_THE_DESK, Stage, Things

Kwargs = dict[str, Any]
Table = dict[str, "Address"]


class Who(Enum):
    """For whom a page is."""

    EVERYBODY = auto()
    """No thing behind it: everybody gets it."""
    READERS = auto()
    """A thing behind it: everybody when it is public, its own desk when it is not."""
    GIVER = auto()
    """Whoever typed in a code; others are sent to the page that asks for it."""
    DESK = auto()
    """Those who work at the desk of the body whose thing it is; for others the page is not there."""
    ANY_DESK = auto()
    """Those who work at some desk; strangers are sent to the way in, others see no page."""
    ACCOUNT = auto()
    """The pages of one's own account; the two statuses are for nobody and for somebody."""


@dataclass(frozen=True)
class Address:
    """One line: for whom, which thing, and what comes back where that is not simply a page.

    `shown` and `hidden` are the statuses of GET for those who may, of a public and of a hidden thing. `post` says that
    there is an act behind POST, with `data` enough to reach the act; `get` says that there is a page.
    """

    who: Who
    thing: Callable[[Things], Kwargs] | None = None
    shown: int = 200
    hidden: int = 200
    get: bool = True
    post: bool = False
    data: Mapping[str, str] | None = None
    kept_back: Callable[[Stage, str], Kwargs] | None = None
    nobody: int = 404
    somebody: int = 200
    query: str = ""
    also: frozenset[str] = frozenset()
    desk: frozenset[str] = AT_THE_DESK
    action: Action | None = None


def elsewhere(kwargs: Kwargs) -> Kwargs:
    """Return the same address with a thing that was never there."""
    last = list(kwargs)[-1] if kwargs else ""
    changed: Kwargs = {}
    for name, value in kwargs.items():
        if name in ("pk", "idea"):
            changed[name] = uuid4()
        elif name in ("slug", "process") and not ({"pk", "idea"} & set(kwargs)):
            changed[name] = "zomaar-iets-dat-er-niet-is"
        else:
            changed[name] = value
    return changed if last else {}


def _slug(things: Things) -> Kwargs:
    return {"slug": things.process.slug}


def _numbered(things: Things) -> Kwargs:
    return {"slug": things.process.slug, "number": 1}


def _ideas(things: Things) -> Kwargs:
    return {"process": things.process.slug, "round": things.ideas.slug}


def _idea(things: Things) -> Kwargs:
    return {**_ideas(things), "idea": things.idea.pk}


def _kept(stage: Stage, way: str) -> Kwargs:
    return {**_ideas(stage.shown), "idea": stage.kept_back[way].pk}


def _dialogue(things: Things) -> Kwargs:
    return {"process": things.process.slug, "round": things.dialogue.slug}


def _more(base: Callable[[Things], Kwargs], **fixed: Any) -> Callable[[Things], Kwargs]:
    return lambda things: {**base(things), **fixed}


def _voice(things: Things) -> Kwargs:
    return {"pk": things.idea.pk}


def _bundle(things: Things) -> Kwargs:
    return {"slug": things.process.slug, "pk": things.bundle.pk}


def _event(things: Things) -> Kwargs:
    return {"slug": things.process.slug, "pk": things.event.pk}


def _open(**more: Any) -> Address:
    return Address(Who.EVERYBODY, **more)


def _desk(thing: Callable[[Things], Kwargs] = _slug, act: Action | None = None, **more: Any) -> Address:
    return Address(Who.DESK, thing, post=act is not None, action=act, **more)


def _account(nobody: int, somebody: int, **more: Any) -> Address:
    return Address(Who.ACCOUNT, nobody=nobody, somebody=somebody, **more)


_ELECTED = frozenset({"council", "executive"})
_KEY = {"key": "sleutel-van-zestien-en-meer"}
_SAID = {**_KEY, "outcome": "outside", "reason": "Dat mag niet van de wet.", "doe": "vast"}
_KADER: Kwargs = {"body": "drenthe", "slug": "proef", "version": "1"}

SITE = {
    "healthy": _open(),
    "set_language": _open(shown=302, post=True),
    "web:home": _open(),
    "web:processes": _open(),
    "web:process": Address(Who.READERS, _slug),
    "web:areas": _open(),
    "web:area": _open(thing=lambda _things: {"slug": "proefdorp"}),
    "web:calendar": _open(),
    "web:figures": _open(),
    "web:promises": _open(),
    "web:help": _open(),
    "web:journal": _open(),
    "web:desk": Address(Who.ANY_DESK, nobody=302),
    "framework:adoptions": Address(Who.ANY_DESK, nobody=302, post=True, desk=frozenset({"clerk"})),
    "framework:index": _open(),
    "framework:versions": _open(),
    "framework:show": _open(thing=lambda _things: _KADER),
    "framework:phase": _open(thing=lambda _things: {**_KADER, "key": "F3"}),
}

ACCOUNT = {
    "account_login": _account(200, 302, post=True),
    "account_request_login_code": _account(302, 302),
    "account_confirm_login_code": _account(302, 302, post=True),
    "account_logout": _account(302, 200, post=True),
    "account_inactive": _account(200, 200),
    "account_signup": _account(200, 302, post=True),
    "account_reauthenticate": _account(302, 403, post=True),
    "mfa_index": _account(302, 200),
    "mfa_authenticate": _account(302, 302, post=True),
    "mfa_reauthenticate": _account(302, 403, post=True),
    "mfa_activate_totp": _account(302, 200, post=True),
    "mfa_deactivate_totp": _account(302, 404, post=True),
    "mfa_view_recovery_codes": _account(302, 404),
    "mfa_generate_recovery_codes": _account(302, 200, post=True),
    "mfa_download_recovery_codes": _account(302, 404),
    "mfa_list_webauthn": _account(302, 200),
    "mfa_add_webauthn": _account(302, 200, post=True),
    "mfa_login_webauthn": _account(302, 302, post=True),
    "mfa_reauthenticate_webauthn": _account(302, 403, post=True),
    "mfa_remove_webauthn": _account(302, 404, post=True, thing=lambda _things: {"pk": 1}),
    "mfa_edit_webauthn": _account(302, 404, post=True, thing=lambda _things: {"pk": 1}),
}

PEOPLE = {
    "people:staff": Address(Who.ANY_DESK, nobody=302, post=True, desk=frozenset({"clerk", "admin"})),
}

PROCESSES = {
    "processes:calendar": _open(),
    "processes:process_calendar": Address(Who.READERS, _slug, hidden=404),
    "processes:signpost": Address(Who.READERS, _slug),
    "processes:index": Address(Who.ANY_DESK, nobody=302),
    "processes:new": Address(Who.ANY_DESK, nobody=302, post=True),
    "processes:standing": _desk(
        lambda things: {"body": things.process.tenant.slug}, shown=302, hidden=302, act=PROCESS_WRITE
    ),
    "processes:desk": _desk(),
    "processes:subject": _desk(act=PROCESS_WRITE),
    "processes:align": _desk(act=PROCESS_WRITE),
    "processes:choose": _desk(act=PROCESS_WRITE),
    "processes:room": _desk(act=PROCESS_WRITE),
    "processes:rounds": _desk(),
    "processes:round_new": _desk(act=PROCESS_WRITE, query="?instrument=ideas"),
    "processes:round": _desk(_numbered, shown=302, act=PROCESS_WRITE),
    "processes:extend": _desk(_numbered, act=PROCESS_WRITE),
    "processes:deviation": _desk(_numbered, act=PROCESS_WRITE),
    "processes:check": _desk(),
    "processes:add": _desk(
        _more(_slug, what="partij"), act=PROCESS_WRITE, data={**_KEY, "name": "Buurt", "aim": "Rust"}
    ),
    "processes:event": _desk(_event, act=PROCESS_WRITE),
    "processes:cancel": _desk(_event, act=PROCESS_WRITE, data={**_KEY, "reason": "Ziek"}),
    "processes:act": _desk(_more(_slug, name="wegen"), get=False, act=PROCESS_WRITE, data=_KEY),
    "processes:print": _desk(),
    "processes:poster": _desk(),
    "processes:paper": _desk(_numbered, hidden=404),
}

CONTRIBUTIONS = {
    "contributions:code": _open(post=True),
    "contributions:path": Address(Who.GIVER),
    "contributions:slip": Address(Who.GIVER),
    "contributions:react": Address(Who.GIVER, get=False, post=True, data={**_KEY, "right": "yes"}),
    "contributions:contact": Address(Who.GIVER, get=False, post=True, data={**_KEY, "email": "x@voorbeeld.invalid"}),
    "contributions:appeal": Address(Who.GIVER, get=False, post=True, data={**_KEY, "text": "Waarom?"}),
    "contributions:hide_name": Address(Who.GIVER, get=False, post=True, data=_KEY),
    "contributions:withdraw": Address(Who.GIVER, post=True, data=_KEY),
    "contributions:stop": _open(get=False, post=True),
    "contributions:bundle": Address(Who.READERS, lambda things: {"pk": things.bundle.pk}, also=_ELECTED),
}

NOTIFICATIONS = {
    # What a signed address opens is tested with the mails themselves; one that we did not sign leads nowhere.
    "notifications:stop": _open(thing=lambda _things: {"token": "zomaar"}, shown=404, post=True),
}

_VERDICT = {**_KEY, "outcome": "weighed", "reason": "Zo is het nu eenmaal.", "place": "Het plan"}

CONTRIBUTIONS_DESK = {
    "contributions:desk": Address(Who.ANY_DESK, nobody=302),
    "contributions:rounds": Address(Who.ANY_DESK, nobody=302),
    "contributions:note": _desk(
        lambda things: {"pk": things.ideas.pk},
        hidden=404,
        act=CONTRIBUTION_ENTER,
        data={**_KEY, "channel": "phone", "verbatim": "Een bus.", "heard_on": "2026-01-01"},
    ),
    "contributions:noted": Address(Who.ANY_DESK, nobody=302, shown=302),
    "contributions:check": Address(Who.ANY_DESK, nobody=302, post=True),
    "contributions:voice": _desk(_voice),
    "contributions:moderate": _desk(
        _voice, get=False, act=CONTRIBUTION_MODERATE, data={**_KEY, "to": "hidden", "reason": "Zo."}
    ),
    "contributions:reach": _desk(_voice, get=False, act=GIVER_READ),
    "contributions:revise": _desk(
        _voice, get=False, act=CONTRIBUTION_MODERATE, data={**_KEY, "text": "Anders.", "reason": "Zo."}
    ),
    "contributions:hand_over": _desk(
        _voice, get=False, act=LANDING_WRITE, data={**_KEY, "receiver": "Ali", "reason": "Zo."}
    ),
    "contributions:bundles": _desk(act=BUNDLE_WRITE, data={**_KEY, "title": "Bussen"}),
    "contributions:desk_bundle": _desk(_bundle, act=BUNDLE_WRITE, data={**_KEY, "title": "Bussen"}),
    "contributions:answers": _desk(),
    "contributions:send": _desk(get=False, act=REPLY_WRITE, data=_KEY),
    "contributions:answer_round": _desk(
        lambda things: {"slug": things.process.slug, "pk": things.dialogue.pk},
        get=False,
        act=LANDING_WRITE,
        data={**_KEY, "reason": "Zo is het nu eenmaal."},
    ),
    "contributions:answer_bundle": _desk(_bundle, act=LANDING_WRITE, data=_VERDICT),
    "contributions:link_late": _desk(_bundle, get=False, act=LANDING_WRITE, data=_KEY),
    "contributions:answer_voice": _desk(
        lambda things: {**_slug(things), **_voice(things)}, act=LANDING_WRITE, data=_VERDICT
    ),
}

DECISIONS = {
    "decisions:index": _open(),
    "decisions:detail": Address(Who.READERS, lambda things: {"slug": things.decision.slug}),
    "decisions:desk_index": Address(Who.ANY_DESK),
    "decisions:start": _desk(lambda things: {"process": things.process.slug}, act=DECISION_WRITE),
    "decisions:commitment": _desk(
        lambda things: {"pk": things.commitment.pk},
        act=DECISION_WRITE,
        data={"kind": "reminded", "note": "Nog even.", "kept": ""},
    ),
    "decisions:desk": _desk(
        lambda things: {"slug": things.decision.slug},
        act=DECISION_WRITE,
        data={"section": "text", "text": "Iets anders."},
    ),
    "decisions:publish": _desk(lambda things: {"slug": things.decision.slug}, get=False, act=DECISION_PUBLISH),
}



def _register(key: str, thing: Callable[[Things], Kwargs], act: Action, name: str, data: dict[str, str]) -> Table:
    """Return the lines of a register: the record kit gives each of them the same pages."""
    return {
        f"{key}:list": _open(),
        f"{key}:feed": _open(),
        f"{key}:table": _open(),
        f"{key}:page": Address(Who.READERS, thing),
        f"{key}:desk": Address(Who.ANY_DESK, nobody=302),
        f"{key}:new": Address(Who.ANY_DESK, post=True),
        f"{key}:act": _desk(_more(thing, name=name), act=act, data={**_KEY, **data}),
    }


def _promised(things: Things) -> Kwargs:
    return {"slug": things.promised.record.slug}


REGISTERS = {
    **_register("commitment", _promised, COMMITMENT_WRITE, "aanspreken", {"note": "De dorpsraad belde."}),
    "commitments:wrong": Address(
        Who.READERS, _promised, hidden=404, post=True, data={**_KEY, "text": "Er is niets.", "code": "heide es 1"}
    ),
    "inbox:index": _open(),
    "inbox:door": _open(thing=lambda things: {"body": things.process.tenant.slug}, post=True),
    "inbox:desk": Address(Who.ANY_DESK, nobody=302),
    "inbox:move": _desk(lambda things: {"pk": things.told.pk}, act=LANDING_WRITE),
}

_VOTE = {**_KEY, "stem": "agree", "stelling": "00000000-0000-0000-0000-000000000000"}

INSTRUMENTS = {
    "dialogue:start": Address(Who.READERS, _dialogue, post=True, data=_VOTE),
    "dialogue:list": Address(Who.READERS, _dialogue, post=True, data=_KEY),
    "dialogue:own": Address(Who.READERS, _dialogue, post=True, data={**_KEY, "text": "Een zin."}),
    "dialogue:done": Address(Who.READERS, _dialogue, shown=302, hidden=302),
    "dialogue:map": Address(Who.READERS, _dialogue),
    "dialogue:table": Address(Who.READERS, _dialogue),
    "dialogue:sheet": Address(Who.READERS, _dialogue),
    "dialogue:desk_paper": _desk(_dialogue, act=CONTRIBUTION_ENTER, data=_KEY),
    "dialogue:desk": _desk(_dialogue, act=PROCESS_WRITE, data={**_KEY, "text": "Een stelling."}),
    "dialogue:desk_fates": _desk(
        _dialogue, act=LANDING_WRITE, data={**_KEY, "outcome": "weighed", "reason": "Zo is het nu."}
    ),
    "dialogue:desk_statement": _desk(
        lambda things: {**_dialogue(things), "pk": things.statement.pk},
        act=PROCESS_WRITE,
        data={"act": "reword", "text": "Anders.", "reason": "Beter."},
    ),
    "ideas:list": Address(Who.READERS, _ideas),
    "ideas:new": Address(Who.READERS, _ideas, post=True, data={**_KEY, "text": "Een bus.", "publicity": "pseudonym"}),
    "ideas:similar": Address(Who.READERS, _ideas, get=False, post=True, data={"text": "Maak van de school kleine"}),
    "ideas:idea": Address(Who.READERS, _idea, kept_back=_kept),
    "ideas:comment": Address(
        Who.READERS,
        _idea,
        get=False,
        post=True,
        kept_back=_kept,
        data={**_KEY, "text": "Eens.", "publicity": "pseudonym", "stance": "for"},
    ),
    "ideas:support": Address(Who.READERS, _idea, get=False, post=True, kept_back=_kept, data={**_KEY, "wanted": "ja"}),
    "ideas:photo": Address(
        Who.READERS,
        _more(_idea, width=640),
        kept_back=lambda stage, way: {**_kept(stage, way), "width": 640},
    ),
}

TABLE: dict[str, Address] = {
    **SITE,
    **ACCOUNT,
    **PEOPLE,
    **PROCESSES,
    **CONTRIBUTIONS,
    **CONTRIBUTIONS_DESK,
    **NOTIFICATIONS,
    **DECISIONS,
    **REGISTERS,
    **INSTRUMENTS,
}
