"""Who may open which page of the open door."""

from typing import Any

from tests.safety.address import Address, Who, everybody
from tests.safety.filled_body import CANARY

from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Process
from brink.domain.processes.services.standing_question import (
    StandingFacts,
    open_standing,
    standing_of,
    standing_round,
)
from brink.foundation import clock

ADDRESSES = {
    "inbox:index": everybody(),
    "inbox:door": everybody(thing=lambda things: {"body": things.process.tenant.slug}, post=True),
    "inbox:talk": everybody(
        thing=lambda things: {"body": things.process.tenant.slug, "person": things.more["seat"].person.slug}, post=True
    ),
    "inbox:reply": Address(Who.DESK, lambda things: {"pk": things.process.pk}, shown=404, hidden=404),
    "inbox:desk": Address(Who.ANY_DESK, nobody=302),
}


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Tell the body something by its open door, which the first of its things opens."""
    standing = standing_of(process.tenant)
    if standing is None:
        organ = Organ.objects.get(tenant=process.tenant, role="executive")
        facts = StandingFacts(process.owner, organ, organ, clock.today())
        standing = open_standing(tenant=process.tenant, facts=facts, actor=Actor(role="officer"), key=None)
    door = standing_round(standing)
    assert door is not None
    words = Words(kind="worry", text=f"De stoep bij {process.slug} ligt los. {CANARY}", publicity="closed")
    return {"told": give(round=door, words=words, actor=RESIDENT, key=None).contribution}
