"""One sheet is one sheet: also when every field is as long as it may be."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import sync_playwright
from tests.browser_checks import launch
from tests.builders import World

from brink.domain.people.models import Organ
from brink.domain.processes.services.rooms import (
    BoundaryFacts,
    adopt_room,
    draft_room,
    edit_room,
    publish_room,
    set_boundaries,
)
from brink.domain.processes.services.rounds import plan_round, release_round
from brink.domain.processes.services.timeline import EventFacts, plan_event
from brink.domain.processes.tests.conftest import NOON, new_process, room_words, round_facts
from brink.ui.stylesheet import assemble

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
LONG = "gemeenschapsvoorzieningen in de dorpen en buurten van onze gemeente "


@pytest.fixture
def full(world: World, officer):
    """A process in which everything is long and much."""
    process = new_process(world, officer, title=(LONG * 3)[:160])
    Organ.objects.filter(pk=world.council.pk).update(name=(LONG * 2)[:120])
    room = draft_room(process=process, actor=officer, key=None)
    words = room_words(
        world, question=" ".join(["dorpsgemeenschap"] * 17), open_points=[LONG * 4] * 12, closed_points=[LONG * 4] * 12
    )
    edit_room(room=room, changes=words, actor=officer, key=None)
    limits = [
        BoundaryFacts((LONG * 3)[:160], kind, "law", LONG, reference="wet", mover=(LONG * 2)[:120])
        for kind in ("hard", "movable") * 6
    ]
    set_boundaries(room=room, boundaries=limits, actor=officer, key=None)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    publish_room(room=room, actor=officer, key=None)
    facts = round_facts(world, title=(LONG * 3)[:160], prompt=(LONG * 40)[:2000])
    release_round(round=plan_round(process=process, facts=facts, actor=officer, key=None), actor=officer, key=None)
    event = EventFacts((LONG * 3)[:160], NOON + timedelta(days=3), NOON + timedelta(days=3, hours=2), (LONG * 3)[:200])
    plan_event(tenant=world.body, process=process, facts=event, actor=officer, key=None)
    process.refresh_from_db()
    return process


def pages(html: str) -> int:
    """Return how many sheets of A4 a page prints on."""
    styled = re.sub(r"<link rel=.stylesheet.[^>]*>", lambda _found: f"<style>{assemble()}</style>", html)
    assert "<style>" in styled
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.set_content(styled, wait_until="load")
        paper = page.pdf(prefer_css_page_size=True, print_background=True)
        browser.close()
    return len(re.findall(rb"/Type\s*/Page[^s]", paper))


def test_every_sheet_prints_on_one_page_of_a4(world, full) -> None:
    desk = Client()
    desk.force_login(world.officer)
    addresses = [
        reverse("processes:signpost", args=[full.slug]),
        reverse("processes:poster", args=[full.slug]),
        reverse("processes:paper", args=[full.slug, 1]),
    ]
    written = [desk.get(address).content.decode() for address in addresses]
    assert [pages(html) for html in written] == [1, 1, 1]
