"""Class: a way back that loses what the reader chose. From a row of a narrowed list the page leads back to that list
as it was left, filter and page and all; every public list with filters is among them, or says why not.
"""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brink.domain.records.card import cards
from brink.ui.way_back import LONGEST
from tests.architecture.layers import SOURCE
from tests.safety.filled_body import FilledBody, fill_body

# What narrows each list; every value leaves a row standing.
CHOSEN = {
    "ideas/list.html": "zoek=&volgorde=nieuw&pagina=1",
    "web/processes.html": "q=&overheid={body}&pagina=1",
    "decisions/index.html": "q=&overheid={body}&pagina=1",
    "decisions/lists.html": "overheid={body}&pagina=1",
    "records/list.html": "q=&overheid={body}&pagina=1",
}
WITHOUT = {
    "web/search.html": "leads to pages of every kind, whose way back is to their own list",
    "web/journal.html": "a line of the journal has no page of its own",
    "web/place_map.html": "leads to pages of every kind, whose way back is to their own list",
    "web/calendar.html": "a meeting stands on the page of its question, whose way back is to the questions",
    "following/ask.html": "asks in which place a theme is followed, and leads there; it lists nothing",
    "participation/hall_door.html": "asks for the code of a hall; it lists nothing",
    "web/guide.html": "asks one thing at a time; its end has its own way back",
}


def _name(path: Any) -> str:
    return "/".join(path.parts[path.parts.index("templates") + 1 :])


def test_every_list_with_filters_is_walked_or_says_why_not() -> None:
    paths = [path for path in SOURCE.rglob("*.html") if "templates" in path.parts]
    public = [path for path in paths if '{% extends "ui/base.html" %}' in path.read_text("utf-8")]
    filtered = {_name(path) for path in public if 'method="get"' in path.read_text("utf-8")}
    assert filtered == set(CHOSEN) | set(WITHOUT)


def _lists(filled: FilledBody) -> dict[str, str]:
    """Return the address of each list, with what narrows it."""
    round = filled.shown.ideas
    found = {
        "ideas/list.html": f"/processen/{round.process.slug}/{round.slug}/ideeen/",
        "web/processes.html": reverse("web:processes"),
        "decisions/index.html": reverse("decisions:index"),
        "decisions/lists.html": reverse("decisions:lists"),
    }
    made = {name: f"{url}?{CHOSEN[name]}" for name, url in found.items()}
    for key in cards.named():
        made[f"records/list.html {key}"] = f"{reverse(f'{key}:list')}?{CHOSEN['records/list.html']}"
    return {name: url.format(body=filled.world.body.slug) for name, url in made.items()}


def _way_back(page: str) -> str:
    found = re.search(r'<p class="brink-back">\s*<a href="([^"]+)"', page)
    assert found, "no way back"
    return unescape(found[1])


def _rows(page: str) -> list[str]:
    body = page.partition("<main")[2]
    return [unescape(one) for one in re.findall(r'<h[23][^>]*>\s*<a href="([^"]+)"', body)]


@pytest.mark.django_db
def test_from_a_row_of_a_list_the_way_back_is_as_it_was_left(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    filled = fill_body()
    walked = {}
    for name, url in _lists(filled).items():
        rows = _rows(client.get(url).content.decode())
        walked[name] = [_way_back(client.get(row, follow=True).content.decode()) for row in rows]
        assert set(walked[name]) == {url}, name
    assert all(walked.values())
    # Without a list before it, and with a list that is made up or far too long, the way back is the plain list.
    plain = _lists(filled)["ideas/list.html"].partition("?")[0]
    page = f"{plain}{filled.shown.idea.pk}/"
    assert _way_back(client.get(page).content.decode()) == plain
    assert _way_back(client.get(page, {"lijst": "x" * (LONGEST + 1)}).content.decode()) == plain
    odd = _way_back(client.get(page, {"lijst": '//elders.example/?a="><script>&lijst=x'}).content.decode())
    assert odd.startswith(f"{plain}?")
    assert re.fullmatch(r"[\w%=&+./-]+", odd.partition("?")[2])
    # And after an act on that page.
    narrowed = client.get(page, {"lijst": "volgorde=steun"}).content.decode()
    action = unescape(re.search(r'action="([^"]+/steun/[^"]*)"', narrowed)[1])  # type: ignore[index]
    after = client.post(action, {"key": "een-sleutel-van-steun", "wanted": "ja"}, follow=True).content.decode()
    assert _way_back(after) == f"{plain}?volgorde=steun"
