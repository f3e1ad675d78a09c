"""Pointing at a place: with a picture that is a button, so without script; and what is refused, with the words kept."""

import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from brink.domain.contributions.models import Contribution
from brink.domain.places.coordinates import Coordinates, read_point, square_of
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.point_field import SIDES, Picked
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.ideas.models import Idea
from brink.instruments.ideas.old_points import round_old_points
from brink.instruments.ideas.tests.conftest import BASE
from brink.instruments.ideas.tests.giving import form, idea

pytestmark = pytest.mark.django_db
NEW = f"{BASE}nieuw/"
MIDDLE = {"spot_groot.x": "260", "spot_groot.y": "260"}


@pytest.fixture
def villages(round: Round) -> list[Area]:
    """Give the area of the question a border and two villages, 30 kilometres apart."""
    land = round.process.areas.get()
    border = [[6.5, 52.6], [7.0, 52.6], [7.0, 52.9], [6.5, 52.9], [6.5, 52.6]]
    Area.objects.filter(pk=land.pk).update(
        kind=AreaKind.MUNICIPALITY, geometry={"type": "Polygon", "coordinates": [border]}
    )
    places = (("Westdorp", 52.7, 6.55), ("Oostdorp", 52.7, 6.95))
    return [
        Area.objects.create(
            name=name, slug=name.lower(), kind=AreaKind.VILLAGE, parent=land, latitude=north, longitude=east
        )
        for name, north, east in places
    ]


def held(page: str) -> Picked:
    found = re.search(r'<input type="hidden" name="spot" value="([^"]*)"', page)
    assert found is not None
    return Picked.read(html.unescape(found.group(1)))


def test_the_first_tap_comes_nearer_the_next_puts_the_point_right_and_sending_keeps_it(
    client: Client, villages: list[Area]
) -> None:
    start = client.get(NEW).content.decode()
    assert held(start) == Picked()
    assert [f'name="spot_{size}"' in start for size in SIDES] == [True, True]
    typed = form(text="Een bankje bij de brug.", place="bij de brug", title="Bankje", seen="")
    first = client.post(NEW, {**typed, "spot": "", **MIDDLE})
    assert first.status_code == 200
    near = held(first.content.decode())
    assert near.point is not None
    assert near.middle == near.point
    for words in ("Een bankje bij de brug.", 'value="bij de brug"', 'value="Bankje"', "Tik nog een keer"):
        assert words in first.content.decode() or words == "Tik nog een keer"
    assert "brink-field__error" not in first.content.decode()
    second = client.post(NEW, {**typed, "spot": str(near), "spot_klein.x": "280", "spot_klein.y": "140"})
    there = held(second.content.decode())
    assert there.point is not None
    assert (there.middle, there.point.longitude > near.point.longitude) == (near.middle, True)
    assert Contribution.objects.count() == 0
    done = client.post(NEW, {**typed, "spot": str(there)})
    assert done.status_code == 302
    given = Contribution.objects.get()
    assert (read_point(given.exact_point.point), given.place) == (there.point, "bij de brug")
    assert (given.idea.latitude, given.idea.longitude) == square_of(there.point)


def test_without_a_village_the_point_says_which_one_and_a_chosen_one_stays(
    client: Client, villages: list[Area]
) -> None:
    point = Coordinates(52.71, 6.94)
    assert client.post(NEW, form(text="Een lamp.", spot=str(Picked(point)))).status_code == 302
    assert client.post(NEW, form(text="Een heg.", spot=str(Picked(point)), area=str(villages[0].pk))).status_code == 302
    named = Contribution.objects.order_by("created_at", "id").values_list("text", "area__name")
    assert dict(named) == {"Een lamp.": "Oostdorp", "Een heg.": "Westdorp"}


def test_a_point_can_be_taken_away_and_the_whole_map_shown_again(client: Client, villages: list[Area]) -> None:
    picked = Picked(Coordinates(52.71, 6.94), Coordinates(52.7, 6.9), 12.0)
    away = client.post(NEW, form(spot=str(picked), spot_weg="ja")).content.decode()
    assert held(away) == Picked(None, picked.middle, 12.0)
    wide = client.post(NEW, form(spot=str(picked), spot_ruimer="ja")).content.decode()
    assert held(wide) == Picked(picked.point)


