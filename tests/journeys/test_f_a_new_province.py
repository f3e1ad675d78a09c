"""Journey F: two administrators of a province that never saw Brink, from an empty folder to a question on the site.

Nothing but what docs/operations.md says: `brink init`, `brink serve`, and pages. No shell in Python, no demo.
"""

import re
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from brink.foundation.clock import AMSTERDAM
from tests.journeys.plain import Plain
from tests.journeys.remote import Remote
from tests.served import ONCE, environment, serving

pytestmark = pytest.mark.skipif(ONCE, reason="a site with a database of its own: once is enough")
# What a person needs for one step: to read a page and press, and to think and type in a field. In seconds.
PER_CLICK, PER_FIELD = 15, 60
MOST_MINUTES = 60
ANSWERS = """
[organisatie]
naam = "Provincie Drenthe"
soort = "provincie"
gebied = "Drenthe"
mail = "meedoen@drenthe.example"

[[orgaan]]
naam = "Provinciale Staten"
rol = "raad"
zetels = 43

[[orgaan]]
naam = "Gedeputeerde Staten"
rol = "bestuur"

[[orgaan]]
naam = "Team participatie"
rol = "bureau"

[[beheerder]]
naam = "Ada Eerste"
mail = "ada@drenthe.example"

[[beheerder]]
naam = "Bert Tweede"
mail = "bert@drenthe.example"
"""


def brink(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "brink.cli", *arguments]
    return subprocess.run(
        command, env=environment(data, BRINK_DEMO="false"), capture_output=True, text=True, timeout=180
    )


def app_code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def gives_second_proof(who: Plain) -> None:
    """Set up the app that the desk asks for, prove it, and see the codes to keep on paper."""
    assert who.reads("Stel eerst een tweede bewijs in.")
    who.follow("Stel een app in")
    secret = re.search(r"\b[A-Z2-7]{32}\b", who.text())
    assert secret is not None, who.text()
    who.write("De code die de app nu toont", app_code(secret[0]))
    who.press("Zet de app aan")
    who.write("De code uit uw app", app_code(secret[0]))
    who.press("Ga verder")
    assert len(who.pieces("li code.brink-code")) == 10
    who.follow("Naar de balie")


