"""Reading a page in a test: get it, its one heading, its words."""

import re

from django.test import Client

EMPTY = (
    "/", "/processen/", "/gebieden/", "/agenda/", "/cijfers/", "/besluiten/", "/hulp/", "/woorden/", "/beloften/",
    "/logboek/",
)  # fmt: skip


def get(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def plain(page: str) -> str:
    """Return the words of the main part of a page."""
    main = page.split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def heading(page: str) -> str:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert len(found) == 1
    return " ".join(found[0].split())
