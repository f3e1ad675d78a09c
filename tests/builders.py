"""Small worlds for tests, made straight from the models, so that a test shows only what it is about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from brink.domain.framework.levels import Level
from brink.domain.framework.models import Framework, InstrumentRule, Phase, Scale
from brink.domain.people.models import Account, Body, Membership, Organ, Person
from brink.domain.places.models import Area, AreaKind
from brink.domain.processes.models import Process, RoomStatement, Round, Theme
from brink.foundation import clock
from brink.foundation.visibility import Role


@dataclass
class World:
    """A body with its organs, people, kader and one theme."""

    body: Body
    province: Area
    village: Area
    council: Organ
    executive: Organ
    office: Organ
    officer: Account
    clerk: Account
    contact: Person
    framework: Framework
    phase: Phase
    scale: Scale
    theme: Theme


def make_area(name: str, kind: str, parent: Area | None = None) -> Area:
    """Make or find an area by its name."""
    return Area.objects.get_or_create(slug=name.lower(), defaults={"name": name, "kind": kind, "parent": parent})[0]


def make_account(body: Body, organ: Organ, role: Role, name: str) -> tuple[Account, Person]:
    """Make an account with a role in a body since long ago."""
    now = clock.now()
    account = Account.objects.create_user(f"{name.lower()}@{body.slug}.invalid", name=f"{name} (voorbeeld)")
    person = Person.objects.create(
        tenant=body, created_at=now, name=f"{name} (voorbeeld)", slug=name.lower(), account=account
    )
    Membership.objects.create(
        tenant=body, created_at=now, person=person, organ=organ, role=role, starts=date(2020, 1, 1)
    )
    return account, person


def make_world(slug: str = "drenthe", kind: str = Body.Kind.PROVINCE) -> World:
    """Make one body with everything a process needs."""
    now = clock.now()
    province = make_area("Proefland", AreaKind.PROVINCE)
    village = make_area("Proefdorp", AreaKind.VILLAGE, province)
    body = Body.objects.create(slug=slug, name=f"Provincie {slug.title()}", kind=kind, area=province)
    common = {"tenant": body, "created_at": now}
    council = Organ.objects.create(**common, name="Provinciale Staten", slug="staten", role=Role.COUNCIL, seats=43)
    executive = Organ.objects.create(**common, name="Gedeputeerde Staten", slug="gs", role=Role.EXECUTIVE)
    office = Organ.objects.create(**common, name="Team Wonen", slug="team-wonen", role=Role.OFFICER)
    officer, contact = make_account(body, office, Role.OFFICER, "Aziz")
    clerk, _ = make_account(body, council, Role.CLERK, "Marja")
    framework = Framework.objects.create(
        **common, slug="proef", version="1", title="Proefkader", summary="Om mee te proberen.", checksum="0" * 64
    )
    phase = Phase.objects.create(
        **common, framework=framework, key="F3", number=3, name="beginspraak", purpose="Verkennen.", origin="P"
    )
    scale = Scale.objects.create(
        **common, framework=framework, key="dorp", number=3, name="dorp", table="dorpstafel", talk="visie",
        method="debat", result="afspraken", origin="P",
    )  # fmt: skip
    for number, key in enumerate(("ideas", "dialogue"), start=1):
        InstrumentRule.objects.create(
            **common, phase=phase, number=number, starter="GS", roles=["executive"], name=key, explanation="Proef.",
            instrument=key, kind=InstrumentRule.Kind.PARTICIPATION, max_level=Level.COPRODUCE, rule="", origin="P",
        )  # fmt: skip
    theme = Theme.objects.get_or_create(slug="wonen", defaults={"name": "Wonen"})[0]
    return World(
        body, province, village, council, executive, office, officer, clerk, contact, framework, phase, scale, theme
    )


def make_process(world: World, slug: str = "wonen", *, room: bool = True, **fields: Any) -> Process:
    """Make a process, by default with a published room statement."""
    now = clock.now()
    process = Process.objects.create(
        tenant=world.body, created_at=now, slug=slug, title=f"Vraag over {slug}", framework=world.framework,
        phase=world.phase, scale=world.scale, owner=world.contact, room_published_at=now if room else None, **fields,
    )  # fmt: skip
    process.themes.add(world.theme)
    process.areas.add(world.village)
    if room:
        make_room(world, process)
    return process


def make_room(world: World, process: Process, **fields: Any) -> RoomStatement:
    """Make a published room statement."""
    now, today = clock.now(), clock.today()
    values: dict[str, Any] = {
        "question": "Hoe kunnen mensen in kleine dorpen blijven wonen?",
        "level": Level.ADVISE,
        "decider": world.council,
        "decision_on": today + timedelta(days=60),
        "reply_on": today + timedelta(days=88),
        "contact": world.contact,
        "summary": "De provincie wil weten wat nodig is.",
        "open_points": ["voor wie wij bouwen"],
        "adopted_by": world.executive,
        "adopted_at": now,
        "published_at": now,
        "content_hash": "0" * 64,
        **fields,
    }
    return RoomStatement.objects.create(tenant=world.body, created_at=now, process=process, **values)


def make_round(
    process: Process,
    instrument: str = "ideas",
    *,
    number: int = 1,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    opened: bool = True,
    **fields: Any,
) -> Round:
    """Make a round that is open now unless told otherwise, and move the process' dates along."""
    now = clock.now()
    start, end = opens_at or now - timedelta(days=1), closes_at or now + timedelta(days=20)
    room = process.rooms.filter(published_at__isnull=False).first()
    round = Round.objects.create(
        tenant=process.tenant, created_at=now, process=process, phase=process.phase, number=number,
        slug=f"ronde-{number}", instrument=instrument, title=f"Ronde {number}", opens_at=start, closes_at=end,
        opened_at=start if opened else None, room=room if opened else None, seed=number, **fields,
    )  # fmt: skip
    process.opens_at = min(filter(None, (process.opens_at, start)))
    process.closes_at = max(filter(None, (process.closes_at, end)))
    process.save(update_fields=("opens_at", "closes_at"))
    return round