def test_enter_in_another_field_sends_the_form_and_points_at_nothing(client: Client, villages: list[Area]) -> None:
    """Browsers press the first button of a form, which is the map, and say that its very corner was tapped."""
    answer = client.post(NEW, {**form(), "spot": "", "spot_klein.x": "0", "spot_klein.y": "0"})
    assert (answer.status_code, Contribution.objects.count()) == (302, 1)
    assert not hasattr(Contribution.objects.get(), "exact_point")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"spot": "52.20000,6.60000"}, "Dit punt ligt niet in Proefdorp."),
        ({"place": "52,20000 6,60000"}, "Dit punt ligt niet in Proefdorp."),
        ({"spot": "48.85000,2.35000"}, "Dit punt ligt niet in Nederland."),
        ({"area": "01a22b77-c800-7705-9e13-e3433069f8a3"}, "Deze plaats staat niet in de lijst."),
        ({"area": "geen dorp"}, "Deze plaats staat niet in de lijst."),
    ],
)
def test_a_place_that_is_not_asked_about_is_one_sentence_and_the_words_stay(
    client: Client, villages: list[Area], fields: dict[str, str], said: str
) -> None:
    loose = Area.objects.create(name="Nergenshuizen", slug="nergenshuizen", kind=AreaKind.VILLAGE)
    for more in ({}, {"area": str(loose.pk)} if "area" in fields else {}):
        answer = client.post(NEW, form(text="Een bankje bij de brug.", title="Bankje", **{**fields, **more}))
        page = html.unescape(answer.content.decode())
        assert (answer.status_code, Contribution.objects.count()) == (422, 0)
        assert said in page
        assert "Een bankje bij de brug." in page
        assert 'value="Bankje"' in page


@pytest.mark.parametrize(
    "spot",
    ["x", ";;;", "52.7", "52.7,6.9;52.7,6.9;x", "1e9,1e9", "nan,nan", "52.7,6.9;;;9", ";500.0,900.0;nan", "500.0,9"],
)
def test_a_hidden_field_that_somebody_broke_is_no_error_of_the_site(
    client: Client, villages: list[Area], spot: str
) -> None:
    assert client.post(NEW, form(spot=spot)).status_code in (302, 422)
    # Looked at again, the same words are asked about once more, or taken in.
    assert client.post(NEW, {**form(spot=spot), **MIDDLE}).status_code == 200
    assert client.post(NEW, {**form(spot=spot), "spot_groot.x": "99999", "spot_groot.y": "-1"}).status_code < 500


def test_a_tap_keeps_the_photo_that_came_along(client: Client, villages: list[Area]) -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "#7d5a86").save(file, "PNG")
    photo = SimpleUploadedFile("foto.png", file.getvalue(), "image/png")
    page = client.post(NEW, {**form(seen=""), "photo": photo, **MIDDLE}).content.decode()
    assert "Uw foto staat klaar." in page
    # The hints of the words were not shown yet, and the form does not say that they were.
    assert 'name="seen" value=""' in page


def test_a_point_of_an_older_version_is_rounded_by_the_clock_also_after_closing(round: Round) -> None:
    given = idea(round, place="bij de brug")
    exact = Coordinates(52.71234, 6.94321)
    Idea.objects.filter(contribution=given).update(latitude=exact.latitude, longitude=exact.longitude)
    Contribution.objects.filter(pk=given.pk).update(place=f"bij de brug ({exact})")
    Round.objects.filter(pk=round.pk).update(closed_at=clock.now(), closes_at=clock.now())
    assert [round_old_points(), round_old_points()] == [1, 0]
    found = Contribution.objects.select_related("idea", "exact_point").get()
    assert (found.place, read_point(found.exact_point.point)) == ("bij de brug", exact)
    assert (found.idea.latitude, found.idea.longitude) == square_of(exact)
