"""The manual at the desk: every chapter of docs/handleiding is a page, every link and picture in it opens."""

from pathlib import Path

import pytest
from django.test import Client
from tests.form_client import Page

from brink.web.manual_pages import FOLDER, chapters, pictures
from brink.web.tests.filled_site import Village

BASE = "/balie/handleiding/"


def addresses() -> list[str]:
    return [BASE + (f"{one.slug}/" if one.slug else "") for one in chapters()]


def test_every_chapter_and_picture_of_the_folder_is_there() -> None:
    assert len(chapters()) == len(list(FOLDER.glob("*.md"))) >= 14
    assert len({one.slug for one in chapters()}) == len(chapters())
    assert pictures() == {path.name for path in Path(FOLDER).glob("*.png")} != set()


def test_whoever_reads_it_comes_from_chapter_to_chapter_and_sees_every_picture(
    village: Village, staff: Client
) -> None:
    led, seen = set[str](), set[str]()
    for address in addresses():
        page = Page(staff.get(address).content.decode())
        (main,) = page.root.all("main")
        assert len(list(main.all("h1"))) == 1, address
        assert "Voor wie Brink beheert" not in main.words
        led |= {one.attributes["href"].partition("#")[0] for one in main.all("a")}
        images = list(main.all("img"))
        assert all(one.attributes["alt"] for one in images), address
        seen |= {one.attributes["src"] for one in images}
    assert {one for one in led if one.startswith(BASE)} == set(addresses())
    assert not [one for one in led if one.endswith((".md", ".png"))]
    assert {one.rpartition("/")[2] for one in seen} == pictures()
    for address in sorted(seen)[:3]:
        answer = staff.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


@pytest.mark.parametrize("address", [f"{BASE}bestaat-niet/", f"{BASE}plaatjes/..%2fREADME.md", f"{BASE}plaatjes/x.png"])
def test_what_is_not_in_it_is_not_found(village: Village, staff: Client, address: str) -> None:
    assert staff.get(address).status_code == 404


def test_it_is_for_the_desk_and_the_desk_leads_there(village: Village, staff: Client, client: Client) -> None:
    assert client.get(BASE).status_code == 302
    assert f'href="{BASE}"' in staff.get("/balie/").content.decode()
    assert f'href="{BASE}"' not in client.get("/").content.decode()
