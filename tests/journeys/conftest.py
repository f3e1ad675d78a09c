"""What every journey has: a database that commits, and devices of one kind: a browser, or one without script."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from tests.journeys.plain import Plain
from tests.journeys.walking import Walker

PHONE, DESK = 360, 1280
Hand = Callable[[int], Walker | Plain]


@pytest.fixture(params=[pytest.param("browser", marks=pytest.mark.browser), "plain"])
def device(request: pytest.FixtureRequest, committed: None) -> Iterator[Hand]:
    """Hand out devices of one kind and a width, each with an empty memory. Without script no page has a width."""
    cache.clear()
    given: list[Walker] = []

    def hand(width: int) -> Walker | Plain:
        if request.param == "plain":
            return Plain()
        chromium, site = request.getfixturevalue("chromium"), request.getfixturevalue("live_server")
        given.append(Walker(chromium, site.url, width))
        return given[-1]

    yield hand
    for one in given:
        one.close()
