"""What every journey has: one Chromium for all, a database that commits, and a device of each kind."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser

from tests.journeys.walking import Walker

# Without JavaScript on the phone alone: what a page does then does not hang on its width.
DEVICES = [
    pytest.param((width, script), id=f"{width}-{'js' if script else 'nojs'}")
    for width, script in ((360, True), (360, False), (1280, True))
]
Hand = Callable[[], Walker]


@pytest.fixture(params=DEVICES)
def device(request: pytest.FixtureRequest, chromium: Browser, committed: None, live_server: Any) -> Iterator[Hand]:
    """Hand out devices of one kind, each with an empty memory: a phone or a desk, with JavaScript and without."""
    cache.clear()
    width, script = request.param
    given: list[Walker] = []

    def hand() -> Walker:
        given.append(Walker(chromium, live_server.url, width, script))
        return given[-1]

    yield hand
    for one in given:
        one.close()
