"""Bodies, organs and people of the demo. Every person is invented and says so: "(voorbeeld)"."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from brink.domain.framework.models import Framework
from brink.domain.framework.services import import_framework, standard_text
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import Body, Organ, Person
from brink.domain.people.services.bodies import add_organ, add_person, found_body
from brink.domain.people.services.contacts import assign_contact
from brink.domain.people.services.groups import add_group
from brink.domain.people.services.roles import add_member, appoint_first_admins, confirm_role, request_role
from brink.domain.places.models import Area
from brink.foundation.visibility import Role

SINCE = date(2023, 4, 1)
MUNICIPALITIES = (
    "Aa en Hunze", "Assen", "Borger-Odoorn", "Coevorden", "De Wolden", "Emmen", "Hoogeveen", "Meppel", "Midden-Drenthe",
    "Noordenveld", "Tynaarlo", "Westerveld",
)  # fmt: skip
ABOUT = {
    Body.Kind.PROVINCE: "De provincie gaat over natuur, provinciale wegen, de bus, en waar nieuwe huizen kunnen komen.",
    Body.Kind.MUNICIPALITY: "De gemeente gaat over straten, scholen, zorg, paspoorten en bouwvergunningen.",
    Body.Kind.WATER_BOARD: "Het waterschap gaat over sloten, dijken en schoon water.",
}

# The fracties of the councils, with as many seats as the votes of the stories ask.
GROUPS = {
    "Provincie Drenthe": tuple(
        (f"Fractie {name} (voorbeeld)", seats)
        for name, seats in (("Heide", 9), ("Veen", 7), ("Es", 7), ("Beek", 5), ("Bos", 6), ("Zand", 5), ("Brink", 4))
    ),
    "Gemeente Coevorden": (("Fractie Heide (voorbeeld)", 14), ("Fractie Veen (voorbeeld)", 11)),
}


def kader_of(kind: str) -> str:
    """Return the standard kader; without the numbers of Drenthe for a municipality, which has not chosen its own."""
    text = standard_text()
    if kind != Body.Kind.MUNICIPALITY:
        return text
    own = tomllib.loads(files("brink.site.demo").joinpath("gemeente.toml").read_text("utf-8"))
    for one in own["rule"]:
        text = text.replace(one["of"], one["here"])
    return text.replace('titel = "Standaard (voorstel)"', f'titel = "{own["title"]}"')


@dataclass(frozen=True, slots=True)
class Cast:
    """One body with those of its people that the stories need."""

    body: Body
    council: Organ
    executive: Organ
    office: Organ
    contact: Person
    officer: Actor
    clerk: Actor
    secretary: Actor
    framework: Framework


def _hire(body: Body, organ: Organ, name: str, role: Role, admins: list[Person]) -> Person:
    """Bring somebody to the desk the way it goes in earnest: one administrator asks, the other confirms."""
    person = _person(body, name)
    asker, confirmer = (Actor(id=one.account_id, role=Role.ADMIN) for one in admins)
    grant = request_role(
        person=person, organ=organ, role=role, reason="Werkt aan de balie van de demo.", starts=SINCE, actor=asker
    )
    confirm_role(grant=grant, actor=confirmer)
    return person

def _person(body: Body, name: str) -> Person:
    first = name.split()[0].lower()
    login = f"{first}@{body.slug}.voorbeeld.invalid"
    return add_person(body=body, name=f"{name} (voorbeeld)", login=login, actor=SYSTEM, phone="000 000 00 00")


def make_body(
    name: str, kind: str, area: Area | None, names: tuple[str, str, str], people: tuple[str, ...], seats: int
) -> Cast:
    """Found a body with its council, executive and office, five people at the desk and the standard kader."""
    body = found_body(
        name=name, kind=kind, area=area, phone="000 000 00 00", address="Postbus 0\n0000 AA Voorbeeldstad",
        actor=SYSTEM, about=ABOUT[Body.Kind(kind)],
        theme="drenthe" if kind == Body.Kind.PROVINCE else "gemeente",
    )  # fmt: skip
    council = add_organ(body=body, name=names[0], role=Role.COUNCIL, seats=seats, actor=SYSTEM)
    executive = add_organ(body=body, name=names[1], role=Role.EXECUTIVE, actor=SYSTEM)
    office = add_organ(body=body, name=names[2], role=Role.OFFICER, actor=SYSTEM)
    admins = [_person(body, one) for one in people[:2]]
    appoint_first_admins(body=body, organ=office, persons=admins, starts=SINCE)
    clerk = _hire(body, council, people[2], Role.CLERK, admins)
    officer = _hire(body, office, people[3], Role.OFFICER, admins)
    secretary = _hire(body, executive, people[7], Role.SECRETARY, admins)
    _hire(body, office, people[4], Role.MODERATOR, admins)
    groups = GROUPS.get(name, ())
    for group, held in groups:
        add_group(organ=council, name=group, seats=held, starts=SINCE, actor=SYSTEM)
    for person, organ, role, group in (
        (_person(body, people[5]), council, Role.COUNCIL, groups[-1][0] if groups else ""),
        (_person(body, people[6]), executive, Role.EXECUTIVE, ""),
    ):
        add_member(person=person, organ=organ, role=role, starts=SINCE, group=group, actor=SYSTEM)
    return Cast(
        body=body,
        council=council,
        executive=executive,
        office=office,
        contact=officer,
        officer=Actor(id=officer.account_id, role=Role.OFFICER),
        clerk=Actor(id=clerk.account_id, role=Role.CLERK),
        secretary=Actor(id=secretary.account_id, role=Role.SECRETARY),
        framework=import_framework(text=kader_of(kind), tenant=body, actor=SYSTEM),
    )


EXPECTATION = "U kunt alles vragen over de provincie. U krijgt binnen tien werkdagen antwoord."
EXECUTIVES = ("Lies Brandsma", "Harm Wolters", "Roelien Eising", "Geert Nijhof")


def assign_contacts(province: Cast) -> None:
    """Give each municipality one contact of the province."""
    persons = [_person(province.body, name) for name in EXECUTIVES]
    for person in persons:
        add_member(person=person, organ=province.executive, role=Role.EXECUTIVE, starts=SINCE, actor=SYSTEM)
    for place, name in enumerate(MUNICIPALITIES):
        area = Area.objects.get(name=name, kind="municipality")
        assign_contact(
            body=province.body, person=persons[place % len(persons)], area=area, expectation=EXPECTATION,
            starts=SINCE, actor=SYSTEM,
        )  # fmt: skip


def make_cast() -> dict[str, Cast]:
    """Make the province, four municipalities with a desk, and the water board; the others as bodies alone."""
    province_area = Area.objects.get(kind="province")
    cast = {
        "drenthe": make_body(
            "Provincie Drenthe", Body.Kind.PROVINCE, province_area,
            ("Provinciale Staten", "Gedeputeerde Staten", "Team Samen besturen"),
            ("Berend Kuiper", "Ina Hofman", "Marja Smit", "Aziz Amrani", "Femke Postma", "Anne Dekker", "Jan Oosting",
             "Hiske Hoekstra"),
            43,
        )
    }  # fmt: skip
    towns = {
        "emmen": ("Emmen", 39, ("Wim", "Tineke", "Gerda", "Teun", "Sanne", "Klaas", "Loes", "Jet")),
        "coevorden": ("Coevorden", 25, ("Henk", "Mieke", "Trijntje", "Bas", "Noor", "Roel", "Els", "Wout")),
    }
    for slug, (name, seats, people) in towns.items():
        area = Area.objects.get(name=name, kind="municipality")
        surnamed = tuple(f"{one} {last}" for one, last in zip(people, SURNAMES, strict=True))
        organs = ("Gemeenteraad", "College van burgemeester en wethouders", "Team Dorpen")
        cast[slug] = make_body(f"Gemeente {name}", Body.Kind.MUNICIPALITY, area, organs, surnamed, seats)
    for name in MUNICIPALITIES:
        if name.lower() in towns:
            continue
        area = Area.objects.get(name=name, kind="municipality")
        found_body(
            name=f"Gemeente {name}", kind=Body.Kind.MUNICIPALITY, area=area, actor=SYSTEM,
            about=ABOUT[Body.Kind.MUNICIPALITY], theme="gemeente",
        )  # fmt: skip
    found_body(
        name="Waterschap Voorbeeld", kind=Body.Kind.WATER_BOARD, actor=SYSTEM, about=ABOUT[Body.Kind.WATER_BOARD]
    )
    assign_contacts(cast["drenthe"])
    return cast


SURNAMES = ("Veenstra", "Kolk", "Zwiers", "Oosting", "Lubbers", "Hadders", "Meijering", "Talens")
