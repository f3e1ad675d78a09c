"""Pictures against their text twins: the same record, so the same figures."""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as Tree

import pytest
from django.template import engines
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.ui.icons import ICONS, icon
from brink.ui.pictures.boundary_field import Boundary, BoundaryField, Kind, draw_boundary_field, stretches
from brink.ui.pictures.gauges import Bar, Clock, draw_bar, draw_clock
from brink.ui.pictures.illustration_village import Green
from brink.ui.pictures.maps import Locator, Tile, TileMap, draw_locator, draw_tilemap
from brink.ui.pictures.opinion import Group, OpinionMap, Own, Refusal
from brink.ui.pictures.opinion_hills import SLOT, WIDTH, draw_hills, layout
from brink.ui.pictures.svg import SteadyRandom, Svg
from brink.ui.pictures.timeline import Steps
from brink.ui.pictures.unit_chart import Count, Stones, draw_stones
from brink.ui.qr import qr_svg
from brink.ui.tests import samples


def twin(tag: str, **context: object) -> str:
    """Visible text of a component without its drawing."""
    source = "{% load brink brink_pictures %}{% " + tag + " %}"
    html = engines["django"].from_string(source).render(context)
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def parsed(svg: Svg) -> Tree.Element:
    """The drawing as a tree. We wrote it ourselves, so a plain parser will do."""
    return Tree.fromstring(svg)  # noqa: S314


def texts(svg: Svg, css_class: str) -> list[str]:
    """Words drawn with a class, in order."""
    return ["".join(e.itertext()) for e in parsed(svg).iter() if e.get("class") == css_class]


def count(svg: Svg, css_class: str) -> int:
    return sum(element.get("class") == css_class for element in parsed(svg).iter())


def posts(svg: Svg) -> list[int]:
    groups = [element for element in parsed(svg).iter("g") if element.get("class") == "picture-post"]
    return sorted(int("".join(group.itertext())) for group in groups)


# boundary field

kinds = st.sampled_from(list(Kind))


@given(st.lists(kinds, max_size=12))
def test_room_has_one_numbered_post_per_boundary(found: list[Kind]) -> None:
    field = BoundaryField(("alles",), tuple(Boundary(kind, f"grens {n}") for n, kind in enumerate(found)))
    assert posts(draw_boundary_field(field)) == list(range(1, len(found) + 1))
    assert [boundary.title for _, boundary in field.numbered] == [
        f"grens {n}" for kind in Kind for n, other in enumerate(found) if other is kind
    ]


@given(st.lists(kinds, min_size=1, max_size=12))
def test_room_edge_is_divided_without_overlap(found: list[Kind]) -> None:
    field = BoundaryField((), tuple(Boundary(kind, "x") for kind in found))
    parts = sorted(stretches(field), key=lambda part: part.start)
    assert sum(part.end - part.start for part in parts) == pytest.approx(360)
    assert all(one.end <= other.start + 1e-9 for one, other in pairwise(parts))


def test_room_twin_says_each_kind_and_number_in_words() -> None:
    text = twin("boundary_field field", field=samples.FIELD)
    assert re.findall(r"(\d) (Ligt vast|Kan schuiven|Vervallen):", text) == [
        ("1", "Ligt vast"), ("2", "Ligt vast"), ("3", "Kan schuiven"), ("4", "Vervallen"),
    ]  # fmt: skip
    assert posts(draw_boundary_field(samples.FIELD)) == [1, 2, 3, 4]


def test_room_without_boundaries_says_so() -> None:
    field = BoundaryField(("alles",), ())
    assert posts(draw_boundary_field(field)) == []
    assert "Er zijn geen vaste grenzen." in twin("boundary_field field", field=field)


# timeline and steps


def test_timeline_marks_as_many_decisions_as_it_says() -> None:
    text = twin("timeline timeline", timeline=samples.TIMELINE)
    diamonds = sum("<path" in moment.mark for moment in samples.TIMELINE.moments)
    assert diamonds == samples.TIMELINE.decisions == text.count("Besluit, ") == 3
    assert (text.count("klaar"), text.count("Hier zijn we nu"), text.count("komt nog")) == (3, 1, 2)


def test_steps_draw_what_they_say() -> None:
    picture = samples.STEPS.picture
    assert (count(picture, "steps-done"), count(picture, "steps-now"), count(picture, "steps-ahead")) == (2, 1, 4)
    assert twin("steps steps", steps=samples.STEPS) == "Open (stap 3 van 7)"


@pytest.mark.parametrize("current", [0, 3])
def test_steps_refuse_a_step_that_is_not_there(current: int) -> None:
    with pytest.raises(ValueError, match=f"step {current} of 2"):
        Steps(("een", "twee"), current)


