"""The public map: the drawing and the list beside it say the same, lead to the same, and cost little."""

import gzip
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.places.coordinates import Coordinates, square_of
from brink.domain.places.models import Area, AreaKind
from brink.domain.processes.models import Boundary, Event, Process, RoomStatement, Round, Theme
from brink.foundation import clock
from brink.foundation.kept_pages import pages
from brink.instruments.ideas.models import Idea
from brink.web.place_groups import MOST_VILLAGES
from tests.builders import World, make_process, make_room, make_round, make_world
from tests.form_client import Page

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 10, 150 * 1024


@dataclass
class Land:
    """A province of two municipalities with villages, and a question in it."""

    world: World
    towns: list[Area]
    villages: list[Area]
    process: Process
    round: Round

    def idea(
        self, village: Area | None, text: str = "Een bankje.", point: Coordinates | None = None, **more: Any
    ) -> Contribution:
        row = Contribution.objects.create(
            tenant=self.world.body, created_at=clock.now(), process=self.process, round=self.round, kind="idea",
            channel="web", text=text, area=village, **more,
        )  # fmt: skip
        square = square_of(point) if point else None
        Idea.objects.create(
            tenant=self.world.body, created_at=row.created_at, contribution=row,
            latitude=square.latitude if square else None, longitude=square.longitude if square else None,
        )  # fmt: skip
        return row


@pytest.fixture
def land() -> Land:
    cache.clear()
    world = make_world()
    Area.objects.filter(pk=world.village.pk).delete()
    towns, villages = [], []
    for number, name in enumerate(("Noordstad", "Zuidstad")):
        south = 52.8 - number * 0.2
        border = [[6.5, south], [6.9, south], [6.9, south + 0.2], [6.5, south + 0.2], [6.5, south]]
        town = Area.objects.create(
            name=name, slug=name.lower(), kind=AreaKind.MUNICIPALITY, parent=world.province, latitude=south + 0.1,
            longitude=6.7, geometry={"type": "Polygon", "coordinates": [border]},
        )  # fmt: skip
        towns.append(town)
        for one in range(10):
            villages.append(
                Area.objects.create(
                    name=f"{name}erdorp {one}", slug=f"{name.lower()}-{one}", kind=AreaKind.VILLAGE, parent=town,
                    latitude=south + 0.02 + one * 0.015, longitude=6.55 + one * 0.03,
                )
            )  # fmt: skip
    world.village = villages[0]
    process = make_process(world)
    return Land(world, towns, villages, process, make_round(process))


def look(client: Client, query: str = "") -> Page:
    answer = client.get(f"/kaart/{query}")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def places(page: Page) -> list[tuple[str, str, str, str]]:
    """Return number, name, what is told, and address of each line of the list of places."""
    rows = next(one for one in page.root.all("ol") if "brink-places" in one.attributes.get("class", ""))
    found = []
    for item in rows.all("li"):
        link = next(item.all("a"), None)
        number = next(item.all("span")).words
        told = next(item.all("p")).words
        found.append((number, next(item.all("h3")).words, told, link.attributes["href"] if link else ""))
    return found


def posts(page: Page) -> list[tuple[str, str]]:
    """Return number and address of each post of the drawing, as they stand."""
    return [
        (next(one.all("text")).parts[0], one.attributes["href"])  # type: ignore[misc]
        for one in page.root.all("a")
        if "place-post" in one.attributes.get("class", "")
    ]


def count(page: Page) -> int:
    heading = next(one for one in page.root.all("h2") if one.attributes.get("id") == "alles")
    return int(heading.words.split()[0].replace(".", ""))


