"""Class: a list of the desk that comes otherwise as a file than it stands there, or that is no file at all."""

import csv
import re
from html import unescape

import pytest

from brink.foundation.spreadsheets import FORMATS
from brink.ui import listed
from tests.desk_forms import FILLED
from tests.test_desk_forms import Desk, desk, world

__all__ = ["desk", "world"]
pytestmark = pytest.mark.django_db
# A cell of a file that says first that it is no formula.
_MARKED = "'"
_LINK = re.compile(r'href="(\?[^"]*\bals=(csv|ods|xlsx)[^"]*)"')


def test_every_list_of_the_desk_comes_as_a_file_with_the_lines_that_stand_there(desk: Desk) -> None:
    wrong, offered = list[str](), set[str]()
    for (name, places), page in desk.pages().items():
        if places != FILLED:
            continue
        answer = desk.client.get(page)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        text, where = answer.content.decode(), page.partition("?")[0]
        links = {kind: unescape(link) for link, kind in _LINK.findall(text)}
        if not links:
            continue
        offered.add(name)
        if set(links) != set(FORMATS):
            wrong.append(f"{name}: only {sorted(links)}")
        for kind, link in links.items():
            file = desk.client.get(where + link)
            if (file.status_code, file["Content-Type"]) != (200, FORMATS[kind].media):
                wrong.append(f"{name}: {kind} is {file.status_code} {file['Content-Type']}")
            elif kind == "csv":
                rows = list(csv.reader(file.content.decode("utf-8-sig").splitlines()))
                shown = listed.sheet(text, f"http://testserver{where}", "x")
                # A list in pages has a sheet of its own, with what stands on the other pages too.
                if rows[0] == list(shown.columns) and len(rows) - 1 != len(list(shown.rows)):
                    wrong.append(f"{name}: {len(rows) - 1} lines in the file, {len(list(shown.rows))} on it")
    assert wrong == []
    assert len(offered) >= 20, sorted(offered)


def test_a_file_holds_what_stands_in_the_list_and_nothing_that_is_hidden_or_typed() -> None:
    page = """<main><h1>Voorstellen</h1><section><h2>Wacht</h2><ol class="brink-listing">
      <li><h3><a href="/balie/1/">De avondbus</a></h3><p class="brink-small">Assen<br>3 mei</p>
        <ul><li>punt een</li></ul><form><input name="a"><button>Doe</button></form>
        <span class="brink-hidden">stil</span></li><li>=1+1</li></ol></section></main>"""
    rows = [list(row) for row in listed.sheet(page, "https://brink.invalid/balie/", "lijst").rows]
    assert rows == [
        ["Wacht", "De avondbus Assen 3 mei punt een", "https://brink.invalid/balie/1/"], ["Wacht", "=1+1", ""],
    ]  # fmt: skip
    assert FORMATS["csv"].write(listed.sheet(page, "", "lijst")).decode().count(f"{_MARKED}=1+1") == 1


def test_a_single_table_keeps_its_columns() -> None:
    page = """<table><caption>Weg</caption><thead><tr><th scope="col">Nummer</th><th scope="col">Stand</th></tr></thead>
      <tbody><tr><th scope="row"><a href="7/">0007</a></th><td>komt</td></tr></tbody></table>"""
    sheet = listed.sheet(page, "https://brink.invalid/groep/", "groep")
    assert list(sheet.columns) == ["Nummer", "Stand", "Adres"]
    assert [list(row) for row in sheet.rows] == [["0007", "komt", "https://brink.invalid/groep/7/"]]
