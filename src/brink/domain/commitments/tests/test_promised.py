"""Where something is promised and who reads it: with an answer, at a meeting, with a decision; and what shows it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.builders import World, make_account, make_process, make_round, make_world
from tests.form_client import go_on

from brink.domain.commitments import services
from brink.domain.commitments.models import Commitment
from brink.domain.commitments.promised import origin, promised_to, receivers
from brink.domain.commitments.tests.test_commitments import answered_by_promise, promised, settled
from brink.domain.contributions.models import Answer
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.services import add_team
from brink.domain.processes.models import Event
from brink.domain.records import kit
from brink.domain.records.models import Record
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import DESK, Role, Viewer

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
SAID = {"title": "De bus stopt weer bij de school", "receiver": "Wie om de bus vroeg", "due_on": "2026-12-01"}


@pytest.fixture
def world() -> World:
    with clock.frozen(NOON):
        return make_world()


def answered(world: World, *, send: bool = True) -> tuple[Receipt, Answer]:
    """Somebody who gave words and has an answer to them, or for whom one lies ready."""
    round = make_round(make_process(world))
    words = Words(kind="idea", text="Laat de bus weer stoppen.", email="fatima@voorbeeld.invalid")
    receipt = give(round=round, words=words, actor=RESIDENT, key=None)
    answer = landing.land(
        process=round.process, draft=AnswerDraft("adopted", "Dat doen wij."), written_place="Dienstregeling",
        contributions=[receipt.contribution], actor=STAFF,
    )  # fmt: skip
    if send:
        replying.send(process=round.process, actor=STAFF)
    answer.refresh_from_db()
    return receipt, answer


def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def test_the_desk_promises_something_with_an_answer_and_its_giver_reads_it_by_the_code(world: World) -> None:
    with clock.frozen(NOON):
        receipt, answer = answered(world)
        client, form = desk(world), f"/balie/toezeggingen/nieuw/bij-antwoord/{answer.pk}/"
        voice = receipt.contribution
        beside = client.get(f"/balie/antwoorden/{voice.process.slug}/stem/{voice.pk}/").content.decode()
        assert form in beside
        assert "Dat doen wij." in client.get(form).content.decode()
        said = {**SAID, "owner": f"person-{world.contact.pk}", "key": "k1"}
        for _twice in range(2):
            page = go_on(client, form, said, follow=True).content.decode()
        assert "De toezegging staat op de site" in page
        row = Commitment.objects.get()
        assert (row.answer, row.record.process, list(receivers(row))) == (answer, voice.process, [voice])
        entry = Entry.objects.filter(kind="commitment.made").get()
        assert entry.data["process"] == str(voice.process_id), "the trail of a question holds what was promised with it"
        assert f"Antwoord bij de vraag ‘{voice.process.title}’" in page
        giver = Client()
        path = giver.post("/volg/", {"code": receipt.code}, follow=True).content.decode()
        assert "Aan u beloofd" in path
        assert f"/toezeggingen/{row.record.slug}/" in path


def test_with_an_answer_that_lies_ready_nothing_is_promised_yet(world: World) -> None:
    with clock.frozen(NOON):
        receipt, answer = answered(world, send=False)
        client = desk(world)
        voice = receipt.contribution
        beside = client.get(f"/balie/antwoorden/{voice.process.slug}/stem/{voice.pk}/").content.decode()
        assert "bij-antwoord" not in beside
        assert client.get(f"/balie/toezeggingen/nieuw/bij-antwoord/{answer.pk}/").status_code == 404
        with pytest.raises(NotNow, match="Verstuur eerst"):
            services.promise_with(
                answer=answer, title="Een bus", receiver="Wie vroeg", owner=world.contact, due_on=date(2026, 12, 1),
                actor=STAFF, key=None,
            )  # fmt: skip
        assert not Record.objects.exists()


def test_what_was_typed_beside_an_answer_stays_when_it_must_be_mended(world: World) -> None:
    with clock.frozen(NOON):
        _receipt, answer = answered(world)
        form = f"/balie/toezeggingen/nieuw/bij-antwoord/{answer.pk}/"
        said = {**SAID, "owner": f"person-{world.contact.pk}", "key": "k1", "due_on": "2026-08-01"}
        back = desk(world).post(form, said)
        assert back.status_code == 422
        assert "Deze dag is al voorbij" in back.content.decode()
        assert SAID["title"] in back.content.decode()


def test_a_draft_stands_on_nobodys_path(world: World) -> None:
    with clock.frozen(NOON):
        row = promised(world, published=False)
        assert list(promised_to(answered_by_promise(world, row).contribution)) == []


def test_the_page_of_a_team_shows_what_it_answers_for_and_the_public_page_who_is_in_it(world: World) -> None:
    with clock.frozen(NOON):
        team = add_team(tenant=world.body, name="Team Wegen", members=[world.contact], actor=STAFF, key=None)
        row = promised(world, owner=team, due_on=date(2026, 9, 10))
        assert row.record.title in desk(world).get(f"/balie/teams/{team.pk}/").content.decode()
        public = Client().get(f"/toezeggingen/{row.record.slug}/").content.decode()
        assert "Wie zitten in dit team" in public
        assert world.contact.name in public


def test_its_page_says_at_which_meeting_it_was_promised(world: World) -> None:
    with clock.frozen(NOON):
        event = Event.objects.create(
            tenant=world.body, created_at=NOON, title="Avond in Proefdorp", starts_at=NOON, venue="De Spil",
            ends_at=NOON + timedelta(hours=2),
        )  # fmt: skip
        row = promised(world, source=services.Source(event=event))
        assert origin(row).label == "Avond in Proefdorp"
        assert "Avond in Proefdorp" in Client().get(f"/toezeggingen/{row.record.slug}/").content.decode()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("/processen/wonen/", "/processen/wonen/"), ("/toezeggingen/?stand=te-laat", "/toezeggingen/"),
        ("https://voorbeeld.invalid/foto", "https://voorbeeld.invalid/foto"),
        ("{base}/processen/wonen/", "/processen/wonen/"),
    ],
)  # fmt: skip
def test_what_shows_that_it_was_kept_is_a_link(world: World, settings, typed: str, shown: str) -> None:
    with clock.frozen(NOON):
        row = promised(world)
        make_process(world)
        services.settle(
            row=row, outcome="kept", reason="Klaar.", evidence=typed.format(base=settings.BASE_URL), actor=STAFF,
            key=None,
        )  # fmt: skip
        kept = Commitment.objects.get()
        assert kept.evidence_url == shown
        assert f'href="{shown}" rel="nofollow"' in Client().get(f"/toezeggingen/{row.record.slug}/").content.decode()
        assert kept.evidence.startswith(("https://", "page:"))


@pytest.mark.parametrize("typed", ["/nergens/", "/balie/", "//elders.invalid/", "javascript:alert(1)", "zie de krant"])
def test_what_nobody_can_open_shows_nothing(world: World, typed: str) -> None:
    with clock.frozen(NOON), pytest.raises(BadInput) as refused:
        services.settle(row=promised(world), outcome="kept", reason="Zo.", evidence=typed, actor=STAFF, key=None)
    assert refused.value.field == "evidence"


def test_words_of_before_evidence_was_asked_for_are_words_and_no_link(world: World) -> None:
    with clock.frozen(NOON):
        row = settled(promised(world))
        Commitment.objects.update(evidence="Wij vroegen nog niet om een bewijs.")
        page = Client().get(f"/toezeggingen/{row.record.slug}/").content.decode()
        assert "Waaruit dit blijkt: Wij vroegen nog niet om een bewijs." in page
        assert 'rel="nofollow"' not in page


def test_money_that_runs_out_waits_for_the_desk_the_executive_and_the_council_and_is_public(world: World) -> None:
    with clock.frozen(NOON):
        row = promised(world, amount_cents=100_000, due_on=date(2026, 9, 5))
        services.spend(row=row, on=date(2026, 9, 1), cents=80_000, what="De paal", actor=STAFF, key=None)
        told = {
            role: [one.key.split("-")[1] for one in kit.queue_items(Viewer(roles=frozenset({(world.body.pk, role)})))]
            for role in Role
        }
        # Who has no desk is told what money did, and has nothing to do about it.
        elected = set(Role) - DESK
        assert all("finding" in keys for keys in told.values())
        assert {role for role, keys in told.items() if len(keys) == 1} == elected
        other = make_world("emmen")
        assert kit.queue_items(Viewer(roles=frozenset({(other.body.pk, Role.COUNCIL)}))) == []
        assert "Het geld raakt op" in Client().get(f"/toezeggingen/{row.record.slug}/").content.decode()


@pytest.mark.parametrize("role", [Role.COUNCIL, Role.EXECUTIVE])
def test_a_member_of_council_or_executive_reads_it_after_logging_in_and_nothing_of_the_desk(
    world: World, role: Role
) -> None:
    with clock.frozen(NOON):
        row = promised(world, amount_cents=100_000)
        services.spend(row=row, on=date(2026, 9, 1), cents=100_000, what="De paal", actor=STAFF, key=None)
        account, _person = make_account(world.body, world.council, role, "Wim")
        client = Client()
        client.force_login(account)
        page = client.get("/balie/").content.decode()
        assert "Het geld is op: 100 procent is uitgegeven." in page
        assert f"/toezeggingen/{row.record.slug}/" in page
        for words in ("Begin een nieuwe vraag", "/balie/inbreng/", "/balie/toezeggingen/", "/balie/teams/"):
            assert words not in page
        assert client.get("/balie/toezeggingen/").status_code == 404
