"""Loading the facts that ship with the project."""

from dataclasses import dataclass

from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.places.facts import Facts, PlaceFact, read
from brink.domain.places.models import Area, AreaKind, Population, PostcodeRange
from brink.domain.places.services.node import NODE_ID

_FIELDS = ("code", "name", "kind", "parent", "longitude", "latitude", "tile_column", "tile_row", "source")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did; `repeated` says these very facts were in already."""

    places: int
    postcodes: int
    cells: int
    repeated: bool = False


def _area(fact: PlaceFact, facts: Facts, parent: Area | None) -> Area:
    column, row = fact.tile or (None, None)
    return Area(
        slug=fact.slug,
        code=fact.code,
        name=fact.name,
        kind=fact.kind,
        parent=parent,
        longitude=fact.longitude,
        latitude=fact.latitude,
        tile_column=column,
        tile_row=row,
        source=facts.place_source if fact.code else facts.point_source,
    )


def _keep_places(facts: Facts) -> dict[str, Area]:
    """Store layer by layer, because a village needs the key its municipality has in the database."""
    stored: dict[str, Area] = {}
    for kind in (AreaKind.PROVINCE, AreaKind.MUNICIPALITY, AreaKind.VILLAGE):
        layer = [fact for fact in facts.places if fact.kind == kind]
        Area.objects.bulk_create(
            [_area(fact, facts, stored.get(fact.parent)) for fact in layer],
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=_FIELDS,
        )
        stored |= {area.slug: area for area in Area.objects.filter(slug__in=[fact.slug for fact in layer])}
    return stored


def _keep_people(facts: Facts, stored: dict[str, Area]) -> int:
    Population.objects.filter(area__in=[stored[cell.area] for cell in facts.cells], on=facts.on).delete()
    rows = [
        Population(
            area=stored[cell.area],
            on=facts.on,
            age_from=cell.age_from,
            age_to=cell.age_to,
            sex=sex,
            people=people,
            source=facts.people_source,
        )
        for cell in facts.cells
        for sex, people in ((Population.Sex.MEN, cell.men), (Population.Sex.WOMEN, cell.women))
    ]
    return len(Population.objects.bulk_create(rows))


def load_facts(*, actor: Actor = SYSTEM) -> Loaded:
    """Load the shipped places, postcodes and people. Loading the same facts again changes nothing.

    Borders and figures of another date, read from a file of the statistical office, stay as they are.
    """
    facts = read()
    key = f"places.facts {facts.checksum[:40]}"
    if Entry.objects.filter(tenant_id=NODE_ID, key=key).exists():
        return _repeated(facts)
    performed = keep_facts.performed(checksum=facts.checksum, actor=actor, key=key)
    return _repeated(facts) if performed.repeated else performed.result


def _repeated(facts: Facts) -> Loaded:
    postcodes = sum(len(fact.postcodes) for fact in facts.places)
    return Loaded(len(facts.places), postcodes, 2 * len(facts.cells), repeated=True)


@act(
    "places.facts_loaded",
    Area,
    tenant=lambda _arguments: NODE_ID,
    subject="facts",
    again=lambda _entry, _arguments: _repeated(read()),
)
def keep_facts(*, checksum: str, actor: Actor, key: str | None) -> Done[Loaded]:
    """Store the shipped facts, which are those of this checksum."""
    facts = read()
    assert facts.checksum == checksum
    stored = _keep_places(facts)
    postcodes = [(digits, fact.slug) for fact in facts.places for digits in fact.postcodes]
    PostcodeRange.objects.bulk_create(
        [PostcodeRange(digits=digits, area=stored[slug]) for digits, slug in postcodes],
        update_conflicts=True,
        unique_fields=["digits"],
        update_fields=["area"],
    )
    loaded = Loaded(len(stored), len(postcodes), _keep_people(facts, stored))
    data = {"checksum": facts.checksum, "places": loaded.places, "cells": loaded.cells}
    return Done(loaded, data, public=True, row=next(iter(stored.values())))
