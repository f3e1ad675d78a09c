"""An assembly of the demo that was held: drawn by two invented people, with written recommendations and replies."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from brink.domain.journal.services import Actor
from brink.domain.people.models import Account, Membership
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.organs import OrganKind
from brink.foundation.visibility import Role
from brink.instruments.assembly.models import Draw, PanelSeat
from brink.instruments.assembly.queries import commissions_of
from brink.instruments.assembly.round_settings import Settings
from brink.instruments.assembly.services import advising, drawing, freezing, seating, undrawn
from brink.instruments.assembly.services.advising import AdviceFacts, ReplyFacts
from brink.instruments.assembly.services.freezing import FreezeFacts
from brink.instruments.assembly.services.signing_up import last_day

CLERK, SECRETARY = Actor(role="clerk"), Actor(role="secretary")
THROWS = "4 1 6 2 2 5 3 6 1 1 4 5 2 6 3 3 1 5 4 2"


def _two(round: Round) -> list[Account]:
    """Return two people who have a desk in the body of a round; fewer where it has no two."""
    roles = (Role.CLERK, Role.SECRETARY, Role.OFFICER)
    held = Membership.objects.filter(tenant_id=round.tenant_id, role__in=roles, person__account__isnull=False)
    accounts = [one.person.account for one in held.select_related("person__account").order_by("created_at", "id")]
    return list(dict.fromkeys(one for one in accounts if one is not None))[:2]


def tell_advice(round: Round, voices: Sequence[Mapping[str, Any]]) -> None:
    """Hold the draw the day after signing up ended, and later write down advice and replies as they are written."""
    people, ends = _two(round), clock.end_of_day(last_day(round))
    if len(people) < len(("one", "other")):
        return
    morning = ends + timedelta(days=1, hours=10)
    with clock.frozen(morning):
        source = Settings.of(round.settings).source
        draw = freezing.freeze_pool(round=round, facts=FreezeFacts(source), actor=CLERK, key=None)
    with clock.frozen(morning + timedelta(minutes=5)):
        drawing.prepare(draw)
    if Draw.objects.filter(pk=draw.pk, committed_at=None).exists():
        return
    with clock.frozen(morning + timedelta(days=1, hours=10)):
        for one in people:
            fresh = Draw.objects.select_related("round").get(pk=draw.pk)
            drawing.hear_chance(draw=fresh, words=THROWS, heard_at=clock.now(), by=one, actor=CLERK, key=None)
        undrawn.tell_not_drawn(round=round, actor=CLERK, key=None)
        for seat in PanelSeat.objects.filter(draw=draw).select_related("draw"):
            seating.call(seat=seat, outcome="yes", actor=CLERK, key=None)
    _advise(round, voices)


def _advise(round: Round, voices: Sequence[Mapping[str, Any]]) -> None:
    """Write down the recommendations with their votes, offer them, and give the replies that are written."""
    commissions, made = commissions_of(round), []
    for one in voices:
        minority = str(one.get("minority", ""))
        facts = AdviceFacts(
            one["text"], str(one.get("why", "")), one["for"], one["against"], one.get("blank", 0), minority,
            unanimous=not minority,
        )  # fmt: skip
        made.append((one, advising.add_advice(round=round, facts=facts, actor=CLERK, key=None)))
    advising.offer(round=round, offered_on=clock.today(), actor=CLERK, key=None)
    for one, advice in made:
        for commission in commissions:
            said = one.get(str(commission.organ.role))
            if said:
                actor = SECRETARY if commission.organ.role == OrganKind.EXECUTIVE else CLERK
                reply = ReplyFacts(said["choice"], said["reason"], str(said.get("carrier", "")))
                advising.reply(recommendation=advice, commission=commission, facts=reply, actor=actor, key=None)
