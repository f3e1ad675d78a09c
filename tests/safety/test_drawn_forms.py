"""Class: a form that somebody may fill in and not send (review T8).

Members are every page of the desk × every role there; each form that is drawn is traced to its address, whose line in
the register says which action lies behind it. Whoever may not do that reads whom to ask.
"""

import re
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.safety.address import Who
from tests.safety.addresses import TABLE
from tests.safety.conftest import TwoBodies
from tests.safety.filled_body import AT_THE_DESK
from tests.safety.test_addresses import address, lines, read, things_of
from tests.sampling import drawn

pytestmark = pytest.mark.django_db
FORM = re.compile(r"<form\b([^>]*)>", re.IGNORECASE)


def asked(page: str, own: str) -> set[str]:
    """Return the names of the addresses to which the forms of a page are sent."""
    found = set()
    for attributes in FORM.findall(page):
        # A form that is sent by GET leads to the page on which is said first what the act will do.
        if 'method="post"' in attributes or "action=" in attributes:
            action = re.search(r'action="([^"]+)"', attributes)
            try:
                found.add(resolve(urlsplit(action[1] if action else own).path).view_name)
            except Resolver404:
                found.add(f"nothing at {action}")
    return found


def test_no_desk_page_draws_a_form_that_this_role_may_not_send(two_bodies: TwoBodies) -> None:
    refused = set()
    named = [name for name, line in lines(Who.DESK, Who.ANY_DESK) if line.get]
    every = product(sorted(AT_THE_DESK), named, (two_bodies.filled.shown, two_bodies.filled.hidden))
    for role, name, things in drawn("desk pages × roles × things", every, share=0.15):
        path = address(name, things_of(name, things))
        answer = two_bodies.browser(role).get(path)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        for target in asked(read(answer), path):
            action = TABLE[target].action if target in TABLE else None
            if action is not None and role not in {one.value for one in action.roles}:
                refused.add((name, role, target))
    told = "\n".join(f"{name} draws {target} for {role}" for name, role, target in sorted(refused))
    assert not refused, told
