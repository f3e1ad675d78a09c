"""Every page that joins apps, empty, filled and full."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import make_process, make_room, make_round, make_world
from tests.unlocked import unlocked

from brink.domain.contributions.models import Contribution, Landing
from brink.domain.people.models import Body
from brink.domain.processes.models import Event, Process
from brink.foundation.kept_pages import pages
from brink.web import search_index
from brink.web.tests.filled_site import NOW, Village
from brink.web.tests.page_text import EMPTY, get, heading, plain


def test_the_first_page_shows_what_is_open_with_the_same_numbers_on_the_drawing(village: Village) -> None:
    page = get("/")
    assert "Hoe kunnen mensen in kleine dorpen blijven wonen?" in page
    assert "U geeft advies. Provinciale Staten besluiten op 16 december 2026." in page
    assert "Nog 27 dagen" in page
    assert page.count('<g class="picture-post">') == 1
    assert "Alle open vragen (1)" in page
    assert "Dorpstafel over wonen" in page
    assert page.count('class="tile"') == 12


def test_a_place_leads_to_what_is_open_there_and_to_the_contact(village: Village) -> None:
    page = get("/?plek=Barger-Compascuum")
    assert "Nu open rond Barger-Compascuum" in page
    assert "Lies Brandsma (voorbeeld) is voor de provincie Drenthe het vaste aanspreekpunt in Emmen." in plain(page)
    assert "tile--here" in page


def test_a_question_elsewhere_is_not_near(village: Village) -> None:
    assert "Rond Meppel is nu geen vraag open." in plain(get("/?plek=Meppel"))


@pytest.mark.parametrize("typed", ["Atlantis", "<script>", "0000", "9" * 500])
def test_an_unknown_place_gets_a_sentence(village: Village, typed: str) -> None:
    page = get(f"/?plek={typed}")
    assert "Deze plek kennen wij niet." in plain(page)
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", 4), ("stand=open", 1), ("stand=straks", 1), ("stand=beantwoord", 1), ("stand=gestopt", 1),
        ("stand=gesloten", 0), ("stand=onzin", 4), ("q=belangrijk", 1), ("thema=wonen", 4), ("overheid=emmen", 0),
    ],
)  # fmt: skip
def test_the_list_narrows(village: Village, query: str, titles: int) -> None:
    page = get(f"/processen/?{query}")
    listed = page.split('class="brink-questions"')[1].split("</ol>")[0] if 'class="brink-questions"' in page else ""
    assert listed.count("<h3>") == titles
    assert ("Geen vraag gevonden. Kies iets ruimer." in page) is (titles == 0)


def test_many_questions_come_in_pages(village: Village) -> None:
    for number in range(25):
        make_process(village.world, f"vraag-{number}")
    assert "Pagina 1 van 2" in plain(get("/processen/"))
    assert "Pagina 2 van 2" in plain(get("/processen/?pagina=2&q="))


def test_a_draft_is_for_the_desk_alone(village: Village, staff: Client) -> None:
    make_process(village.world, "concept", room=False)
    assert Client().get("/processen/concept/").status_code == 404
    assert "Dit is een concept. Alleen medewerkers zien het." in get("/processen/concept/", staff)


def test_the_story_of_an_open_question(village: Village) -> None:
    page = get("/processen/wonen/")
    assert heading(page) == "Hoe kunnen mensen in kleine dorpen blijven wonen?"
    assert re.findall(r'class="brink-stop brink-stop--(\w+)"', page) == [
        "walked",
        "walked",
        "now",
        "ahead",
        "ahead",
        "ahead", "ahead",
    ]
    words = plain(page)
    assert "De provincie Drenthe vraagt, samen met de gemeente Emmen" in words
    assert "Ligt vast: niet bouwen in beschermde natuur" in words
    assert "Kan schuiven: tien woningen aan de rand" in words
    assert "Wie mag schuiven: Provinciale Staten." in words
    assert "Vervallen: eerst een woonplan" in words
    assert words.count("Hier zijn we nu") == 1
    assert words.count("Wie het leest") == 2  # one promise for each of the two open rounds
    assert "Op papier." in words
    assert "Dit volgt op: Wonen in kleine dorpen, ronde 1" in words


def test_the_story_of_an_answered_question(village: Village) -> None:
    page = get("/processen/wonen-ronde-1/")
    words = plain(page)
    # The last stop is what was promised with the decision, which still runs.
    assert re.findall(r'class="brink-stop brink-stop--(\w+)"', page) == ["walked"] * 6 + ["ahead"] * 2
    assert "Meedoen kan niet meer." in words
    assert "3 keuzes lagen op tafel" in words
    assert "Gekozen." in words
    assert "Wat de minderheid inbracht" in words
    assert "29 voor, 14 tegen. Eén steen is één stem." in words
    assert "Van de 3 fracties waren er 2 in meerderheid voor." in words
    assert f"Alle {village.answered.contribution_count} hebben antwoord gekregen, met uitleg." in words
    assert "Hier zijn we nu" not in words


def test_landings_fold_what_is_small(village: Village) -> None:
    words = plain(get("/processen/wonen-ronde-1/"))
    assert "60 deels overgenomen" in words
    assert "12 buiten de ruimte" not in words  # it keeps the four of "elsewhere" company
    assert "16 anders beantwoord, in kleine aantallen" in words
    assert "naar een andere overheid" not in words


def test_landings_that_are_not_sent_are_not_told_and_the_rest_is_not_counted(village: Village) -> None:
    Process.objects.filter(pk=village.answered.pk).update(answered_at=None)
    waiting = Landing.objects.filter(answer__process=village.answered, answer__outcome="planned")
    Contribution.objects.filter(landings__in=waiting).update(replied_at=None, landed_at=None)
    with unlocked():  # what was sent stays, but by a test that makes as if it was not
        waiting.delete()
    words = plain(get("/processen/wonen-ronde-1/"))
    told = village.answered.contribution_count - 24
    assert f"{told} bijdragen hebben nu antwoord gekregen, met uitleg. De andere volgen." in words
    assert f"{village.answered.contribution_count} bijdragen" not in words


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [("dorpsbos", "U kunt meedoen vanaf maandag 19 oktober 2026."), ("zonnepark", "De grond is verkocht.")],
)
def test_stories_before_and_beside_the_path(village: Village, slug: str, sentence: str) -> None:
    assert sentence in plain(get(f"/processen/{slug}/"))


def test_a_round_that_is_over_but_not_counted_says_so(village: Village) -> None:
    process = make_process(village.world, "telt")
    make_round(process, "ideas", opens_at=NOW - timedelta(days=9), closes_at=NOW - timedelta(days=1))
    assert "Deze ronde is voorbij. Wij tellen nog." in plain(get("/processen/telt/"))


def test_a_changed_room_says_what_changed(village: Village) -> None:
    process = make_process(village.world, "anders")
    make_room(village.world, process, version=2, change_reason="Het budget is hoger.")
    words = plain(get("/processen/anders/"))
    assert "Wat is er gewijzigd?" in words
    assert "Versie 2, 5 oktober 2026: Het budget is hoger." in words
    assert "Versie 1, 5 oktober 2026: de eerste." in words


def test_the_page_wears_the_colours_of_its_body(village: Village) -> None:
    Body.objects.filter(pk=village.world.body.pk).update(theme="gemeente")
    assert "ui/brink-gemeente.css" in get("/processen/wonen/")
    assert "ui/brink-gemeente.css" not in get("/")
    Body.objects.filter(pk=village.world.body.pk).update(theme="bestaat-niet")
    pages.clear()  # no act wrote this
    assert "ui/brink.css" in get("/processen/wonen/")


def test_an_area_says_who_is_who(village: Village) -> None:
    words = plain(get("/gebieden/emmen/"))
    assert "Uw contact in de streek" in words
    assert "Provinciale Staten Provincie Drenthe, 43 zetels." in words
    assert "Lies Brandsma (voorbeeld) (Fractie A)" in words
    assert words.index("Gemeente Emmen. De gemeente gaat over straten") < words.index(
        "Provincie Drenthe. De provincie gaat"
    )
    assert "Barger-Compascuum" in words


def test_a_village_knows_its_neighbours(village: Village) -> None:
    words = plain(get("/gebieden/barger-compascuum/"))
    assert "Dorpen in de buurt" in words
    assert "Hoe kunnen mensen in kleine dorpen blijven wonen?" in words


def test_areas_are_searched(village: Village) -> None:
    response = Client().get("/gebieden/?plek=barger-compascuum")
    assert (response.status_code, response["Location"]) == (302, "/gebieden/barger-compascuum/")
    assert "Deze plek kennen wij niet." in plain(get("/gebieden/?plek=Atlantis"))


def test_the_calendar_by_month_and_by_municipality(village: Village) -> None:
    words = plain(get("/agenda/"))
    assert [words.count(month) for month in ("Oktober 2026", "November 2026", "December 2026")] == [1, 1, 1]
    assert "Donderdag, 19.30 tot 21.30 uur." in words
    assert "Tweede besluit: voor wie en waar" in words
    assert "Dorpstafel over wonen" in plain(get("/agenda/?gebied=emmen"))
    assert "Er staat hier de komende tijd niets." in plain(get("/agenda/?gebied=meppel"))


def test_a_meeting_that_is_off_stays_readable(village: Village) -> None:
    Event.objects.filter(title="Fietstocht langs het water").update(cancelled_at=NOW, cancel_reason="Er komt storm.")
    assert "Gaat niet door. Er komt storm." in plain(get("/agenda/"))
    assert "Gaat niet door. Er komt storm." in plain(get("/"))


def test_many_meetings_come_in_pages(village: Village) -> None:
    Event.objects.bulk_create(
        Event(
            tenant=village.world.body, created_at=NOW, title=f"Inloop {number}", venue="Dorpshuis",
            starts_at=NOW + timedelta(days=number), ends_at=NOW + timedelta(days=number, hours=1),
        )
        for number in range(1, 31)
    )  # fmt: skip
    assert "Pagina 1 van 2" in plain(get("/agenda/"))


def test_decisions_list_search_and_record(village: Village) -> None:
    assert "Tien woningen aan de rand van het dorp" in plain(get("/besluiten/"))
    assert "Geen besluit gevonden." in plain(get("/besluiten/?q=windmolen"))
    words = plain(get(f"/besluiten/{village.decision.slug}/"))
    assert "Dit was moeilijk" in words
    assert "Dit is toegezegd" in words
    assert "artikel 105 van de Provinciewet" in words
    assert "Fractie C 0 12" in words


def test_every_page_works_without_script(village: Village) -> None:
    """No button or link depends on JavaScript: forms post or get, links lead somewhere."""
    for address in (*EMPTY, "/processen/wonen/", "/processen/wonen-ronde-1/", "/gebieden/emmen/"):
        page = get(address)
        assert re.findall(r"href=\"#\"|href=\"javascript|onclick", page) == []
        assert page.count("<button") == len(re.findall(r"<button[^>]*type=\"submit\"", page))


def test_first_page_is_small(village: Village) -> None:
    assert len(Client().get("/").content) < 50_000


def test_staff_see_their_queue_and_how_their_questions_stand(village: Village, staff: Client) -> None:
    page = get("/balie/", staff)
    words = plain(page)
    assert heading(page) == "Goedemorgen, Aziz"
    told = re.search(r"Er wachten (\d+) dingen op u\.", words)
    assert told is not None
    assert int(told[1]) == page.partition('id="organisatie"')[0].count('class="brink-queue__act"')
    assert words.index("Te laat") < words.index("Later")
    assert "Hoe staan uw vragen ervoor?" in words
    assert "Beantwoord (stap 7 van 8)" in words
    assert page.count("brink-button--small") == page.count('class="brink-queue__act"')


def test_the_queue_of_one_body_is_not_that_of_another(village: Village) -> None:
    other = make_world("groningen")
    client = Client()
    client.force_login(other.officer)
    assert "Wonen in kleine dorpen" not in plain(get("/balie/", client))


def test_a_decision_says_how_many_voices_came_down_there(village: Village) -> None:
    words = plain(get(f"/besluiten/{village.decision.slug}/"))
    assert f"Bijdragen die meetellen in dit besluit {village.answered.contribution_count}" in words


def test_a_question_without_participation_gives_its_reason_and_no_path(village: Village) -> None:
    process = make_process(village.world, "paspoort", room=False)
    Process.objects.filter(pk=process.pk).update(
        participation=False,
        ground="Het rijk bepaalt de prijs.",
        motivation="Er is niets te kiezen.",
        participation_at=NOW,
    )
    search_index.repair()  # no act wrote it
    page = get("/processen/paspoort/")
    words = plain(page)
    assert "Hierover vragen wij niets Waarom niet Het rijk bepaalt de prijs." in words
    assert "concept" not in words
    assert "brink-stop" not in page
    assert "Inwoners doen niet mee" in plain(get("/processen/?q=paspoort"))


def test_a_question_that_waits_for_its_room_is_no_draft(village: Village) -> None:
    process = make_process(village.world, "wacht", room=False)
    Process.objects.filter(pk=process.pk).update(ground="Ja.", motivation="U weet het best.", participation_at=NOW)
    search_index.repair()  # no act wrote it
    words = plain(get("/processen/wacht/"))
    assert "De ruimte is nog niet openbaar." in words
    assert "concept" not in words
    assert "Ruimte volgt" in plain(get("/processen/?q=wacht"))


def test_the_seed_of_a_method_can_be_copied(village: Village) -> None:
    assert "startgetal 1. Met dat getal" in plain(get("/processen/wonen-ronde-1/"))
