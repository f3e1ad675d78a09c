"""The open door: anybody tells a body anything, gets a code, and hears within ten working days."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Contribution, Move, Publicity
from brink.domain.contributions.queries.path import path_of, read
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.services import handover, landing, moving, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.journal.acts import version_of
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.notifications.topics import by_kind
from brink.domain.people.models import AreaContact
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.standing_question import StandingFacts, open_standing
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict, NotNow
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import ANYONE, Role, Viewer, visible
from brink.registers.inbox import queries

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
FRIDAY = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
CANARY = "kanarievogel"
REFUSED = AnswerDraft("outside", "Dat is niet aan ons, maar aan het Rijk.")
WORDS = f"Waarom rijdt de bus niet op zondag? {CANARY}"
SAID = {"key": "k" * 20, "kind": "question", "text": WORDS, "area": "", "email": ""}


def opened(world: World) -> Process:
    facts = StandingFacts(world.contact, world.executive, world.executive, clock.today())
    return open_standing(tenant=world.body, facts=facts, actor=STAFF, key=None)


@pytest.fixture
def world() -> World:
    with clock.frozen(FRIDAY):
        made = make_world()
        opened(made)
        return made


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def queue(viewer: Viewer) -> list[QueueItem]:
    """What the desk is told about who waits on the standing question."""
    return [one for one in desk_items(viewer) if ".answer." in one.key and one.address == "/balie/vragen/"]


def told(world: World, **changes: str) -> Contribution:
    said = {**SAID, **changes}
    answer = Client().post(f"/vragen/{world.body.slug}/", {**said, "key": said["key"].ljust(20, "k")}, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return Contribution.objects.order_by("-created_at", "-id")[0]


def test_without_account_or_script_one_screen_gives_a_code_and_a_day(world: World) -> None:
    with clock.frozen(FRIDAY):
        shown = page("/vragen/")
        assert "Wat moeten wij weten?" in shown
        assert "Binnen 10 werkdagen" in shown
        answer = Client().post("/vragen/drenthe/", SAID, follow=True)
        receipt = answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert "U hoort uiterlijk woensdag 20 mei 2026" in receipt
        assert "eigen antwoord" in receipt
    voice = Contribution.objects.get()
    assert (voice.kind, voice.publicity, voice.process.standing) == ("question", Publicity.CLOSED, True)
    assert voice.reply_due_on == date(2026, 5, 20)


def test_the_same_form_twice_is_one_voice_with_the_same_code(world: World) -> None:
    with clock.frozen(FRIDAY):
        first, second = (Client().post("/vragen/drenthe/", SAID, follow=True).content.decode() for _twice in range(2))
        assert Contribution.objects.count() == 1
        assert first.split("brink-receipt__code")[1][:300] == second.split("brink-receipt__code")[1][:300]
        other = Client().post("/vragen/drenthe/", {**SAID, "text": "Heel iets anders."})
        assert other.status_code == 422
        assert "Heel iets anders." in other.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "  "}, "Schrijf eerst op wat u wilt zeggen."),
        ({"text": "x" * 5_001}, "korter dan 5.000 tekens"),
        ({"email": "geen adres"}, "Dit is geen e-mailadres."),
        ({"area": str(uuid4())}, "Kies een plaats uit de lijst."),
        ({"kind": "klacht"}, "klacht"),
    ],
)
def test_bad_input_is_one_sentence_and_what_was_typed_stays(world: World, changes: dict, sentence: str) -> None:
    answer = Client().post("/vragen/drenthe/", {**SAID, **changes})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert changes.get("text", CANARY).strip() in answer.content.decode()
    assert not Contribution.objects.exists()


def test_a_body_whose_question_is_not_open_has_no_door_and_is_not_offered(world: World) -> None:
    make_world("emmen")
    assert Client().get("/vragen/emmen/").status_code == 404
    assert Client().get("/vragen/nergens/").status_code == 404
    assert "Emmen" not in page("/vragen/")


def test_with_more_doors_one_chooses(world: World) -> None:
    opened(make_world("emmen"))
    shown = page("/vragen/")
    assert "/vragen/emmen/" in shown
    assert "/vragen/drenthe/" in shown


def test_whoever_comes_from_a_place_sees_its_contact_by_name(world: World) -> None:
    AreaContact.objects.create(
        tenant=world.body, created_at=FRIDAY, person=world.contact, area=world.village,
        expectation="Bel gerust.", starts=date(2020, 1, 1),
    )  # fmt: skip
    with clock.frozen(FRIDAY):
        assert "Aan Aziz (voorbeeld), de provincie Drenthe" in page("/gebieden/proefdorp/")
        shown = page("/vragen/drenthe/?gebied=proefdorp")
        assert "Aziz (voorbeeld) is het aanspreekpunt in Proefdorp" in shown
        assert told(world, area=str(world.village.pk)).area == world.village


def test_the_way_in_stands_on_the_first_page_and_on_the_page_of_the_standing_question(world: World) -> None:
    with clock.frozen(FRIDAY):
        question = Process.objects.get(standing=True)
        assert "/vragen/" in page("/")
        assert "/vragen/drenthe/" in page(f"/processen/{question.slug}/")


def test_what_is_told_is_read_by_the_desk_of_the_body_and_by_nobody_else(world: World) -> None:
    with clock.frozen(FRIDAY):
        voice = told(world)
        question = Process.objects.get(standing=True)
        for address in ("/", "/vragen/", "/vragen/drenthe/", f"/processen/{question.slug}/", "/logboek/", "/agenda/"):
            assert CANARY not in page(address), address
        assert not visible(ANYONE, Contribution.objects.all()).exists()
        stranger = Client()
        stranger.force_login(make_world("emmen").officer)
        for client, status in ((Client(), 302), (stranger, 200)):
            answer = client.get("/balie/vragen/")
            assert answer.status_code == status
            assert CANARY not in answer.content.decode()
            assert client.get(f"/balie/vragen/{voice.pk}/verplaatsen/").status_code == 404
        assert CANARY in page("/balie/vragen/", desk(world))


def test_the_queue_counts_who_waits_with_the_first_promised_day_until_it_is_answered(world: World) -> None:
    viewer = Viewer(roles=frozenset({(world.body.pk, Role.OFFICER)}))
    with clock.frozen(FRIDAY):
        assert queue(viewer) == []
        first = told(world)
    with clock.frozen(FRIDAY + timedelta(days=7)):
        told(world, key="k2")
        assert "2 mensen wachten op antwoord" in page("/balie/", desk(world))
        (item,) = queue(viewer)
        assert (item.count, item.due) == (2, date(2026, 5, 20))
        landing.land(process=first.process, draft=REFUSED, contributions=[first], actor=STAFF)
        assert [one.count for one in queue(viewer)] == [1]
        assert queries.waiting(viewer).count() == 2
        replying.send(process=first.process, actor=STAFF)
        assert queries.waiting(viewer).count() == 1
    with clock.frozen(FRIDAY + timedelta(days=40)):
        assert "Te laat: het antwoord was beloofd voor" in page("/balie/vragen/", desk(world))


def test_words_passed_on_by_another_body_wait_here_too(world: World) -> None:
    with clock.frozen(FRIDAY):
        other = make_world("emmen")
        opened(other)
        voice = told(world)
        handover.hand_over(
            contribution=voice, to_body=other.body, reason="Emmen gaat daarover.", receiver="het team", actor=STAFF
        )
        assert queries.waiting(Viewer(roles=frozenset({(world.body.pk, Role.OFFICER)}))).count() == 0
        assert CANARY in page("/balie/vragen/", desk(other))


def moved(world: World, voice: Contribution, round: Round, **changes) -> Contribution:
    said = {"reason": "Wij vragen hier nu naar.", "actor": STAFF, "key": None, **changes}
    return moving.move_into(contribution=voice, round=round, **said)


def test_words_move_into_a_question_that_runs_with_their_code_and_the_counters_follow(world: World) -> None:
    with clock.frozen(FRIDAY):
        round = make_round(make_process(world))
        answer = Client().post("/vragen/drenthe/", SAID, follow=True)
        code = answer.context["receipt"].code
        voice = Contribution.objects.get()
        moved(world, voice, round)
        voice.refresh_from_db()
        assert (voice.round, voice.process, voice.kind) == (round, round.process, "idea")
        assert voice.reply_due_on == round.room.reply_on
        standing = Process.objects.get(standing=True)
        counts = [standing.contribution_count, Process.objects.get(pk=round.process_id).contribution_count]
        assert counts == [0, 1]
        assert list(Round.objects.order_by("closes_at").values_list("contribution_count", flat=True)) == [1, 0]
        path = path_of(read(code)[0], today=clock.today())
        (stop,) = [one for one in path.stops if one.kind == "moved"]
        assert "Wij vragen hier nu naar." in stop.words
        assert Entry.objects.get(kind="contribution.moved").data["process"] == str(round.process_id)
        assert by_kind()["contribution.moved"] == "moved"


def test_what_cannot_move_stays_where_it_is(world: World) -> None:
    with clock.frozen(FRIDAY):
        round = make_round(make_process(world))
        over = make_round(make_process(world, "water"), closes_at=FRIDAY - timedelta(hours=1))
        theirs = make_round(make_process(make_world("emmen"), "emmen"))
        always = Round.objects.get(slug="altijd")
        voice = told(world)
        for target, error in ((over, NotNow), (theirs, BadInput), (always, BadInput)):
            with pytest.raises(error):
                moved(world, voice, target)
        with pytest.raises(BadInput, match="waarom"):
            moved(world, voice, round, reason=" ")
        seen = version_of(voice)
        landing.land(process=voice.process, draft=REFUSED, contributions=[voice], actor=STAFF)
        with pytest.raises(NotNow, match="al een antwoord"):
            moved(world, voice, round)
        gone = told(world, key="k2")
        Contribution.objects.filter(pk=gone.pk).update(withdrawn_at=FRIDAY, text="")
        with pytest.raises(NotNow, match="trok"):
            moved(world, gone, round)
        third = told(world, key="k3")
        moved(world, third, round)
        with pytest.raises(Conflict):
            moved(world, third, round, seen=seen)
        with pytest.raises(NotNow, match="al bij een vraag"):
            moved(world, third, round)
        assert Move.objects.count() == 1


def test_the_desk_moves_by_a_form_and_a_refusal_keeps_the_reason(world: World) -> None:
    with clock.frozen(FRIDAY):
        voice, round = told(world), make_round(make_process(world))
        client, address = desk(world), f"/balie/vragen/{voice.pk}/verplaatsen/"
        shown = client.get(address)
        assert "Vraag over wonen: Ronde 1" in shown.content.decode()
        hidden = {one.html_name: one.value() for one in shown.context["form"].hidden_fields()}
        Round.objects.filter(pk=round.pk).update(contribution_count=0)
        bad = client.post(address, {**hidden, "round": "", "reason": "Past bij wonen."})
        assert bad.status_code == 422
        assert "Past bij wonen." in bad.content.decode()
        client.post(address, {**hidden, "round": str(round.pk), "reason": "Past bij wonen."})
        voice.refresh_from_db()
        assert voice.round == round
        assert client.get(address).status_code == 404


def test_words_that_are_taken_back_are_gone_from_the_desk(world: World) -> None:
    with clock.frozen(FRIDAY):
        answer = Client().post("/vragen/drenthe/", SAID, follow=True)
        self_service.withdraw(contribution=Contribution.objects.get(), code=answer.context["receipt"].code)
        assert CANARY not in page("/balie/vragen/", desk(world))


def test_a_long_list_takes_as_many_queries_as_a_short_one(world: World, django_assert_max_num_queries) -> None:
    with clock.frozen(FRIDAY):
        for number in range(8):
            told(world, key=f"k{number}")
        client = desk(world)
        with django_assert_max_num_queries(8):
            page("/balie/vragen/", client)
