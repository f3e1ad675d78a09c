"""The open door takes a point too: for whoever is about it, and for nobody else."""

from typing import Any

import pytest
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.domain.places.models import Area
from brink.registers.inbox.tests.test_inbox import SAID, world

pytestmark = pytest.mark.django_db
__all__ = ["world"]
DOOR = "/vragen/drenthe/"


def test_a_tap_keeps_what_was_typed_and_the_point_goes_to_the_desk_alone(
    world: Any, client: Client, settings: Any
) -> None:
    Area.objects.filter(pk=world.village.pk).update(latitude=52.78, longitude=6.74)
    said = {**SAID, "key": "p" * 20}
    tapped = client.post(DOOR, {**said, "spot": "", "spot_klein.x": "141", "spot_klein.y": "139"})
    page = tapped.content.decode()
    assert (tapped.status_code, Contribution.objects.count(), said["text"] in page) == (200, 0, True)
    spot = page.partition('name="spot" value="')[2].partition('"')[0]
    assert spot.startswith("52.7")
    assert client.post(DOOR, {**said, "spot": spot}).status_code == 302
    given = Contribution.objects.get()
    assert given.exact_point.point == spot.partition(";")[0]
    assert (given.area, given.place) == (world.village, "")
    assert "1 idee" not in client.get("/kaart/").content.decode()
    settings.BRINK_TILES = "https://tegels.voorbeeld.invalid/{z}/{x}/{y}.png"
    assert "tegels.voorbeeld.invalid" in client.get(DOOR)["Content-Security-Policy"]


def test_a_point_elsewhere_is_refused_in_one_sentence_with_the_words_kept(world: Any, client: Client) -> None:
    Area.objects.filter(pk=world.village.pk).update(latitude=52.78, longitude=6.74)
    answer = client.post(DOOR, {**SAID, "key": "q" * 20, "spot": "51.50000,5.50000"})
    page = answer.content.decode()
    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert "Dit punt ligt niet in Proefland." in page
    assert SAID["text"] in page