# stones


@given(st.integers(0, 5000), st.integers(0, 200), st.sampled_from([1, 5, 10, 100]))
@settings(max_examples=40)
def test_stones_lie_there_as_counted(full: int, open_: int, unit: int) -> None:
    stones = Stones((Count(full % 600, "voor"), Count(open_, "tegen")), "stem", "stemmen", unit)
    svg = draw_stones(stones)
    for number, css_class in ((full % 600, "stone-full"), (open_, "stone-open")):
        drawn = count(svg, css_class)
        assert (drawn == 0) == (number == 0)
        assert abs(drawn * unit - number) <= unit / 2 or drawn == 1


def test_vote_says_the_figures_of_its_stones() -> None:
    svg = draw_stones(samples.VOTE)
    drawn = [count(svg, f"stone-{shape}") for shape in ("full", "open", "dotted")]
    text = twin("stones vote", vote=samples.VOTE)
    assert drawn == [29, 14, 2]
    assert text == "29 voor, 14 tegen, 2 afwezig. Eén steen is één stem."


def test_landings_say_figures_and_unit() -> None:
    text = twin(
        "landings counts 'bijdrage' 'bijdragen' unit=10", counts=[Count(1148, "overgenomen"), Count(3, "anders")]
    )
    assert text == "1.148 overgenomen 3 anders Eén steen is ongeveer 10 bijdragen."


def test_stones_refuse_what_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="whole things"):
        Stones((Count(-1, "voor"),), "stem", "stemmen")


# hills

sizes = st.lists(st.integers(10, 20_000), min_size=2, max_size=5)


def hill_areas(svg: Svg) -> list[float]:
    """Area of each hill, measured in the drawing itself."""
    areas = []
    for element in parsed(svg).iter("path"):
        if (element.get("class") or "").startswith("hill hill--"):
            points = [tuple(map(float, pair.split())) for pair in (element.get("d") or "")[1:-1].split("L")]
            pairs = zip(points, points[1:] + points[:1], strict=True)
            areas.append(abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2)
    return areas


def plants(svg: Svg, place: int) -> int:
    """Plants of one group, counted in the drawing: each starts with a move to its foot."""
    wanted = ("plant plant--a", "plant plant--b", "plant plant-full--c", "plant plant--d", "plant plant--e")[place]
    [path] = [e.get("d") or "" for e in parsed(svg).iter("path") if e.get("class") == wanted]
    return path.count("M")


def opinion(found: list[int], **more: object) -> OpinionMap:
    groups = tuple(Group(size, f"groep {n}") for n, size in enumerate(found))
    return OpinionMap(groups, sum(found), "zaad", **{"needed": 1, **more})


