"""What the safety tests walk over: two bodies with the same things, public, hidden and half made, and one of each role.

Every hidden thing carries `CANARY` in its words, so that a page that shows any of it is caught.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from PIL import Image

from brink.domain.contributions.models import Bundle, Contribution
from brink.domain.contributions.services import bundling, moderating
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.decisions import services as deciding
from brink.domain.decisions.models import Decision
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Account, Organ
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import DecisionMoment, Event, Process, Round
from brink.foundation import clock
from brink.foundation.visibility import Role
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.statements import plant_seeds
from brink.instruments.ideas import photos
from brink.instruments.ideas.services import Extras, give_idea
from tests.builders import World, make_account, make_process, make_room, make_round, make_world
from tests.safety.folders import thing_makers

CANARY = "kanarievogel"
STAFF = Actor(role="clerk")
SEEDS = ("Bouw eerst voor het dorp.", "Zonder bus geen huizen.", "Op de es bouwen wij nooit.")
HIDDEN_WAYS = ("hidden", "waiting", "withdrawn", "closed")


@dataclass
class Things:
    """One process with everything that hangs on it, all public or all hidden."""

    process: Process
    ideas: Round
    dialogue: Round
    idea: Contribution
    receipt: Receipt
    statement: Statement
    bundle: Bundle
    decision: Decision
    event: Event
    rounds: dict[str, Round]
    """A round of every instrument that is registered, by its key."""
    more: dict[str, Any]
    """What other apps put in the filled body with `make_things` in their own `tests/addresses.py`, by its name."""


@dataclass
class FilledBody:
    """A body, its people, and its things: `shown` to everybody, `hidden` from all but its own desk."""

    world: World
    shown: Things
    hidden: Things
    people: dict[str, Account | None]
    # Ideas of the public round that nobody may read, by what was done to them.
    kept_back: dict[str, Contribution]


def _idea(round: Round, text: str, **fields: str) -> Receipt:
    """Give an idea with a photo: the folder of uploads must be one of the test."""
    words = Words(kind="idea", text=text, **fields)  # type: ignore[arg-type]
    file = BytesIO()
    Image.new("RGB", (8, 6), "#7d5a86").save(file, "PNG")
    photo = photos.keep(file, file.tell())
    return give_idea(round=round, words=words, actor=RESIDENT, key=None, extras=Extras(photo=photo))


def _other_rounds(process: Process) -> dict[str, Round]:
    """Make a round of each instrument that has no things of its own here, in the way its own demo does."""
    others = [one for one in registry if one.card.key not in ("ideas", "dialogue")]
    return {
        one.card.key: make_round(process, one.card.key, number=number, opened=False, settings=one.example_settings())
        for number, one in enumerate(others, start=3)
    }


def fill_process(world: World, slug: str, *, public: bool) -> Things:
    """Make one process with everything; a hidden one is the same with the moments of publication taken away."""
    mark = "" if public else f" {CANARY}"
    now, common = clock.now(), {"tenant": world.body, "created_at": clock.now()}
    process = make_process(world, slug, room=False)
    process.title = f"Vraag over {slug}{mark}"
    process.room_published_at = now
    process.save()
    room = make_room(world, process, question=f"Hoe wonen wij straks?{mark}", published_at=now if public else None)
    ideas = make_round(process, "ideas", number=1, opened=False)
    dialogue = make_round(process, "dialogue", number=2, opened=False, settings={"seeds": list(SEEDS)})
    rounds = {"ideas": ideas, "dialogue": dialogue, **_other_rounds(process)}
    for round in rounds.values():
        # Open for as long as it takes to give words, also in what will be hidden.
        Round.objects.filter(pk=round.pk).update(opened_at=round.opens_at, room=room)
        round.refresh_from_db()
    plant_seeds(dialogue, [f"{seed}{mark}" for seed in SEEDS])
    receipt = _idea(ideas, f"Maak van de school kleine huizen.{mark}", email=f"gever-{slug}@voorbeeld.invalid")
    bundle = bundling.make(
        process=process, title=f"Kleine huizen{mark}", contributions=[receipt.contribution], actor=STAFF
    )
    event = Event.objects.create(
        **common, process=process, title=f"Inloopavond{mark}", starts_at=now + timedelta(days=3),
        ends_at=now + timedelta(days=3, hours=2), area=world.village, venue=f"Dorpshuis{mark}",
    )  # fmt: skip
    DecisionMoment.objects.create(
        **common, process=process, on=clock.today() + timedelta(days=60), organ=world.council,
        subject=f"Besluit over {slug}{mark}", final=True,
    )  # fmt: skip
    decision = deciding.draft(
        process=process, organ=world.council, title=f"Besluit {slug}{mark}", on=date(2026, 12, 16), actor=STAFF
    )
    more: dict[str, Any] = {}
    for make in thing_makers():
        made = make(process, rounds, mark)
        assert not more.keys() & made.keys(), "two apps call a thing by one name"
        more |= made
    if public:
        Decision.objects.filter(pk=decision.pk).update(
            published_at=now, text="Tien huizen.", explanation="Er komen tien huizen.", evaluation_on=date(2028, 1, 1)
        )
    else:
        Round.objects.filter(process=process).update(opened_at=None, room=None)
        Process.objects.filter(pk=process.pk).update(room_published_at=None)
    statement = Statement.objects.filter(round=dialogue).order_by("number").first()
    assert statement is not None
    return Things(
        process, ideas, dialogue, receipt.contribution, receipt, statement, bundle, decision, event, rounds, more,
    )  # fmt: skip


def _kept_back(round: Round) -> dict[str, Contribution]:
    rows = {way: _idea(round, f"Dit is {CANARY} {way}.").contribution for way in HIDDEN_WAYS[:3]}
    moderating.hide(contribution=rows["hidden"], reason="Scheldwoorden.", actor=STAFF)
    moderating.hold_for_moderation(contribution=rows["waiting"], reason="Kijken wij na.", actor=STAFF)
    Contribution.objects.filter(pk=rows["withdrawn"].pk).update(withdrawn_at=clock.now(), text="", title="")
    rows["closed"] = _idea(round, f"Dit is {CANARY} closed.", publicity="closed").contribution
    return rows


def fill_body(slug: str = "drenthe") -> FilledBody:
    """Make a body with all its roles and things."""
    world = make_world(slug)
    now = clock.now()
    organ = Organ.objects.create(tenant=world.body, created_at=now, name="Beheer", slug="beheer", role=Role.ADMIN)
    people: dict[str, Account | None] = {
        "nobody": None,
        "resident": Account.objects.create_user(f"bewoner@{slug}.invalid", name="Bewoner"),
        "council": make_account(world.body, world.council, Role.COUNCIL, "Raad")[0],
        "executive": make_account(world.body, world.executive, Role.EXECUTIVE, "Bestuur")[0],
        "officer": world.officer,
        "clerk": world.clerk,
        "moderator": make_account(world.body, world.office, Role.MODERATOR, "Mo")[0],
        "admin": make_account(world.body, organ, Role.ADMIN, "Beheer")[0],
    }
    shown = fill_process(world, f"{slug}-open", public=True)
    hidden = fill_process(world, f"{slug}-dicht", public=False)
    return FilledBody(world, shown, hidden, people, _kept_back(shown.ideas))


ROLES = ("nobody", "resident", "council", "executive", "officer", "clerk", "moderator", "admin", "other officer")
AT_THE_DESK = frozenset({"officer", "clerk", "moderator", "admin"})


def client_of(filled: FilledBody, role: str, other: FilledBody | None = None, *, csrf: bool = False) -> Client:
    """Return a browser of somebody with this role; "other officer" works at the desk of the other body."""
    client = Client(enforce_csrf_checks=csrf)
    account = other.people["officer"] if role == "other officer" and other else filled.people.get(role)
    if account is not None:
        client.force_login(account)
    return client
