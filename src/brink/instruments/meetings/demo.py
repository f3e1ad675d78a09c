"""The meetings of the demo: one that was held with its report, one that is full, one that moved and one that is off."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from brink.domain.gatherings import services
from brink.domain.gatherings.models import Gathering, Kind
from brink.domain.gatherings.services import AgendaLine, Attended, Comer, GatheringFacts, ReportFacts
from brink.domain.people.models import Membership
from brink.domain.people.points import Crew
from brink.domain.people.queries import current
from brink.domain.processes.models import Event, Round
from brink.domain.processes.services.timeline import EventFacts, cancel_event, change_event, plan_event
from brink.foundation import clock
from brink.foundation.visibility import Role
from brink.instruments.meetings.models import Handling
from brink.instruments.meetings.queries import desk_questions
from brink.instruments.meetings.round_settings import KEY
from brink.instruments.meetings.seeding import invented, let_speak
from brink.instruments.meetings.services import Told, tell_handling

PLANNED, HELD = -8, -2


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Tell the meetings of the body that has the most to show; returns a few codes of what was asked there."""
    round = Round.objects.filter(tenant=crew.body, instrument=KEY, opened_at__isnull=False).first()
    if round is None or not crew.lead:
        return ()
    made = {one["key"]: _planned(crew, round, one) for one in invented()["meeting"]}
    # Whatever the clerk tells of below was asked and said before.
    with crew.at(HELD, hour=10):
        codes = let_speak(round, rng, [*invented()["voice"]])
    _held(crew, round, made["held"])
    full = made["full"]
    for place, party in enumerate((2, 1, 3, 2, 1, 1)):
        with crew.at(-5 + place // 3, hour=10 + place):
            name = rng.choice(invented()["names"])
            needs = invented()["needs"] if place == 1 else ""
            comer = Comer(party, f"{name} (voorbeeld)", phone="0592 00 00 00", needs=needs)
            services.sign_up(gathering=full, comer=comer, key=f"demo {full.pk} {place}")
    with crew.at(-2):
        moved = made["moved"].event
        starts, ends = moved.starts_at + timedelta(days=2), moved.ends_at + timedelta(days=2)
        change_event(event=moved, facts=_facts(moved, round, starts, ends), actor=crew.officer, key=None)
        cancel_event(event=made["off"].event, reason=invented()["off"], actor=crew.officer, key=None)
    return codes


def _facts(event: Event, round: Round, starts: datetime, ends: datetime) -> EventFacts:
    return EventFacts(event.title, starts, ends, event.venue, practical=event.practical, round=round)


def _planned(crew: Crew, round: Round, one: dict[str, Any]) -> Gathering:
    """Plan one meeting, with its seats and its agenda."""
    day = clock.today() + timedelta(days=one["day"])
    starts = datetime.combine(day, time(19, 30), tzinfo=clock.AMSTERDAM)
    with crew.at(PLANNED):
        facts = EventFacts(
            one["title"], starts, starts + timedelta(hours=2), one["venue"], practical=one["practical"], round=round
        )
        event = plan_event(tenant=crew.body, process=round.process, facts=facts, actor=crew.officer, key=None)
        gathering = services.set_gathering(
            event=event, gathering=None, actor=crew.officer, key=None,
            facts=GatheringFacts(
                kind=Kind(one["kind"]), organ=crew.council, takes_signups=True, capacity=one["seats"],
                provisions=one["provisions"], contact="Griffie (voorbeeld), 0592 00 00 00",
            ),
        )  # fmt: skip
        lines = tuple(AgendaLine(text) for text in one["agenda"])
        services.set_agenda(gathering=gathering, lines=lines, actor=crew.officer, key=None)
    return Gathering.objects.select_related("event__process").get(pk=gathering.pk)


def _held(crew: Crew, round: Round, gathering: Gathering) -> None:
    """Write down who was there, what one of them took along, what became of the questions, and the report."""
    seats = Membership.objects.filter(current(clock.today()), tenant=crew.body, role__in=(Role.EXECUTIVE, Role.CHAIR))
    people = {one.person_id: one for one in seats.select_related("person").order_by("person__name")}
    attended = tuple(
        Attended(one.person, one.role, present=place < 2, reason="" if place < 2 else invented()["away"])
        for place, one in enumerate(list(people.values())[:3])
    )
    if not attended:
        return
    with crew.at(HELD):
        services.note_presence(gathering=gathering, attended=attended, actor=crew.clerk, key=None)
        first = gathering.presences.filter(attendance="present").order_by("person__name").first()
        if first is not None:
            services.take_along(presence=first, text=invented()["took"], actor=crew.clerk, key=None)
        for voice in desk_questions(round):
            spoken = getattr(voice, "spoken", None)
            if spoken is not None and spoken.gathering_id == gathering.pk and not spoken.handling:
                told = Told(Handling.LATER, invented()["later"])
                tell_handling(contribution=voice, told=told, actor=crew.clerk, key=None)
        facts = ReportFacts(invented()["minutes"], invented()["source"], "Griffie (voorbeeld)")
        services.publish_report(gathering=gathering, facts=facts, actor=crew.clerk, key=None)
