"""The pages of the kader: three entrances to the same cells, few queries, nothing inline."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_account, make_world
from tests.form_client import go_on

from brink.domain.framework.instrument_fit import fit
from brink.domain.framework.models import Framework, InstrumentRule, Phase, RoleText
from brink.domain.framework.services import import_framework, standard_text
from brink.domain.journal.services import SYSTEM
from brink.foundation.visibility import Role

from .test_import import SMALL


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    Framework.objects.all().delete()
    return world


def load(world: World, text: str = "") -> Framework:
    return import_framework(text=text or standard_text(), tenant=world.body, actor=SYSTEM)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_three_entrances_show_the_same_cells_in_their_own_order(client: Client, world: World) -> None:
    framework = load(world)
    pages = {key: client.get(f"/kader/?rol={key}").content.decode() for key in
             ("inwoner", "ambtenaar", "volksvertegenwoordiger")}  # fmt: skip
    for page in pages.values():
        assert page.count("<h1") == 1
        for cell in RoleText.objects.filter(phase__framework=framework):
            assert cell.text in page
        for rule in InstrumentRule.objects.filter(phase__framework=framework):
            assert rule.name.replace("'", "&#x27;") in page
    firsts = {key: re.findall(r'columnheader" scope="col">([^<]+)<', page)[:5] for key, page in pages.items()}
    assert firsts == {
        "inwoner": ["Stap", "Wat u kunt doen", "Provinciale Staten", "Gedeputeerde Staten", "Instrumenten"],
        "ambtenaar": [
            "Stap",
            "Wat u voorbereidt voor Gedeputeerde Staten",
            "Provinciale Staten",
            "Inwoners",
            "Instrumenten",
        ],
        "volksvertegenwoordiger": [
            "Stap",
            "Wat u doet als lid van Provinciale Staten",
            "Gedeputeerde Staten",
            "Inwoners",
            "Instrumenten",
        ],
    }
    assert "<h1>Wanneer kunt u meedoen, en hoe?</h1>" in client.get("/kader/?rol=<script>").content.decode()


def test_every_cell_tells_its_origin_on_its_page(client: Client, world: World) -> None:
    framework = load(world)
    for phase in framework.phases.all():
        page = client.get(f"/kader/drenthe/standaard/3/{phase.key}/").content.decode()
        assert page.count("<h1") == 1
        for row in (*phase.role_texts.all(), *phase.instrument_rules.all(), phase):
            assert row.origin in page
        for rule in phase.instrument_rules.all():
            assert rule.explanation.replace("'", "&#x27;") in page
            assert f'id="i{rule.number}"' in page


def test_queries_stay_few_when_the_kader_grows(client: Client, world: World) -> None:
    load(world, SMALL)
    addresses = ("/kader/", "/kader/drenthe/klein/1/", "/kader/drenthe/klein/1/F3/", "/kader/versies/")
    counts = []
    for address in addresses:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        counts.append(len(counted))
    load(world)
    load(make_world("emmen"))
    grown = []
    for address in ("/kader/", "/kader/drenthe/standaard/3/", "/kader/drenthe/standaard/3/F3/", "/kader/versies/"):
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        grown.append(len(counted))
    assert grown == counts
    assert max(counts) <= 10


def test_versions_name_what_they_follow(client: Client, world: World) -> None:
    load(world, SMALL)
    load(world, SMALL.replace('versie = "1"', 'versie = "2"\nvoorganger = "1"'))
    text = words(client.get("/kader/versies/").content.decode())
    assert "Klein, versie 2 Provincie Drenthe versie 1 voorstel, nog niet vastgesteld" in text
    assert "Klein, versie 1 Provincie Drenthe niets, dit is de eerste" in text


def test_unknown_addresses_are_not_found(client: Client, world: World) -> None:
    load(world)
    for address in (
        "drenthe/standaard/9/",
        "emmen/standaard/3/",
        "drenthe/standaard/3/F9/",
        "drenthe/standaard/3/x'--/",
    ):
        assert client.get(f"/kader/{address}").status_code == 404
    assert client.post("/kader/").status_code == 405


def test_without_a_kader_the_page_says_so(client: Client, world: World) -> None:
    assert "Er is nog geen kader" in client.get("/kader/").content.decode()


def test_the_clerk_notes_both_adoptions_and_everybody_reads_them(client: Client, world: World) -> None:
    framework = load(world)
    page = "/balie/kader/"
    assert client.get(page)["Location"] == f"/account/login/?next={page}"
    client.force_login(world.officer)
    assert [client.get(page).status_code, client.post(page, {}).status_code] == [404, 404]
    client.force_login(world.clerk)
    shown = client.get(page).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', shown)
    assert key is not None
    sent = {"key": key[1], "framework": framework.pk, "organ": world.council.pk, "on": "2026-11-02"}
    assert client.post(page, sent).status_code == 422
    for _again in range(2):
        assert go_on(client, page, {**sent, "reference": "PS 2026-12"}).status_code == 302
    assert [one.reference for one in framework.adoptions.all()] == ["PS 2026-12"]
    # A new form for what is there already, a day to come, and a body of somebody else: one sentence each.
    other = make_world("assen")
    for change, said in (
        ({"key": "k" * 20}, "Dit orgaan heeft deze versie al vastgesteld."),
        ({"key": "l" * 20, "on": "2099-01-01"}, "Deze dag is nog niet geweest."),
        ({"key": "m" * 20, "organ": other.council.pk}, "Kies"),
    ):
        answer = client.post(page, {**sent, "reference": "PS 2026-12", **change})
        assert (answer.status_code in (400, 409, 422), said in words(answer.content.decode())) == (True, True)
    executive = {**sent, "key": "n" * 20, "organ": world.executive.pk, "reference": "GS 2026-31"}
    refused = client.post(page, executive)
    assert "Voor Gedeputeerde Staten doet alleen de bestuurssecretaris dit." in words(refused.content.decode())
    client.force_login(make_account(world.body, world.executive, Role.SECRETARY, "Hiske")[0])
    assert go_on(client, page, executive).status_code == 302
    client.logout()
    assert "PS 2026-12" in client.get("/kader/").content.decode()


def test_who_was_asked_nothing_is_promised_no_answer_to_our_question(client: Client, world: World) -> None:
    """K4: the promise of a level answers a question of the body. A petition or an unasked advice is none of its own."""
    load(world)
    page = client.get("/kader/drenthe/standaard/3/F1/").content.decode()
    for name, promised in (("Agenderingsrecht", False), ("Advies dat niemand vroeg", False), ("Ideeën ophalen", True)):
        piece = page[page.index(f"<h3>{name}</h3>") :]
        piece = piece[: piece.index("</section>")]
        assert ("Hoogste niveau" in piece) is promised, name
        assert "onze vraag" not in piece or promised


def test_no_page_calls_a_permission_a_mandate() -> None:
    """K5: mandaat is acting in the name of another; what is meant is that who decides allows it."""
    phase = Phase(key="F3")
    rule = InstrumentRule(name="dorpstafel", max_level="coproduce", needs_mandate=True, phase=phase)
    said = fit(rule, phase, None, "coproduce").reason
    assert said == "‘samen maken’ mag hier alleen met toestemming van wie beslist."
