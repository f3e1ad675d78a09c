"""A round is held back or closed before its day, with a reason: one truth on page, path, mail and calendar."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from icalendar import Calendar

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, Actor, record
from brink.domain.notifications.mailing import notify
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import EarlyClosing, Event, Process, Round, RoundPause
from brink.domain.processes.services.pausing import close_early, pause_round, resume_round
from brink.domain.processes.services.processes import drop_process
from brink.domain.processes.services.rounds import close_round, extend_round
from brink.domain.processes.services.timeline import drop_event
from brink.domain.processes.states import ProcessState, RoundState, process_state, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.answering import answer as vote
from brink.instruments.dialogue.services.statements import plant_seeds
from brink.instruments.ideas.services import set_support
from tests.builders import World, make_process, make_round, make_world

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
WHY = "De tekening op de site was verkeerd."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    made = make_round(make_process(world))
    # A calendar counts the acts on a round from the one that made it.
    record(tenant_id=made.tenant_id, kind="round.planned", subject="round", subject_id=made.pk, actor=STAFF)
    return made


def say(round: Round, text: str = "Een bus.") -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, email="g@voorbeeld.invalid"), actor=RESIDENT, key=None)


def page(path: str) -> str:
    return Client().get(path).content.decode()


def trail(receipt: Receipt) -> str:
    client = Client()
    client.post("/volg/", {"code": receipt.code})
    return client.get("/volg/pad/").content.decode()


def closing_day(round: Round, path: str = "/agenda.ics") -> tuple[str, int]:
    """Return the day and the version of the last day of a round, as a calendar program reads it."""
    for one in Calendar.from_ical(Client().get(path).content).walk("VEVENT"):
        if str(one["uid"]).startswith(f"closes-{round.pk}"):
            return one["dtstart"].dt.isoformat(), int(one.get("sequence", 0))
    raise AssertionError("the last day is not on the calendar")


def letters() -> str:
    mail.outbox.clear()
    with clock.frozen(clock.now() + timedelta(minutes=20)):
        notify()
    return " ".join(one.body for one in mail.outbox)


def test_a_pause_stands_on_every_page_and_in_mail_and_ends(round: Round) -> None:
    voice, slug = say(round), round.process.slug
    before = closing_day(round)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        pause_round(round=round, reason=WHY, actor=STAFF, key=None)
    now = clock.now() + timedelta(minutes=6)
    with clock.frozen(now):
        round.refresh_from_db()
        assert round_state(round, clock.now()) is RoundState.PAUSED
        for shown in (page(f"/processen/{slug}/"), trail(voice)):
            assert WHY in shown
        assert "Doe nu mee" not in page(f"/processen/{slug}/")
        assert "Meedoen kan even niet." in letters()
        day, version = closing_day(round)
        assert (day, version > before[1]) == (before[0], True)
        resume_round(round=round, actor=STAFF, key=None)
    with clock.frozen(now + timedelta(minutes=5)):
        shown = page(f"/processen/{slug}/")
        assert "Doe nu mee" in shown
        assert WHY in shown, "why it was held back stays readable"
        assert "Meedoen kan weer" in trail(voice)
        assert closing_day(round)[1] > version
        say(Round.objects.get(), "Nog een bus.")
    assert RoundPause.objects.get().resumed_at is not None


def test_a_pause_refuses_every_answer_at_the_service_with_a_sentence(world: World, round: Round) -> None:
    idea = say(round).contribution
    dialogue = make_round(make_process(world, "ander"), "dialogue", settings={"seeds": ["Een bus."]})
    plant_seeds(dialogue, ["Een bus."])
    for one in (round, dialogue):
        pause_round(round=one, reason=WHY, actor=STAFF, key=None)
        one.refresh_from_db()
    with pytest.raises(NotNow, match="Meedoen kan even niet"):
        say(round)
    idea.refresh_from_db()
    with pytest.raises(NotNow):
        set_support(idea=idea, supporter="t" * 32, wanted=True, actor=RESIDENT, key=None)
    statement = Statement.objects.get(round=dialogue)
    with pytest.raises(NotNow):
        vote(round=dialogue, token="t" * 32, answers={statement.pk: 1})
    assert Contribution.objects.count() == 1


def test_closed_early_is_one_day_everywhere(round: Round) -> None:
    voice, slug, promised = say(round), round.process.slug, round.last_day
    later = clock.now() + timedelta(days=2)
    with clock.frozen(later):
        close_early(round=round, reason=WHY, actor=STAFF, key=None)
    with clock.frozen(later + timedelta(minutes=1)):
        round.refresh_from_db()
        process = Process.objects.get(pk=round.process_id)
        assert (round.last_day, process.closes_at) == (day_of(later), later)
        assert process_state(process, clock.now()) is ProcessState.CLOSED
        assert EarlyClosing.objects.get().announced == round.closes_at
        day, version = closing_day(round)
        assert (day, version > 0) == (day_of(later).isoformat(), True)
        assert closing_day(round, f"/processen/{slug}/agenda.ics") == (day, version)
        assert "Meedoen is eerder gestopt dan was gezegd." in letters()
        for shown in (page(f"/processen/{slug}/"), trail(voice)):
            assert WHY in shown
            assert f"tot en met {promised:%-d}" not in shown
        with pytest.raises(NotNow):
            say(round)
        with pytest.raises(NotNow, match="al gesloten"):
            close_round(round=round, actor=STAFF, key=None)


def test_what_cannot_be_is_one_sentence(world: World, round: Round) -> None:
    with pytest.raises(BadInput):
        pause_round(round=round, reason=" ", actor=STAFF, key=None)
    with pytest.raises(BadInput):
        close_early(round=round, reason="", actor=STAFF, key=None)
    with pytest.raises(NotNow, match="niet gepauzeerd"):
        resume_round(round=round, actor=STAFF, key=None)
    pause_round(round=round, reason=WHY, actor=STAFF, key=None)
    with pytest.raises(NotNow, match="al gepauzeerd"):
        pause_round(round=round, reason=WHY, actor=STAFF, key=None)
    soon = make_round(round.process, number=2, opens_at=clock.now() + timedelta(days=1))
    for service in (pause_round, close_early):
        with pytest.raises(NotNow, match="nog niet begonnen"):
            service(round=soon, reason=WHY, actor=STAFF, key=None)
    round.refresh_from_db()
    with clock.frozen(round.closes_at):
        for service in (pause_round, close_early):
            with pytest.raises(NotNow, match="voorbij"):
                service(round=round, reason=WHY, actor=STAFF, key=None)
        # Held back till its last day has passed, it is simply over, and is closed as any other.
        close_round(round=round, actor=STAFF, key=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundPause.objects.create(tenant=world.body, created_at=clock.now(), round=round, reason="")


def test_a_held_round_can_be_kept_open_longer(round: Round) -> None:
    pause_round(round=round, reason=WHY, actor=STAFF, key=None)
    round.refresh_from_db()
    extend_round(round=round, closes_on=round.last_day + timedelta(days=7), reason="De pauze.", actor=STAFF, key=None)
    assert Round.objects.get().paused_at is not None


def test_a_draft_is_thrown_away_and_what_others_saw_is_not(world: World) -> None:
    draft, shown = make_process(world, "concept", room=False), make_process(world, "openbaar")
    make_round(draft, opened=False)
    start = clock.now() + timedelta(days=3)
    events = [
        Event.objects.create(tenant=world.body, created_at=clock.now(), process=one, title="Inloop", venue="Dorpshuis",
                             starts_at=start, ends_at=start + timedelta(hours=1))
        for one in (draft, shown)
    ]  # fmt: skip
    drop_event(event=events[0], actor=STAFF, key=None)
    with pytest.raises(NotNow, match="in de agenda van anderen"):
        drop_event(event=events[1], actor=STAFF, key=None)
    assert Event.objects.get() == events[1]
    with pytest.raises(NotNow, match="staat op de site"):
        drop_process(process=shown, actor=STAFF, key=None)
    drop_process(process=draft, actor=STAFF, key="weg")
    drop_process(process=draft, actor=STAFF, key="weg")
    assert Process.objects.get() == shown
