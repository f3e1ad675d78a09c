"""Journey J: the griffie prepares an evening in the village; Fatima comes, asks something, and reads what came of it.

She has no account and needs a quiet place; a neighbour without internet signs up by telephone.
"""

from datetime import timedelta

import pytest

from brink.domain.gatherings.models import SignUp
from brink.domain.gatherings.tests.gathering_facts import held
from brink.foundation import clock
from brink.foundation.visibility import Role
from tests.builders import World, make_account, make_process, make_round, make_world
from tests.journeys.conftest import DESK, PHONE, Hand, Someone

TITLE, ASKED, NEEDS = "Drenthe in Debat", "Wanneer rijdt de bus weer op zaterdag?", "Een rustige plek, vooraan."
ANSWER, TOOK = "De bus rijdt vanaf mei weer op zaterdag.", "Ik vraag de vervoerder om een proef met de buurtbus."
REPORT = "Er is gepraat over de bus en de school. De zaal wil eerst de bus."


@pytest.fixture
def world(committed: None) -> World:
    made = make_world()
    make_round(make_process(made), "meetings")
    make_account(made.body, made.executive, Role.EXECUTIVE, "Jan")
    return made


def plans_the_evening(desk: Someone) -> None:
    """Put it in the calendar at the question, and say how many seats there are, what is on the agenda, and for whom."""
    desk.visit("/balie/processen/wonen/rondes/")
    desk.follow("Plan een bijeenkomst")
    desk.write("Wat is het?", TITLE)
    desk.write("Dag", (clock.today() + timedelta(days=10)).isoformat())
    desk.write("Waar?", "Dorpshuis De Brink (voorbeeld)")
    desk.select("Hoort bij ronde", "Ronde 1")
    desk.press("Zet in de agenda")
    desk.visit("/balie/bijeenkomsten/")
    desk.look("j-bijeenkomsten")
    desk.follow(TITLE)
    desk.follow("Richt de bijeenkomst in")
    desk.look("j-plekken")
    desk.select("Wat voor bijeenkomst is het?", "debat")
    desk.select("Van welk orgaan is de bijeenkomst?", "Gedeputeerde Staten")
    desk.write("Hoeveel plekken zijn er?", "4")
    desk.write("Wat is er voor wie hulp nodig heeft?", "Er zijn geen drempels. Er is een ringleiding.")
    desk.write("Bij wie kunnen mensen terecht met vragen?", "Griffie, 000 000 00 00")
    desk.press("Bewaar")
    desk.follow("Agenda")
    desk.write("Wat staat er op de agenda?", "Opening\nDe bus op zaterdag")
    desk.press("Bewaar")
    desk.look("j-bijeenkomst-balie")


def comes_along(fatima: Someone) -> str:
    """Find it in the calendar, sign up with what she needs, and keep the code."""
    fatima.visit("/agenda/")
    fatima.follow(TITLE)
    assert fatima.reads("Nog 4 plekken vrij van de 4.")
    fatima.look("j-bijeenkomst")
    fatima.follow("Meld u aan")
    fatima.look("j-aanmelden")
    fatima.select("Met hoeveel mensen komt u?", "2")
    fatima.write("Wat heeft u nodig om mee te kunnen doen?", NEEDS)
    fatima.press("Verstuur mijn aanmelding")
    assert fatima.reads("U heeft een plek")
    fatima.look("j-aangemeld")
    return fatima.code()


def asks_something(fatima: Someone) -> str:
    """Ask what she wants to hear that evening; that has a code of its own."""
    fatima.visit("/processen/wonen/ronde-1/bijeenkomsten/")
    fatima.look("j-ronde")
    fatima.follow("Stel een vraag", first=True)
    fatima.write("Wat wilt u vragen?", ASKED)
    fatima.look("j-vraag")
    fatima.press("Verstuur mijn vraag")
    return fatima.code()


