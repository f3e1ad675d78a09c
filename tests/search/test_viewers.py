"""Nobody finds, counts or reads by searching what they may not see: every kind, every viewer."""

import re
from uuid import UUID

import pytest
from django.db.models import Q
from django.test import Client

from brink.domain.contributions.models import Contribution, Giver
from brink.domain.people.queries import viewer_for
from brink.foundation.search import search_documents
from brink.foundation.search.finding import Narrowed, find, tell
from brink.foundation.visibility import ANYONE, DESK, Viewer, visible
from brink.web import search_index
from tests.safety.conftest import TwoBodies
from tests.safety.filled_body import CANARY

pytestmark = pytest.mark.django_db
EVERYTHING = Narrowed(search_documents.all(), lambda _kind: Q())
# What stands in the words of the things of the filled body, of every kind: hidden and shown.
ASKED = (CANARY, CANARY[:5], CANARY[5:], "vraag", "besluit", "bus", "inloopavond", "school huizen", "proefdorp", "dorp")


def found(viewer: Viewer, typed: str) -> dict[str, set[UUID]]:
    hits = find(viewer, typed, EVERYTHING)
    entries = list(hits.entries)
    assert hits.total == len(entries) == len(tell(viewer, entries))
    return {kind.key: {one.pk for one in entries if one.kind == kind.key} for kind in search_documents.all()}


def said(page: str, typed: str) -> str:
    """Return what a page says beyond what was typed into it: its text, without its tags and addresses."""
    return re.sub(r"<title>.*?</title>|<[^>]*>", " ", page, flags=re.DOTALL).replace(f"gevonden: {typed}", "")


@pytest.fixture
def site(two_bodies: TwoBodies) -> TwoBodies:
    search_index.repair()
    return two_bodies


def roles(site: TwoBodies) -> dict[str, Viewer]:
    named = {role: viewer_for(one) if one is not None else ANYONE for role, one in site.filled.people.items()}
    codes = Viewer(under_code=frozenset([site.filled.hidden.idea.pk]))
    return {"a stranger": ANYONE, "a giver": codes, **named}


def test_every_hit_of_every_kind_is_visible_and_nothing_visible_is_missed(site: TwoBodies) -> None:
    met: set[str] = set()
    for role, viewer in roles(site).items():
        rows = {kind.key: visible(viewer, kind.rows()) for kind in search_documents.all()}
        seen = {key: set(those.values_list("pk", flat=True)) for key, those in rows.items()}
        for typed in ASKED:
            hits = found(viewer, typed)
            assert [key for key in hits if not hits[key] <= seen[key]] == [], f"{role}: {typed}"
            met |= {key for key in hits if hits[key]}
    assert met == {kind.key for kind in search_documents.all()}


def test_a_stranger_finds_no_canary_and_the_own_desk_finds_each_kind_of_it(site: TwoBodies) -> None:
    assert not any(found(ANYONE, CANARY).values())
    clerk = roles(site)["clerk"]
    assert clerk.tenants(DESK)
    kinds = {key for key, pks in found(clerk, CANARY).items() if pks}
    # Places are never hidden.
    assert kinds == {kind.key for kind in search_documents.all()} - {"area"}


@pytest.mark.parametrize("typed", ["kanarievogel", "kanarievogle", "vogel", "kanarie"])
def test_the_page_shows_a_stranger_nothing_of_it_not_even_a_number(site: TwoBodies, typed: str) -> None:
    for kind in ("", *search_documents.named()):
        page = Client().get("/zoeken/", {"q": typed, "soort": kind}).content.decode()
        assert "0 keer gevonden" in page
        assert CANARY not in said(page, typed)
        assert "erop lijkt" not in page


def test_the_page_shows_its_own_clerk_what_is_kept_back(site: TwoBodies) -> None:
    page = site.browser("clerk").get("/zoeken/", {"q": CANARY, "soort": "contribution"}).content.decode()
    assert f"<mark>{CANARY}</mark>" in page


def test_the_desk_finds_by_code_name_and_number_and_nobody_else_does(site: TwoBodies) -> None:
    receipt = site.filled.shown.receipt
    voice = receipt.contribution
    Giver.objects.filter(contribution=voice).delete()
    Giver.objects.create(
        tenant_id=voice.tenant_id, created_at=voice.created_at, contribution=voice, name="Roelfien Kanter",
        phone="0591 12 34 56", email="roelfien@voorbeeld.invalid",
    )  # fmt: skip
    search_index.repair()
    address = f"open={voice.pk}"
    for typed in (receipt.code, "roelfien", "Kanter Roelfien", "+31591123456", "roelfien@voorbeeld.invalid"):
        page = site.browser("clerk").get("/balie/inbreng/", {"q": typed}).content.decode()
        assert address in page, typed
        assert len(set(re.findall(r"open=([0-9a-f-]{36})", page))) <= 2, typed
        # Of the moderator the words, never the giver.
        if typed != receipt.code:
            assert address not in site.browser("moderator").get("/balie/inbreng/", {"q": typed}).content.decode(), typed
        assert not any(found(ANYONE, typed).values()) or typed == receipt.code
        assert "Roelfien" not in said(Client().get("/zoeken/", {"q": typed}).content.decode(), typed)
    assert Contribution.objects.filter(pk=voice.pk).exists()