@given(sizes)
@settings(max_examples=15, deadline=None)
def test_hills_are_honest(found: list[int]) -> None:
    """Area follows the number of people, every label has room, and plants are counted in the unit that is told."""
    one = opinion(found)
    svg = draw_hills(one)
    assert svg is not None
    per_person = [area / size for area, size in zip(hill_areas(svg), found, strict=True)]
    assert max(per_person) / min(per_person) < 1.06  # coordinates are rounded to a tenth of a pixel
    for place, size in enumerate(found):
        assert plants(svg, place) == max(1, (2 * size + one.unit) // (2 * one.unit))
    assert sum(found) <= 200 * one.unit


@given(sizes)
def test_hills_stay_on_the_page_in_their_order(found: list[int]) -> None:
    hills = layout(tuple(found))
    assert all(hill.centre - hill.width / 2 >= 0 and hill.centre + hill.width / 2 <= WIDTH for hill in hills)
    gaps = [other.centre - one.centre for one, other in pairwise(hills)]
    assert all(gap >= SLOT - 1e-6 for gap in gaps)


def test_hills_say_the_figures_they_draw() -> None:
    svg = draw_hills(samples.MAP)
    assert svg is not None
    text = twin("hills_twin map", map=samples.MAP)
    drawn = [int(label.removesuffix(" mensen")) for label in texts(svg, "hill-size")]
    assert drawn == [214, 131, 58] == [int(found) for found in re.findall(r"(\d+) mensen\. Zij", text)]
    bridges = re.findall(r"Tussen (\w) en (\w) lig\w+ (\d)", text)
    assert bridges == [("A", "B", "3"), ("B", "C", "2"), ("A", "C", "1")]
    assert texts(svg, "bridge-number") == ["3", "2"]  # A and C are no neighbours: told in words alone
    assert "Elke plant in de tekening staat voor 5 mensen." in text
    assert "U staat op heuvel A, dicht bij de brug naar B." in text
    ground = twin("hills map", map=samples.MAP)
    assert "91% Maak eerst huizen van lege panden. 367 van de 403 mensen" in ground


@pytest.mark.parametrize(
    ("one", "reason", "words"),
    [
        (samples.TOO_FEW, Refusal.TOO_FEW, "Nog geen kaart: 24 van de 50 mensen hebben meegedaan."),
        (samples.TOO_MANY, Refusal.TOO_MANY, "Wij zien 6 groepen onder 403 mensen."),
        (samples.SMALL, Refusal.SMALL_GROUP, "Eén groep is kleiner dan 10 mensen."),
    ],
)
def test_words_only_when_a_map_would_mislead(one: OpinionMap, reason: Refusal, words: str) -> None:
    assert one.refusal is reason
    assert draw_hills(one) is None
    assert twin("hills map", map=one) == ""
    assert words in twin("hills_twin map", map=one)


def test_a_group_under_ten_is_never_counted_in_words() -> None:
    text = twin("hills_twin map", map=samples.SMALL)
    assert "B. Klein Minder dan 10 mensen." in text
    assert "9 mensen" not in text.replace("69 mensen", "")


def test_without_clear_groups_there_is_one_heath() -> None:
    svg = draw_hills(samples.NO_GROUPS)
    assert svg is not None
    assert texts(svg, "hill-letter") == []
    assert texts(svg, "hill-size") == ["403 mensen"]
    assert plants(svg, 0) == 81
    text = twin("hills_twin map", map=samples.NO_GROUPS)
    assert "Wij zien geen aparte groepen. De 403 mensen staan samen op één heide." in text
    assert "Tussen" not in text


def test_own_place_only_when_given() -> None:
    without = draw_hills(replace(samples.MAP, own=None))
    assert without is not None
    assert "u staat hier" not in without
    assert "U staat" not in twin("hills_twin map", map=replace(samples.MAP, own=None))
    small = draw_hills(replace(samples.FIVE, own=Own(1)))
    assert small is not None
    assert texts(small, "own-words") == ["u staat hier"]


def test_drawing_never_jumps() -> None:
    first = draw_hills(samples.MAP)
    draw_hills.cache_clear()
    assert draw_hills(samples.MAP) == first
    assert draw_hills(replace(samples.MAP, seed="ronde-2")) != first


# maps


def test_tiles_and_list_carry_the_same_numbers() -> None:
    svg = draw_tilemap(samples.TILES)
    drawn = dict(zip(texts(svg, "tile-label"), texts(svg, "tile-number"), strict=True))
    text = twin("tilemap tiles", tiles=samples.TILES)
    listed = {label: number for number, label in re.findall(r"(\d+) ([A-Z][\w-]+(?: \w+)*?) ?: ", text)}
    assert drawn == listed
    assert len(drawn) == 12
    assert count(svg, "tile tile--here") == text.count("(hier bent u)") == 1


def test_two_tiles_cannot_share_a_spot() -> None:
    with pytest.raises(ValueError, match="one spot"):
        TileMap((Tile(0, 0, "A", "a"), Tile(0, 0, "B", "b")))


def test_locator_shows_the_place_it_tells() -> None:
    svg = draw_locator(samples.LOCATOR)
    assert texts(svg, "locator-name") == ["Barger-Compascuum"]
    assert twin("locator locator", locator=samples.LOCATOR) == samples.LOCATOR.sentence
    assert count(svg, "locator-area locator-area--here") == 1
    root = parsed(svg)
    [point] = [element for element in root.iter() if element.get("class") == "locator-point"]
    width, height = float(root.get("width") or 0), float(root.get("height") or 0)
    assert 0.8 * width < float(point.get("cx") or 0) < width
    assert 0.5 * height < float(point.get("cy") or 0) < height


def test_locator_without_land_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one outline"):
        draw_locator(Locator((), (6.5, 52.8), "Assen", "Assen."))


# green


@pytest.mark.parametrize(("asked", "shown"), [(0, 0), (4, 4), (31, 6)])
def test_green_has_a_post_for_each_numbered_question(asked: int, shown: int) -> None:
    source = "{% load brink_pictures %}{% green asked %}"
    svg = engines["django"].from_string(source).render({"asked": asked})
    assert posts(Svg(svg)) == list(range(1, shown + 1))


def test_green_has_no_room_for_a_seventh_post() -> None:
    with pytest.raises(ValueError, match="7 posts; there is room for 6"):
        Green(7)


# gauges


@given(st.integers(1, 240), st.data())
def test_clock_colours_what_is_left(total: int, data: st.DataObject) -> None:
    left = data.draw(st.integers(0, total))
    shapes = [
        element for element in parsed(draw_clock(Clock(left, total))).iter() if element.get("class") == "clock-left"
    ]
    assert len(shapes) == (left > 0)
    if 0 < left < total:
        path = shapes[0].get("d") or ""
        x, y = (float(part) for part in path.split("L")[1].split("A")[0].split())
        hand = math.atan2(x - 50, 50 - y) % math.tau  # clockwise from twelve
        assert hand / math.tau == pytest.approx(1 - left / total, abs=0.002)
        assert ("0 1 1" in path) == (left / total > 0.5)


def test_clock_says_its_figures() -> None:
    assert twin("clock clock", clock=samples.CLOCK) == "22 minuten over van 60. Klaar om 11.02 uur."
    assert twin("clock clock", clock=Clock(1, 60)) == "1 minuut over van 60."


def test_bar_measures_on_its_scale() -> None:
    root = parsed(draw_bar(Bar(25, 50, 100)))
    [value] = [element for element in root.iter() if element.get("class") == "bar-value"]
    [target] = [element for element in root.iter() if element.get("class") == "bar-target"]
    assert (value.get("width"), target.get("d")) == ("60", "M120 1V21")


@pytest.mark.parametrize("wrong", [lambda: Clock(61, 60), lambda: Bar(5, 1, 4), lambda: Bar(1, -1, 4)])
def test_measures_refuse_what_does_not_fit(wrong: Callable[[], object]) -> None:
    with pytest.raises(ValueError):
        wrong()


def test_closed_statement_has_figures_and_no_buttons() -> None:
    source = "{% load brink_pictures %}{% statement_closed 'Zin.' result %}"
    html = engines["django"].from_string(source).render({"result": samples.CLOSED})
    assert "<button" not in html
    assert "214 eens, 58 oneens, 31 weet ik niet." in twin("statement_closed 'Zin.' result", result=samples.CLOSED)
    assert [html.count(f"stone-{shape}") for shape in ("full", "open", "dotted")] == [43, 12, 6]


# all drawings


@pytest.mark.parametrize(
    "svg", [draw_boundary_field(samples.FIELD), draw_hills(samples.MAP), draw_tilemap(samples.TILES)]
)
def test_drawings_are_passed_by_and_hold_no_inline_style(svg: Svg) -> None:
    root = parsed(svg)
    assert root.get("aria-hidden") == "true"
    assert not any(element.get("style") for element in root.iter())


def test_words_in_a_drawing_are_text_not_markup() -> None:
    tile = TileMap((Tile(0, 0, "<script>x</script>", "x"),))
    assert "<script>" not in draw_tilemap(tile)


def test_hand_is_even_and_steady() -> None:
    steady = SteadyRandom("zaad")
    drawn = [steady.between(2, 4) for _ in range(2000)]
    assert all(2 <= value < 4 for value in drawn)
    assert math.isclose(sum(drawn) / 2000, 3, abs_tol=0.05)
    assert SteadyRandom("zaad").between(2, 4) == drawn[0] != SteadyRandom("ander").between(2, 4)


def test_qr_can_be_read_back() -> None:
    """Dark modules of the drawing equal the code itself, four white modules in."""
    import segno

    root = parsed(qr_svg("https://brink.example/volg"))
    white, dark = root.iter("path")
    drawn, x, y = set(), 0.0, 0.0
    for step, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", dark.get("d") or ""):
        if step == "h":
            drawn |= {(int(x) + away, int(y - 0.5)) for away in range(int(first))}
            x += float(first)
        else:
            x, y = float(first) + x * (step == "m"), float(second) + y * (step == "m")
    code = segno.make_qr("https://brink.example/volg", error="m").matrix
    assert drawn == {(x + 4, y + 4) for y, row in enumerate(code) for x, dark in enumerate(row) if dark}
    assert (white.get("fill"), dark.get("stroke")) == ("#fff", "#241c18")
    # No style of its own and no name space: the page's policy allows neither to do anything, the sheet gives its size.
    assert "style" not in {name for one in root.iter() for name in one.attrib}
    assert root.get("viewBox") == f"0 0 {len(code) + 8} {len(code) + 8}"


def test_empty_qr_is_refused() -> None:
    with pytest.raises(ValueError, match="something to say"):
        qr_svg("")


def test_icons_by_name_only() -> None:
    assert all("<path" in icon(name) for name in ICONS)
    with pytest.raises(ValueError, match="unknown icon 'heart'"):
        icon("heart")
