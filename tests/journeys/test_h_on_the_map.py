"""Journey H: somebody who looks on the map what goes on, and points out where her idea is. By tap and by keyboard."""

import pytest

from brink.domain.contributions.models import Contribution
from brink.domain.places.coordinates import Coordinates
from brink.instruments.ideas.models import Idea
from tests.journeys.conftest import DESK, PHONE, Hand
from tests.journeys.walker import Walker
from tests.test_place_map import Land, land

__all__ = ["land"]
pytestmark = pytest.mark.browser
FOCUS = "(() => { const at = document.activeElement; return at.matches('.brink-places a') ? at.href : null })()"
HREFS = "all => all.map(one => new URL(one.getAttribute('href'), document.baseURI).href)"
RING = "getComputedStyle(document.activeElement).outlineStyle"


@pytest.mark.parametrize("device", ["browser"], indirect=True)
def test_every_post_is_reached_by_keys_in_the_list_and_axe_finds_nothing(device: Hand, land: Land) -> None:
    for village in land.villages[:3]:
        land.idea(village, f"Een bankje in {village.name}.")
    land.idea(land.villages[11], point=Coordinates(52.63, 6.6))
    for width in (PHONE, DESK):
        walker = device(width)
        assert isinstance(walker, Walker)
        for name, path in (("h-kaart", "/kaart/"), ("h-plek", f"/kaart/?plek={land.villages[11].slug}")):
            walker.visit(path)
            walker.look(name)
        walker.visit("/kaart/")
        drawn = walker.page.locator("svg a[href]").evaluate_all(HREFS)
        reached = []
        for _press in range(60):
            walker.page.keyboard.press("Tab")
            at = walker.page.evaluate(FOCUS)
            if at is not None:
                reached.append(at)
                assert walker.page.evaluate(RING) != "none", at
        # The list is the way of keys: each place once, and every post of the drawing among them.
        assert drawn
        assert [one for one in reached if one in drawn] == drawn
        assert len(reached) == len(set(reached))
    walker.visit("/kaart/")
    walker.page.locator(f".brink-places a[href='{drawn[0].partition('/kaart/')[2]}']").focus()
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    assert walker.page.url == drawn[0]


@pytest.mark.parametrize("device", ["browser"], indirect=True)
def test_a_tap_says_where_it_is_and_the_site_shows_only_the_square(device: Hand, land: Land) -> None:
    walker = device(PHONE)
    assert isinstance(walker, Walker)
    walker.visit(f"/processen/{land.process.slug}/{land.round.slug}/ideeen/nieuw/")
    walker.write("Wat is uw idee?", "Zet hier een bankje.")
    walker.page.locator("details:has(.brink-point__map) > summary").last.click()
    box = walker.page.locator(".brink-point__map svg").bounding_box()
    assert box is not None
    for _tap in range(2):
        with walker.page.expect_navigation():
            walker.page.locator(".brink-point__map").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        assert walker.value("Wat is uw idee?") == "Zet hier een bankje."
    assert walker.reads("Op de site komt alleen het vak van 500 meter eromheen.")
    walker.look("h-punt")
    walker.press("Verstuur mijn idee")
    idea = Idea.objects.get(contribution=Contribution.objects.get())
    assert (idea.latitude, idea.longitude) != (None, None)
