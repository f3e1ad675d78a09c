"""Journey B: Hendrik is 71 and sits at the village table with an old phone. He speaks, and keeps a code.

Figures of the journey are asserted as they are: what he must press and fill in, and how heavy the pages are.
"""

import re
from datetime import timedelta

import pytest

from brink.domain.contributions.models import Contribution, Giver, Source
from brink.foundation import clock
from brink.instruments.dialogue.models import Session, Vote
from tests.journeys.conftest import BROWSER, DESK, PHONE, Hand, Someone, fits_one_sheet
from tests.journeys.walker import Walker
from tests.journeys.world import FIXED, MOVABLE, OPEN_POINT, QUESTION, STATEMENTS, Place, make_place

IDEA = "Maak van de oude school kleine huizen. Dan kan mijn dochter terugkomen."
HEAVIEST = 150_000
CODE = re.compile(r"[a-z]+ [a-z]+ [a-z]+ \d{4} \d{4} [A-Z]")


@pytest.fixture
def place(device: Hand) -> Place:
    return make_place(clock.now() - timedelta(days=2))


def sees_what_it_is_about(walker: Someone) -> None:
    """Question, room and promise stand on every page where words are asked."""
    text = walker.text()
    assert QUESTION in text
    assert OPEN_POINT in text
    assert (FIXED in text, MOVABLE in text) == (True, True)
    assert "Wanneer u het hoort" in text


def follows(walker: Someone, code: str, words: str) -> None:
    """Type a code on the follow page and find the words."""
    walker.visit("/volg/")
    walker.look("b-volg")
    walker.write("Uw volgcode", code)
    walker.press("Bekijk het pad van uw woorden")
    assert walker.pieces("h1") == ["Het pad van uw woorden"]
    assert words in walker.text()
    walker.look("b-pad")


def test_he_gives_an_idea_in_one_screen_and_a_second_press_counts_once(device: Hand, place: Place) -> None:
    phone = device(PHONE)
    phone.visit(f"/processen/{place.process.slug}/")
    phone.look("b-vraag")
    sees_what_it_is_about(phone)
    assert phone.weight() <= HEAVIEST
    assert phone.cookies() == ["csrftoken"]
    phone.follow("Geef uw idee")
    phone.look("b-idee")
    sees_what_it_is_about(phone)
    assert phone.weight() <= HEAVIEST
    phone.write("Wat is uw idee?", f"{IDEA} Bel mij op 06 12345678.")
    phone.press("Verstuur mijn idee")
    assert phone.reads("Er staat een telefoonnummer in: 06 12345678.")
    assert phone.value("Wat is uw idee?") == f"{IDEA} Bel mij op 06 12345678."
    phone.look("b-hint")
    phone.write("Wat is uw idee?", IDEA)
    phone.choose("Met mijn naam")
    phone.write("Naam die erbij staat", "Hendrik")
    phone.press("Verstuur toch")
    code = phone.code()
    assert CODE.fullmatch(code)
    phone.look("b-bonnetje")
    # Three fields and four presses, with a hint on the way and a name; without those, one field and two presses.
    assert (phone.fields, phone.clicks) == (3, 4)

    # The hall has bad reception: the page loads again, and he goes back and presses once more.
    phone.reload()
    assert phone.code() == code
    phone.back()
    phone.press("Verstuur toch")
    assert phone.code() == code
    mine = Contribution.objects.filter(process=place.process)
    assert [(one.text, one.public_name, one.channel) for one in mine] == [(IDEA, "Hendrik", "web")]
    place.process.refresh_from_db()
    assert (place.process.contribution_count, Giver.objects.count()) == (1, 0)

    # Days later, on the computer of his daughter.
    follows(device(DESK), code.upper().replace(" ", "-"), IDEA)


