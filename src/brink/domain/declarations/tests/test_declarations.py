"""Pages that law and web expect: what a body says of itself, what is derived from the code, and who may frame it."""

import re
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from tests.builders import World, make_account, make_process, make_round, make_world

from brink.domain.declarations.kept_terms import cookies, storage
from brink.domain.declarations.models import Declaration
from brink.domain.declarations.services import origins
from brink.foundation.device_cookies import HARMLESS, REMEMBERED, STORED
from brink.foundation.errors import BadInput
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
DESK = "/balie/organisatie/verklaringen/"
SAID = {
    "standing": "b", "checked_on": "2026-09-01", "report": "https://rapport.invalid/1",
    "measures": "De kaart, in maart.",
    "officer": "F. Gegevens (voorbeeld)", "officer_email": "fg@voorbeeld.invalid", "frames": "www.emmen.invalid",
}  # fmt: skip
TOWN = "https://www.emmen.invalid"


def sent(admin: Client, data: dict[str, str], version: str = "") -> HttpResponseBase:
    """Send the form of the page as it stands now, or as it was when it had an earlier version."""
    return admin.post(DESK, {**data, "version": version or version_on_page(admin)})


def version_on_page(admin: Client) -> str:
    found = re.search(r'name="version" value="([^"]+)"', admin.get(DESK).content.decode())
    assert found is not None
    return found[1]


def test_two_administrators_who_save_at_once_hear_of_each_other_and_a_double_click_counts_once(admin: Client) -> None:
    for _round in range(2):
        seen = version_on_page(admin)
        assert sent(admin, {**SAID, "key": "k" * 20 + str(_round)}, seen).status_code == 302
        assert sent(admin, {**SAID, "key": "k" * 20 + str(_round)}, seen).status_code == 302
        late = sent(admin, {**SAID, "standing": "a"}, seen)
        assert late.status_code == 409
        assert "Iemand anders heeft dit net veranderd." in late.content.decode()
    assert [one.standing for one in Declaration.objects.order_by("created_at", "id")] == ["b", "b"]


@pytest.fixture
def world() -> World:
    world = make_world()
    make_round(make_process(world, "wonen"))
    make_process(world, "geheim", room=False)
    return world


@pytest.fixture
def admin(world: World) -> Client:
    account, _person = make_account(world.body, world.office, Role.ADMIN, "Bea")
    client = Client()
    client.force_login(account)
    return client


def test_what_an_administrator_fills_in_everybody_reads_and_older_versions_stay(admin: Client, world: World) -> None:
    before = Client().get("/toegankelijkheid/").content.decode()
    assert "E: nog niet onderzocht" in before
    assert "Er is nog geen onafhankelijk onderzoek." in before
    assert sent(admin, SAID).status_code == 302
    assert sent(admin, {**SAID, "standing": "a"}).status_code == 302
    assert [one.standing for one in Declaration.objects.order_by("created_at", "id")] == ["b", "a"]
    after = Client().get("/toegankelijkheid/").content.decode()
    for said in ("A: voldoet volledig", "1 september 2026", "https://rapport.invalid/1", "De kaart, in maart."):
        assert said in after
    privacy = Client().get("/privacy/").content.decode()
    assert "fg@voorbeeld.invalid" in privacy
    assert "365 dagen" in privacy
    assert "Autoriteit Persoonsgegevens" in privacy


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"checked_on": ""}, "Vul in wanneer dit is onderzocht"),
        ({"checked_on": "2099-01-01"}, "Deze dag moet nog komen."),
        ({"report": "javascript:alert(1)"}, "Dit is geen webadres."),
        ({"officer_email": "geen"}, "Dit is geen e-mailadres."),
        ({"frames": "https://a.invalid\n* 'unsafe-inline'"}, "is geen adres van een website."),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_kept(
    admin: Client, wrong: dict[str, str], said: str
) -> None:
    answer = sent(admin, {**SAID, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "De kaart, in maart." in answer.content.decode(), "what was typed is still there"
    assert Declaration.objects.count() == 0


def test_only_sites_by_their_name_get_into_the_header() -> None:
    assert origins("www.emmen.nl\nhttps://EMMEN.nl/\n\nhttps://www.emmen.nl") == ["https://www.emmen.nl", "https://emmen.nl"]
    for wrong in ("*", "http://emmen.nl", "https://emmen.nl/pad", "https://a.nl; script-src *", "emmen", "https://*.nl"):
        with pytest.raises(BadInput):
            origins(wrong)


def test_everything_that_a_device_keeps_is_on_the_page_in_words() -> None:
    assert {one.name for one in cookies()} == {*REMEMBERED, *HARMLESS}
    assert {one.name for one in storage()} == {*STORED}
    page = Client().get("/cookies/").content.decode()
    assert all(name in page for name in (*REMEMBERED, *HARMLESS, *STORED))


def framing(answer: Any) -> str:
    return next(one for one in answer["Content-Security-Policy"].split("; ") if one.startswith("frame-ancestors"))


def test_a_named_site_may_show_a_question_and_a_round_and_keeps_nothing_on_the_device(admin: Client) -> None:
    assert sent(admin, SAID).status_code == 302
    for path in ("/inbedden/wonen/", "/inbedden/wonen/ronde-1/"):
        answer = Client().get(path, headers={"Referer": f"{TOWN}/pagina"})
        assert answer.status_code == 200
        assert framing(answer) == f"frame-ancestors {TOWN}"
        assert "X-Frame-Options" not in answer
        assert not answer.cookies
        page = answer.content.decode()
        assert "Doe nu mee" in page
        assert "<form" not in page
    assert "iframe src=" in Client().get("/processen/wonen/flyer/").content.decode()
    assert Client().get("/inbedden/wonen/zomaar/").status_code == 404


def test_a_stranger_gets_one_sentence_and_no_question(admin: Client) -> None:
    assert sent(admin, SAID).status_code == 302
    answer = Client().get("/inbedden/wonen/", headers={"Referer": "https://vreemd.invalid/"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Deze website mag de vraag niet tonen." in page
    assert "Hoe kunnen mensen" not in page
    # A stranger whose browser does not say who asks is stopped by the browser.
    assert framing(Client().get("/inbedden/wonen/")) == f"frame-ancestors {TOWN}"


def test_nobody_frames_a_body_that_named_no_site_a_hidden_question_or_another_page(world: World) -> None:
    assert framing(Client().get("/inbedden/wonen/")) == "frame-ancestors 'none'"
    assert Client().get("/inbedden/geheim/").status_code == 404
    other = Client().get("/processen/wonen/")
    assert framing(other) == "frame-ancestors 'none'"
    assert other["X-Frame-Options"] == "DENY"


def test_the_foot_of_every_page_leads_to_them(world: World) -> None:
    page = Client().get("/").content.decode()
    for path in ("/toegankelijkheid/", "/privacy/", "/cookies/", "/colofon/", "/huisregels/"):
        assert f'href="{path}"' in page
        assert Client().get(path).status_code == 200
    # With more than one body each has its own.
    make_world("emmen", "municipality")
    assert "Van welke overheid?" in Client().get("/privacy/").content.decode()
    assert "Provincie Emmen" in Client().get("/toegankelijkheid/?overheid=emmen").content.decode()
