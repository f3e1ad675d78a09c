"""`brink init`: all of it or nothing, again is harmless, and each mistake is one sentence on what to mend."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from brink.domain.framework.models import Framework
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.domain.people.body_queries import has_desk
from brink.domain.people.models import Account, Body, Membership, Organ, Person
from brink.domain.people.services import found_body
from brink.domain.places.models import Area
from brink.domain.processes.models import Theme
from brink.foundation import clock
from brink.site.commands import main
from brink.site.founding.questions import ask_plan

pytestmark = pytest.mark.django_db
WHOLE = """
[organisatie]
naam = "Gemeente Emmen"
soort = "gemeente"
gebied = "Emmen"
mail = "vragen@emmen.example"
dagen_tot_antwoord = 21

[termijnen]
bezwaar_dagen = 42

[[beheerder]]
naam = "Ada"
mail = "ada@emmen.example"

[[beheerder]]
naam = "Bert"
mail = "bert@emmen.example"
"""
EVERYTHING = (Body, Organ, Person, Account, Membership, Theme, Framework, Area, Entry)


def init(folder: Path, text: str, *more: str) -> int:
    file = folder / "site.toml"
    file.write_text(text, "utf-8")
    return main(["init", str(file), *more])


def counts() -> list[int]:
    return [model._default_manager.count() for model in EVERYTHING]


def test_again_changes_nothing_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(tmp_path, WHOLE) == 0
    body = Body.objects.get()
    assert (body.name, body.area.name if body.area else "", body.reply_days) == ("Gemeente Emmen", "Emmen", 21)
    assert [one.name for one in Organ.objects.order_by("id")] == [
        "Gemeenteraad", "College van burgemeester en wethouders", "Team participatie"
    ]  # fmt: skip
    assert (Membership.objects.filter(role="admin").count(), Framework.objects.count()) == (2, 1)
    before = counts()
    capsys.readouterr()
    assert init(tmp_path, WHOLE.replace('naam = "Bert"', 'naam = "Dirk"').replace("bert@", "dirk@")) == 0
    said = capsys.readouterr().out
    assert "Gemeente Emmen stond er al. Er is niets veranderd." in said
    assert "niet op de site: beheerder ‘Dirk’" in said
    assert counts() == before


@pytest.mark.parametrize(("of", "by", "said"), [
    ("gemeente", "polder", "‘polder’ kan niet als soort van organisatie."),
    ('naam = "Gemeente Emmen"', "", "Bij organisatie ontbreekt ‘naam’."),
    ("bert@", "ADA@", "Noem twee beheerders, elk met een eigen mailadres"),
    ("bert@emmen.example", "bert", "Dit is geen e-mailadres."),
    ("[termijnen]", "[termijn]", "[termijn] ken ik niet."),
    ("bezwaar_dagen = 42", "bezwaar_dagen = 400", "Kies een termijn van 1 tot en met 365 dagen."),
    ("bezwaar_dagen = 42", "bezwaar = 42", "‘bezwaar’ ken ik niet in [termijnen]."),
    ("[termijnen]", '[kader]\nbestand = "geen.toml"\n[termijnen]', "geen.toml"),
    ("[organisatie]", "[organisatie", "is geen geldig TOML-bestand"),
    ("[[beheerder]]", '[[orgaan]]\nnaam = "Raad"\nrol = "raad"\n[[beheerder]]', "geen orgaan met de rol ‘bestuur’"),
])  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], of: str, by: str, said: str
) -> None:
    before = counts()
    assert init(tmp_path, WHOLE.replace(of, by, 1)) == 2
    told = capsys.readouterr().err.strip()
    assert (said in told, told.count("\n"), counts() == before) == (True, 0, True), told


def test_a_second_body_comes_only_when_it_is_asked_for_and_then_with_its_own_desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the name makes no second body; a neighbour that others told of gets a desk, once."""
    assert init(tmp_path, WHOLE) == 0
    before = counts()
    other = WHOLE.replace("Gemeente Emmen", "Gemeente Assen").replace("@emmen", "@assen").replace('"Emmen"', '"Assen"')
    assert init(tmp_path, other) == 2
    assert "Deze site is al van Gemeente Emmen." in capsys.readouterr().err
    assert counts() == before
    told = found_body(name="Gemeente Assen", kind="municipality", actor=SYSTEM)
    assert init(tmp_path, other, "--another") == 0
    assert "Gemeente Assen staat klaar" in capsys.readouterr().out
    body = Body.objects.get(name="Gemeente Assen")
    assert (body.pk, has_desk(body), body.area.name if body.area else "") == (told.pk, True, "Assen")
    after = counts()
    assert init(tmp_path, other, "--another") == 0
    assert "stond er al" in capsys.readouterr().out
    assert counts() == after
    mails = Account.objects.filter(persons__tenant=body).values_list("email", flat=True)
    assert set(mails) == {"ada@assen.example", "bert@assen.example"}


