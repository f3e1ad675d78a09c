"""What every public page has: the name and colours of whose it is, somebody to turn to, and a way to say something."""

import re

import pytest
from django.http import HttpResponseBase
from django.urls import reverse

from brink.domain.people.models import Body
from brink.domain.processes.models import Process
from tests.form_client import Page
from tests.safety.address import Who
from tests.safety.conftest import TwoBodies
from tests.safety.test_addresses import address, lines, read, things_of
from tests.sampling import drawn

pytestmark = pytest.mark.django_db
COLOURS, PHONE = "gemeente", "0591 000 000"
DIALLED = re.compile(r"\b0\d{2,3}[ -]?\d{3}[ -]?\d{3}\b|\S+@\S+")
# Shown within the page of another site: what stands round a page is not there.
FRAMED = {"declarations:embed", "declarations:embed_round"}


def pages(two_bodies: TwoBodies, *who: Who) -> dict[str, str]:
    """Return the pages that anybody, or who typed a code, reads of the public things, by the name of their address."""
    client = two_bodies.browser("nobody")
    client.post("/volg/", {"code": two_bodies.filled.shown.receipt.code})
    found: dict[str, HttpResponseBase] = {
        name: client.get(address(name, things_of(name, two_bodies.filled.shown)))
        for name, line in lines(*who) if line.get and line.shown == 200
    }  # fmt: skip
    return {name: read(one) for name, one in found.items() if one["Content-Type"].startswith("text/html")}


def test_whose_a_page_is_and_whom_one_turns_to(two_bodies: TwoBodies) -> None:
    """C15: a page of a body wears its name and colours. W42: each has a contact and a way to react. H07: who leads."""
    body, shown, door = two_bodies.filled.world.body, two_bodies.filled.shown.process, reverse("inbox:index")
    Body.objects.filter(pk=body.pk).update(theme=COLOURS, phone=PHONE)
    Process.objects.filter(pk=shown.pk).update(lead=Process.Lead.SOCIETY)
    of_body = {name for name, _line in lines(Who.READERS)}
    asked, bare, silent, claimed = f"{shown.tenant.opening} vraagt", [], [], []
    read_pages = pages(two_bodies, Who.EVERYBODY, Who.READERS, Who.GIVER)
    for name, text in read_pages.items():
        page, printed = Page(text).root, "brink-sheet" in text
        named = [one.words for one in page.all("span") if one.fits("span.brink-logo__sub")]
        if name in of_body - FRAMED and not printed and (named != [body.name] or f"-{COLOURS}" not in text):
            bare.append(name)
        contact = any(one.attributes.get("href", "").startswith(("tel:", "mailto:")) for one in page.all("a"))
        # On paper a number is dialled by hand.
        contact = contact or (printed and bool(DIALLED.search(page.words)))
        if name not in FRAMED and not (contact and (printed or door in text)):
            silent.append(name)
        if name in of_body and asked in " ".join(text.split()):
            claimed.append(name)
    assert (bare, silent, claimed) == ([], [], [])
    assert len(read_pages) > 45
    Process.objects.filter(pk=shown.pk).update(lead=Process.Lead.GOVERNMENT)
    for name in ("web:process", "declarations:embed"):
        text = read(two_bodies.browser("nobody").get(address(name, things_of(name, two_bodies.filled.shown))))
        assert asked in " ".join(text.split()), name


def test_every_page_of_the_desk_has_the_menu_of_the_desk(two_bodies: TwoBodies) -> None:
    """Also where it stands at a round, under an address of an instrument: whoever works there stays at the desk."""
    planning = reverse("web:planning")
    every = [name for name, line in lines(Who.DESK, Who.ANY_DESK) if line.get and line.shown == 200]
    # The place of somebody with a seat, who may work at the desk beside it, is no desk.
    named = [name for name in every if not address(name, things_of(name, two_bodies.filled.shown)).startswith("/mijn/")]
    without, walked = [], 0
    for name in drawn("pages of the desk, their menu", named, share=0.6, least=20):
        answer = two_bodies.browser("officer").get(address(name, things_of(name, two_bodies.filled.shown)))
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        menus = [one for one in Page(read(answer)).root.all("nav") if one.fits("nav.brink-nav")]
        walked += bool(menus)  # a sheet for the printer and a page for the big screen have none
        if menus and planning not in [one.attributes.get("href") for one in menus[0].all("a")]:
            without.append(name)
    assert without == []
    assert walked >= 15
