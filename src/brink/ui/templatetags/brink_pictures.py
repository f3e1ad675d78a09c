"""`{% load brink_pictures %}`: pictures with their text twin, each pair from one record."""

from collections.abc import Sequence

from django.template import Library

from brink.ui.map_tiles import source, tiles
from brink.ui.pictures.boundary_field import BoundaryField, draw_boundary_field
from brink.ui.pictures.decoration import Spot, plant_paths
from brink.ui.pictures.gauges import Bar, Clock, draw_bar, draw_clock
from brink.ui.pictures.illustration_village import MOST, Green, draw_green
from brink.ui.pictures.maps import Locator, TileMap, draw_locator, draw_tilemap
from brink.ui.pictures.opinion import FEWEST, OpinionMap, Refusal
from brink.ui.pictures.opinion_hills import draw_hills
from brink.ui.pictures.place_map import PlaceMap, draw_place_map
from brink.ui.pictures.svg import Svg, add, canvas, serialise
from brink.ui.pictures.timeline import Steps, Timeline
from brink.ui.pictures.unit_chart import Count, Stones, draw_stones

register = Library()


@register.inclusion_tag("ui/components/boundary_field.html")
def boundary_field(field: BoundaryField, note: str = "", note_url: str = "") -> dict[str, object]:
    """Show what is open, fixed, movable and lapsed. `note` says who laid it down, when, and which version."""
    return {"field": field, "picture": draw_boundary_field(field), "note": note, "note_url": note_url}


@register.simple_tag
def green(questions: int) -> Svg:
    """Show the green from the air, for the home page: a post for each of the first questions in the list beside it."""
    return draw_green(Green(min(questions, MOST)))


@register.inclusion_tag("ui/components/timeline.html")
def timeline(timeline: Timeline) -> dict[str, object]:
    """Moments along the path; lies flat on a wide screen."""
    return {"timeline": timeline}


@register.inclusion_tag("ui/components/timeline.html")
def timeline_down(timeline: Timeline) -> dict[str, object]:
    """Moments along the path, below each other on every screen: for a long time with many moments.

    That a day is over does not say that what began on it is done, so only what is to come is said.
    """
    return {"timeline": timeline, "down": True}


@register.inclusion_tag("ui/components/steps.html")
def steps(steps: Steps) -> dict[str, object]:
    """Show where something is on its path, small enough for a table cell."""
    return {"steps": steps}


@register.inclusion_tag("ui/components/stones.html")
def stones(stones: Stones) -> dict[str, object]:
    """Show counted stones, such as a vote, with the figures."""
    return {"stones": stones, "picture": draw_stones(stones)}


@register.inclusion_tag("ui/components/statement_closed.html")
def statement_closed(text: str, result: Stones) -> dict[str, object]:
    """Show a statement after closing: the sentence and how people answered, without buttons."""
    return {"text": text, "result": result}


@register.inclusion_tag("ui/components/clock.html")
def clock(clock: Clock) -> dict[str, object]:
    """Show what is left of the time, as a face and as figures."""
    return {"clock": clock, "picture": draw_clock(clock)}


@register.simple_tag
def bar(value: float, target: float, most: float) -> Svg:
    """Show a bar for in a table row whose other cells hold the same two figures."""
    return draw_bar(Bar(value, target, most))


@register.inclusion_tag("ui/components/landings.html")
def landings(counts: Sequence[Count], one: str, many: str, unit: int = 10) -> dict[str, object]:
    """Show where words came down: one row of stones per outcome."""
    rows = [(count, draw_stones(Stones((count,), one, many, unit, per_row=14, seed=count.label))) for count in counts]
    return {"rows": rows, "one": one, "many": many, "unit": unit}


@register.inclusion_tag("ui/components/hills.html")
def hills(opinion: OpinionMap) -> dict[str, object]:
    """Show the opinion map over the full width, with the shared ground under it. Nothing when rules say words only."""
    return {"opinion": opinion, "picture": draw_hills(opinion)}


@register.inclusion_tag("ui/components/hills_twin.html")
def hills_twin(opinion: OpinionMap) -> dict[str, object]:
    """Show the opinion map in words: your place, groups, bridges, the smallest group, reach, method. Always shown."""
    drawn = opinion.refusal is None
    grouped = opinion.refusal in (None, Refusal.TOO_MANY, Refusal.SMALL_GROUP)
    own = opinion.own if drawn else None
    return {
        "opinion": opinion,
        "drawn": draw_hills(opinion) is not None,
        "own_letter": opinion.letter(own.group) if own else "",
        "own_towards": opinion.letter(own.towards) if own and own.towards is not None else "",
        "groups": [
            (letter, group, group.size if group.size >= FEWEST else 0, _plant(place) if drawn else "")
            for place, (letter, group) in enumerate(opinion.lettered)
        ]
        if grouped
        else [],
        "bridges": [
            (opinion.letter(bridge.left), opinion.letter(bridge.right), bridge)
            for bridge in opinion.bridges
            if bridge.shared > 0
        ]
        if grouped
        else [],
    }


@register.inclusion_tag("ui/components/tilemap.html")
def tilemap(tilemap: TileMap) -> dict[str, object]:
    """Areas as tiles, with the same areas as a list."""
    return {"tilemap": tilemap, "picture": draw_tilemap(tilemap)}


@register.inclusion_tag("ui/components/locator.html")
def locator(locator: Locator) -> dict[str, object]:
    """Show a small map with one point, and the sentence that says where it lies."""
    return {"locator": locator, "picture": draw_locator(locator)}


@register.inclusion_tag("ui/components/place_map.html")
def place_map(drawn: PlaceMap, broken: bool = False) -> dict[str, object]:
    """Show the map with posts; the list beside it, which the page writes, has the same numbers."""
    return {"picture": draw_place_map(drawn), "broken": broken, "tiles": drawn.tiles}


@register.simple_tag
def tile_host() -> str:
    """Return the host of another from which browsers fetch what lies under the maps; "" when there is none."""
    address = tiles()
    return source(address).removeprefix("https://") if address else ""


def _plant(group: int) -> Svg:
    """Show the plant of a group, to stand beside its name."""
    root = canvas(24, 24, "brink-groups__plant")
    for css_class, path in plant_paths(group, [Spot(12, 21)], 900):
        add(root, "path", css_class, d=path)
    return serialise(root)
