"""What is refused of gatherings: members of `test_guards.py`."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from brink.domain.gatherings import services
from brink.domain.gatherings.models import Gathering
from brink.domain.gatherings.services import AgendaLine, Attended, Comer, GatheringFacts, ReportFacts
from brink.domain.processes.models import Event
from brink.foundation import clock
from tests.builders import World
from tests.safety.guarded import STAFF, Guarded, over


def _gathering(world: World, days: int, **fields: Any) -> Gathering:
    common, starts = {"tenant": world.body, "created_at": clock.now()}, clock.now() + timedelta(days=days)
    event = Event.objects.create(
        **common, title="Debat", starts_at=starts, ends_at=starts + timedelta(hours=2), venue="Zaal"
    )
    return Gathering.objects.create(**common, event=event, **fields)


def gatherings(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of seats, sign-ups, agenda, who was there, and the report."""
    to_come, past = _gathering(world, 9, takes_signups=True, capacity=5), _gathering(world, -3)
    closed, off = _gathering(world, 9), _gathering(world, 9, takes_signups=True)
    Event.objects.filter(pk=off.event_id).update(cancelled_at=clock.now(), cancel_reason="Storm.")
    off = Gathering.objects.select_related("event").get(pk=off.pk)
    facts, report = GatheringFacts(takes_signups=True, capacity=5), ReportFacts("Er is gepraat.", "Notulen", "Griffie")
    there = Attended(world.contact, "officer", present=True)
    seats = {"event": to_come.event, "gathering": to_come, "facts": facts, **STAFF}
    return {
        "seats": Guarded(
            services.set_gathering,
            seats,
            [
                ({"facts.organ": other.council}, "organ"),
                ({"facts": replace(facts, kind="feest")}, "kind"),
                ({"facts": replace(facts, capacity=0)}, "capacity"),
                ({"facts": replace(facts, closes_at=to_come.event.ends_at)}, "closes_at"),
                ({"facts.provisions": over(2_000)}, "provisions"),
                ({"facts.contact": over(160)}, "contact"),
            ],
        ),
        "a sign-up": Guarded(
            services.sign_up,
            {"gathering": to_come, "comer": Comer(), **STAFF},
            [
                ({"comer": Comer(party=7)}, "party"),
                ({"comer": Comer(party=6)}, "party"),
                ({"comer": Comer(email="geen adres")}, "email"),
                ({"comer.needs": over(500)}, "needs"),
                ({"gathering": closed}, ""),
                ({"gathering": past}, ""),
                ({"gathering": off}, ""),
            ],
        ),
        "an agenda": Guarded(
            services.set_agenda,
            {"gathering": to_come, "lines": (AgendaLine("Opening"),), **STAFF},
            [
                ({"lines": (AgendaLine(""),)}, "items"),
                ({"lines": (AgendaLine("Stuk", "geen adres"),)}, "items"),
                ({"lines": (AgendaLine("Punt"),) * 61}, "items"),
                ({"gathering": off}, ""),
            ],
        ),
        "who was there": Guarded(
            services.note_presence,
            {"gathering": past, "attended": (there,), **STAFF},
            [
                ({"attended": (replace(there, person=other.contact),)}, "person"),
                ({"attended": ()}, ""),
                ({"attended": (replace(there, role="baas"),)}, "role"),
                ({"gathering": to_come}, ""),
                ({"attended": (replace(there, present=False),)}, f"reason_{world.contact.pk.hex}"),
            ],
        ),
        "a report": Guarded(
            services.publish_report,
            {"gathering": past, "facts": report, **STAFF},
            [
                ({}, ""),
                ({"facts.text": ""}, "text"),
                ({"facts.source": ""}, "source"),
                ({"facts.contact": ""}, "contact"),
                ({"gathering": to_come}, ""),
            ],
        ),
    }
