"""Class: paper, mail or a file that names another address than the one that is served.

Every page of the site is drawn (so every print page, feed, calendar and file too), with all that is put in QR codes, in
mail and in exports; no other host or port of this computer stands in it. Then a site is really served at another port.
"""

import re
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from brink.domain.contributions.services import code_recovery
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM
from brink.domain.processes.services.printing import print_sheets
from brink.site import exporting
from brink.site.periodic_work import PARTS
from brink.ui.templatetags import brink as tags
from tests.accidents.stage import Site
from tests.served import ONCE, ask, environment, migrated, serving

HERE = "127.0.0.1:9999"
# An address of this computer with whatever port; behind an @ it is a name that lasts (of an event, of a mail).
OWN = re.compile(r"(?<!@)\b(?:127\.0\.0\.1|localhost|testserver|\[::1\])(?::\d+)?")


def strangers(text: str, here: str = HERE) -> list[str]:
    """Return the addresses of this site in a text that are not the one that is served."""
    return [one for one in OWN.findall(text) if one != here]


@pytest.fixture
def drawn_codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is put in a QR code."""
    found: list[str] = []
    real = tags.qr_svg

    def noted(text: str) -> object:
        found.append(text)
        return real(text)

    monkeypatch.setattr(tags, "qr_svg", noted)
    return found


def pages(site: Site) -> Iterator[tuple[str, str]]:
    for address in dict.fromkeys(site.pages()):
        for who, client in site.clients.items():
            if (who == "staff") != ("/balie/" in address) or who.startswith("giver") != address.startswith("/volg/"):
                continue
            answer = client.get(address)
            if answer.status_code == 200:
                raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
                yield f"{who} {address}", raw.decode("utf-8", "replace")


@pytest.mark.django_db
def test_no_representation_names_another_address(settings: Any, drawn_codes: list[str], tmp_path: Path) -> None:
    settings.BASE_URL = f"http://{HERE}"
    site = Site()
    round = site.desk.process.rounds.get(number=2)
    client, where = Client(), reverse("participation:paper", args=[round.process.slug, round.slug])
    page = client.post(where, {"key": "p" * 22, "copies": "2"}, follow=True).content.decode()
    assert HERE in page, "paper says where to follow"
    assert strangers(page) == []
    wrong: dict[str, list[str]] = {}
    seen = 0
    for name, text in pages(site):
        seen += 1
        if found := strangers(text):
            wrong[name] = found
    assert seen > 100
    assert wrong == {}
    assert len(drawn_codes) > 5
    assert [one for one in drawn_codes if not one.startswith(f"http://{HERE}/")] == []
    given = Words(kind="idea", text="Een bus.", email="f@voorbeeld.invalid")
    kept = give(round=round, words=given, actor=RESIDENT, key=None)
    code_recovery.mail_code(
        contribution=kept.contribution, code=kept.code, email="f@voorbeeld.invalid", language="nl", key=None
    )
    for part in PARTS.values():
        part()
    said = [f"{one.subject} {one.body} {one.extra_headers}" for one in mail.outbox]
    assert said
    assert [one for one in said if strangers(one)] == []
    exporting.run(Namespace(slug=round.process.slug, folder=tmp_path / "export"))
    files = {one.name: one.read_text("utf-8") for one in (tmp_path / "export").rglob("*") if one.is_file()}
    assert HERE in files["manifest.json"]
    assert {name: strangers(text) for name, text in files.items() if strangers(text)} == {}


@pytest.mark.django_db
def test_a_body_answers_one_number_everywhere(settings: Any) -> None:
    settings.HELP_PHONE = "0800 0000"
    site = Site()
    body, round = site.world.body, site.desk.process.rounds.get(number=2)
    type(body).objects.filter(pk=body.pk).update(phone="0592 11 22 33")
    client, where = Client(), reverse("participation:paper", args=[round.process.slug, round.slug])
    (code,) = print_sheets(round=round, copies=1, actor=SYSTEM, key=None)
    desk = site.clients["staff"]
    desk.post(reverse("participation:sheets", args=[round.pk]), {
        "key": "k" * 20, "printed_code": code, "filled_on": "2026-01-01", "v-tekst": "Een bus.", "v-openbaar": "1",
    })  # fmt: skip
    for page in (where, reverse("web:process", args=[round.process.slug])):
        said = client.get(page).content.decode()
        assert "0592 11 22 33" in said, page
        assert "0800 0000" not in said, page


@pytest.mark.skipif(ONCE, reason="a database of its own")
def test_a_site_at_another_port_says_so_everywhere(tmp_path: Path) -> None:
    migrated(tmp_path)
    with serving(tmp_path, "--web-only", BRINK_DEMO="0") as port:
        here = f"127.0.0.1:{port}"
        for address in ("/", "/agenda.ics", "/.well-known/security.txt", "/hulp/", "/volg/"):
            status, text, headers = ask(port, address, Host=here)
            assert status == 200, address
            assert strangers(text + repr(headers), here) == [], address
        assert here in ask(port, "/.well-known/security.txt", Host=here)[1]
    # A command of its own, with nothing in its environment that says the port.
    code = "import django; django.setup(); from django.conf import settings; print(settings.BASE_URL)"
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path, DJANGO_SETTINGS_MODULE="brink.site.settings"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == f"http://127.0.0.1:{port}"