def takes_a_call(desk: Someone, event: str) -> None:
    """Sign up a neighbour who telephones, read the code out, and look who needs what."""
    desk.visit(f"/balie/bijeenkomsten/{event}/")
    desk.follow("Meld iemand aan die belt")
    desk.look("j-telefoon")
    desk.select("Met hoeveel mensen komt u?", "2")
    desk.write("Telefoon", "000 000 00 00")
    desk.press("Meld aan")
    assert desk.reads("Aangemeld: er is een plek. Lees de code voor.")
    code = desk.code()
    assert len(code.split()) == 6
    desk.look("j-bon")
    desk.reload()
    assert desk.code() == code
    desk.follow("Nog iemand aanmelden")
    desk.select("Met hoeveel mensen komt u?", "1")
    desk.press("Meld aan")
    assert desk.reads("Aangemeld op de wachtlijst. Lees de code voor.")
    desk.follow("Terug naar de bijeenkomst")
    desk.press("Bekijk namen en wensen")
    assert NEEDS in desk.text()
    desk.look("j-wensen")


def writes_what_came_of_it(desk: Someone, event: str) -> None:
    """Write down who was there, what was answered, what Jan took along, and the report."""
    desk.visit(f"/balie/bijeenkomsten/{event}/")
    desk.follow("Verslag")
    assert desk.reads("Dit is eerst nodig")
    desk.look("j-verslag-te-vroeg")
    desk.visit(f"/balie/bijeenkomsten/{event}/aanwezig/")
    desk.look("j-aanwezig")
    desk.pick("was erbij")
    desk.press("Bewaar")
    desk.follow("Schrijf het op", exact=False)
    desk.write("Wat nam u mee?", TOOK)
    desk.press("Zet dit op de site")
    desk.visit("/processen/wonen/ronde-1/bijeenkomsten/balie/")
    desk.look("j-vragen-balie")
    desk.follow("Schrijf het op", exact=False)
    desk.pick("Ter plekke beantwoord")
    desk.write("Wat is erop gezegd?", ANSWER)
    desk.press("Zet dit onder de vraag")
    assert desk.reads("Dit gebeurt er als u doorgaat")
    desk.look("j-antwoord-vooraf")
    desk.press("Ja, zet het eronder")
    desk.visit(f"/balie/bijeenkomsten/{event}/verslag/")
    desk.write("Wat is er gezegd en afgesproken?", REPORT)
    desk.write("Wat is de bron van het verslag?", "Aantekeningen van de griffie")
    desk.look("j-verslag")
    desk.press("Zet het verslag op de site")
    assert desk.reads("Het verslag staat op de site.")


def reads_what_came_of_it(fatima: Someone, event: str, signup: str, question: str) -> None:
    """Read the report at the event, the answer under her code, and that her seat is known no more."""
    fatima.visit(f"/agenda/{event}/")
    for told in (REPORT, TOOK, "De bus op zaterdag", "Jan (voorbeeld)"):
        assert told in fatima.text(), told
    fatima.look("j-verslag-gelezen")
    fatima.visit("/volg/")
    fatima.write("Uw volgcode", question)
    fatima.press("Bekijk het pad van uw woorden")
    assert ANSWER in fatima.text()
    fatima.look("j-gevolgd")
    fatima.visit("/aanmelding/")
    fatima.look("j-code")
    fatima.write("De code van uw aanmelding", signup)
    fatima.press("Bekijk mijn aanmelding")
    assert TITLE in fatima.text()
    assert NEEDS not in fatima.text()


def test_an_evening_from_the_calendar_to_the_report(device: Hand, world: World) -> None:
    desk, fatima = device(DESK), device(PHONE)
    desk.login(world.clerk)
    plans_the_evening(desk)
    signup = comes_along(fatima)
    question = asks_something(fatima)
    gathering = SignUp.objects.get().gathering
    event = str(gathering.event_id)
    takes_a_call(desk, event)
    held(gathering)
    writes_what_came_of_it(desk, event)
    reads_what_came_of_it(device(PHONE), event, signup, question)
