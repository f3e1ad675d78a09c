"""The pages that the method commands write: they fit the smallest screen, and axe finds nothing."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from brink.cli import main
from tests.browser_checks import faults, launch

PAGES = {
    "map": ["map", "votes.csv", "--statements", "comments.csv"],
    "draw": ["draw", "categories.csv", "respondents.csv", "--seats", "20", "--id", "id"],
    "budget": ["budget", "buurtbudget.pb", "--explain"],
    "portfolio": ["portfolio", "vraag.toml", "keuzes.csv", "--groups"],
    "weigh": ["weigh", "panel.csv", "targets.csv", "--by", "woonplaats"],
}


@pytest.mark.browser
def test_every_page_fits_a_phone_and_has_a_picture_with_its_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, arguments in PAGES.items():
        assert main(["example", name, "."]) == 0
        assert main([*arguments, "--quiet", "--html", f"{name}.html"]) == 0
    with sync_playwright() as driver:
        browser = launch(driver)
        for width in (360, 1280):
            page = browser.new_page(viewport={"width": width, "height": 740})
            for name in PAGES:
                page.goto((tmp_path / f"{name}.html").as_uri())
                assert page.evaluate("document.documentElement.scrollWidth") <= width, name
                assert page.locator("h1").count() == 1
                assert page.locator("svg[role=img] title").count() == 1
                assert page.locator("table").count() >= 1
                assert faults(page) == []
            page.close()
        browser.close()
