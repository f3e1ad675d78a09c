"""A database that is away. Class: a page that breaks down, or waits, because what it stands on is not there.

Every address of the site, from the register, for a stranger and for somebody who was logged in: each answers by itself,
or says with 503 when to come back; what was sent comes back in words.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from brink.web.views.errors import AWAY_SECONDS
from tests.safety.address import Who
from tests.safety.conftest import TwoBodies
from tests.safety.filled_body import client_of
from tests.safety.test_addresses import address, lines, read, things_of

pytestmark = pytest.mark.django_db


def away(_execute: Callable[..., Any], *_asked: Any) -> Any:
    raise OperationalError("could not connect to server: geheim")


def test_every_page_says_when_to_come_back(two_bodies: TwoBodies) -> None:
    staff = client_of(two_bodies.filled, "clerk")
    strangers = Client(raise_request_exception=False)
    staff.raise_request_exception = False
    paths = [address(name, things_of(name, two_bodies.filled.shown)) for name, line in lines(*Who) if line.get]
    wrong, told = [], 0
    with connection.execute_wrapper(away):
        for path in paths:
            for client in (strangers, staff):
                answer = client.get(path)
                if answer.status_code == 503:
                    told += 1
                    page = read(answer)
                    assert answer["Retry-After"] == str(AWAY_SECONDS)
                    assert "Wacht een halve minuut" in page
                    assert not re.search(r"geheim|Traceback|Error", page)
                elif answer.status_code >= 500:
                    wrong.append((path, answer.status_code))
    assert wrong == []
    assert told > len(paths)


def test_what_was_sent_comes_back_in_words(two_bodies: TwoBodies) -> None:
    path = address("ideas:new", things_of("ideas:new", two_bodies.filled.shown))
    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(away):
        answer = client.post(path, {"text": "Een bank bij de school, die ik niet wil verliezen."})
    assert answer.status_code == 503
    assert "die ik niet wil verliezen" in read(answer)