def test_the_drawing_and_the_list_have_the_same_numbers_and_lead_to_the_same(client: Client, land: Land) -> None:
    for number, village in enumerate(land.villages[: MOST_VILLAGES - 1]):
        land.idea(village)
        if number % 3 == 0:
            land.idea(village)
    Event.objects.create(
        tenant=land.world.body, created_at=clock.now(), process=land.process, title="Tafel", venue="Dorpshuis",
        area=land.villages[2], starts_at=clock.now() + timedelta(days=3),
        ends_at=clock.now() + timedelta(days=3, hours=2),
    )  # fmt: skip
    page = look(client)
    listed, drawn = places(page), posts(page)
    assert sorted((number, url) for number, _name, _told, url in listed if number) == sorted(drawn)
    assert [int(number) for number, *_rest in listed] == list(range(1, len(listed) + 1))
    # The question lies in the first village, and no village says more than the page behind it.
    for _number, name, told, url in listed:
        inside = look(client, url)
        assert name in next(inside.root.all("h1")).words
        assert count(inside) == sum(int(one) for one in re.findall(r"\d+", told))
    broken = [one for one in page.root.all("a") if "place-post--broken" in one.attributes.get("class", "")]
    assert [one.attributes["href"] for one in broken] == [f"?plek={land.villages[2].slug}"]


def test_many_places_become_one_post_for_each_municipality_and_its_page_shows_the_villages(
    client: Client, land: Land
) -> None:
    for village in land.villages:
        land.idea(village)
    land.idea(land.world.province)
    names = [(number, name, told) for number, name, told, _url in places(look(client))]
    assert names == [
        ("1", "Noordstad", "1 vraag, 10 ideeën"), ("2", "Zuidstad", "10 ideeën"), ("", "Heel Proefland", "1 idee"),
    ]  # fmt: skip
    inside = look(client, "?plek=zuidstad")
    assert len(posts(inside)) == len(places(inside)) == 10
    assert 'class="place-map__area place-map__area--here"' in client.get("/kaart/?plek=zuidstad").content.decode()


def test_a_village_shows_squares_of_500_metres_and_leads_to_what_lies_in_each(client: Client, land: Land) -> None:
    village = land.villages[3]
    here = Coordinates(village.latitude, village.longitude)
    there = Coordinates(here.latitude + 0.01, here.longitude)
    land.idea(village, "Een bankje.", here)
    land.idea(village, "Een lamp.", there)
    land.idea(village, "Een heg.", Coordinates(*square_of(there)))
    land.idea(village, "Ergens.")
    page = look(client, f"?plek={village.slug}")
    listed = places(page)
    assert sorted(url for *_rest, url in listed) == sorted(url for _number, url in posts(page))
    assert sorted(told for _number, _name, told, _url in listed) == ["1 idee", "1 idee", "2 ideeën"]
    top = next(url for _number, _name, told, url in listed if told == "2 ideeën")
    assert parse_qs(urlsplit(top).query)["vak"] == [str(square_of(there))]
    assert count(look(client, top)) == 2
    assert count(look(client, f"?plek={village.slug}&vak=midden")) == 1
    # Whoever asks for a point that is no square gets the village: an address finds nobody's house.
    assert count(look(client, f"?plek={village.slug}&vak=52.85123,6.90345")) == 4


def test_the_list_narrows_by_kind_theme_and_place_and_is_cut_in_pages(client: Client, land: Land) -> None:
    theme = Theme.objects.create(slug="bus", name="Bus")
    for number in range(25):
        land.idea(land.villages[number % 20], f"Idee {number}.", theme=theme if number < 3 else None)
    assert count(look(client)) == 26
    assert count(look(client, "?soort=idea")) == 25
    assert count(look(client, "?soort=process")) == 1
    assert count(look(client, "?soort=idea&thema=bus")) == 3
    assert count(look(client, "?thema=bus&plek=noordstad&soort=onzin")) == 3
    first, second = (client.get(f"/kaart/?soort=idea&pagina={one}").content.decode() for one in (1, 2))
    assert (first.count("<strong>Idee</strong>"), second.count("<strong>Idee</strong>")) == (20, 5)
    file = client.get("/kaart/?soort=idea&thema=bus&als=csv").content.decode("utf-8-sig")
    assert [line.partition(";")[0].partition(",")[0] for line in file.splitlines()] == ["Soort", "Idee", "Idee", "Idee"]


