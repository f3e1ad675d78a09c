"""Signing up, signing off, and who comes off the waiting list. The gathering is held, so no seat is given twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brink.domain.gatherings.models import Gathering, SignUp
from brink.domain.gatherings.models.signup import LARGEST_PARTY
from brink.domain.gatherings.seats import Waiting, fits, promoted
from brink.domain.gatherings.states import last_moment
from brink.domain.journal.acts import Done, act, once_kept
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Account
from brink.domain.processes.models import Event
from brink.foundation import clock, codes, erasure_list
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import Limit, address_too_long, clean_all, email_address

ERASED = "signup"
"""Under which name the erasure list knows a sign-up whose details were erased."""
PERSONAL = ("name", "email", "phone", "needs")


@dataclass(frozen=True, slots=True)
class Comer:
    """Who signs up: with how many, and what they want to leave. All but the number may be empty."""

    party: int = 1
    name: str = ""
    email: str = ""
    phone: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A sign-up that was taken in, and the code by which it is opened again and cancelled."""

    signup: SignUp
    code: str


def _checked(comer: Comer) -> dict[str, Any]:
    """Return what somebody leaves, cleaned; raises BadInput with one sentence."""
    if not 1 <= comer.party <= LARGEST_PARTY:
        raise BadInput(_("Kies met hoeveel mensen u komt: 1 tot en met 6."), field="party")
    limits = {
        "name": Limit(120, _("Maak de naam korter.")),
        "email": Limit(254, address_too_long()),
        "phone": Limit(30, _("Dit telefoonnummer is te lang.")),
        "needs": Limit(500, _("Maak dit korter dan 500 tekens.")),
    }
    texts = clean_all({name: getattr(comer, name) for name in limits}, limits)
    if texts["email"]:
        email_address(texts["email"], wrong=_("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."))
    return {"party": comer.party, **texts}


def may_sign_up(gathering: Gathering) -> None:
    """Raise NotNow, with the reason, when nobody can sign up for this (any more)."""
    event, now = gathering.event, clock.now()
    stopped = event.process is not None and event.process.withdrawn_at is not None
    if event.cancelled_at is not None or stopped:
        raise NotNow(_("Deze bijeenkomst gaat niet door. Aanmelden hoeft niet meer."))
    if not gathering.takes_signups:
        raise NotNow(_("Voor deze bijeenkomst hoeft u zich niet aan te melden."))
    if now >= event.starts_at:
        raise NotNow(_("Deze bijeenkomst is al begonnen of voorbij."))
    if now >= last_moment(event.starts_at, gathering.closes_at):
        raise NotNow(_("Aanmelden kan niet meer. Bel ons als u toch wilt komen."))


def _seed(gathering: Gathering, key: str | None) -> str:
    return f"signup {gathering.tenant_id} {key}"


def _again(entry: Entry, asked: Mapping[str, Any]) -> Taken:
    row = SignUp.objects.get(tenant_id=entry.tenant_id, pk=entry.data["signup"])
    return Taken(row, codes.given_or_new(_seed(asked["gathering"], entry.key), row.code_hash))


def waiting_list(gathering: Gathering) -> list[SignUp]:
    """Return who waits, in order. One query."""
    rows = SignUp.objects.filter(
        tenant_id=gathering.tenant_id, gathering=gathering, confirmed_at=None, cancelled_at=None
    )
    return list(rows.order_by("number"))


def _spoken() -> str:
    here = (get_language() or "nl").split("-")[0]
    return here if here in dict(settings.LANGUAGES) else "nl"


