"""Importing areas with their borders from GeoJSON, such as the "Gebiedsindelingen" of the statistical office."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import SYSTEM, Actor, fingerprint
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.name_matching import fold
from brink.domain.places.services.files import read_text, wrong
from brink.domain.places.services.node import NODE_ID

_CODES = ("statcode", "gemeentecode", "code")
_NAMES = ("statnaam", "gemeentenaam", "naam")
_KINDS = {"PV": AreaKind.PROVINCE, "GM": AreaKind.MUNICIPALITY}
_FEATURE = re.compile(r'"type"\s*:\s*"Feature"')
Ring = list[list[float]]


@dataclass(frozen=True, slots=True)
class _Border:
    """One checked feature of the file."""

    code: str
    name: str
    kind: str
    province: str
    geometry: dict[str, Any]
    centre: tuple[float, float]


def _text(properties: dict[str, Any], names: tuple[str, ...]) -> str:
    value = next((properties[name] for name in names if properties.get(name)), "")
    return value.strip() if isinstance(value, str) else ""


def _is_point(point: object) -> bool:
    return (
        isinstance(point, list)
        and len(point) >= 2
        and all(isinstance(part, int | float) and not isinstance(part, bool) for part in point[:2])
    )


def _rings(geometry: object) -> list[Ring] | None:
    """Return the outer rings of a polygon or several, or None when it is neither."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        return None
    rings = []
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            return None
        for ring in polygon:
            if not isinstance(ring, list) or len(ring) < 4 or not all(map(_is_point, ring)) or ring[0] != ring[-1]:
                return None
        rings.append(polygon[0])
    return rings


def _centre(rings: list[Ring]) -> tuple[float, float] | None:
    """Return longitude and latitude of the centre of the largest ring (shoelace), None for one without a surface."""
    best: tuple[float, float, float] | None = None
    for ring in rings:
        double = x = y = 0.0
        for one, two in pairwise(ring):
            cross = one[0] * two[1] - two[0] * one[1]
            double, x, y = double + cross, x + (one[0] + two[0]) * cross, y + (one[1] + two[1]) * cross
        if double and (best is None or abs(double) > best[0]):
            best = (abs(double), x / (3 * double), y / (3 * double))
    return (round(best[1], 4), round(best[2], 4)) if best else None


def _border(feature: object, path: Path, line: int) -> _Border:
    """Check one feature; raises BadInput that names the line."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(properties, dict):
        raise wrong(path, line, _("dit gebied heeft geen eigenschappen. Geef het een statcode en een statnaam."))
    code, name = _text(properties, _CODES), _text(properties, _NAMES)
    if not code or not name:
        raise wrong(path, line, _("bij dit gebied ontbreekt de statcode of de statnaam. Vul die in."))
    if code[:2] not in _KINDS:
        problem = _("code “%(code)s” is geen provincie (PV…) of gemeente (GM…). Haal dit gebied weg.") % {"code": code}
        raise wrong(path, line, problem)
    rings = _rings(feature.get("geometry"))
    if rings is None:
        message = _("de grens van %(name)s is geen gesloten vlak. Lever een Polygon of MultiPolygon.") % {"name": name}
        raise wrong(path, line, message)
    if any(abs(point[0]) > 180 or abs(point[1]) > 90 for ring in rings for point in ring):
        message = _("de punten van %(name)s zijn geen lengte- en breedtegraad. Zet het bestand om naar EPSG:4326.")
        raise wrong(path, line, message % {"name": name})
    centre = _centre(rings)
    if centre is None:
        raise wrong(path, line, _("de grens van %(name)s heeft geen oppervlak. Herstel die.") % {"name": name})
    province = _text(properties, ("provinciecode", "ligtInProvincieCode"))
    return _Border(code, name, _KINDS[code[:2]], province, feature["geometry"], centre)


def _borders(path: Path) -> Iterator[_Border]:
    text = read_text(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise wrong(path, error.lineno, _("dit is geen geldige GeoJSON. Haal het bestand opnieuw op.")) from error
    except RecursionError as error:
        raise wrong(path, 1, _("dit bestand heeft te veel lagen. Haal het opnieuw op.")) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        raise wrong(path, 1, _("hier staan geen gebieden in. Lever een FeatureCollection."))
    # The reader of JSON forgets lines; the nth "Feature" in the text is the nth area.
    starts = [text.count("\n", 0, match.start()) + 1 for match in _FEATURE.finditer(text)]
    seen: set[str] = set()
    for number, feature in enumerate(features):
        line = starts[number] if number < len(starts) else 1
        border = _border(feature, path, line)
        if border.code in seen:
            message = _("code %(code)s staat er twee keer in. Laat er één staan.") % {"code": border.code}
            raise wrong(path, line, message)
        seen.add(border.code)
        yield border


def _slug(border: _Border, taken: set[str]) -> str:
    slug = fold(border.name)
    return slug if slug not in taken else f"{slug}-{border.code.lower()}"


def import_areas(*, path: Path, actor: Actor = SYSTEM, source: str = "") -> int:
    """Read provinces and municipalities with their borders from a GeoJSON file and return how many.

    Areas are known again by their statistical code: name, border and centre are renewed, all else stays. Either the
    whole file is stored or nothing; raises BadInput with the line and what to mend.
    """
    borders = sorted(_borders(path), key=lambda border: border.kind != AreaKind.PROVINCE)
    return keep_borders(borders=borders, source=(source or path.name)[:200], actor=actor, key=None)


@act(
    "places.areas_imported",
    Area,
    tenant=lambda _arguments: NODE_ID,
    subject="areas",
    again=lambda entry, _arguments: entry.data["areas"],
)
def keep_borders(*, borders: Sequence[_Border], source: str, actor: Actor, key: str | None) -> Done[int]:
    """Store borders that were read and checked."""
    by_code = {area.code: area for area in Area.objects.exclude(code="")}
    taken = set(Area.objects.values_list("slug", flat=True))
    for border in borders:
        provinces = [area for area in by_code.values() if area.kind == AreaKind.PROVINCE]
        area = by_code.get(border.code)
        if area is None:
            area = Area(code=border.code, kind=border.kind, slug=_slug(border, taken))
            if border.kind == AreaKind.MUNICIPALITY:
                area.parent = by_code.get(border.province) or (provinces[0] if len(provinces) == 1 else None)
            taken.add(area.slug)
            by_code[border.code] = area
        area.name, area.geometry = border.name, border.geometry
        area.longitude, area.latitude = border.centre
        area.source = source
        area.save()
    checksum = fingerprint({one.code: one.geometry for one in borders})
    return Done(len(borders), {"areas": len(borders), "checksum": checksum}, public=True, row=by_code[borders[0].code])
