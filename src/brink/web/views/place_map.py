"""/kaart/: what is asked, said, planned and promised in which place, as a drawing and as the same list."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brink.domain.people.models import Body
from brink.domain.places import queries as places
from brink.domain.places.area_tree import AreaTree, Spot
from brink.domain.places.borders import ground, names_in
from brink.domain.places.map_sources import MapLine, map_sources
from brink.domain.places.models import Area, AreaKind
from brink.domain.processes.models import Theme
from brink.foundation import spreadsheets
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest
from brink.ui.map_tiles import tiles, with_tiles
from brink.ui.pictures.place_map import PlaceMap, Post, Town
from brink.ui.pictures.projection import Frame
from brink.web import place_groups
from brink.web.place_groups import MOST, Chosen, Group, Thing

PER_PAGE, TYPED = 20, 80


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of the list beside the map; `number` is that of its post, 0 for what has none."""

    number: int
    name: str
    url: str
    told: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One thing in the list below."""

    line: MapLine
    kind: str
    where: str


@may_be_kept
@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Show the map. It needs no script: every post and every filter is an address."""
    tree = AreaTree.read()
    typed = request.GET.get("plek", "").replace("\x00", "").strip()[:TYPED]
    spot, meant = _place(tree, typed)
    chosen = Chosen(
        spot, place_groups.read_square(request.GET.get("vak", "")) if spot else "",
        request.GET.get("soort", "") if request.GET.get("soort", "") in map_sources.named() else "",
        request.GET.get("thema", "").replace("\x00", "")[:TYPED],
    )  # fmt: skip
    found = place_groups.things(tree, chosen)
    narrowed = place_groups.at_square(found, chosen.square)
    if kind := spreadsheets.asked(request):
        return spreadsheets.file(_sheet(tree, narrowed), kind)
    page = Paginator(narrowed, PER_PAGE).get_page(request.GET.get("pagina"))
    made = place_groups.groups(tree, found, chosen.spot)
    rows = [_row(number if one.point else 0, one, chosen) for number, one in enumerate(made, start=1)]
    context = {
        "typed": spot.name if spot else typed, "unknown": typed and not spot and not meant, "meant": meant,
        "chosen": chosen, "up": _up(tree, chosen), "rows": rows, "posts": sum(1 for one in rows if one.number),
        "map": _drawn(tree, chosen, made, rows), "broken": any(one.broken for one in made),
        "things": _things(tree, list(page)), "page": page, "cut": len(found) >= MOST and MOST,
        "kinds": [(key, source.names) for key, source in map_sources.named().items()],
        "themes": Theme.objects.order_by("name"),
    }  # fmt: skip
    return with_tiles(render(request, "web/place_map.html", context))


def _place(tree: AreaTree, typed: str) -> tuple[Spot | None, Sequence[Area]]:
    """Return the place that was asked for, or those that may be meant. Three queries at most, for what was typed."""
    if not typed:
        return None, ()
    if typed in tree.by_slug:
        return tree.by_slug[typed], ()
    found = places.search(typed)
    return (tree.by_slug.get(found[0].slug), ()) if len(found) == 1 else (None, found)


def _url(chosen: Chosen, slug: str, square: str = "") -> str:
    kept = {"plek": slug, "vak": square, "soort": chosen.kind, "thema": chosen.theme}
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"?{query}" if query else "?"


def _up(tree: AreaTree, chosen: Chosen) -> tuple[str, str] | None:
    """Return the name and address of the area around the chosen one."""
    if chosen.spot is None:
        return None
    wider = tree.by_key.get(chosen.spot.parent) if chosen.spot.parent else None
    if wider is None or wider.parent is None:
        return _("de hele kaart"), _url(chosen, "")
    return wider.name, _url(chosen, wider.slug)


def _row(number: int, group: Group, chosen: Chosen) -> PlaceRow:
    inside = chosen.spot is not None and group.spot.pk == chosen.spot.pk
    square = place_groups.square_name(group.square) if inside and group.point is not None else ""
    name = group.spot.name
    if square and group.square is None:
        name = _("Midden van %(name)s, of ergens in het dorp") % {"name": group.spot.name}
    elif square:
        name = _("Plek %(number)s bij %(name)s") % {"number": number, "name": group.spot.name}
    elif group.point is None:
        name = _("Heel %(name)s") % {"name": group.spot.name}
    here = inside and group.point is None
    url = "" if here else _url(chosen, group.spot.slug, square)
    return PlaceRow(number, name, url, group.told(), bool(square) and square == chosen.square)


def _drawn(tree: AreaTree, chosen: Chosen, made: Sequence[Group], rows: Sequence[PlaceRow]) -> PlaceMap | None:
    """Return the drawing, with the numbers of the list; None where nobody knows where anything lies."""
    roots = _roots(tree) if chosen.spot is None else []
    under = ground(tree, roots, chosen.spot)
    if under is None:
        return None
    posts = [
        Post(row.number, *group.point, row.url, group.broken, row.chosen)
        for row, group in zip(rows, made, strict=True)
        if group.point is not None
    ]
    return PlaceMap(
        under.frame, under.shapes, under.dots, _towns(tree, chosen, made, under.frame), posts, tiles=tiles()
    )


def _roots(tree: AreaTree) -> list[Spot]:
    """Return the areas of the governments of this site, each as wide as it goes. One query."""
    own = Body.objects.filter(area__isnull=False).order_by("area__slug").values_list("area_id", flat=True)
    return list(dict.fromkeys(tree.root_of(tree.by_key[pk]) for pk in own if pk in tree.by_key))


def _towns(tree: AreaTree, chosen: Chosen, made: Sequence[Group], frame: Frame) -> list[Town]:
    """Name the places of the posts; round a village, the villages to find one's way by."""
    if chosen.spot is not None and chosen.spot.kind == AreaKind.VILLAGE:
        return names_in(tree, frame)
    return [Town(one.spot.name, *one.point) for one in made if one.point is not None and one.square is None]


def _things(tree: AreaTree, page: Sequence[Thing]) -> list[ThingRow]:
    said = place_groups.lines_of(page)
    kinds = {key: str(source.one) for key, source in map_sources.named().items()}
    return [
        ThingRow(said[one.pk], kinds[one.kind], place_groups.names(tree, one))
        for one in page
        if one.pk in said
    ]


def _sheet(tree: AreaTree, found: Sequence[Thing]) -> spreadsheets.Sheet:
    """Return the list as a file, in its own order."""
    columns = (_("Soort"), _("Wat"), _("Stand"), _("Plaats"), _("Adres"))
    cells = ((one.kind, one.line.title, one.line.note, one.where, one.line.url) for one in _things(tree, found))
    return spreadsheets.Sheet(_("kaart"), columns, cells)
