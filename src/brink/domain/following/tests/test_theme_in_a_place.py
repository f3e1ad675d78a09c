"""D13: one theme in one place, followed together: mail and feed hold what is about both, and nothing else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import World, make_area, make_process, make_world
from tests.form_client import Page

from brink.domain.commitments import services as commitments
from brink.domain.following.models import Follow
from brink.domain.following.tests.test_following import ASKED, MAIL, MONDAY, ask, follow, link, sent
from brink.domain.journal.services import SYSTEM
from brink.domain.places.models import AreaKind
from brink.domain.processes.models import Event, Process, Theme
from brink.domain.records.basics import Basics
from brink.foundation import clock

pytestmark = pytest.mark.django_db
BOTH = "thema-in-plek/proefdorp__wonen"


@pytest.fixture
def world() -> Iterator[World]:
    with clock.frozen(ASKED - timedelta(days=30)):
        world = make_world()
        Theme.objects.create(slug="natuur", name="Natuur")
        make_area("Elders", AreaKind.VILLAGE)
    mail.outbox.clear()
    return world


def put(world: World, slug: str, theme: str, place: str) -> Process:
    with clock.frozen(ASKED + timedelta(days=1)):
        process = make_process(world, slug)
        process.themes.set(Theme.objects.filter(slug=theme))
        process.areas.set([make_area(place, AreaKind.VILLAGE)])
        return process


def happen(world: World) -> None:
    """Let everything happen that is about the theme, the place, both, or neither."""
    put(world, "beide", "wonen", "Proefdorp")
    put(world, "plek", "natuur", "Proefdorp")
    put(world, "thema", "wonen", "Elders")
    put(world, "geen", "natuur", "Elders")
    with clock.frozen(ASKED + timedelta(days=1)):
        for title, theme, area in (
            ("Belofte beide", "wonen", "Proefdorp"), ("Belofte plek", "natuur", "Proefdorp"),
            ("Belofte thema", "wonen", "Elders"),
        ):  # fmt: skip
            basics = Basics(
                title=title, owner=world.contact, due_on=clock.today() + timedelta(days=90),
                themes=tuple(Theme.objects.filter(slug=theme)), areas=(make_area(area, AreaKind.VILLAGE),),
            )  # fmt: skip
            commitments.promise(tenant=world.body, basics=basics, receiver="Dorpsbelang", actor=SYSTEM, key=None)
        Event.objects.create(
            tenant=world.body, created_at=clock.now(), title="Los spreekuur", area=world.village,
            starts_at=MONDAY + timedelta(days=9), ends_at=MONDAY + timedelta(days=9, hours=2),
        )  # fmt: skip


NEWS = {"Vraag over beide", "Belofte beide"}
OTHER = ("Vraag over plek", "Vraag over thema", "Vraag over geen", "Belofte plek", "Belofte thema", "Los spreekuur")


def test_mail_and_feed_tell_what_is_about_both_and_nothing_else(world: World) -> None:
    follow(Client(), BOTH)
    happen(world)
    (letter,) = sent(MONDAY)
    assert "Nieuws over Wonen in Proefdorp:" in letter.body
    with clock.frozen(MONDAY):
        feed = Client().get(f"/op-de-hoogte/{BOTH}/nieuws.atom").content.decode()
    for told in (letter.body, feed):
        assert {one for one in NEWS if one in told} == NEWS
        assert [one for one in OTHER if one in told] == []


def test_it_ends_with_one_click_and_the_place_alone_goes_on_beside_it(world: World) -> None:
    follow(Client(), BOTH)
    follow(Client(), "plek/proefdorp")
    follow(Client(), "thema/wonen")
    assert ask(Client(), BOTH) == 302
    assert Follow.objects.count() == 3, "the same wish is one row"
    happen(world)
    letters = sent(MONDAY)
    stop = link(letters[0], "stop")
    page = Client().get(stop).content.decode()
    assert "Stop de mail over" in page
    assert "Wonen in Proefdorp" in page
    Client().post(stop, {"List-Unsubscribe": "One-Click"})
    assert Follow.objects.filter(area__isnull=False).count() == 0


def test_the_page_of_a_place_offers_its_themes_and_that_of_a_theme_asks_the_place(world: World) -> None:
    page = Page(Client().get("/op-de-hoogte/plek/proefdorp/").content.decode())
    assert f"/op-de-hoogte/{BOTH}/" in page.links
    answer = Client().get("/op-de-hoogte/thema/wonen/", {"plaats": "proefdorp"})
    assert answer["Location"] == f"/op-de-hoogte/{BOTH}/"
    unknown = Client().get("/op-de-hoogte/thema/wonen/", {"plaats": "Nergenshuizen"}).content.decode()
    assert "Deze plaats kennen wij niet." in unknown
    assert "Nergenshuizen" in unknown, "what was typed stays"
    shown = Client().get(f"/op-de-hoogte/{BOTH}/").content.decode()
    assert "Wonen in Proefdorp" in shown
    for wrong in ("proefdorp", "proefdorp__", "__wonen", "proefdorp__niets", "nergens__wonen"):
        assert Client().get(f"/op-de-hoogte/thema-in-plek/{wrong}/").status_code == 404


def test_the_database_keeps_one_row_for_both_and_none_with_a_question(world: World) -> None:
    follow(Client(), BOTH)
    row = Follow.objects.get()
    own = {"tenant": row.tenant, "created_at": clock.now(), "address_hash": row.address_hash, "email": MAIL}
    process = make_process(world)
    for about in (
        {"area": row.area, "theme": row.theme}, {"area": row.area, "process": process}, {},
        {"area": row.area, "theme": row.theme, "process": process},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(**own, **about)
