"""Journey A: Marja of the griffie never saw Brink, and takes a question from an empty form to posters on the wall."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail

from brink.domain.framework.models import Framework
from brink.domain.framework.services import import_framework, standard_text
from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import Body, Person
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.services.facts import load_facts
from brink.domain.processes.models import Alignment, Process, Round
from brink.domain.processes.services.rounds import release_round
from brink.foundation import clock
from brink.foundation.errors import Refusal
from tests.builders import World, make_area, make_process, make_world
from tests.journeys.conftest import DESK, PHONE, Hand, Someone, fits_one_sheet

TITLE, VILLAGE = "Wonen in kleine kernen", "Barger-Compascuum"
QUESTION = "Wat is nodig om in een klein dorp te kunnen blijven wonen?"
HARD = (
    "Wij willen graag van u horen welke randvoorwaarden er volgens u zijn om in de kleine dorpen van onze provincie "
    "huizen te kunnen bouwen voor jonge en oude mensen die daar graag willen blijven wonen of die terug willen komen."
)
PLAIN = "Jongeren vinden geen huis. Ouderen willen blijven. Wij willen weten wat daarvoor nodig is. Dat vragen wij u."
LIMITS = (
    ("niet bouwen in natuur", "ligt vast", "De wet verbiedt het.", ""),
    ("er is 150.000 euro", "ligt vast", "Dit geld is voor plannen.", ""),
    ("tien woningen aan de rand", "kan schuiven", "Het waren er vijf.", "Provinciale Staten"),
)


@pytest.fixture
def world(device: Hand) -> World:
    """A province with the shipped kader, and a municipality that asks nearly the same."""
    load_facts(actor=SYSTEM)
    world, town = make_world(), make_world("emmen", "municipality")
    Body.objects.filter(pk=town.body.pk).update(name="Gemeente Emmen")
    drenthe = Area.objects.get(kind=AreaKind.PROVINCE, code__gt="")
    Body.objects.filter(pk=world.body.pk).update(area=drenthe, name="Provincie Drenthe", phone="000 000 00 00")
    world.body.refresh_from_db()
    same = make_process(town, "wonen-in-onze-kernen")
    same.title = "Wonen in onze kernen"
    same.save(update_fields=("title",))
    same.areas.set([make_area(VILLAGE, AreaKind.VILLAGE)])
    Framework.objects.filter(tenant=world.body).delete()
    import_framework(text=standard_text(), tenant=world.body, actor=SYSTEM)
    Person.objects.filter(pk=world.contact.pk).update(phone="000 000 00 00")
    return world


def tells_what_it_is_about(desk: Someone) -> None:
    """Step 1: the subject, the decision that residents take part, and a municipality that works on the same."""
    desk.visit("/balie/")
    desk.look("a-balie")
    desk.follow("Begin een nieuwe vraag")
    desk.look("a-nieuw")
    desk.press("Bewaar en ga verder")
    assert desk.reads("Geef het proces een titel.")
    desk.look("a-nieuw-leeg")
    desk.write("Waar gaat het over?", TITLE)
    desk.choose("Wonen")
    desk.write("Dorp of stad", VILLAGE)
    desk.write("Waarom wel of niet?", "Inwoners kennen hun dorp het best.")
    desk.pick("Nee, er is nog geen plan")
    desk.write("Dossier", TITLE)
    desk.press("Bewaar en ga verder")
    assert desk.has("Wonen in onze kernen", "heading")
    desk.look("a-afstemming")
    desk.choose("samen optrekken")
    desk.write("Toelichting", "Wij vragen het samen.")
    desk.press("Leg vast")
    assert desk.reads("U heeft gekozen: samen optrekken.")
    assert Alignment.objects.get().choice == "together"
    desk.press("Ga verder", "link")


def chooses_from_the_kader(desk: Someone) -> None:
    """Step 2: scale, phase and level; the kader says what fits, and why the rest does not."""
    assert desk.reads("Wat past bij deze vraag?")
    desk.pick("Samen maken")
    desk.press("Toon wat past")
    assert "‘samen maken’ mag hier alleen met toestemming van wie beslist." in desk.text()
    desk.look("a-keuze-te-ver")
    desk.pick("Adviseren")
    desk.press("Toon wat past")
    assert "dialoog met zinnen" in desk.pieces("section.brink-band")[0]
    assert desk.has("Dit past niet, en waarom", "heading")
    desk.look("a-keuze")
    desk.press("Bewaar en ga verder")


def is_thrown_out_and_finds_her_words(desk: Someone, email: str) -> None:
    """Press after a long lunch: she is not logged in any more, comes in by mail, and all that she typed is there."""
    desk.is_logged_out()
    desk.press("Bewaar en lees mee")
    assert desk.reads("U bent niet meer ingelogd.")
    assert HARD in desk.text()
    desk.look("a-uitgelogd")
    desk.press("Log in en ga verder", "link")
    desk.write("Uw e-mailadres", email)
    desk.press("Stuur mij een code")
    code = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    desk.write("De code uit de mail", code[1])
    desk.press("Ga naar binnen")
    assert desk.reads("U was niet meer ingelogd. Hier staat uw tekst weer.")
    desk.look("a-tekst-terug")
    assert [desk.value(name) for name in ("De vraag", "In het kort")] == [QUESTION, HARD]


def writes_the_room(desk: Someone, email: str) -> None:
    """Step 3: the room with two fixed limits and one that can move; the help points at what reads hard."""
    desk.write("De vraag", QUESTION)
    desk.write("In het kort", HARD)
    desk.write("Waarover mogen mensen meepraten?", "voor wie wij het eerst bouwen")
    for number, (subject, kind, why, mover) in enumerate(LIMITS):
        if number == 2:
            desk.press("Bewaar en geef ruimte voor nog een grens")
        limit = f"Grens {number + 1}"
        desk.write("Onderwerp", subject, group=limit)
        desk.choose(kind, group=limit)
        desk.write("Uitleg in gewone taal", why, group=limit)
        if mover:
            desk.write("Wie mag hem verschuiven?", mover, group=limit)
    is_thrown_out_and_finds_her_words(desk, email)
    desk.press("Bewaar en lees mee")
    assert desk.reads("Uw tekst is bewaard.")
    help_text = desk.note("Meegelezen bij: In het kort")
    assert "Knip hem in tweeën." in help_text
    assert "‘randvoorwaarden’ is een moeilijk woord." in help_text
    desk.look("a-speelruimte")
    desk.write("In het kort", PLAIN)
    desk.press("Bewaar en ga verder")


def plans_when_people_speak(desk: Someone, slug: str) -> date:
    """Step 4: a round, a term of the law, and a table that would come too late for it. Returns the day of the table."""
    desk.look("a-rondes-leeg")
    desk.follow_to("instrument=ideas")
    desk.write("Titel", "Wat is uw idee?")
    desk.write("Waar gaat deze ronde over?", "Vertel wat u nodig heeft. Eén zin is genoeg.")
    desk.write("Open vanaf", clock.today().isoformat())
    desk.look("a-ronde")
    desk.press("Bewaar de ronde")
    closes = clock.today() + timedelta(days=24)
    desk.follow("leg een wettelijke termijn vast")
    desk.write("Welke termijn?", "zienswijzen op het plan")
    desk.write("Laatste dag", closes.isoformat())
    desk.press("Leg vast")
    desk.follow("Plan een bijeenkomst")
    desk.write("Wat is het?", "Dorpstafel")
    desk.write("Dag", (closes - timedelta(days=3)).isoformat())
    desk.write("Waar?", "Dorpshuis De Runde (voorbeeld)")
    desk.write("Dorp of stad", VILLAGE)
    desk.press("Zet in de agenda")
    assert desk.reads("De termijn 'zienswijzen op het plan' sluit op")
    assert Process.objects.get(slug=slug).events.count() == 0
    desk.look("a-tafel-te-laat")
    day = closes - timedelta(days=8)
    desk.write("Dag", day.isoformat())
    desk.press("Zet in de agenda")
    desk.look("a-rondes")
    assert Process.objects.get(slug=slug).events.count() == 1
    return day


def mends_and_publishes(desk: Someone, world: World, slug: str) -> None:
    """Step 5: the checklist says what is missing; without a room nothing opens; then it goes on the site."""
    desk.press("Ga verder naar de controle", "link")
    assert desk.reads("Deze ronde kan nog niet open.")
    assert not desk.has("Geef vrij Wat is uw idee?")
    with pytest.raises(Refusal, match="Zonder speelruimte vragen wij niemand iets"):
        release_round(round=Round.objects.get(process__slug=slug), actor=SYSTEM, key=None)
    assert Round.objects.filter(opened_at__isnull=False, process__slug=slug).count() == 0
    desk.look("a-controle")
    desk.follow("Schrijf op waar het participatiebesluit op steunt.")
    desk.write("Waar steunt dit besluit op?", "Participatieverordening, artikel 3")
    desk.press("Bewaar en ga verder")
    desk.visit(f"/balie/processen/{slug}/controle/")
    desk.select("Welk orgaan heeft dit vastgesteld?", "Provinciale Staten")
    desk.press("Leg het vast")
    desk.press("Zet de speelruimte op de site")
    assert desk.reads("Dit gebeurt er als u doorgaat")
    desk.look("a-eerst-gezegd")
    desk.press("Ja, zet haar op de site")
    assert desk.reads("De speelruimte staat op de site.")
    desk.press("Geef vrij Wat is uw idee?")
    desk.press("Ja, geef vrij")
    assert desk.reads("De ronde is vrijgegeven.")
    desk.look("a-vrijgegeven")
    process = Process.objects.get(slug=slug)
    # The kader it was made under stays with it.
    assert (str(process.framework.slug), process.tenant_id) == ("standaard", world.body.pk)


def finds_it_everywhere(desk: Someone, reader: Someone, slug: str, day: date) -> None:
    """What people get: the page, the calendar, and three sheets of paper."""
    reader.visit(f"/processen/{slug}/")
    text = reader.text()
    assert QUESTION in text
    assert all(subject in text for subject, _kind, _why, _mover in LIMITS)
    assert "Dorpshuis De Runde (voorbeeld)" in text
    assert reader.has("Geef uw idee", "link")
    reader.look("a-vraag")
    kind, calendar = reader.fetch(f"/processen/{slug}/agenda.ics")
    assert kind.startswith("text/calendar")
    assert f"DTSTART;TZID=Europe/Amsterdam:{day:%Y%m%d}T193000" in calendar
    reader.follow("Print de wegwijzer", first=True)
    reader.look("a-wegwijzer")
    assert fits_one_sheet(reader)
    desk.visit(f"/balie/processen/{slug}/drukwerk/")
    desk.look("a-drukwerk")
    desk.follow("Affiche")
    desk.look("a-affiche")
    assert (fits_one_sheet(desk), len(desk.pieces(".brink-qr"))) == (True, 1)
    desk.back()
    desk.follow("Papieren formulier ‘Wat is uw idee?’")
    desk.look("a-formulier")
    assert fits_one_sheet(desk)


def test_from_an_empty_form_to_posters_on_the_wall(device: Hand, world: World) -> None:
    desk, reader = device(DESK), device(PHONE)
    desk.login(world.clerk)
    tells_what_it_is_about(desk)
    slug = Process.objects.get(tenant=world.body).slug
    chooses_from_the_kader(desk)
    writes_the_room(desk, world.clerk.email)
    day = plans_when_people_speak(desk, slug)
    mends_and_publishes(desk, world, slug)
    finds_it_everywhere(desk, reader, slug, day)
