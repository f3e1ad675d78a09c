"""What every journey has: a database that commits, and devices of one kind: a browser, or one without script."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from tests.journeys.plain import Plain
from tests.journeys.walker import Walker

PHONE, DESK = 360, 1280
Someone = Walker | Plain
Hand = Callable[[int], Someone]


BROWSER = pytest.param("browser", marks=pytest.mark.browser)


@pytest.fixture(params=[BROWSER, "plain"])
def device(request: pytest.FixtureRequest, committed: None) -> Iterator[Hand]:
    """Hand out devices of one kind and a width, each with an empty memory. Without script no page has a width."""
    cache.clear()
    given: list[Walker] = []

    def hand(width: int) -> Someone:
        if request.param == "plain":
            return Plain()
        chromium, site = request.getfixturevalue("chromium"), request.getfixturevalue("live_server")
        given.append(Walker(chromium, site.url, width))
        return given[-1]

    yield hand
    for one in given:
        one.close()


def fits_one_sheet(walker: Someone) -> bool:
    """Tell whether the page prints on one sheet of A4; only a browser can tell otherwise."""
    return isinstance(walker, Plain) or walker.sheets() == 1
