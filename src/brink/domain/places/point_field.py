"""Pointing at a place on a map, in any form and without script: a picture that is a button tells where it was tapped.

A tap sends the form; the view sees `tapped(form)` and gives it back with the point in it and nothing refused. The first
tap on a wide map comes nearer, the next one puts the point right. Who has no use of a map types or chooses a village.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.places.area_tree import AreaTree, Spot
from brink.domain.places.borders import borders_in, dots_in, names_in
from brink.domain.places.coordinates import Coordinates, near_home, read_point
from brink.ui.map_tiles import tiles
from brink.ui.pictures.place_map import PlaceMap, draw_place_map
from brink.ui.pictures.projection import Frame

SIDES = {"klein": 280.0, "groot": 520.0}
"""How wide the picture is on a phone and on a wide screen, in pixels: a tap is told in those (point_field.css)."""
NEAR_KM, NEARER = 12.0, 4.0
AWAY, WIDER = "weg", "ruimer"


@dataclass(frozen=True, slots=True)
class Picked:
    """What the field holds: the point, and which part of the map is shown; None is the whole."""

    point: Coordinates | None = None
    middle: Coordinates | None = None
    across: float = 0.0

    def __str__(self) -> str:
        window = f"{self.middle};{self.across:.1f}" if self.middle else ""
        return f"{self.point or ''};{window}".rstrip(";")

    @classmethod
    def read(cls, text: str) -> "Picked":
        """Read what the hidden field holds; whatever is no point is none."""
        point, middle, across, *_more = [*text[:80].split(";"), "", ""]
        try:
            width = min(max(float(across or 0), 1.0), 500.0)
        except ValueError:
            width = NEAR_KM
        found = read_point(middle)
        here = found if found is not None and near_home(found) and math.isfinite(width) else None
        return cls(read_point(point), here, width if here else 0.0)


class PointWidget(forms.Widget):
    """The map, and the hidden field that keeps what was pointed at."""

    template_name = "places/point_field.html"
    use_fieldset = True
    area_slugs: Sequence[str] = ()
    _known: tuple[AreaTree, list[Spot]] | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Picked:
        """Return what was pointed at, with the tap or the button by which the form was sent worked into it."""
        picked = Picked.read(str(data.get(name, "")))
        if data.get(f"{name}_{AWAY}"):
            return Picked(None, picked.middle, picked.across)
        if data.get(f"{name}_{WIDER}"):
            return Picked(picked.point)
        tap = tap_in(data, name)
        if tap is None:
            return picked
        frame = self.frame(picked)
        if frame is None:
            return picked
        point = Coordinates(*frame.point(tap[0] * frame.width, tap[1] * frame.width))
        point = Coordinates(round(point.latitude, 5), round(point.longitude, 5))
        if frame.kilometres <= NEAR_KM * 1.2:
            return Picked(point, picked.middle, picked.across)
        return Picked(point, point, max(NEAR_KM, frame.kilometres / NEARER))

    def spots(self) -> tuple[AreaTree, list[Spot]]:
        """Return all areas, and those in which can be pointed. One query in the life of a form."""
        if self._known is None:
            tree = AreaTree.read()
            roots = [tree.by_slug[slug] for slug in self.area_slugs if slug in tree.by_slug]
            self._known = tree, roots or [one for one in tree.by_key.values() if one.parent is None]
        return self._known

    def frame(self, picked: Picked) -> Frame | None:
        """Return the part of the world that is shown."""
        if picked.middle is not None:
            return Frame.around([picked.middle], least_km=picked.across, square=True)
        tree, roots = self.spots()
        inside = [spot for root in roots for spot in tree.within(root)]
        points = [spot for one in inside if (spot := one.point) is not None]
        return Frame.around(points, least_km=NEAR_KM, margin=0.1, square=True)

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows: the drawing, the field and the words for where the point lies."""
        picked = value if isinstance(value, Picked) else Picked()
        tree, roots = self.spots()
        frame = self.frame(picked)
        context: dict[str, Any] = super().get_context(name, str(picked), dict(attrs or {}))
        if frame is None:
            return context
        near = tree.nearest(picked.point, iter(tree.by_key.values())) if picked.point else None
        drawn = PlaceMap(
            frame, borders_in(tree, roots, frame), dots_in(tree, frame), names_in(tree, frame), (),
            picked.point, tiles(), letter=15,
        )  # fmt: skip
        context |= {
            "picture": draw_place_map(drawn), "picked": picked, "sides": list(SIDES),
            "near": near[0].name if near else "", "rough": frame.kilometres > NEAR_KM * 1.2, "tiles": drawn.tiles,
        }  # fmt: skip
        return context


class PointField(forms.Field):
    """Where something is, as a point; None when nobody pointed."""

    widget = PointWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Wijs het aan op de kaart"))
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Coordinates | None:
        """Return the point."""
        return value.point if isinstance(value, Picked) else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether somebody pointed."""
        return isinstance(data, Picked) and data.point is not None


def tap_in(data: Mapping[str, Any], name: str) -> tuple[float, float] | None:
    """Return where the map was tapped, as parts of its side.

    None when it was not: also when somebody pressed Enter in another field, of which browsers say that it was tapped in
    its very corner.
    """
    for size, side in SIDES.items():
        x, y = (str(data.get(f"{name}_{size}.{axis}", "")) for axis in "xy")
        if x.isascii() and x.isdecimal() and y.isascii() and y.isdecimal() and len(x + y) < 10:
            spot = int(x) / side, int(y) / side
            return spot if spot != (0.0, 0.0) and max(spot) <= 1 else None
    return None


def tapped(form: forms.Form) -> bool:
    """Tell whether a form was sent by its map, and not to be taken in; it then says nothing is wrong with it."""
    if not form.is_bound:
        return False
    for name, field in form.fields.items():
        html = form.add_prefix(name)
        if isinstance(field, PointField) and (
            tap_in(form.data, html) is not None or form.data.get(f"{html}_{AWAY}") or form.data.get(f"{html}_{WIDER}")
        ):
            form.is_valid()  # so that a picture that came along is kept
            form.errors.clear()
            return True
    return False
