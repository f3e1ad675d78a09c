"""The desk is made to work in: how much stands on one screen, measured in a browser (1280 × 800), and on a phone."""

import os
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser

from brink.domain.contributions.models import Contribution, Source
from brink.domain.decisions.models import Decision
from brink.domain.decisions.services import draft, weigh
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Interest, Round, Stakeholder
from brink.foundation import clock
from tests.browser_checks import faults
from tests.builders import World, make_process, make_round, make_world
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Zonder bus om zes uur kan mijn zoon niet naar zijn werk in Emmen. Hij heeft geen rijbewijs, de buur niet."
WHOLE_ROWS = """() => {
  const bar = document.querySelector('.brink-bulk').getBoundingClientRect().top;
  return [...document.querySelectorAll('.brink-dense tbody tr')].filter(row => {
    const box = row.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= Math.min(innerHeight, bar);
  }).length;
}"""


@pytest.fixture
def world(committed: None) -> World:
    cache.clear()
    return make_world()


@pytest.fixture
def walker(chromium: Browser, live_server: object, world: World) -> Iterator[Walker]:
    walker = Walker(chromium, live_server.url, 1280)  # type: ignore[attr-defined]
    walker.login(world.officer)
    yield walker
    walker.close()


def voices(round: Round, number: int) -> None:
    now = clock.now()
    rows = Contribution.objects.bulk_create(
        Contribution(tenant=round.tenant, created_at=now - timedelta(minutes=place), process=round.process, round=round,
                     kind="idea", channel="web", text=f"{place}. {WORDS}")
        for place in range(number)
    )  # fmt: skip
    Source.objects.bulk_create(
        Source(tenant=round.tenant, created_at=now, contribution=row, verbatim=row.text) for row in rows
    )


def look(walker: Walker, name: str) -> None:
    """Keep a picture when somebody wants to look, and let axe look in any case."""
    if os.environ.get("BRINK_SCREENSHOTS"):
        walker.page.screenshot(path=f"{os.environ['BRINK_SCREENSHOTS']}/{name}.png")
    assert faults(walker.page) == [], name
    assert walker.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_nine_contributions_and_an_open_one_or_sixteen_lines_stand_on_a_screen(walker: Walker, world: World) -> None:
    voices(make_round(make_process(world)), 30)
    page, address = walker.page, f"{walker.base}/balie/inbreng/"
    page.goto(address)
    page.locator(".brink-dense__words").nth(2).click()
    page.wait_for_url("**open=**")
    assert page.evaluate(WHOLE_ROWS) >= 9
    look(walker, "worktable-open")
    page.goto(f"{address}?rij=een")
    assert page.evaluate(WHOLE_ROWS) >= 16
    look(walker, "worktable-lines")
    # The keys: down two rows, tick one, and to the bundles; what is ticked is counted beside the act.
    page.locator(".brink-dense__words").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("tbody input:checked").count() == 1
    page.keyboard.press("b")
    assert page.evaluate("document.activeElement.id") == "bulk-bundel"
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    look(walker, "worktable-phone")
    page.locator(".brink-dense__words").first.click()
    page.wait_for_url("**open=**")
    assert not page.locator(".brink-dense").is_visible()
    look(walker, "worktable-phone-open")


def decision_with(world: World, number: int) -> Decision:
    process, staff = make_process(world), Actor(role="officer")
    common = {"tenant": world.body, "created_at": clock.now(), "process": process}
    who = Stakeholder.objects.create(**common, name="Dorpsbelang", joined_on=date(2026, 1, 1))
    made = draft(process=process, organ=world.council, title="Wonen in de dorpen", on=clock.today(), actor=staff)
    for place in range(number):
        interest = Interest.objects.create(**common, stakeholder=who, title=f"Een huis voor jongeren, {place}")
        texts = {"norm_side": "De regels.", "value_side": "Het gevoel.", "done": "Gedaan.", "reason": "Daarom."}
        if place % 2:
            weigh(decision=made, interest=interest, who=interest.title, weight="high", actor=staff, **texts)
    return made


def test_a_decision_with_forty_weighing_lines_is_no_higher_than_three_screens(walker: Walker, world: World) -> None:
    made, page = decision_with(world, 40), walker.page
    page.goto(f"{walker.base}/balie/besluiten/{made.slug}/")
    for part in range(page.locator(".brink-part").count()):
        if page.locator(".brink-part").nth(part).get_attribute("open") is None:
            page.locator(".brink-part > summary").nth(part).click()
        if page.locator(".brink-part").nth(part).locator(".brink-lines summary").count():
            page.locator(".brink-lines summary").nth(3).click()
        assert page.locator(".brink-part[open]").count() == 1
        assert page.evaluate("document.documentElement.scrollHeight") <= 3 * 800, part
        assert page.locator(".brink-savebar").is_visible()
        look(walker, f"decision-{part}")
    # What is typed in one part stays when another is opened, and one save keeps both.
    page.locator(".brink-part > summary").first.click()
    page.locator("[name=besluit-text]").fill("Er komen tien huizen.")
    page.locator(".brink-part > summary").nth(3).click()
    page.locator("[name=dilemmas-0-text]").fill("Bouwen of bewaren?")
    page.locator("[name=dilemmas-0-choice]").fill("Bouwen.")
    assert "3 vakken zijn nog niet bewaard." in page.locator(".brink-savebar").inner_text()
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="Bewaar alles").click()
    assert page.locator(".brink-not-sent").all_inner_texts() == []
    made.refresh_from_db()
    assert (made.text, made.dilemmas.count()) == ("Er komen tien huizen.", 1)
    page.set_viewport_size({"width": 360, "height": 740})
    look(walker, "decision-phone")