def mailed_code(data: Path) -> str:
    mails = sorted((data / "outbox").glob("*"), key=lambda one: one.stat().st_mtime)
    found = re.search(r"^([A-Z0-9-]{6,9})$", mails[-1].read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def comes_in_by_mail(who: Plain, data: Path, email: str) -> None:
    who.visit("/account/login/")
    who.write("Uw e-mailadres", email)
    who.press("Stuur mij een code")
    who.write("De code uit de mail", mailed_code(data))
    who.press("Ga naar binnen")


def asks_roles(ada: Plain) -> None:
    """Ask the two roles by which a question is written and adopted; somebody else must confirm them."""
    ada.follow("Wie doet wat")
    for role, team in (("griffie", "Provinciale Staten"), ("ambtenaar", "Team participatie")):
        ada.select("Voor wie", "Ada Eerste")
        ada.pick(role)
        ada.select("Bij welk team", team)
        ada.write("Waarom is dit nodig?", "Om de eerste vraag te stellen.")
        ada.press("Vraag de rol aan")
        assert ada.reads("De rol is aangevraagd.")


def fills_in_the_organisation(ada: Plain) -> None:
    """Say by the pages what `brink init` did not ask: about, hours, a member with a fractie, a village."""
    ada.visit("/balie/organisatie/")
    assert ada.reads("Kan deze site open?")
    ada.follow("Gegevens en contact")
    ada.write("Waar gaat deze organisatie over?", "De provincie gaat over natuur, wegen en de bus.")
    ada.write("Telefoonnummer voor vragen", "0592 00 00 00")
    ada.press("Sla op")
    ada.follow("Fracties")
    ada.select("Van welke raad?", "Provinciale Staten")
    ada.write("Hoe heet de fractie?", "Dorpen Eerst")
    ada.press("Voeg toe")
    ada.visit("/balie/organisatie/")
    ada.follow("Leden van raad en bestuur")
    ada.write("Naam", "Cor Derde")
    ada.select("#member-organ", "Provinciale Staten")
    ada.select("Fractie", "Dorpen Eerst")
    ada.press("Voeg toe")
    assert ada.reads("1 lid staat erbij.")


def asks_the_first_question(ada: Plain) -> str:
    """Take a question from an empty form to an open round; return its address."""
    ada.visit("/balie/")
    ada.follow("Begin een nieuwe vraag")
    ada.write("Waar gaat het over?", "Wonen in kleine dorpen")
    ada.choose("Wonen")
    ada.write("Dorp of stad", "Grolloo")
    ada.write("Waarom wel of niet?", "Inwoners kennen hun dorp het best.")
    ada.pick("Nee, er is nog geen plan")
    ada.write("Waar steunt dit besluit op?", "Participatieverordening, artikel 3")
    ada.press("Bewaar en ga verder")
    if ada.has("Ga verder", "link"):
        ada.follow("Ga verder")
    ada.pick("Adviseren")
    ada.press("Bewaar en ga verder")
    ada.write("De vraag", "Wat is nodig om in een klein dorp te kunnen blijven wonen?")
    ada.write("In het kort", "Jongeren vinden geen huis. Wij willen weten wat nodig is.")
    ada.write("Waarover mogen mensen meepraten?", "voor wie wij het eerst bouwen")
    ada.write("Onderwerp", "niet bouwen in natuur", group="Grens 1")
    ada.choose("ligt vast", group="Grens 1")
    ada.write("Uitleg in gewone taal", "De wet verbiedt het.", group="Grens 1")
    ada.press("Bewaar en ga verder")
    ada.follow_to("instrument=ideas")
    ada.write("Titel", "Wat is uw idee?")
    ada.write("Waar gaat deze ronde over?", "Vertel wat u nodig heeft.")
    ada.write("Open vanaf", datetime.now(AMSTERDAM).date().isoformat())
    ada.press("Bewaar de ronde")
    ada.follow("Ga verder naar de controle")
    ada.select("Welk orgaan heeft dit vastgesteld?", "Provinciale Staten")
    ada.press("Leg het vast")
    ada.press("Zet de speelruimte op de site")
    ada.press("Ja, zet haar op de site")
    ada.press("Geef vrij Wat is uw idee?")
    ada.press("Ja, geef vrij")
    assert ada.reads("De ronde is vrijgegeven.")
    return "/processen/wonen-in-kleine-dorpen/"


@pytest.mark.long
def test_from_an_empty_folder_to_the_first_question(tmp_path: Path) -> None:
    began = time.monotonic()
    data, answers = tmp_path / "var", tmp_path / "drenthe.toml"
    answers.write_text(ANSWERS, "utf-8")
    data.mkdir()
    first = brink(data, "init", str(answers))
    assert (first.returncode, first.stderr) == (0, ""), first.stderr
    links = re.findall(r"http\S+/account/welkom/\S+", first.stdout)
    assert len(links) == 2
    again = brink(data, "init", str(answers))
    assert (again.returncode, "Er is niets veranderd." in again.stdout) == (0, True)
    with serving(data, BRINK_DEMO="false") as port:
        ada, bert, reader = Plain(), Plain(), Plain()
        for one in (ada, bert, reader):
            one.client = Remote(port)  # type: ignore[assignment]
        ada.visit(urlsplit(links[0]).path)
        ada.press("Kom binnen")
        gives_second_proof(ada)
        asks_roles(ada)
        comes_in_by_mail(bert, data, "bert@drenthe.example")
        gives_second_proof(bert)
        bert.follow("Wie doet wat")
        for _role in range(2):
            bert.press("Bevestig de rol", first=True)
            assert bert.reads("De rol geldt nu.")
        # A link that was used, and one of who came in another way, open nothing.
        stranger = Remote(port)
        assert [stranger.get(urlsplit(one).path).status_code for one in links] == [410, 410]
        fills_in_the_organisation(ada)
        address = asks_the_first_question(ada)
        reader.visit(address)
        assert reader.reads("Wat is nodig om in een klein dorp te kunnen blijven wonen?")
        assert reader.has("Geef uw idee", "link")
    clicks, fields = ada.clicks + bert.clicks, ada.fields + bert.fields
    minutes = (time.monotonic() - began + clicks * PER_CLICK + fields * PER_FIELD) / 60
    print(f"\n{clicks} clicks and {fields} fields: {minutes:.0f} minutes")
    assert minutes <= MOST_MINUTES, (clicks, fields)