@pytest.mark.parametrize("device", [BROWSER], indirect=True)  # without scripts the browser itself keeps the form
def test_in_a_hall_without_a_line_his_words_wait_and_are_sent_once(device: Hand, place: Place) -> None:
    phone = device(PHONE)
    assert isinstance(phone, Walker)
    phone.visit(f"/processen/{place.process.slug}/")
    phone.follow("Geef uw idee")
    phone.write("Wat is uw idee?", IDEA)
    phone.forgiven = ("INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    phone.context.set_offline(True)
    send = phone.page.get_by_role("button", name="Verstuur mijn idee")
    send.click()
    assert phone.reads("U heeft nu geen internet. Uw woorden staan klaar.")
    send.click()
    phone.look("b-geen-internet")
    assert phone.page.get_by_label("Wat is uw idee?").input_value() == IDEA
    assert Contribution.objects.count() == 0
    phone.write("Wat is uw idee?", f"{IDEA} En een tuin.")
    with phone.page.expect_navigation():
        phone.context.set_offline(False)
    assert CODE.fullmatch(phone.code())
    assert [one.text for one in Contribution.objects.all()] == [f"{IDEA} En een tuin."]


def test_his_paper_form_goes_the_same_way_under_its_printed_code(device: Hand, place: Place) -> None:
    desk = device(DESK)
    desk.login(place.world.officer)
    desk.visit(f"/balie/processen/{place.process.slug}/drukwerk/")
    desk.follow("Papieren formulier ‘Wat is uw idee?’")
    desk.press("Maak de formulieren")
    desk.look("b-formulier")
    assert fits_one_sheet(desk)
    code = desk.pieces("[data-printed-code]")[0]
    assert CODE.fullmatch(code)
    desk.visit("/balie/")
    desk.look("b-balie")
    desk.follow("Inbreng", first=True)
    desk.look("b-inbreng")
    desk.press("Schrijf op wat er is gezegd", "link")
    desk.look("b-welke-vraag")
    desk.follow("Wonen in kleine dorpen: Wat is uw idee?")
    desk.look("b-opschrijven")
    desk.choose("op papier")
    desk.write("Wat is er gezegd?", IDEA)
    desk.choose("De gever vindt het goed dat dit op de site komt")
    desk.unfold("Meer: dag, code van het formulier, samenvatting, plaats")
    desk.write("Code op het formulier", code)
    desk.press("Bewaar en maak het bonnetje")
    assert desk.code() == code
    desk.look("b-opgeschreven")
    mine = Contribution.objects.get(process=place.process)
    assert (mine.text, mine.channel, mine.kind, mine.moderation) == (IDEA, "paper", "idea", "shown")
    assert Source.objects.get(contribution=mine).entered_by_id == place.world.officer.pk

    phone = device(PHONE)
    phone.visit(f"/processen/{place.process.slug}/")
    assert phone.reads("Maak van de oude school kleine huizen.")
    follows(phone, code, IDEA)
    assert phone.reads("Aziz (voorbeeld) heeft uw woorden opgeschreven.")


def test_he_says_what_he_thinks_of_each_sentence_and_gets_a_code(device: Hand, place: Place) -> None:
    phone = device(PHONE)
    phone.visit(f"/processen/{place.process.slug}/")
    phone.follow("Zeg wat u vindt", first=True)
    phone.look("b-stelling")
    assert phone.weight() <= HEAVIEST
    for number, answer in enumerate(("Eens", "Oneens", "Weet ik niet", "Eens", "Eens"), start=1):
        assert phone.reads(f"Zin {number} van {len(STATEMENTS)}")
        phone.press(answer)
    phone.look("b-alle-zinnen")
    assert (Session.objects.count(), Vote.objects.count()) == (1, len(STATEMENTS))
    phone.follow("Naar mijn volgcode")
    code = phone.code()
    assert CODE.fullmatch(code)
    phone.look("b-dialoog-bonnetje")
    assert (phone.fields, phone.clicks) == (0, len(STATEMENTS) + 2)

    phone.reload()
    assert phone.code() == code
    phone.follow("Verander mijn antwoorden")
    assert phone.chosen() == len(STATEMENTS)
    phone.look("b-dialoog-lijst")
    phone.press("Stuur mijn antwoorden")
    assert (Session.objects.count(), Vote.objects.count()) == (1, len(STATEMENTS))
    follows(device(DESK), code, "Het pad van uw woorden")
