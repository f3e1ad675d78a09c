"""A new site begins from examples that ship with Brink: a village school, a wind farm, a square."""

from datetime import date

import pytest
from django.test import Client
from tests.builders import World, make_world
from tests.form_client import read

from brink.domain.journal.models import Entry
from brink.domain.people.models import Person
from brink.domain.processes.dates import day_of, last_day
from brink.domain.processes.example_questions import ExampleQuestion, example_questions
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, Theme
from brink.foundation.visibility import ANYONE, visible

pytestmark = pytest.mark.django_db
EXAMPLES = sorted(example_questions().values(), key=lambda one: one.key)
STARTS = date(2027, 3, 1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def clerk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def sent(world: World, example: ExampleQuestion, **more: str) -> dict[str, str]:
    owner = Person.objects.get(tenant=world.body, account=world.officer)
    data = {"title": example.title, "starts_on": STARTS.isoformat(), "owner": str(owner.pk)}
    data |= {"theme": str(Theme.objects.all()[0].pk), "area": str(world.village.pk)}
    return {**data, "key": f"{example.key:k<20}", **more}


def test_the_three_are_offered_where_a_question_begins(clerk: Client) -> None:
    page = clerk.get("/balie/processen/nieuw/").content.decode()
    assert {one.key for one in EXAMPLES} == {"dorpsschool", "plein", "windpark"}
    for one in EXAMPLES:
        assert f"/balie/voorbeeldvraag/{one.key}/" in page


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.key)
def test_a_question_begins_with_its_words_room_rounds_and_interests_and_nobody_reads_it(
    world: World, clerk: Client, example: ExampleQuestion
) -> None:
    address = f"/balie/voorbeeldvraag/{example.key}/"
    shown = clerk.get(address).content.decode()
    assert [one for one in (*example.open_points, example.question) if one not in shown] == []
    answers = [clerk.post(address, sent(world, example)) for _press in range(2)]
    assert [one.status_code for one in answers] == [302, 302], answers[0].content.decode()
    made = Process.objects.get(title=example.title)
    assert [one["Location"] for one in answers] == [f"/balie/processen/{made.slug}/onderwerp/"] * 2
    room = made.rooms.get()
    assert (room.question, room.level, room.open_points) == (example.question, example.level, list(example.open_points))
    assert room.published_at is None
    rounds = list(made.rounds.order_by("number"))
    assert [one.instrument for one in rounds] == [one.instrument for one in example.rounds]
    assert day_of(rounds[0].opens_at) == STARTS
    days = [(last_day(one.closes_at) - day_of(one.opens_at)).days + 1 for one in rounds]
    assert days == [one.days for one in example.rounds]
    assert list(made.interests.values_list("title", flat=True)) == list(example.interests)
    assert not visible(ANYONE, Process.objects.filter(pk=made.pk)).exists()
    assert Entry.objects.filter(kind="process.begun", data__example=example.key).count() == 1
    assert clerk.get(f"/balie/processen/{made.slug}/speelruimte/").status_code == 200


def test_every_example_fits_what_the_site_has() -> None:
    """A round of an instrument that is not there is left out in silence: of those that ship, none is."""
    assert {one.instrument for example in EXAMPLES for one in example.rounds} <= {one.card.key for one in registry}
    assert all(sorted(example.rounds, key=lambda one: one.after)[0].after == 0 for example in EXAMPLES)


@pytest.mark.parametrize(
    ("more", "said"),
    [({"title": " "}, "Dit veld is verplicht"), ({"owner": ""}, "Dit veld is verplicht"),
     ({"starts_on": "1900-01-01"}, "Kies een eerste dag die in de buurt ligt")],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_nothing_is_made(
    world: World, clerk: Client, more: dict[str, str], said: str
) -> None:
    before = Process.objects.count()
    answer = clerk.post("/balie/voorbeeldvraag/plein/", sent(world, example_questions()["plein"], **more))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Process.objects.count() == before
    assert read(answer).forms


def test_an_example_that_there_is_not_has_no_page(clerk: Client) -> None:
    assert clerk.get("/balie/voorbeeldvraag/kasteel/").status_code == 404
