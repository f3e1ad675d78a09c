"""Facts about places that ship with the project, read from `drenthe.toml` and checked while reading."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from django.utils.text import slugify

from brink.domain.places.models import AreaKind


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """One area: `parent` is the slug of the area it lies in; `tile` is (column, row) on the schematic map."""

    slug: str
    name: str
    kind: str
    code: str = ""
    parent: str = ""
    latitude: float | None = None
    longitude: float | None = None
    tile: tuple[int, int] | None = None
    postcodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellFact:
    """People of one age band in one municipality, rounded to hundreds. `age_to` None: and older."""

    area: str
    age_from: int
    age_to: int | None
    men: int
    women: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything in the file; `checksum` changes when any line of it does."""

    places: tuple[PlaceFact, ...]
    cells: tuple[CellFact, ...]
    on: date
    place_source: str
    point_source: str
    people_source: str
    checksum: str


def _place(row: dict[str, Any], kind: str, parent: str = "") -> PlaceFact:
    latitude, longitude = row["punt"]
    tile = row.get("tegel")
    return PlaceFact(
        slug=row.get("adres") or slugify(row["naam"]),
        name=row["naam"],
        kind=kind,
        code=row.get("code", ""),
        parent=parent,
        latitude=latitude,
        longitude=longitude,
        tile=(tile[0], tile[1]) if tile else None,
        postcodes=tuple(row.get("postcodes", ())),
    )


def read() -> Facts:
    """Read the shipped facts, province first, so that a parent always comes before its children."""
    content = files("brink.domain.places.facts").joinpath("drenthe.toml").read_bytes()
    data = tomllib.loads(content.decode())
    province = _place(data["provincie"], AreaKind.PROVINCE)
    towns = [_place(row, AreaKind.MUNICIPALITY, province.slug) for row in data["gemeente"]]
    villages = [
        _place(row, AreaKind.VILLAGE, town.slug)
        for town, municipality in zip(towns, data["gemeente"], strict=True)
        for row in municipality["plaatsen"]
    ]
    cells = [
        CellFact(town.slug, row["van"], row.get("tot"), row["mannen"], row["vrouwen"])
        for town, municipality in zip(towns, data["gemeente"], strict=True)
        for row in municipality["inwoners"]
    ]
    source = data["bron"]
    return Facts(
        places=(province, *towns, *villages),
        cells=tuple(cells),
        on=source["peildatum"],
        place_source=source["namen"],
        point_source=source["punten"],
        people_source=source["inwoners"],
        checksum=hashlib.sha256(content).hexdigest(),
    )
