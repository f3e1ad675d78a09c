"""A small Drenthe for tests and for looking: a question that is answered, one that is open, and others on their way."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.core.cache import cache
from tests.builders import World, make_process, make_room, make_round, make_world

from brink.domain.contributions.models import Answer, Contribution, Destination, Landing, OutcomeCode
from brink.domain.decisions import commitments, queries, services
from brink.domain.decisions.models import Decision
from brink.domain.decisions.principles import all_hold
from brink.domain.decisions.services import Choice, HardChoice, Vote
from brink.domain.journal.services import Actor
from brink.domain.people.models import AreaContact, Body, Membership, Person
from brink.domain.people.services import add_group
from brink.domain.places.models import Area
from brink.domain.places.services.facts import load_facts
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import (
    Boundary,
    DecisionMoment,
    Event,
    Interest,
    Partner,
    Process,
    RoomStatement,
    Round,
    RoundOutcome,
)
from brink.foundation import clock
from brink.foundation.visibility import Role

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=clock.AMSTERDAM)
STAFF = Actor(role="clerk")
BOUNDARIES = (
    ("hard", "niet bouwen in beschermde natuur", "Dat staat in de wet. De provincie mag dit niet veranderen.", ""),
    ("hard", "er is € 150.000", "Dit is voor plannen maken, niet voor bouwen.", ""),
    ("movable", "tien woningen aan de rand", "Het waren er vijf, tot 8 juli.", "Provinciale Staten"),
    ("lapsed", "eerst een woonplan", "Een dorp hoeft niet meer eerst een eigen woonplan te schrijven.", ""),
)
SUMMARY = (
    "Jongeren vinden geen huis. Ouderen willen kleiner wonen, maar wel in hun eigen dorp. Voor wie bouwen wij eerst?"
)


@dataclass
class Village:
    """Everything the pages show."""

    world: World
    emmen: Area
    place: Area
    town: Body
    open: Process
    answered: Process
    decision: Decision


def add_room(world: World, process: Process, **fields: object) -> RoomStatement:
    """Give a process a full room with four boundaries."""
    values = {
        "summary": SUMMARY,
        "open_points": ["voor wie wij het eerst bouwen", "wat voor huizen er komen", "hoe het dorp meekiest"],
        "closed_points": ["de hoogte van de huur: die bepaalt het Rijk"],
        "groundwork": "In het voorjaar vroegen wij wat u belangrijk vindt. 403 mensen zeiden iets.",
        "our_effort": "Wij komen met een tafel in ieder dorp dat daarom vraagt.",
        "adopted_by": world.council,
        **fields,
        "published_at": None,
    }
    room = make_room(world, process, **values)
    for number, (kind, subject, text, mover) in enumerate(BOUNDARIES, start=1):
        Boundary.objects.create(
            tenant=world.body, created_at=clock.now(), room=room, number=number, subject=subject, kind=kind,
            source="law", explanation=text, mover=mover,
        )  # fmt: skip
    RoomStatement.objects.filter(pk=room.pk).update(published_at=clock.now())
    return room


def fill(round: Round, size: int, seed: int = 7) -> None:
    """Open a round through its instrument and let it invent what people say."""
    instrument = registry[round.instrument]
    instrument.open(round, by=STAFF, at=clock.now())
    instrument.seed(round, Random(seed), size)
    round.refresh_from_db()


def close(round: Round) -> None:
    """Close a round and freeze its outcome."""
    outcome = registry[round.instrument].close(round, by=STAFF, at=clock.now())
    Round.objects.filter(pk=round.pk).update(closed_at=clock.now())
    RoundOutcome.objects.create(
        tenant=round.tenant, created_at=clock.now(), round=round, data=outcome.as_data(), content_hash="0" * 64
    )


def decide(world: World, process: Process) -> Decision:
    """Write and publish a full decision record."""
    for title in ("Jongeren en ouderen uit het dorp", "Open land rond het dorp", "School, winkel en bus"):
        Interest.objects.create(tenant=world.body, created_at=clock.now(), process=process, title=title)
    decision = services.draft(
        process=process, organ=world.council, title="Tien woningen aan de rand van het dorp",
        on=clock.today(), actor=STAFF,
    )  # fmt: skip
    services.edit(
        decision=decision,
        fields={
            "competence": "artikel 105 van de Provinciewet",
            "text": "Een dorp mag tien woningen bouwen aan de rand, in plaats van vijf. Maar eerst kijkt het dorp of "
            "lege panden een huis kunnen worden.",
            "explanation": "Jongeren en ouderen vinden nu geen huis in hun eigen dorp. Vijf woningen is te weinig.",
            "evaluation_on": date(2028, 7, 8),
        },
        actor=STAFF,
    )
    choices = [
        Choice("Niets doen", "Dan blijven jongeren weggaan.", nothing=True),
        Choice("Vijf woningen per dorp, zoals het was", "Dat is te weinig voor een school of winkel."),
        Choice(
            "Tien woningen, na een blik op lege panden",
            "Zo groeit het dorp zonder open land te verliezen.",
            chosen=True,
        ),
    ]
    services.set_options(decision=decision, choices=choices, actor=STAFF)
    for start in queries.initial_lines(decision):
        services.weigh(
            decision=decision, norm_side="De gemeente mag voorrang geven.", value_side="‘Ik wil hier niet weg.’",
            weight="high", done="Tien woningen.", reason="Het dorp vroeg hierom.", actor=STAFF, **start,
        )  # fmt: skip
    services.set_minority(
        decision=decision,
        fields={
            "argument": "Tien huizen lijkt weinig. Maar over dertig dorpen is het een nieuw dorp op open land.",
            "holders": "58 mensen, samen opgeschreven aan twee tafels (voorbeeld)",
            "adopted": "Eerst lege panden. Niet bouwen op de es.",
            "not_further": "Alleen lege panden is te weinig: er zijn er 60, en 210 mensen zoeken.",
            "softening": "Elk jaar telt de provincie hoeveel open land is bebouwd.",
        },
        actor=STAFF,
    )
    services.set_principles(
        decision=decision, answers={**all_hold(), "equality": "Kleine dorpen gaan voor, want daar is de nood groter."},
        actor=STAFF,
    )
    services.set_advice(decision=decision, followed=True, reason="Het advies vroeg om tien woningen.", actor=STAFF)
    services.set_dilemmas(
        decision=decision, dilemmas=[HardChoice("Snel bouwen of rustig kijken?", "Lege panden eerst.")], actor=STAFF
    )
    votes = [Vote("Fractie A", 17, 2), Vote("Fractie B", 12, 0), Vote("Fractie C", 0, 12)]
    services.set_votes(decision=decision, votes=votes, actor=STAFF)
    for vote in decision.votes.filter(against__gt=0):
        said = {
            "argument": f"{vote.group} wil eerst weten wat de lege panden kosten.", "minutes": "verslag, pagina 4",
            "proposal": "amendement 3: vijf huizen", "proposal_state": "rejected",
            "taken_over": "Lege panden gaan voor.",
        }  # fmt: skip
        services.note_group(decision=decision, vote=vote, fields=said, actor=STAFF)
    commitments.promise(
        decision=decision, title="Elk jaar tellen hoeveel open land is bebouwd", receiver="Dorpsbelang",
        owner=world.contact, due_on=date(2027, 7, 1), actor=STAFF,
    )  # fmt: skip
    return services.publish(decision=Decision.objects.get(pk=decision.pk), actor=STAFF)


def land(process: Process, decision: Decision, shares: tuple[tuple[str, int], ...]) -> None:
    """Answer every voice of a process, by shares of outcomes; what is left over is adopted."""
    now = clock.now()
    voices = list(Contribution.objects.filter(process=process, withdrawn_at=None).order_by("created_at", "id"))
    place = Destination.objects.get(pk=decision.destination_id)
    outcomes = [code for code, count in shares for _one in range(count)]
    outcomes += ["adopted"] * (len(voices) - len(outcomes))
    answers = {
        code: Answer.objects.create(
            tenant=process.tenant, created_at=now, process=process, outcome=code, reason="Zie het besluit.",
            destination=place, sent_at=now, parked_until=date(2028, 1, 1) if code == OutcomeCode.PARKED else None,
        )
        for code in dict.fromkeys(outcomes)
    }  # fmt: skip
    Landing.objects.bulk_create(
        Landing(
            tenant=process.tenant, created_at=now, contribution=voice, answer=answers[code], sent_at=now, holds=True
        )
        for voice, code in zip(voices, outcomes, strict=False)
    )
    Contribution.objects.filter(process=process).update(
        landed_at=now, replied_at=now, first_replied_at=now, reply_due_on=clock.today()
    )
    Process.objects.filter(pk=process.pk).update(landed_count=len(voices), answered_at=now)


def answered_process(world: World, size: int = 220) -> tuple[Process, Decision]:
    """Make a question that went the whole way in spring: asked, heard, decided, answered."""
    with clock.frozen(datetime(2026, 3, 2, 9, 0, tzinfo=clock.AMSTERDAM)):
        process = make_process(world, "wonen-ronde-1", room=False)
        process.title, process.room_published_at = "Wonen in kleine dorpen, ronde 1", clock.now()
        process.save()
        add_room(
            world, process, question="Wat vindt u belangrijk voor wonen in kleine dorpen?",
            decision_on=date(2026, 7, 8), reply_on=date(2026, 8, 5),
        )  # fmt: skip
        ends = datetime(2026, 4, 30, tzinfo=clock.AMSTERDAM)
        round = make_round(process, "dialogue", opens_at=clock.now(), closes_at=ends)
        Round.objects.filter(pk=round.pk).update(title="Wat vindt u belangrijk?")
        round.refresh_from_db()
        fill(round, size)
    with clock.frozen(datetime(2026, 5, 1, 9, 0, tzinfo=clock.AMSTERDAM)):
        close(round)
    with clock.frozen(datetime(2026, 7, 8, 15, 0, tzinfo=clock.AMSTERDAM)):
        process.refresh_from_db()
        decision = decide(world, process)
    with clock.frozen(datetime(2026, 7, 30, 9, 0, tzinfo=clock.AMSTERDAM)):
        land(process, decision, (("partly", 60), ("planned", 24), ("weighed", 40), ("outside", 12), ("elsewhere", 4)))
    process.refresh_from_db()
    return process, decision


def open_process(world: World, town: Body, emmen: Area) -> Process:
    """Make the question that is open now, with ideas and a dialogue, two meetings and a partner."""
    with clock.frozen(NOW - timedelta(days=20)):
        process = make_process(world, "wonen", room=False)
        process.title, process.room_published_at = "Wonen in kleine dorpen", clock.now()
        process.save()
        process.areas.set([emmen])
        add_room(world, process, decision_on=date(2026, 12, 16), reply_on=date(2027, 1, 29))
        ends = datetime(2026, 11, 2, tzinfo=clock.AMSTERDAM)
        for number, (instrument, title) in enumerate(
            (("dialogue", "Voor wie, en waar?"), ("ideas", "Uw eigen idee")), start=1
        ):
            round = make_round(process, instrument, number=number, opens_at=clock.now(), closes_at=ends)
            Round.objects.filter(pk=round.pk).update(title=title)
            round.refresh_from_db()
            fill(round, 60 if instrument == "dialogue" else 14)
    process.refresh_from_db()
    common = {"tenant": world.body, "created_at": NOW, "process": process}
    DecisionMoment.objects.create(
        **common, on=date(2026, 12, 16), organ=world.council, subject="tweede besluit: voor wie en waar", final=True
    )
    Partner.objects.create(**common, body=town, part="kijkt mee naar plekken")
    return process


def events(world: World, process: Process, area: Area) -> None:
    """Plan three days to come by."""
    for day, title, venue in (
        (
            datetime(2026, 10, 15, 19, 30, tzinfo=clock.AMSTERDAM),
            "Dorpstafel over wonen",
            "Dorpshuis De Runde (voorbeeld)",
        ),
        (
            datetime(2026, 10, 22, 15, 0, tzinfo=clock.AMSTERDAM),
            "Inloop met de gedeputeerde",
            "Dorpshuis De Runde (voorbeeld)",
        ),
        (datetime(2026, 11, 7, 10, 0, tzinfo=clock.AMSTERDAM), "Fietstocht langs het water", "Start bij de sluis"),
    ):
        Event.objects.create(
            tenant=world.body, created_at=NOW, process=process, title=title, starts_at=day,
            ends_at=day + timedelta(hours=2), area=area, venue=venue,
        )  # fmt: skip


def make_village() -> Village:
    """Make everything at `NOW`; call inside `clock.frozen(NOW)`."""
    load_facts()
    world = make_world()
    drenthe = Area.objects.get(kind="province", code__gt="")
    emmen = Area.objects.get(name="Emmen", kind="municipality")
    place = Area.objects.get(name="Barger-Compascuum")
    Body.objects.filter(pk=world.body.pk).update(
        area=drenthe, name="Provincie Drenthe", phone="000 000 00 00",
        about="De provincie gaat over natuur, provinciale wegen, de bus, en waar nieuwe huizen kunnen komen.",
    )  # fmt: skip
    world.body.refresh_from_db()
    town = Body.objects.create(
        slug="emmen", name="Gemeente Emmen", kind=Body.Kind.MUNICIPALITY, area=emmen, theme="gemeente",
        about="De gemeente gaat over straten, scholen, zorg en bouwvergunningen.",
    )  # fmt: skip
    fracties = [
        add_group(organ=world.council, name=f"Fractie {name}", seats=seats, starts=date(2023, 4, 1), actor=STAFF)
        for name, seats in (("A", 19), ("B", 12), ("C", 12))
    ]
    lies = Person.objects.create(
        tenant=world.body, created_at=NOW, name="Lies Brandsma (voorbeeld)", slug="lies", phone="000 000 00 00"
    )
    Membership.objects.create(
        tenant=world.body, created_at=NOW, person=lies, organ=world.council, role=Role.COUNCIL, group=fracties[0],
        starts=date(2023, 4, 1),
    )  # fmt: skip
    AreaContact.objects.create(
        tenant=world.body, created_at=NOW, person=lies, area=emmen, starts=date(2023, 4, 1),
        expectation="U kunt haar alles vragen over de provincie. U krijgt binnen tien werkdagen antwoord.",
    )  # fmt: skip
    answered, decision = answered_process(world)
    opened = open_process(world, town, emmen)
    Process.objects.filter(pk=opened.pk).update(predecessor=answered)
    events(world, opened, place)
    soon = make_process(world, "dorpsbos")
    Process.objects.filter(pk=soon.pk).update(
        title="Een dorpsbos van en voor het dorp", opens_at=NOW + timedelta(days=14), closes_at=NOW + timedelta(days=60)
    )
    stopped = make_process(world, "zonnepark")
    Process.objects.filter(pk=stopped.pk).update(
        title="Een zonnepark bij de vaart", withdrawn_at=NOW, withdrawn_reason="De grond is verkocht."
    )
    cache.clear()
    return Village(world, emmen, place, town, Process.objects.get(pk=opened.pk), answered, decision)
