"""Class: a browser that asks a third party something. Only where a setting names tiles, on a map, and said."""

import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from brink.domain.places.models import Area
from brink.ui.map_tiles import tiles
from tests.safety.conftest import TwoBodies

pytestmark = pytest.mark.django_db
TILES = "https://tegels.voorbeeld.invalid/laag/{z}/{x}/{y}.png"
HOST = "https://tegels.voorbeeld.invalid"
TOLD = ("/cookies/", "/privacy/", "/colofon/")


def with_map(two_bodies: TwoBodies) -> tuple[str, ...]:
    """Return the pages with a map; the province gets a village with a place, so that there is something to draw."""
    process, round = two_bodies.filled.shown.process, two_bodies.filled.shown.ideas
    Area.objects.filter(slug="proefdorp").update(latitude=52.78, longitude=6.74)
    return ("/kaart/", f"/processen/{process.slug}/{round.slug}/ideeen/nieuw/")


def images(answer: Any) -> tuple[str, list[str]]:
    """Return what the policy lets pictures come from, and the addresses of others that the page fetches."""
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    policy = {name: value for name, _space, value in parts}
    return policy["img-src"], re.findall(r'(?:href|src)="(https://tegels[^"]+)"', answer.content.decode())


def test_without_the_setting_no_map_fetches_anything_elsewhere(two_bodies: TwoBodies, client: Client) -> None:
    for address in with_map(two_bodies):
        answer = client.get(address)
        assert "place-map" in answer.content.decode(), address
        assert images(answer) == ("'self' data:", []), address
    assert all("Onder onze kaarten" not in client.get(one).content.decode() for one in TOLD)


def test_with_the_setting_only_maps_fetch_tiles_and_it_is_said(
    two_bodies: TwoBodies, client: Client, settings: Any
) -> None:
    addresses = with_map(two_bodies)
    settings.BRINK_TILES = TILES
    for address in addresses:
        policy, fetched = images(client.get(address))
        assert policy == f"'self' data: {HOST}", address
        assert fetched, address
        assert all(re.fullmatch(rf"{HOST}/laag/\d+/\d+/\d+\.png", one) for one in fetched)
        assert len(fetched) <= 25
        assert "De achtergrond komt van een kaartendienst" in client.get(address).content.decode()
    assert images(client.get("/")) == ("'self' data:", [])
    for page in TOLD:
        said = client.get(page).content.decode()
        assert "tegels.voorbeeld.invalid" in said, page
        assert "geen ander bedrijf kijkt mee" not in said
        assert "Geen enkele pagina haalt iets op" not in said


@pytest.mark.parametrize("address", ["http://tegels.voorbeeld.invalid/{z}/{x}/{y}", "https://tegels/{z}/{x}", "tegels"])
def test_an_address_that_is_none_stops_the_page(address: str, settings: Any) -> None:
    settings.BRINK_TILES = address
    with pytest.raises(ImproperlyConfigured):
        tiles()
