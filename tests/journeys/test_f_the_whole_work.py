"""Journey F: Marja takes one question from nothing to answered, with 18 voices; her clicks and pages are counted.

Without script, which takes the most of both: every tick is a click, every choice from a list too, and so is each page
on which is said what will happen. What she types costs what it costs. When this was
measured last: 81 clicks, 38 pages, 38 fields.
"""

from datetime import date, timedelta

import pytest

from brink.domain.contributions.models import Bundle, Contribution
from brink.domain.contributions.services.giving import Words
from brink.domain.decisions.models import Decision
from brink.domain.decisions.principles import PRINCIPLES
from brink.domain.framework.models import Framework
from brink.domain.framework.services import import_framework, standard_text
from brink.domain.journal.services import RESIDENT, SYSTEM
from brink.domain.people.models import Person
from brink.domain.people.services import add_group
from brink.domain.places.services.facts import load_facts
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.instruments.ideas.services import give_idea
from tests.builders import World, make_world
from tests.journeys.plain import Plain

pytestmark = pytest.mark.django_db
MOST_CLICKS, MOST_LOADS, VOICES = 90, 70, 18
FORESEEN = "Dit gebeurt er als u doorgaat"
TITLE = "Wonen in kleine kernen"
LINE = {
    "norm_side": "De regels laten dit toe.", "value_side": "Mensen willen in hun dorp blijven.",
    "done": "Het dorp krijgt tien huizen.", "reason": "Daar vroegen de meeste mensen om.",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    load_facts(actor=SYSTEM)
    world = make_world()
    Framework.objects.filter(tenant=world.body).delete()
    import_framework(text=standard_text(), tenant=world.body, actor=SYSTEM)
    Person.objects.filter(pk=world.contact.pk).update(phone="000 000 00 00")
    add_group(organ=world.council, name="Fractie A", seats=43, starts=date(2023, 4, 1), actor=SYSTEM)
    return world


def press(desk: Plain, name: str, *, first: bool = False) -> None:
    """Press a button, and say yes when the desk says first what will happen."""
    desk.press(name, first=first)
    if FORESEEN in desk.text():
        (yes,) = [one.words for one in desk.page.root.all("button") if one.words.startswith("Ja")]
        desk.press(yes)


def goes(desk: Plain, path: str) -> None:
    """Go to a page that a link on the desk or in a mail leads to: a click like any other."""
    desk.clicks += 1
    desk.visit(path)


def asks(desk: Plain) -> Process:
    """Make the question: what it is about, how, the room, one round; and put it on the site."""
    goes(desk, "/balie/")
    desk.follow("Begin een nieuwe vraag")
    desk.write("Waar gaat het over?", TITLE)
    desk.choose("Wonen")
    desk.choose("Proefland")
    desk.write("Waarom wel of niet?", "Inwoners kennen hun dorp het best.")
    desk.pick("Nee, er is nog geen plan")
    desk.write("Waar steunt dit besluit op?", "Participatieverordening, artikel 3")
    desk.press("Bewaar en ga verder")
    if desk.has("Ga verder", "link"):
        desk.press("Ga verder", "link")
    desk.pick("Adviseren")
    desk.press("Bewaar en ga verder")
    desk.write("De vraag", "Wat is nodig om in een klein dorp te kunnen blijven wonen?")
    desk.write("In het kort", "Jongeren vinden geen huis. Ouderen willen blijven. Wat is daarvoor nodig?")
    desk.write("Waarover mogen mensen meepraten?", "voor wie wij het eerst bouwen")
    desk.write("Onderwerp", "niet bouwen in natuur", group="Grens 1")
    desk.choose("ligt vast", group="Grens 1")
    desk.write("Uitleg in gewone taal", "De wet verbiedt het.", group="Grens 1")
    desk.press("Bewaar en ga verder")
    desk.follow_to("instrument=ideas")
    desk.write("Titel", "Wat is uw idee?")
    desk.write("Waar gaat deze ronde over?", "Vertel wat u nodig heeft.")
    desk.write("Open vanaf", clock.today().isoformat())
    desk.press("Bewaar de ronde")
    desk.press("Ga verder naar de controle", "link")
    desk.select("Welk orgaan heeft dit vastgesteld?", "Provinciale Staten")
    press(desk, "Leg het vast")
    press(desk, "Zet de speelruimte op de site")
    press(desk, "Geef vrij Wat is uw idee?")
    return Process.objects.get(title=TITLE)


def weighs(desk: Plain, process: Process) -> None:
    """Count the round, begin to weigh, and lay what people said in two bundles."""
    goes(desk, f"/balie/processen/{process.slug}/")
    press(desk, "Sluit en tel Wat is uw idee?")
    press(desk, "Begin de weging")
    desk.follow_to(f"?process={process.pk}")
    for name, word in (("Een huis voor jongeren", "huis"), ("De bus", "bus")):
        for voice in Contribution.objects.filter(process=process, text__contains=word):
            tick = next(one for one in desk.page.controls if one.attributes.get("value") == str(voice.pk))
            desk._tick(tick)
        desk.select("Leg in bundel", "Een nieuwe bundel")
        desk.write("Naam van de nieuwe bundel", name)
        desk.press("Leg ze erin")


def decides(desk: Plain, process: Process) -> None:
    """Write the decision in one form, save it once, and put it on the site."""
    goes(desk, f"/balie/processen/{process.slug}/")
    desk.follow("Begin het besluit")
    desk.write("Op welke dag", clock.today().isoformat())
    desk.press(desk.pieces("main form button")[0])
    later = clock.today() + timedelta(days=365)
    for field, text in (
        ("text", "Elk dorp mag tien woningen bouwen."), ("competence", "artikel 105 van de Provinciewet"),
        ("explanation", "Jongeren en ouderen vinden nu geen huis in hun eigen dorp."),
        ("evaluation_on", later.isoformat()),
    ):  # fmt: skip
        desk.write(f"#id_besluit-{field}", text)
    for place, (title, what) in enumerate((("Niets doen", "Jongeren gaan weg."), ("Tien", "Het dorp groeit rustig."))):
        desk.write(f"#id_keuzes-{place}-title", title)
        desk.write(f"#id_keuzes-{place}-consequences", what)
    desk.choose("#id_keuzes-0-nothing")
    desk.choose("#id_keuzes-1-chosen")
    for bundle in Bundle.objects.filter(process=process):
        for field, text in LINE.items():
            desk.write(f"#id_bundle-{bundle.pk}-{field}", f"{text} {bundle.title}.")
        desk.choose(f"#id_bundle-{bundle.pk}-weight_2")
    desk.choose("#id_minderheid-none_found")
    desk.write("#id_minderheid-method", "Iedereen vroeg om een huis of een bus. Niemand was tegen.")
    desk.choose("#id_advies-followed_0")
    desk.write("#id_advies-reason", "Het advies vroeg om huizen.")
    desk.select("#id_stemming-0-group", "Fractie A (43 zetels)")
    desk.write("#id_stemming-0-in_favour", "43")
    desk.write("#id_stemming-0-against", "0")
    for one in PRINCIPLES:
        desk.choose(f"#id_beginselen-{one.key}_0")
    desk.press("Bewaar alles")
    press(desk, "Maak het besluit openbaar")
    decision = Decision.objects.get(process=process)
    assert decision.published_at is not None, desk.text()


def answers(desk: Plain, process: Process) -> None:
    """Answer each bundle, read the answers over, send them, and say that everybody has one."""
    goes(desk, f"/balie/processen/{process.slug}/")
    for title in Bundle.objects.filter(process=process).order_by("number").values_list("title", flat=True):
        if not desk.page.at.startswith("/balie/antwoorden/"):
            desk.follow_to(f"/antwoorden/{process.slug}/")
        desk.follow_to(f"/bundel/{Bundle.objects.get(title=title).pk}/")
        desk.choose("overgenomen")
        desk.write("De reden", f"Er komen tien huizen en een bus. U vroeg om: {title.lower()}.")
        desk.write("Of schrijf de plek op", "Besluit van Provinciale Staten, punt 3")
        desk.press("Leg dit antwoord vast")
    words = [one.words for one in desk.page.root.all("button")]
    sends = [one for one in words if one.endswith(("alles wat klaarligt", "verstuur"))]
    press(desk, sends[-1])
    goes(desk, f"/balie/processen/{process.slug}/")
    press(desk, "Iedereen heeft antwoord")


def test_one_question_from_nothing_to_answered_takes_no_more_than_ninety_clicks(world: World) -> None:
    desk = Plain()
    desk.login(world.clerk)
    process = asks(desk)
    round = Round.objects.get(process=process)
    for number in range(VOICES):
        said = f"Een huis voor jongeren, nummer {number}." if number % 2 else f"Een bus naar Emmen, nummer {number}."
        give_idea(round=round, words=Words(kind="idea", text=said), actor=RESIDENT, key=None)
    with clock.frozen(round.closes_at + timedelta(days=1)):
        desk.login(world.clerk)
        weighs(desk, process)
        decides(desk, process)
        answers(desk, process)
    process.refresh_from_db()
    assert process.answered_at is not None, desk.text()
    assert desk.clicks <= MOST_CLICKS
    assert desk.loads <= MOST_LOADS
