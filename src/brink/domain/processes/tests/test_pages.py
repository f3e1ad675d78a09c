"""The desk from first question to open round (journey A), by form, without script."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders import make_account, make_process, make_world
from tests.form_client import go_on

from brink.domain.framework.levels import Level
from brink.domain.framework.models import InstrumentRule
from brink.domain.journal.models import Entry
from brink.domain.people.models import Body
from brink.domain.processes.models import Alignment, Event, Process, RoomStatement, Round, RoundExtension
from brink.domain.processes.proposals import propose_days
from brink.domain.processes.states import ProcessState, process_state
from brink.domain.processes.views import small_forms
from brink.foundation import clock
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world) -> Client:
    """The browser of an officer."""
    client = Client()
    client.force_login(world.officer)
    return client


def sent(page, **changes) -> dict[str, object]:
    """Return what a browser would send for the first form on a page that is bound or fresh, with `changes`."""
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


SUBJECT = {
    "title": "Wonen in kleine dorpen", "villages": "Proefdorp", "participation": "ja", "lead": "government",
    "ground": "Verordening, artikel 2", "motivation": "Het gaat over uw dorp.", "areas": [], "predecessor": "",
    "plan": "nee",
}  # fmt: skip


def start(desk, world, **changes) -> Process:
    page = desk.get(reverse("processes:new"))
    answer = desk.post(reverse("processes:new"), sent(page, **{**SUBJECT, "themes": [world.theme.pk], **changes}))
    assert answer.status_code == 302, answer.context["form"].errors
    return Process.objects.get(slug=answer.url.split("/")[3])


ROOM = {
    "question": "Wat is nodig om in een klein dorp te blijven wonen?", "level": Level.ADVISE,
    "summary": "De provincie wil weten wat nodig is.", "open_points": "voor wie wij bouwen\nwaar wij bouwen",
    "closed_points": "het geld: dat ligt vast", "money_cents": "150.000", "money_covers": "voor plannen",
}  # fmt: skip
LIMITS = {
    "grens-TOTAL_FORMS": "2", "grens-INITIAL_FORMS": "0", "grens-MIN_NUM_FORMS": "0", "grens-MAX_NUM_FORMS": "30",
    "grens-0-subject": "Natuur", "grens-0-kind": "hard", "grens-0-source": "law",
    "grens-0-explanation": "In natuur bouwen wij niet.", "grens-0-reference": "Omgevingswet",
    "grens-1-subject": "", "grens-1-source": "law",
}  # fmt: skip


def write_room(desk, process, **changes):
    address = reverse("processes:room", args=[process.slug])
    page = desk.get(address)
    return desk.post(address, {**sent(page, **ROOM), **LIMITS, "verder": "1", **changes})


def act(desk, process, name, **data):
    """Press a button; those about the words of a draft send the version that their page showed."""
    if name in ("vaststellen", "publiceren"):
        data["version"] = desk.get(reverse("processes:check", args=[process.slug])).context["version"]
    return go_on(desk, reverse("processes:act", args=[process.slug, name]), data, follow=True)


def test_journey_a_from_the_first_question_to_an_open_round(desk, world) -> None:
    process = start(desk, world)
    choose = reverse("processes:choose", args=[process.slug])
    page = desk.get(choose)
    assert desk.post(choose, sent(page, level=Level.ADVISE, verder="1")).status_code == 302
    assert write_room(desk, process).url == reverse("processes:rounds", args=[process.slug])
    room = RoomStatement.objects.get()
    assert (room.money_cents, room.open_points) == (15_000_000, ["voor wie wij bouwen", "waar wij bouwen"])
    assert [one.subject for one in room.boundaries.all()] == ["Natuur"]
    assert (room.decider, room.reply_on - room.decision_on) == (world.council, timedelta(days=28))

    new = reverse("processes:round_new", args=[process.slug]) + "?instrument=prikbord"
    assert desk.post(new, {**sent(desk.get(new)), "instelling-wish": "Veel"}).status_code == 302
    round = Round.objects.get()
    assert (round.settings, round.opens_at.astimezone(clock.AMSTERDAM).weekday()) == ({"wish": "Veel"}, 0)

    check = reverse("processes:check", args=[process.slug])
    assert [line.message for line in desk.get(check).context["missing"] if line.blocks] == []
    assert "Zet eerst de speelruimte" in act(desk, process, "vrijgeven", round=round.pk, back="check").content.decode()
    act(desk, process, "vaststellen", organ=world.council.pk, on="2026-09-01")
    assert "staat op de site" in act(desk, process, "publiceren").content.decode()
    act(desk, process, "vrijgeven", round=round.pk, key="v" * 22)
    act(desk, process, "vrijgeven", round=round.pk, key="v" * 22)
    round.refresh_from_db()
    process.refresh_from_db()
    assert (round.opened_at, process.framework) == (clock.now(), world.framework)
    with clock.frozen(round.opens_at):
        assert process_state(process, clock.now()) is ProcessState.OPEN
    assert Entry.objects.filter(kind="round.opened").count() == 1


def test_nothing_typed_is_lost_when_something_is_wrong(desk, world) -> None:
    page = desk.get(reverse("processes:new"))
    wrong = {**SUBJECT, "title": "", "villages": "Proefdrop, Assen", "motivation": "Een lange uitleg.", "themes": []}
    answer = desk.post(reverse("processes:new"), sent(page, **wrong))
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Geef het proces een titel.", "Kies minstens één thema.", "Een lange uitleg.", "Proefdrop, Assen"):
        assert words in text
    assert Process.objects.count() == 0
    process = start(desk, world)
    answer = write_room(desk, process, reply_on="gisteren", **{"grens-1-subject": "Geld", "grens-1-explanation": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in (ROOM["question"], "Vul een dag in zoals", "Leg deze grens uit", 'value="Geld"', 'value="gisteren"'):
        assert words in text
    assert RoomStatement.objects.count() == 0


def test_a_form_that_is_sent_twice_makes_one_process(desk, world) -> None:
    data = sent(desk.get(reverse("processes:new")), **{**SUBJECT, "themes": [world.theme.pk]})
    first, second = (desk.post(reverse("processes:new"), data) for _twice in range(2))
    assert first.url == second.url
    assert Process.objects.count() == 1


def test_step_two_says_what_fits_and_why_the_rest_does_not(desk, world) -> None:
    InstrumentRule.objects.filter(instrument="dialogue").update(max_level=Level.ADVISE)
    InstrumentRule.objects.filter(instrument="ideas").update(needs_mandate=True)
    InstrumentRule.objects.filter(instrument="prikbord").update(max_level=Level.ADVISE)
    process = start(desk, world)
    choose = reverse("processes:choose", args=[process.slug])
    answer = desk.post(choose, sent(desk.get(choose), level=Level.COPRODUCE, toon="1"))
    text = answer.content.decode()
    assert "en u heeft ‘samen maken’ gekozen" in text
    assert "alleen met toestemming van wie beslist" in text
    assert RoomStatement.objects.count() == 0


def test_another_body_on_the_same_topic_is_shown_and_the_choice_recorded(desk, world) -> None:
    theirs = make_process(make_world("emmen", Body.Kind.MUNICIPALITY), "dorpswinkels")
    hidden = make_process(make_world("assen", Body.Kind.MUNICIPALITY), "geheim", room=False)
    process = start(desk, world)
    address = reverse("processes:align", args=[process.slug])
    page = desk.get(address)
    assert theirs.title in page.content.decode()
    assert hidden.title not in page.content.decode()
    prefix = str(theirs.pk)
    desk.post(address, {"other": prefix, f"{prefix}-choice": "together", f"{prefix}-note": "Gebeld."})
    assert Alignment.objects.get().choice == "together"


def test_long_sentences_and_hard_words_are_marked_as_advice(desk, world) -> None:
    process = start(desk, world)
    hard = "Wij willen randvoorwaardelijk implementeren. " + "Woord " + " ".join(["woord"] * 32) + " einde."
    assert write_room(desk, process, plan=hard).status_code == 302
    text = desk.get(reverse("processes:room", args=[process.slug])).content.decode()
    assert "Deze zin heeft 34 woorden" in text
    assert "implementeren" in text
    assert "Kan dit makkelijker?" in text


def test_a_table_too_close_to_a_term_is_refused_at_the_day(desk, world) -> None:
    process = start(desk, world)
    term = reverse("processes:add", args=[process.slug, "termijn"])
    desk.post(term, {"name": "zienswijzen", "closes_on": "2026-10-20"})
    table = reverse("processes:add", args=[process.slug, "bijeenkomst"])
    words = {"title": "Dorpstafel", "on": "2026-10-17", "starts": "19:30", "ends": "21:30", "venue": "Dorpshuis"}
    answer = desk.post(table, words)
    assert answer.status_code == 422
    assert answer.context["form"].errors["on"] == [
        "De termijn 'zienswijzen' sluit op dinsdag 20 oktober 2026. "
        "Houd deze bijeenkomst uiterlijk op dinsdag 13 oktober 2026."
    ]
    assert 'value="Dorpshuis"' in answer.content.decode()
    assert desk.post(table, {**words, "on": "2026-10-13"}).status_code == 302
    assert Event.objects.get().starts_at.astimezone(clock.AMSTERDAM).hour == 19


def published(desk, world) -> Process:
    process = start(desk, world)
    write_room(desk, process)
    new = reverse("processes:round_new", args=[process.slug]) + "?instrument=prikbord"
    desk.post(new, sent(desk.get(new), opens_on="2026-09-01", closes_on="2026-09-30"))
    act(desk, process, "vaststellen", organ=world.council.pk, on="2026-09-01")
    act(desk, process, "publiceren")
    act(desk, process, "vrijgeven", round=Round.objects.get().pk)
    process.refresh_from_db()
    return process


def test_a_round_is_extended_closed_and_weighed_at_the_desk(desk, world) -> None:
    process = published(desk, world)
    extend = reverse("processes:extend", args=[process.slug, 1])
    short = desk.post(extend, sent(desk.get(extend), closes_on="2026-09-29", reason="Kort."))
    assert short.status_code == 422
    longer = sent(short, closes_on="2026-10-07", reason="De post kwam laat.")
    assert go_on(desk, extend, longer).status_code == 302
    assert RoundExtension.objects.get().reason == "De post kwam laat."
    round = Round.objects.get()
    said = act(desk, process, "sluiten", round=round.pk, back="desk").content.decode()
    assert "Eerder sluiten kan alleen met een reden" in said
    with clock.frozen(round.closes_at):
        assert "Sluit en tel" in desk.get(reverse("processes:desk", args=[process.slug])).content.decode()
        assert "0 keer" in act(desk, process, "sluiten", round=round.pk).content.decode()
        act(desk, process, "wegen")
    process.refresh_from_db()
    assert process.weighing_at == round.closes_at


def test_the_page_of_a_question_has_one_button_for_one_step_and_no_link_to_nowhere(desk, world) -> None:
    draft = start(desk, world)
    home = reverse("processes:desk", args=[draft.slug])
    links = re.findall(r'<a [^>]*href="(/[^"#]*)"', desk.get(home).content.decode().partition("<main")[2])
    assert [link for link in set(links) if desk.get(link, follow=True).status_code != 200] == []
    process = published(desk, world)
    with clock.frozen(Round.objects.get(process=process).closes_at):
        act(desk, process, "sluiten", round=Round.objects.get(process=process).pk)
        page = desk.get(reverse("processes:desk", args=[process.slug])).content.decode()
        assert len(re.findall(r"<(?:button|a)\b[^>]*>\s*Begin de weging", page)) == 1


def test_a_change_of_the_room_makes_a_new_version(desk, world) -> None:
    process = published(desk, world)
    address = reverse("processes:room", args=[process.slug])
    assert "staat op de site" in desk.get(address).content.decode()
    act(desk, process, "versie")
    data = {"change_reason": "De raad vergadert later.", "decision_on": "2027-01-05", "reply_on": "2027-02-02"}
    page = desk.get(address)
    limits = {**LIMITS, "grens-INITIAL_FORMS": "1"}
    assert desk.post(address, {**sent(page, **ROOM, **data), **limits, "verder": "1"}).status_code == 302
    act(desk, process, "vaststellen", organ=world.council.pk, on="2026-09-01")
    act(desk, process, "publiceren")
    assert Entry.objects.get(kind="room.changed").data["changed"] == ["decision_on", "reply_on"]
    assert [one.version for one in RoomStatement.objects.filter(published_at__isnull=False)] == [2, 1]


def pages(process) -> list[str]:
    """Return every desk address of one process that answers a GET."""
    plain = ("desk", "subject", "align", "choose", "room", "rounds", "check", "print", "poster")
    found = [reverse(f"processes:{name}", args=[process.slug]) for name in plain]
    kinds = tuple(small_forms.KINDS)
    found += [reverse("processes:add", args=[process.slug, kind]) for kind in kinds]
    found += [reverse(f"processes:{name}", args=[process.slug, 1]) for name in ("extend", "deviation", "paper")]
    return [*found, reverse("processes:round_new", args=[process.slug]) + "?instrument=prikbord"]


def test_every_desk_page_answers_its_own_staff_and_nobody_else(desk, world) -> None:
    process = published(desk, world)
    other, stranger = make_world("emmen", Body.Kind.MUNICIPALITY), Client()
    stranger.force_login(other.officer)
    council = Client()
    council.force_login(_council_member(world))
    for address in pages(process):
        assert desk.get(address).status_code == 200, address
        assert stranger.get(address).status_code == 404, address
        assert Client().get(address).status_code == 404, address
        assert council.get(address).status_code == 404, address
    for name in ("publiceren", "vrijgeven", "sluiten", "wegen", "terugkoppelen", "besluit", "versie", "weghalen"):
        address = reverse("processes:act", args=[process.slug, name])
        before = Entry.objects.count()
        assert stranger.post(address, {"round": Round.objects.get().pk}).status_code == 404, address
        # What is told first has a page of its own, which does nothing; other buttons lead to the page they stand on.
        assert desk.get(address).status_code in (200, 302, 404)
        assert Entry.objects.count() == before


def _council_member(world):
    return make_account(world.body, world.council, Role.COUNCIL, "Anne")[0]


def test_a_row_of_another_process_is_not_touched(desk, world) -> None:
    process, other = published(desk, world), start(desk, world, title="Iets anders")
    round = Round.objects.get()
    answer = desk.post(reverse("processes:act", args=[other.slug, "weghalen"]), {"round": round.pk})
    assert answer.status_code == 404
    assert desk.post(reverse("processes:act", args=[process.slug, "vrijgeven"]), {"round": "x"}).status_code == 404


def test_an_act_without_csrf_token_is_refused(world) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.officer)
    process = make_process(world)
    assert client.post(reverse("processes:act", args=[process.slug, "wegen"])).status_code == 403


def test_strangers_are_asked_to_come_in_and_council_members_have_no_desk(world) -> None:
    for name in ("processes:index", "processes:new"):
        assert Client().get(reverse(name)).url.startswith("/account/login/?next=")


def test_the_list_has_the_same_number_of_queries_when_it_doubles(desk, world) -> None:
    counts = []
    for batch in range(2):
        for number in range(6):
            make_process(world, f"vraag-{batch}-{number}")
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(reverse("processes:index")).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_pages_have_one_heading_and_a_label_for_each_field(desk, world) -> None:
    process = published(desk, world)
    act(desk, process, "versie")
    for address in [*pages(process), reverse("processes:new"), reverse("processes:index")]:
        text = desk.get(address).content.decode()
        assert len(re.findall(r"<h1\b", text)) == 1, address
        for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
            if 'type="hidden"' in field or 'type="submit"' in field:
                continue
            name = re.search(r'\bid="([^"]+)"', field).group(1)
            assert f'for="{name}"' in text, (address, field)
        identities = re.findall(r'\bid="([^"]+)"', text)
        assert sorted(identities) == sorted(set(identities)), address


def test_the_day_proposals_are_in_order() -> None:
    for offset in range(400):
        today = date(2026, 1, 1) + timedelta(days=offset)
        days = propose_days(today, 28)
        assert today + timedelta(days=13) < days.opens_on < days.closes_on < days.decision_on < days.reply_on
        assert (days.opens_on.weekday(), days.closes_on.weekday()) == (0, 6)
        assert days.decision_on.weekday() < 5
