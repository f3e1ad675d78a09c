"""Who may open which page about gatherings."""

from datetime import timedelta
from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, everybody
from tests.safety.filled_body import Things

from brink.domain.gatherings.models import AgendaItem, Gathering, Kind, Minutes, Presence, SignUp
from brink.domain.gatherings.permissions import GATHERING_WRITE
from brink.domain.people.models import Person
from brink.domain.processes.models import Event, Process, Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation import clock


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Make an event to come with a sign-up, and one that was held with who was there and a report."""
    now = clock.now()
    common = {"tenant": process.tenant, "created_at": now}

    def made(title: str, days: int) -> Gathering:
        starts = now + timedelta(days=days)
        event = Event.objects.create(
            **common, process=process, title=f"{title} {process.slug}{mark}", starts_at=starts,
            ends_at=starts + timedelta(hours=2), venue="Dorpshuis",
        )  # fmt: skip
        return Gathering.objects.create(**common, event=event, kind=Kind.DEBATE, takes_signups=True, capacity=20)

    to_come, past = made("Debat over", 9), made("Avond over", -3)
    AgendaItem.objects.create(**common, gathering=to_come, position=1, title=f"Opening {process.slug}{mark}")
    signup = SignUp.objects.create(
        **common, gathering=to_come, number=1, party=2, name=f"Anna {mark}", needs="Een tolk", told_at=now,
        code_hash=f"{process.slug}{mark}"[:64], confirmed_at=now,
    )  # fmt: skip
    Gathering.objects.filter(pk=to_come.pk).update(seats_held=2)
    # Somebody without an account: to everybody who comes by, it is the page of another.
    other = Person.objects.create(**common, name=f"Berend {mark}", slug=f"berend-{process.slug}")
    presence = Presence.objects.create(
        **common, gathering=past, person=other, role="executive", attendance="present"
    )
    Minutes.objects.create(
        **common, gathering=past, version=1, text=f"Er is gepraat over {process.slug}{mark}.", source="Notulen",
        contact="Griffie, 0592 36 55 55",
    )  # fmt: skip
    # It belongs to no question, so all see it, whatever is hidden of the question.
    alone = Event.objects.create(
        tenant=process.tenant, created_at=now, title="Open dag",
        starts_at=now + timedelta(days=12), ends_at=now + timedelta(days=12, hours=2), venue="Provinciehuis",
    )  # fmt: skip
    return {
        "event_to_come": to_come.event, "event_alone": alone, "event_past": past.event, "signup": signup,
        "presence": presence,
    }  # fmt: skip


def _to_come(things: Things) -> Kwargs:
    return {"pk": things.more["event_to_come"].pk}


def _past(things: Things) -> Kwargs:
    return {"pk": things.more["event_past"].pk}


def _alone(things: Things) -> Kwargs:
    return {"pk": things.more["event_alone"].pk}


def _signup(things: Things) -> Kwargs:
    return {"pk": things.more["signup"].pk}


def _presence(things: Things) -> Kwargs:
    return {"pk": things.more["presence"].pk}


WRITING = frozenset({"clerk", "secretary", "officer"})
_EVENT = {**KEY, "title": "Open dag", "on": "2030-05-04", "starts": "10:00", "ends": "12:00", "venue": "Provinciehuis"}
ADDRESSES = {
    "gatherings:event": Address(Who.READERS, _to_come),
    "gatherings:calendar": Address(Who.READERS, _to_come, hidden=404),
    "gatherings:signup": Address(Who.READERS, _to_come, post=True, data={**KEY, "party": "1"}),
    "gatherings:receipt": everybody(post=True, data={"code": "heide es 1"}),
    "gatherings:cancel": everybody(get=False, post=True, data=KEY),
    "gatherings:forget": everybody(get=False, post=True),
    "gatherings:own_took": Address(Who.DESK, _presence, shown=404, hidden=404),
    "gatherings:desk": Address(Who.ANY_DESK, nobody=302),
    "gatherings:bring_in": Address(Who.ANY_DESK, nobody=302, post=True, desk=WRITING),
    "gatherings:plan": Address(Who.ANY_DESK, nobody=302, post=True, desk=WRITING),
    "gatherings:change": desk(_alone, PROCESS_WRITE, data=_EVENT),
    "gatherings:call_off": desk(_alone, PROCESS_WRITE, data={**KEY, "reason": "Storm."}),
    "gatherings:desk_event": desk(_to_come),
    "gatherings:settings": desk(_to_come, GATHERING_WRITE, data={**KEY, "kind": "debate"}),
    "gatherings:agenda": desk(_to_come, GATHERING_WRITE, data={**KEY, "items": "Opening"}),
    "gatherings:enter": desk(_to_come, GATHERING_WRITE, data={**KEY, "party": "1"}),
    "gatherings:entered": Address(Who.ANY_DESK, nobody=302, shown=302),
    "gatherings:people": desk(_to_come, GATHERING_WRITE, shown=302, hidden=302, data=KEY),
    "gatherings:presence": desk(_past, GATHERING_WRITE, data=KEY),
    "gatherings:report": desk(
        _past, GATHERING_WRITE,
        data={**KEY, "text": "Er is gepraat.", "source": "Notulen", "contact": "Griffie", "reason": "Een naam."},
    ),
    "gatherings:sign_off": desk(_signup, GATHERING_WRITE, get=False, data=KEY),
    "gatherings:called": desk(_signup, GATHERING_WRITE, get=False, data=KEY),
    "gatherings:desk_took": desk(_presence, GATHERING_WRITE, data={**KEY, "text": "Ik kom terug."}),
}  # fmt: skip

# What each field that sounds personal holds: see `tests/safety/personal.py`.
PERSONAL = {
    "encrypted": frozenset({
        "gatherings.SignUp.name", "gatherings.SignUp.email", "gatherings.SignUp.phone", "gatherings.SignUp.needs",
    }),
    "hashed": frozenset({"gatherings.SignUp.code_hash"}),
    "desk": frozenset({"gatherings.SignUp.mail_due_at", "gatherings.SignUp.mail_tries"}),
    "staff": frozenset({
        "gatherings.SignUp.entered_by", "gatherings.Presence.person", "gatherings.Gathering.contact",
        "gatherings.Minutes.contact",
    }),
    "thing": frozenset({"gatherings.AgendaItem.address", "gatherings.Minutes.source"}),
}  # fmt: skip
