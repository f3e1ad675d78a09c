"""A pool that is frozen, and a pool that is tried: what is asked before the method works, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.domain.processes.services.preconditions import running
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.locks import hold_exclusive
from brink.foundation.text import clean
from brink.instruments.assembly.models import Draw, PoolPlace
from brink.instruments.assembly.person_key import pseudonym
from brink.instruments.assembly.pools import targets_of, volunteers_of
from brink.instruments.assembly.round_settings import Pick, Settings
from brink.instruments.assembly.services.commissioning import firm, sums_wrong
from brink.instruments.assembly.services.signing_up import signup_open


@dataclass(frozen=True, slots=True)
class FreezeFacts:
    """Where chance will come from, and how the ticket follows from it: said before anybody is drawn."""

    source: str
    pick: str = Pick.HASH.value


def _alone(arguments: Mapping[str, Any]) -> None:
    """Wait for who is signing up, and let nobody sign up meanwhile."""
    hold_exclusive(arguments["round"].pk)


def _new(round: Round, people: int, **more: Any) -> Draw:
    highest = Draw.objects.filter(tenant_id=round.tenant_id, round=round).aggregate(highest=Max("number"))["highest"]
    draw = Draw(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, number=int(highest or 0) + 1,
        seats=Settings.of(round.settings).seats, people=people, **more,
    )  # fmt: skip
    draw.save(force_insert=True)
    return draw


def _enough(round: Round) -> int:
    """Return how many people are in the pool; raises NotNow when no group can be drawn whatever the quotas."""
    running(round.process)
    targets, people, seats = targets_of(round), len(volunteers_of(round)), Settings.of(round.settings).seats
    if round.closed_at is not None:
        raise NotNow(_("Deze ronde is gesloten. Loten kan niet meer."))
    if not targets:
        raise NotNow(_("Geef eerst de quota: hoe moet de groep eruitzien?"))
    if people < seats:
        said = _("Er zijn %(seats)s plaatsen. Zoveel mensen hebben zich nog niet aangemeld.")
        raise NotNow(said % {"seats": seats})
    for wrong in sums_wrong(targets, seats):
        raise NotNow(wrong)
    return people


@act("assembly.tested", Draw, on=("round.process", "round"), lock=False)
def try_out(*, round: Round, actor: Actor, key: str | None) -> Done[Draw]:
    """Ask for a test: what the chances would be now, and what each quota costs. Nobody is drawn by it."""
    if firm(round) is not None:
        raise NotNow(_("De lijst ligt vast. Een proef heeft geen zin meer."))
    draw = _new(round, _enough(round), test=True)
    return Done(draw, {"round": str(round.pk), "people": draw.people, "seats": draw.seats}, public=False)


@act("assembly.pool_frozen", Draw, on=("round.process", "round"), before=_alone)
def freeze_pool(*, round: Round, facts: FreezeFacts, actor: Actor, key: str | None) -> Done[Draw]:
    """Freeze who takes part and the quotas: from here nobody comes in and no quota moves. Raises BadInput or NotNow."""
    if (held := firm(round)) is not None:
        raise NotNow(_already(held))
    if signup_open(round) or round_state(round, clock.now()) is RoundState.PLANNED:
        raise NotNow(_("Aanmelden kan nog. Leg de lijst vast als de laatste dag om aan te melden voorbij is."))
    source = clean(
        facts.source, limit=200, field="source", too_long=_("Maak dit korter dan 200 tekens."),
        empty=_("Schrijf op waar het toeval straks vandaan komt, met de dag. Dat staat dan vast."),
    )  # fmt: skip
    if facts.pick not in Pick.values:
        raise BadInput(_("Kies hoe het lot uit het toeval volgt."), field="pick")
    draw = _new(round, _enough(round), source=" ".join(source.split()), pick=facts.pick)
    _place(draw)
    return Done(draw, {"round": str(round.pk), "people": draw.people, "seats": draw.seats}, public=True)


def _already(held: Draw) -> str:
    if held.held_at is None:
        return _("De lijst ligt al vast. Trek die eerst in, met een reden.")
    day = f"{held.held_at.astimezone(clock.AMSTERDAM):%d-%m-%Y}"
    return _("Er is al geloot op %(day)s. Een loting wordt één keer gehouden.") % {"day": day}


def _place(draw: Draw) -> None:
    """Write down under which pseudonym each volunteer stands in the record."""
    rows = [
        PoolPlace(
            tenant_id=draw.tenant_id, created_at=draw.created_at, draw=draw, volunteer=one,
            pseudonym=pseudonym(one.salt, str(one.pk)),
        )
        for one in volunteers_of(draw.round)
    ]  # fmt: skip
    PoolPlace.objects.bulk_create(rows, batch_size=2_000)


@act("assembly.pool_thawed", Draw, on=("draw.round", "draw"))
def thaw_pool(*, draw: Draw, reason: str, actor: Actor, key: str | None, seen: int | None = None) -> Done[Draw]:
    """Take back what was frozen, with a reason that everybody reads.

    Raises BadInput, or NotNow when chance has spoken: then there is one draw, whatever anybody thinks of it.
    """
    if draw.test or draw.withdrawn_at is not None:
        raise NotNow(_("Deze lijst ligt niet vast."))
    if draw.held_at is not None:
        raise NotNow(_already(draw))
    if draw.heard.exists():
        raise NotNow(_("Het toeval is al opgeschreven. Intrekken kan nu niet meer."))
    draw.withdrawn_reason = clean(
        reason, limit=500, field="reason", empty=_("Schrijf op waarom. Iedereen leest dit."),
        too_long=_("Maak de reden korter dan 500 tekens."),
    )  # fmt: skip
    draw.withdrawn_at = clock.now()
    draw.save(update_fields=("withdrawn_reason", "withdrawn_at"))
    return Done(draw, {"round": str(draw.round_id), "number": draw.number}, public=True)
