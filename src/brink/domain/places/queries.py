"""Reads about places. All rows are public facts; each function says how many queries it takes."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from brink.domain.places.models import Area, AreaKind, Population, PostcodeRange
from brink.domain.places.name_matching import distance_km, fold, postcode_digits, prefix_distance, typos_allowed

_DEGREES_AROUND = 0.4
_KIND_ORDER = {AreaKind.MUNICIPALITY: 0, AreaKind.VILLAGE: 1, AreaKind.PROVINCE: 2}


@dataclass(frozen=True, slots=True)
class AgeBand:
    """How many people of some age live in an area. `age_to` None: and older."""

    age_from: int
    age_to: int | None
    men: int
    women: int

    @property
    def people(self) -> int:
        """Return men and women together."""
        return self.men + self.women


@dataclass(frozen=True, slots=True)
class People:
    """The people of an area on the last known date."""

    on: date
    source: str
    bands: tuple[AgeBand, ...]

    @property
    def total(self) -> int:
        """Return everybody together."""
        return sum(band.people for band in self.bands)


def with_parents() -> QuerySet[Area]:
    """Return all areas with the areas they lie in, so that `ancestors` costs nothing."""
    return Area.objects.select_related("parent__parent").defer(
        "geometry", "parent__geometry", "parent__parent__geometry"
    )


def ancestors(area: Area) -> list[Area]:
    """Return the areas in which this one lies, widest first, itself last. No query on rows of `with_parents`."""
    path = [area]
    while path[0].parent is not None:
        path.insert(0, path[0].parent)
    return path


def within(area: Area) -> list[UUID]:
    """Return the ids of an area and all that lies in it. One query per layer of the tree, three at most."""
    found, layer = [area.pk], [area.pk]
    while layer:
        layer = list(Area.objects.filter(parent__in=layer).values_list("pk", flat=True))
        found += layer
    return found


def by_postcode(text: str) -> Area | None:
    """Return the village of a postcode, as far as known. One query."""
    digits = postcode_digits(text)
    return with_parents().filter(postcodes__digits=digits).first() if digits else None


def _rank(area: Area, query: str) -> tuple[int, int, str]:
    name = fold(area.name)
    fit = 0 if name == query else 1 if name.startswith(query) else 2
    return fit, _KIND_ORDER[AreaKind(area.kind)], name


def _with_slips(query: str, kinds: frozenset[str], limit: int) -> list[Area]:
    """Return areas whose name begins almost like `query`, nearest first. Two queries."""
    allowed = typos_allowed(query)
    near = []
    if allowed:
        for pk, name in Area.objects.filter(kind__in=kinds).values_list("pk", "name"):
            slips = prefix_distance(query, fold(name))
            if slips <= allowed:
                near.append((slips, abs(len(fold(name)) - len(query)), fold(name), pk))
    order = {pk: place for place, (*_, pk) in enumerate(sorted(near)[:limit])}
    return sorted(with_parents().filter(pk__in=order), key=lambda area: order[area.pk]) if order else []


def search(text: str, *, limit: int = 8, kinds: frozenset[str] = frozenset(AreaKind.values)) -> list[Area]:
    """Find areas by name or postcode: "7884", "7884 AB", "barger-compascuum", "Emen".

    Whole names come first, then beginnings, then words inside a name; small slips are forgiven when nothing fits.
    Three queries at most. An unknown text gives an empty list.
    """
    text = text[:80]
    if postcode_digits(text):
        area = by_postcode(text)
        return [area] if area is not None and area.kind in kinds else []
    if re.fullmatch(r"\s*[1-9]\d{1,2}\s*", text):
        digits = PostcodeRange.objects.filter(digits__startswith=text.strip())
        return list(with_parents().filter(pk__in=digits.values("area"), kind__in=kinds)[:limit])
    query = fold(text)
    if not query:
        return []
    rows = with_parents().filter(Q(slug__startswith=query) | Q(slug__contains=f"-{query}"), kind__in=kinds)
    fitting = [area for area in rows if f"-{query}" in f"-{fold(area.name)}"]
    return sorted(fitting, key=lambda area: _rank(area, query))[:limit] or _with_slips(query, kinds, limit)


def nearby(area: Area, *, limit: int = 6) -> list[tuple[Area, float]]:
    """Return the villages nearest to an area with their distance in kilometres. One query; empty without a point."""
    if area.latitude is None or area.longitude is None:
        return []
    rows = with_parents().filter(
        kind=AreaKind.VILLAGE,
        latitude__range=(area.latitude - _DEGREES_AROUND, area.latitude + _DEGREES_AROUND),
        longitude__range=(area.longitude - _DEGREES_AROUND, area.longitude + _DEGREES_AROUND),
    )
    here = (area.latitude, area.longitude)
    distances = [
        (one, distance_km(*here, one.latitude, one.longitude))
        for one in rows.exclude(pk=area.pk)
        if one.latitude is not None and one.longitude is not None
    ]
    return sorted(distances, key=lambda pair: (pair[1], pair[0].name))[:limit]


def tiles(province: Area) -> list[Area]:
    """Return the municipalities of the schematic map, row by row. One query."""
    rows = Area.objects.filter(parent=province, kind=AreaKind.MUNICIPALITY, tile_column__isnull=False)
    return list(rows.defer("geometry").order_by("tile_row", "tile_column"))


def people_in(area: Area) -> People | None:
    """Return the people of an area by age and sex on the last known date, or None.

    Of a province without figures of its own the municipalities are added up. Three queries at most.
    """
    for rows in (Population.objects.filter(area=area), Population.objects.filter(area__parent=area)):
        last = rows.order_by("-on").values_list("on", "source").first()
        if last is None:
            continue
        cells = rows.filter(on=last[0]).values("age_from", "age_to", "sex").annotate(sum=Sum("people"))
        counts = {(cell["age_from"], cell["age_to"], cell["sex"]): cell["sum"] for cell in cells.order_by()}
        ages = sorted({(low, high) for low, high, _ in counts}, key=lambda age: age[0])
        men, women = Population.Sex.MEN, Population.Sex.WOMEN
        bands = (AgeBand(*age, counts.get((*age, men), 0), counts.get((*age, women), 0)) for age in ages)
        return People(on=last[0], source=last[1], bands=tuple(bands))
    return None