@act("signup.made", Gathering, on=("gathering.event", "gathering"), again=_again, adds=True)
def sign_up(
    *, gathering: Gathering, comer: Comer, entered_by: Account | None = None, actor: Actor = RESIDENT,
    key: str | None = None,
) -> Done[Taken]:  # fmt: skip
    """Take in a sign-up: with its seats when there are enough and nobody waits, else at the end of the waiting list.

    Raises BadInput, or NotNow when nobody can sign up (any more). The code is returned once and kept nowhere.
    """
    texts = _checked(comer)
    may_sign_up(gathering)
    free = fits(
        capacity=gathering.capacity, held=gathering.seats_held, party=comer.party,
        waiting=bool(waiting_list(gathering)),
    )  # fmt: skip
    if gathering.capacity is not None and comer.party > gathering.capacity:
        raise BadInput(_("Zoveel plekken zijn er niet. Kom met minder mensen."), field="party")
    now, last = clock.now(), gathering.signups.aggregate(last=Max("number"))["last"]
    code, stored = codes.issued(_seed(gathering, key) if key else None)
    row = SignUp.objects.create(
        tenant_id=gathering.tenant_id, created_at=now, gathering=gathering, number=(last or 0) + 1, **texts,
        language=_spoken() if entered_by is None else "nl", code_hash=stored, entered_by=entered_by,
        confirmed_at=now if free else None, told_at=now, mail_due_at=now if texts["email"] else None,
    )  # fmt: skip
    if free:
        gathering.seats_held += row.party
        gathering.save(update_fields=("seats_held",))
    # How many came is nobody's business outside: only that it happened, and for which sign-up.
    return Done(Taken(row, code), {"signup": str(row.pk)}, row=gathering)


def promote(gathering: Gathering) -> int:
    """Give free seats to who waits, in order; returns how many sign-ups got theirs. The gathering must be held."""
    waiting = waiting_list(gathering)
    chosen = promoted(
        capacity=gathering.capacity, held=gathering.seats_held,
        waiting=[Waiting(one.pk, one.party) for one in waiting],
    )  # fmt: skip
    if not chosen:
        return 0
    now = clock.now()
    SignUp.objects.filter(pk__in=chosen).update(confirmed_at=now, promoted_at=now)
    gathering.seats_held += sum(one.party for one in waiting if one.pk in chosen)
    gathering.save(update_fields=("seats_held",))
    return len(chosen)


def empty(row: SignUp) -> None:
    """Take away who somebody is and what they need; the seats that were taken stay known. Inside an act."""
    for name in PERSONAL:
        setattr(row, name, "")
    row.erased_at = clock.now()
    row.save(update_fields=(*PERSONAL, "erased_at"))
    once_kept(partial(erasure_list.note, ERASED, [row.pk]))


@act("signup.cancelled", Gathering, on=("signup.gathering", "signup"), again=lambda entry, asked: asked["signup"])
def cancel_signup(*, signup: SignUp, actor: Actor = RESIDENT, key: str | None = None) -> Done[SignUp]:
    """Sign somebody off, erase who they are, and let the first who waits have the seats. Raises NotNow."""
    gathering = signup.gathering
    if signup.cancelled_at is not None:
        raise NotNow(_("Deze aanmelding is al afgezegd."))
    if clock.now() >= Event.objects.values_list("ends_at", flat=True).get(pk=gathering.event_id):
        raise NotNow(_("Deze bijeenkomst is al geweest. Afzeggen hoeft niet meer."))
    signup.cancelled_at = clock.now()
    signup.save(update_fields=("cancelled_at",))
    if signup.confirmed_at is not None:
        gathering.seats_held -= signup.party
        gathering.save(update_fields=("seats_held",))
    empty(signup)
    promote(gathering)
    return Done(signup, {"signup": str(signup.pk)}, row=gathering)


@act("signup.read", Gathering, on="gathering", lock=False, adds=True)
def read_list(*, gathering: Gathering, actor: Actor, key: str | None) -> Done[Gathering]:
    """Note that a member of staff looked at who comes and what they need."""
    return Done(gathering)


@act("signup.called", Gathering, on=("signup.gathering", "signup"), again=lambda entry, asked: asked["signup"])
def mark_called(*, signup: SignUp, actor: Actor, key: str | None) -> Done[SignUp]:
    """Note that somebody without e-mail was told by telephone how things stand now. Raises NotNow."""
    if signup.cancelled_at is not None:
        raise NotNow(_("Deze aanmelding is al afgezegd."))
    signup.told_at = clock.now()
    signup.save(update_fields=("told_at",))
    return Done(signup, {"signup": str(signup.pk)}, row=signup.gathering)