def test_a_limit_stands_where_it_holds_in_its_newest_words_till_there_is_a_decision(client: Client, land: Land) -> None:
    """H14: whoever looks at the map of a village sees what is fixed there, and what room there is."""

    def limit(room: RoomStatement, subject: str, kind: str) -> None:
        Boundary.objects.create(
            tenant=room.tenant, created_at=clock.now(), room=room, number=1, subject=subject, kind=kind, source="law",
            explanation="Zo is het.", area=land.villages[4],
        )  # fmt: skip

    other = make_process(land.world, "oever", room=False)
    first = make_room(land.world, other, consent="Besluit 12.", published_at=None)
    limit(first, "De oever blijft vrij", "hard")
    published = RoomStatement.objects.filter(process=other)
    query = f"?soort=boundary&plek={land.villages[4].slug}"
    assert count(look(client, query)) == 0, "a draft is the desk's"
    published.update(published_at=clock.now())
    second = make_room(
        land.world, other, version=2, change_reason="Nieuw.", consent="Besluit 13.", published_at=None
    )
    limit(second, "De oever mag open", "lapsed")
    assert "De oever blijft vrij" in client.get(f"/kaart/{query}").content.decode()
    published.filter(published_at=None).update(published_at=clock.now())
    page = client.get(f"/kaart/{query}").content.decode()
    assert "De oever blijft vrij" not in page
    assert "De oever mag open" in page
    assert "vervallen, bij" in page
    Process.objects.filter(pk=other.pk).update(weighing_at=clock.now(), decided_at=clock.now())
    assert count(look(client, query)) == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Atlantis", "Deze plek kennen wij niet."), ("noordstad-0", "Wat speelt er in Noordstaderdorp 0?"),
        ("Zuidstaderdorp", "Bedoelt u misschien:"), ("Proefland", "Wat speelt er in Proefland?"),
    ],
)  # fmt: skip
def test_a_place_that_is_typed_is_found_or_said_to_be_unknown(
    client: Client, land: Land, typed: str, said: str
) -> None:
    page = look(client, f"?plek={typed}")
    assert said in next(page.root.all("main")).words
    assert next(one for one in page.root.all("input") if one.attributes.get("name") == "plek") is not None


def test_what_nobody_may_read_is_on_no_map(client: Client, land: Land) -> None:
    village, now = land.villages[0], clock.now()
    land.idea(village, "Verborgen.", moderation=Moderation.HIDDEN)
    land.idea(village, "Wacht.", moderation=Moderation.WAITING)
    land.idea(village, "Gesloten.", publicity=Publicity.CLOSED)
    land.idea(village, "", withdrawn_at=now)
    draft = make_process(land.world, "concept", room=False)
    draft.areas.set([village])
    for viewer in (None, land.world.officer):
        if viewer is not None:
            client.force_login(viewer)
        page = look(client)
        assert [told for _number, _name, told, _url in places(page)] == ["1 vraag"]
        assert count(page) == 1


def test_without_borders_or_points_the_list_still_tells_all(client: Client, land: Land) -> None:
    land.idea(land.villages[0])
    Area.objects.update(geometry=None)
    dots = client.get("/kaart/").content.decode()
    assert ("place-map__ground" in dots, "place-map__area" in dots) == (True, False)
    cache.clear()
    Area.objects.update(latitude=None, longitude=None)
    pages.clear()  # no act wrote this
    page = look(client)
    assert (posts(page), [told for _number, _name, told, _url in places(page)]) == ([], ["1 vraag, 1 idee"])


def test_a_map_of_a_thousand_points_is_small_and_asks_little(client: Client, land: Land) -> None:
    now = clock.now()
    rows = [
        Contribution(
            tenant=land.world.body, created_at=now - timedelta(minutes=one), process=land.process, round=land.round,
            kind="idea", channel="web", text=f"Idee nummer {one}.", area=land.villages[one % 20],
        )
        for one in range(1000)
    ]  # fmt: skip
    Contribution.objects.bulk_create(rows)
    squares = [square_of(Coordinates(52.6 + one * 0.0004, 6.5 + one * 0.0004)) for one in range(1000)]
    Idea.objects.bulk_create(
        Idea(tenant=row.tenant, created_at=now, contribution=row, latitude=square.latitude, longitude=square.longitude)
        for row, square in zip(rows, squares, strict=True)
    )
    for query in ("", "?plek=noordstad", f"?plek={land.villages[0].slug}"):
        cache.clear()
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(f"/kaart/{query}")
        assert len(caught) <= MOST_QUERIES, query
        assert len(gzip.compress(answer.content)) <= MOST_BYTES, query
