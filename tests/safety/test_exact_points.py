"""Class: a way by which somebody outside learns where exactly a giver pointed, and with it whose house it is.

Members are drawn from the registers: every address, every file, every table of the database. Canary: the digits.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from brink.domain.contributions.models import Contribution, ExactPoint
from brink.domain.contributions.services import landing, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words
from brink.domain.contributions.services.retention import erase_due
from brink.domain.journal.services import RESIDENT
from brink.domain.places.coordinates import Coordinates, square_of
from brink.foundation import clock
from brink.foundation.search import documents
from brink.foundation.visibility import ANYONE
from brink.instruments.ideas.old_points import round_old_points
from brink.instruments.ideas.services import give_idea
from tests.safety.address import Who
from tests.safety.addresses import TABLE
from tests.safety.conftest import TwoBodies
from tests.safety.filled_body import STAFF
from tests.safety.test_addresses import address, read
from tests.safety.test_drafts import enter, files
from tests.safety.test_pages import walk

pytestmark = pytest.mark.django_db
POINT = Coordinates(52.78137, 6.74291)
# However it is written: with a point or a comma, to five decimals or to three.
DIGITS = ("52.781", "52,781", "6.7429", "6,7429")


def told(text: str) -> bool:
    return any(one in text for one in DIGITS)


def give_points(two_bodies: TwoBodies) -> dict[str, str]:
    """Give three ideas at one point: typed alone, typed among words, and pointed at; return their codes."""
    assert not any(told(part) for part in str(square_of(POINT)).split(","))
    round = two_bodies.filled.shown.ideas
    said = [
        Words(kind="idea", text="Een hek om het speelveld.", place="52,78137 6,74291"),
        Words(kind="idea", text="Een lamp boven het pad.", place="achter de schuur (52.78137, 6.74291)"),
        Words(kind="idea", text="Een bank bij het water.", place="bij het water", point=POINT),
    ]
    given = [give_idea(round=round, words=one, actor=RESIDENT, key=None) for one in said]
    two_bodies.filled.shown.idea = given[2].contribution
    return {f"giver {number}": one.code for number, one in enumerate(given)}


def columns() -> list[str]:
    """Return the columns of the house in which the digits stand, as the database keeps them."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            names = [one.column for one in model._meta.local_concrete_fields if not one.is_relation]
            if not names:
                continue  # a row of ties alone
            listed = ", ".join(connection.ops.quote_name(one) for one in names)
            cursor.execute(f"SELECT {listed} FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            for row in cursor.fetchall():
                hits = [one for one, value in zip(names, row, strict=True) if told(str(value))]
                found += [f"{model._meta.label}.{one}" for one in hits]
    return found


def test_no_page_file_search_or_table_tells_the_point_and_the_desk_reads_it(
    two_bodies: TwoBodies, tmp_path: Path
) -> None:
    codes = give_points(two_bodies)
    filled = two_bodies.filled
    seen = [(name, read(answer)) for name, answer in walk(two_bodies, "nobody")]
    for holder, code in codes.items():
        mine = [(name, address(name)) for name, line in TABLE.items() if line.who is Who.GIVER and line.get]
        seen += [(f"{name} {holder}", read(enter(code).get(path))) for name, path in mine]
    seen += files(filled, tmp_path / "uit")
    seen += [(f"search {one.address}", f"{one.title} {one.text} {one.also}") for one in documents(ANYONE)]
    seen.append(("map file", Client().get("/kaart/?als=csv").content.decode()))
    assert [name for name, text in seen if told(text)] == []
    assert len(seen) > 60
    assert columns() == [], "encrypted, or not there"
    places = Contribution.objects.filter(round=filled.shown.ideas, exact_point__isnull=False)
    assert sorted(places.values_list("place", flat=True)) == ["", "achter de schuur", "bij het water"]
    squares = {(one.idea.latitude, one.idea.longitude) for one in places.select_related("idea")}
    assert squares == {tuple(square_of(POINT))}
    desk = two_bodies.browser("clerk").get(f"/balie/inbreng/{filled.shown.idea.pk}/").content.decode()
    assert "52.78137" in desk
    assert "52.78137" not in two_bodies.browser("council").get("/kaart/?plek=proefdorp").content.decode()


def test_the_point_goes_with_the_words(two_bodies: TwoBodies) -> None:
    codes = give_points(two_bodies)
    idea = two_bodies.filled.shown.idea
    self_service.withdraw(contribution=idea, code=codes["giver 2"])
    assert not ExactPoint.objects.filter(contribution=idea).exists()
    idea.idea.refresh_from_db()
    assert (idea.idea.latitude, idea.idea.longitude) == (None, None)
    assert ExactPoint.objects.count() == 2


def test_the_point_is_erased_once_the_last_day_to_object_has_passed_and_does_not_come_back(
    two_bodies: TwoBodies,
) -> None:
    give_points(two_bodies)
    idea = two_bodies.filled.shown.idea
    draft = AnswerDraft("outside", "Dat mag niet van de wet.")
    landing.land(process=idea.process, draft=draft, contributions=[idea], actor=STAFF)
    replying.send(process=idea.process, actor=STAFF)
    erase_due()
    assert ExactPoint.objects.filter(contribution=idea).exists()
    with clock.frozen(clock.now() + timedelta(days=200)):
        erase_due()
        round_old_points()
    assert not ExactPoint.objects.filter(contribution=idea).exists()
    assert ExactPoint.objects.count() == 2, "who waits for an answer keeps it"