def test_a_village_association_gets_a_space_that_no_government_runs(tmp_path: Path, client: Client) -> None:
    """W08: its own people open and close its questions, in its own colours, and no question of it is a government's."""
    assert init(tmp_path, WHOLE) == 0
    text = WHOLE.replace("Gemeente Emmen", "Dorpsvereniging Ons Dorp").replace("@emmen", "@dorp")
    text = text.replace('"gemeente"', '"vereniging"').replace('gebied = "Emmen"\n', "")
    assert init(tmp_path, text, "--another") == 0
    body = Body.objects.get(kind="association")
    assert not body.governs
    ada = Account.objects.get(email="ada@dorp.example")
    assert [one.tenant for one in Person.objects.filter(account=ada)] == [body]
    Membership.objects.create(
        tenant=body, created_at=clock.now(), person=Person.objects.get(account=ada), role="officer",
        organ=Organ.objects.get(tenant=body, role="officer"), starts=clock.today(),
    )  # fmt: skip
    client.force_login(ada)
    page = client.get("/balie/processen/nieuw/").content.decode()
    assert ("inwoners trekken" in page, "de overheid trekt" in page) == (True, False)


def test_without_a_keyboard_it_asks_for_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 2
    assert "brink init BESTAND.toml" in capsys.readouterr().err


def test_a_province_of_elsewhere_gets_its_own_area_and_no_places_of_drenthe(tmp_path: Path) -> None:
    text = WHOLE.replace("Gemeente Emmen", "Provincie Zeeland").replace('"gemeente"', '"provincie"')
    assert init(tmp_path, text.replace('gebied = "Emmen"', 'gebied = "Zeeland"')) == 0
    assert [(one.name, one.kind) for one in Area.objects.all()] == [("Zeeland", "province")]


def test_the_first_way_in_works_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], client: Client, settings: Any
) -> None:
    settings.MAIL_CARRIER = "django.core.mail.backends.filebased.EmailBackend"
    init(tmp_path, WHOLE)
    link = re.findall(r"http://[^/]+(/account/welkom/\S+)", capsys.readouterr().out)[0]
    assert client.get(link).status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post(link)["Location"] == "/balie/"
    assert client.session["_auth_user_id"] == str(Account.objects.get(email="ada@emmen.example").pk)
    again = Client()
    assert (again.get(link).status_code, again.post(link).status_code) == (410, 410)
    assert "_auth_user_id" not in again.session


@pytest.mark.parametrize("works", [True, False])
def test_with_a_mail_server_the_first_way_in_goes_by_mail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any, monkeypatch: pytest.MonkeyPatch, works: bool
) -> None:
    """A server that is silent costs nobody their site: it is said, and the link stands on the screen."""
    settings.MAIL_CARRIER = "django.core.mail.backends.locmem.EmailBackend"
    if not works:

        def silent(*_mail: object) -> int:
            raise TimeoutError("timed out")

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", silent)
    assert init(tmp_path, WHOLE) == 0
    said = capsys.readouterr().out
    assert (len(mail.outbox), said.count("/account/welkom/")) == ((2, 0) if works else (0, 2))
    assert said.count("ging niet weg") == (0 if works else 2)
    assert Body.objects.count() == 1


def test_the_questions_make_the_same_plan_and_ask_again_what_cannot_be() -> None:
    answers = iter([
        "polder", "provincie", "", "Provincie Drenthe", "", "De provincie.", "fout", "mail@drenthe.example", "", "", "",
        "", "nul", "43", "", "", "Ada", "ada@drenthe.example", "Bert", "ada@drenthe.example", "bert@drenthe.example",
    ])  # fmt: skip
    said: list[str] = []
    plan = ask_plan(lambda _question: next(answers), said.append)
    assert (plan.kind, plan.name, plan.area, plan.organs[0].seats) == ("provincie", "Provincie Drenthe", "Drenthe", 43)
    assert [one.email for one in plan.admins] == ["ada@drenthe.example", "bert@drenthe.example"]
    assert "In een zin staat dan: ‘Dit besluit de provincie Drenthe.’" in said
    assert len(said) == 8
    assert not list(answers)


def test_a_real_site_gets_no_invented_body_of_an_import(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.DEMO = False
    assert main(["import", "kader", str(tmp_path / "kader.toml")]) == 2
    assert "Begin met: brink init" in capsys.readouterr().err
    with pytest.raises(Body.DoesNotExist):
        Body.objects.get()
