"""What people see: supporting, the link in a mail, handing in, the desk; and each slip with its one sentence."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from tests.builders import World, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import receipt_again
from brink.domain.people.act_forms import token_of
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.petition.models import Check, Proposal, RuleSet, Scheduling, Support
from brink.instruments.petition.services import paper
from brink.instruments.petition.services.supporting import link_token, support
from brink.instruments.petition.tests.making import GROUNDS, closed, handed_in, opened, person, petition, with_kader

KEY = "sleutel-van-zestien-en-meer"
SAID = {"key": KEY, "name": "Jan de Vries", "place": "Proefdorp", "born_dag": "7", "born_maand": "3",
        "born_jaar": "1961"}  # fmt: skip
HANDED = {
    "key": KEY, "title": "Laat de avondbus rijden", "asks": "Wij vragen om een bus.", "why": "Er rijdt niets.",
    "name": "Hennie de Vries", "born_dag": "12", "born_maand": "5", "born_jaar": "1968",
    "email": "h@voorbeeld.invalid", "lives": "on",
}  # fmt: skip


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def base(round: Round) -> str:
    return f"/processen/{round.process.slug}/{round.slug}/steun/"


def desk_of(world: World, who: str = "clerk") -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


@pytest.fixture
def world(db: None) -> World:
    return with_kader(make_world())


def test_f05_supporting_on_the_web_gives_a_code_and_no_name_on_the_site(world: World) -> None:
    round = opened(world)
    page = text(Client().get(base(round)))
    assert "Wij vragen om een bus na zeven uur." in page
    assert "Ingediend door Hennie de Vries" in page
    assert "Er zijn 12 mensen nodig." in page
    sent = Client().post(f"{base(round)}steun/", SAID, follow=True)
    assert "Uw bonnetje" in text(sent)
    assert Support.objects.get().state == "counted"
    for number in range(1, 12):
        support(round=round, said=person(number), key=None)
    page = text(Client().get(base(round)))
    assert "10 mensen steunen dit." in page
    assert "genoeg steun, nog open" in page
    assert "Jan de Vries" not in page


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"born_jaar": "2015"}, "U kunt steunen vanaf 16 jaar. Vertel uw idee wel: dat kan op elke leeftijd."),
        ({"born_dag": "31", "born_maand": "2"}, "Deze datum bestaat niet. Kies een dag, een maand en een jaar."),
        (
            {"born_dag": "", "born_maand": "", "born_jaar": ""},
            "Kies de dag, de maand en het jaar waarin u bent geboren.",
        ),
        ({"place": "elders"}, "Dit recht is voor inwoners. Uw gemeente of provincie heeft misschien ook zo'n recht."),
        ({"place": ""}, "Kies waar u woont."),
        ({"name": ""}, "Vul uw naam in."),
        ({"email": "geen adres"}, "Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl."),
        ({"follow": "on"}, "Vul uw e-mailadres in, dan mailen wij u wat er is besloten."),
    ],
)
def test_a_slip_is_said_in_one_sentence_and_nothing_is_lost(world: World, other: dict[str, str], said: str) -> None:
    round = opened(world)
    sent = Client().post(f"{base(round)}steun/", {**SAID, **other})
    assert sent.status_code == 422
    assert said in text(sent).replace("&#x27;", "'")
    kept = {**SAID, **other}["name"]
    assert f'value="{kept}"' in sent.content.decode() or not kept
    assert not Support.objects.exists()
    assert not Contribution.objects.filter(round=round).exists()


def test_after_the_last_day_the_page_says_until_when(world: World) -> None:
    round = opened(world)
    with clock.frozen(round.closes_at + timedelta(hours=1)):
        sent = Client().post(f"{base(round)}steun/", SAID)
    assert sent.status_code == 422
    assert "Steunen kon tot en met" in text(sent)
    assert "Volg hier wat er nu gebeurt." in text(sent)


def test_the_mail_has_the_link_and_the_link_a_button(world: World) -> None:
    round = opened(world, mail=True)
    sent = Client().post(f"{base(round)}steun/", {**SAID, "email": "jan@voorbeeld.invalid"}, follow=True)
    assert "Kijk in uw mail" in text(sent)
    (letter,) = mail.outbox
    link = re.search(r"http://[^/]+(/\S+)", str(letter.body))
    assert link is not None
    assert "Op deze naam is steun ingevuld: Jan de Vries." in letter.body
    looked = Client().get(link[1])
    assert "Voor: Jan de Vries." in text(looked)
    assert Support.objects.get().state == "pending"
    done = Client().post(link[1], {"key": f"{KEY}1"}, follow=True)
    assert "Uw bonnetje" in text(done)
    assert Support.objects.get().state == "counted"
    assert "Deze link is al gebruikt." in text(Client().get(link[1]))
    # The same person once more: the page says the same to everybody, and the mail that they count already.
    again = {**SAID, "key": f"{KEY}2", "name": "JAN DE-VRIES", "email": "jan@voorbeeld.invalid"}
    assert "Kijk in uw mail" in text(Client().post(f"{base(round)}steun/", again, follow=True))
    assert "U telt één keer." in mail.outbox[-1].body
    assert "http" not in mail.outbox[-1].body


def test_a_link_that_is_too_old_asks_for_the_form_again(world: World) -> None:
    round = opened(world, mail=True)
    Client().post(f"{base(round)}steun/", {**SAID, "email": "jan@voorbeeld.invalid"})
    row = Support.objects.get()
    where = f"{base(round)}bevestig/{link_token(row)}/"
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert "Deze link werkt niet meer. Vul het formulier opnieuw in" in text(Client().get(where))
        assert Client().post(where, {"key": KEY}).status_code == 422
    gone = Client().get(f"{base(round)}bevestig/zomaar/")
    assert gone.status_code == 410
    assert "Deze link werkt niet meer." in text(gone)


def test_a_resident_hands_in_and_reads_under_the_code_what_the_desk_says(world: World) -> None:
    handed_in(world)
    where = f"/voorstellen/{world.body.slug}/nieuw/"
    assert "Een andere overheid gaat hierover." in text(Client().get(where))
    sent = Client().post(where, {**HANDED, "title": "Een bank bij de kerk"}, follow=True)
    page = text(sent)
    assert "Uw bonnetje" in page
    proposal = Proposal.objects.get(contribution__title="Een bank bij de kerk")
    assert "Hennie" not in (proposal.why + proposal.contribution.text)
    client = desk_of(world)
    assert "Een bank bij de kerk" in text(client.get("/balie/voorstellen/"))
    path = f"/balie/voorstellen/{proposal.pk}/"
    assert "h@voorbeeld.invalid" in text(client.get(path))
    wrong = client.post(f"{path}nee/", {"key": KEY, "reason": "Zomaar."})
    assert wrong.status_code == 422
    assert "Kies een grond uit de regels en schrijf in een zin waarom." in text(wrong)
    assert "Zomaar." in text(wrong)
    asked = {"key": f"{KEY}2", "note": "Bij welke kerk?", "version": token_of(proposal)}
    assert client.post(f"{path}anders/", asked).status_code == 302
    follower = Client()
    followed = follower.post("/volg/", {"code": receipt_again(proposal.contribution).code}, follow=True)
    assert "Bij welke kerk?" in text(followed)
    mended = {"key": f"{KEY}3", "title": "Een bank", "asks": "Wij vragen om een bank.", "why": "Om te zitten."}
    assert follower.post("/volg/voorstel/", mended).status_code == 302
    assert Contribution.objects.get(pk=proposal.contribution_id).text == "Wij vragen om een bank."
    assert Client().post("/volg/voorstel/", mended)["Location"].startswith("/volg/")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"title": "x" * 81}, "Maak de titel korter dan 80 tekens."),
        ({"asks": "woord " * 61}, "Maak deze tekst korter: nu 61 woorden, hoogstens 60."),
        ({"why": "woord " * 301}, "Maak deze tekst korter: nu 301 woorden, hoogstens 300."),
        ({"born_jaar": "2015"}, "U kunt een voorstel doen vanaf 16 jaar."),
        ({"email": ""}, "Vul uw e-mail of telefoon in. Dan kunnen wij u iets vragen."),
        ({"lives": ""}, "Dit recht is voor inwoners. Kruis aan dat u hier woont."),
        ({"name": ""}, "Vul uw naam in. Alleen de griffie leest hem."),
    ],
)
def test_a_slip_in_handing_in_keeps_what_was_typed(world: World, other: dict[str, str], said: str) -> None:
    handed_in(world)
    before = Proposal.objects.count()
    sent = Client().post(f"/voorstellen/{world.body.slug}/nieuw/", {**HANDED, **other})
    assert sent.status_code == 422
    assert said in text(sent)
    assert {**HANDED, **other}["why"][:20] in sent.content.decode()
    assert Proposal.objects.count() == before


def test_the_desk_opens_a_proposal_and_types_a_list(world: World) -> None:
    proposal = handed_in(world)
    client = desk_of(world)
    path = f"/balie/voorstellen/{proposal.pk}/open/"
    assert "Kies minstens één thema." in text(client.post(path, {"key": KEY, "contact": str(world.contact.pk)}))
    form = {
        "key": KEY, "contact": str(world.contact.pk), "themes": str(world.theme.pk), "opens_on": str(clock.today()),
        "version": token_of(proposal),
    }  # fmt: skip
    asked = client.post(path, form)
    assert "Iedereen leest de titel, wat er wordt gevraagd en waarom." in text(asked)
    assert not Round.objects.filter(instrument="petition").exists()
    assert client.post(path, _yes(asked, form)).status_code == 302
    round = Round.objects.get(instrument="petition")
    mark = paper.list_mark(round)
    assert mark in Client().get(f"{base(round)}lijst/").content.decode()
    lines = {"key": f"{KEY}2", "mark": mark.lower(), "filled_on": str(clock.today())}
    for number, name in enumerate(("Mens Een", "Mens Twee", "mens  een"), start=1):
        lines |= {f"name_{number}": name, f"place_{number}": "Proefdorp", f"born_{number}": "7 3 1961"}
    where = f"{base(round)}balie/papier/"
    wrong = client.post(where, {**lines, "mark": "BBBBB"})
    assert "Vul de vijf letters in die rechtsboven op het vel staan." in text(wrong)
    wrong = client.post(where, {**lines, "born_2": "31 2 1961"})
    assert "Regel 2: Deze datum bestaat niet. Schrijf bijvoorbeeld 7 3 1961." in text(wrong)
    assert not Support.objects.exists()
    done = client.post(where, lines, follow=True)
    assert "2 regels tellen mee. Deze regels stonden er al en tellen niet dubbel: 3." in text(done)
    assert Support.objects.filter(state="counted", paper=True).count() == 2


def test_a_list_of_another_petition_names_its_own(world: World) -> None:
    round = opened(world)
    other = petition_beside(world)
    form = {"key": KEY, "mark": paper.list_mark(other), "filled_on": str(clock.today()), "name_1": "Mens Een",
            "place_1": "Proefdorp", "born_1": "7 3 1961"}  # fmt: skip
    sent = desk_of(world).post(f"{base(round)}balie/papier/", form)
    assert sent.status_code == 422
    assert "Dit vel hoort bij ‘Een tweede voorstel’. Kies het goede voorstel." in text(sent)


def petition_beside(world: World) -> Round:
    from tests.builders import make_process, make_round

    from brink.domain.journal.services import SYSTEM
    from brink.domain.processes.instrument import registry

    round = make_round(make_process(world, "tweede"), "petition")
    Round.objects.filter(pk=round.pk).update(title="Een tweede voorstel")
    registry["petition"].open(round, by=SYSTEM, at=clock.now())
    return round


def test_the_check_and_the_scheduling_step_by_step(world: World) -> None:
    round = opened(world)
    for number in range(13):
        support(round=round, said=person(number), key=None)
    round = closed(round)
    client = desk_of(world)
    with clock.frozen(round.closed_at + timedelta(days=1)):
        where = f"{base(round)}balie/controle/"
        assert "Kijk alle regels na." in text(client.get(where))
        asked = client.post(f"{where}trek/", {"key": KEY, "full": "1"})
        assert "Dit gebeurt er als u doorgaat" in text(asked)
        assert client.post(f"{where}trek/", _yes(asked, {"key": KEY, "full": "1"})).status_code == 302
        check = Check.objects.get()
        assert (check.size, check.allowed) == (13, 1)
        odd = client.post(f"{where}vond/", {"key": f"{KEY}1", "registrations": "1 misschien"})
        assert "Deze regel begrijpen wij niet: ‘1 misschien’." in text(odd)
        lines = "\n".join(f"{one} {'onbekend' if one == 4 else 'ja'}" for one in range(1, 14))
        found = {"key": f"{KEY}2", "registrations": lines, "version": token_of(check)}
        assert client.post(f"{where}vond/", found).status_code == 302
        ending = {"key": f"{KEY}3", "second": "Aziz", "version": token_of(check)}
        asked = client.post(f"{where}klaar/", ending)
        assert "Fout of onbekend: 1. Toegestaan: 1." in text(asked)
        assert client.post(f"{where}klaar/", _yes(asked, ending)).status_code == 302
        check.refresh_from_db()
        assert check.passed is True
        form = {"version": "none:0", "key": f"{KEY}4", "choice": "not_on_agenda", "reason": ""}
        form["decided_on"] = str(clock.today())
        refused = client.post(f"{base(round)}balie/besluit/besluit/", form)
        assert "Schrijf op waarom. De 13 mensen die steunden lezen dit." in text(refused)
        form["reason"] = "De bus is al een taak van de vervoerder."
        asked = client.post(f"{base(round)}balie/besluit/besluit/", form)
        assert "Iedereen leest het meteen op de pagina van het voorstel." in text(asked)
        assert client.post(f"{base(round)}balie/besluit/besluit/", _yes(asked, form)).status_code == 302
        assert "komt niet op de agenda" in text(Client().get(base(round)))
        telling = {"key": f"{KEY}5", "version": token_of(Scheduling.objects.get())}
        asked = client.post(f"{base(round)}balie/besluit/vertel/", telling)
        assert "Dit lezen 13 mensen die steunden" in text(asked)
        assert client.post(f"{base(round)}balie/besluit/vertel/", _yes(asked, telling)).status_code == 302
        assert Scheduling.objects.get().told_at is not None
        assert not Contribution.objects.filter(round=round, replied_at=None).exists()
        officer = desk_of(world, "officer")
        assert officer.post(f"{base(round)}balie/besluit/besluit/", {**form, "key": f"{KEY}6"}).status_code == 403


def _yes(asked: Any, form: dict[str, str]) -> dict[str, str]:
    """Return the form again with the yes of the page that told what would happen."""
    either = r'name="doorgaan"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="doorgaan"'
    found = re.search(either, asked.content.decode())
    assert found is not None
    return {**form, "doorgaan": found[1] or found[2]}


def test_a_pair_that_may_be_one_person_is_put_before_the_desk_and_can_be_taken_back(world: World) -> None:
    round = opened(world)
    first = support(round=round, said=person(1, name="Jan de Vries"), key=None)
    support(round=round, said=person(1, name="J. de Vries"), key=None)
    client, where = desk_of(world), f"{base(round)}balie/controle/"
    assert "Paar 1" in text(client.get(where))
    row = Support.objects.get(contribution=first.contribution)
    wrong = client.post(f"{where}opzij/", {"key": KEY, "lines": str(row.pk)})
    assert "Schrijf op waarom deze steun niet meetelt." in text(wrong)
    form = {"key": KEY, "lines": str(row.pk), "reason": "Dezelfde persoon, met voorletter."}
    assert client.post(f"{where}opzij/", form).status_code == 302
    row.refresh_from_db()
    assert row.state == "invalid"
    assert client.post(f"{where}weer/{row.pk}/", {"key": f"{KEY}2"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "counted"


def test_rules_are_a_new_version_and_only_the_griffie_adopts_them(world: World) -> None:
    client = desk_of(world)
    assert "Er zijn nog geen regels." in text(client.get("/balie/voorstellen/regels/"))
    form = {
        "key": KEY, "version": "none:0", "source": "Verordening, artikel 2", "adopted_by": str(world.council.pk),
        "adopted_on": "2026-01-05",
        "area": str(world.province.pk), "decider": str(world.council.pk), "council": str(world.council.pk),
        "threshold": "400", "min_age": "16", "term_weeks": "52", "cooldown_months": "24", "per_mailbox": "2",
        "decide_weeks": "6", "sample_size": "0", "keep_days": "28", "mail": "on", "exclusions": "\n".join(GROUNDS),
    }  # fmt: skip
    few = client.post("/balie/voorstellen/regels/", {**form, "threshold": "9"})
    assert "Kies een aantal van 10 tot en met 100.000." in text(few)
    assert client.post("/balie/voorstellen/regels/", form).status_code == 302
    rules = RuleSet.objects.get()
    assert (rules.version, rules.threshold, rules.exclusions) == (1, 400, list(GROUNDS))
    told = text(Client().get(f"/voorstellen/{world.body.slug}/"))
    assert "Er zijn 400 steunverklaringen nodig, binnen 52 weken." in told
    officer = desk_of(world, "officer")
    assert officer.post("/balie/voorstellen/regels/", {**form, "key": f"{KEY}2"}).status_code == 403


def test_without_rules_nothing_can_be_handed_in(world: World) -> None:
    assert Client().get(f"/voorstellen/{world.body.slug}/").status_code == 404
    assert "Nog geen overheid heeft hier regels voor." in text(Client().get("/voorstellen/"))


def test_open_data_holds_numbers_and_nobody(db: None) -> None:
    from brink.domain.processes.instrument import registry

    round = petition()
    for number in range(12):
        support(round=round, said=person(number), key=None)
    (table,) = registry["petition"].tables(round)
    assert dict(zip(table.columns, table.rows[0], strict=True))["supporters"] == 10
    assert "Mens" not in str(table.rows)
