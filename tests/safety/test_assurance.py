"""Class: a setting that nothing keeps. Every road by which something comes into a round asks who brings it.

The roads are found in the source: whatever calls what takes in contributions or signals. A new one fails here until it
stands in `ROADS` (and is then driven at all four levels) or in `PARTS` with the reason that it is no road of its own.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from brink.domain.contributions.models import Admission, Contribution, Giver
from brink.domain.contributions.services import admitting, bulk, moving
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.giving import Words, give
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.contributions.services.transcribing import Consent, note_down
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.participation.access_mail import send_waiting
from brink.domain.participation.counting import counted, taken_part
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.paper_services import FileRow, enter_sheet, take_file
from brink.domain.participation.short_path import put
from brink.domain.processes import exports
from brink.domain.processes.assurance_words import in_one_line, of_round, people_by_level
from brink.domain.processes.models import Process, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services.printing import print_sheets
from brink.domain.processes.services.rounds import close_round
from brink.domain.processes.services.standing_question import standing_row
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.answering import answer, answer_on_paper
from brink.instruments.dialogue.services.filling import Person, fill
from brink.instruments.dialogue.services.small_answers import SMALL
from brink.instruments.dialogue.services.statements import add_own
from brink.instruments.ideas import services as ideas
from tests.builders import World, make_process, make_round, make_world

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[2] / "src" / "brink"
Level = Round.Assurance
LEVELS = list(Level)
TAKES_IN = {"give", "give_many", "signalling", "hold_open", "still_open", "hold_shared"}
DEVICE = "0123456789abcdef0123456789abcdef"


def called(node: ast.AST) -> set[str]:
    return {
        one.func.id if isinstance(one.func, ast.Name) else one.func.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name | ast.Attribute)
    }


BY_HAND = {"dialogue", "ideas"}


def roads_in_source() -> set[str]:
    """Return every function outside tests that takes something in, writes a contribution, or puts one in a round.

    Of the instruments those that are driven here by hand. Every instrument is asked in the contract suite
    (`a_round_by_invitation_takes_in_nobody_without_one`).
    """
    found = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        inside = path.relative_to(SOURCE).parts
        if inside[0] == "instruments" and not BY_HAND.intersection(inside):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and _is_road(node):
                found.add(f"{path.stem}.{node.name}")
    return found


def _is_road(node: ast.FunctionDef) -> bool:
    text = ast.unparse(node)
    makes = "Contribution.objects.create(" in text or "Contribution(" in text
    moves = "contribution.round" in text and "save(" in text
    return bool(called(node) & TAKES_IN) or makes or moves


@dataclass
class Place:
    """A round of one level at which a road is driven, and all that a road may need."""

    world: World
    level: str
    round: Round
    dialogue: Round

    @property
    def actor(self) -> Actor:
        return Actor(id=self.world.officer.pk, role="officer")


@pytest.fixture
def world() -> World:
    return make_world()


def place_of(world: World, level: str) -> Place:
    process = make_process(world, f"vraag-{level}")
    round = make_round(process, assurance=level)
    dialogue = make_round(process, "dialogue", number=2, assurance=level, settings={"own_statements": True})
    for number in range(1, 3):
        Statement.objects.create(
            tenant=world.body, created_at=clock.now(), round=dialogue, number=number, text=f"Zin {number}.",
            is_seed=True,
        )  # fmt: skip
    return Place(world, level, round, dialogue)


PROOFS = {"open": None, "confirmed": "f@voorbeeld.invalid", "invited": "", "checked": "Fatima"}


def let_in(place: Place, round: Round, *, admitted: bool) -> Admission | None:
    """Let this device in as the level asks: as far as it goes by itself, or until it counts."""
    if place.level == Level.OPEN:
        return None
    text = PROOFS[place.level] or ""
    if place.level == Level.INVITED:
        run = admitting.invite(round=round, count=1, actor=place.actor, key=None)
        text = admitting.invitation_code(run, 0)
    found = admitting.join(round=round, token=DEVICE, proof=Proof(text, "0591"), key=None)
    if admitted:
        count(place, found)
    return found


def count(place: Place, found: Admission) -> None:
    if place.level == Level.CONFIRMED:
        admitting.confirm(admission=found)
    if place.level == Level.CHECKED:
        admitting.check(admission=found, officer=place.world.officer, actor=place.actor)


def proof_for(place: Place, round: Round) -> Proof | None:
    if place.level == Level.INVITED:
        run = admitting.invite(round=round, count=1, actor=place.actor, key=None)
        return Proof(admitting.invitation_code(run, 0))
    text = PROOFS[place.level]
    return Proof(text) if text else None


def an_idea(place: Place) -> Contribution:
    """Return an idea that counts, of somebody else."""
    return Contribution.objects.create(
        tenant=place.world.body, created_at=clock.now(), process=place.round.process, round=place.round, kind="idea",
        channel="web", text="Een bus.",
    )  # fmt: skip


WORDS = Words(kind="idea", text="Een wipkip bij de brink.")
# Roads of people on the web: with the token of their device.
WEB: dict[str, Callable[[Place, str | None], Any]] = {
    "services.give_idea": lambda at, token: ideas.give_idea(
        round=at.round, words=WORDS, actor=RESIDENT, key=None, token=token
    ),
    "services.add_comment": lambda at, token: ideas.add_comment(
        round=at.round, idea=an_idea(at), stance="for", words=Words(kind="comment", text="Ja."), actor=RESIDENT,
        key=None, token=token,
    ),
    "answering.answer": lambda at, token: answer(
        round=at.dialogue, token=token or "f" * 32, answers={Statement.objects.filter(round=at.dialogue)[0].pk: 1}
    ),
    "statements.add_own": lambda at, token: add_own(
        round=at.dialogue, text="Er moet een bus komen.", key=None, token=token
    ),
    "session_instrument.fill": lambda at, token: fill_poll(at, token),
    "talk_views.take": lambda at, token: give(round=at.round, words=WORDS, actor=RESIDENT, key=None, token=token),
    "views.take": lambda at, token: give(round=at.round, words=WORDS, actor=RESIDENT, key=None, token=token),
    "agreeing.wait_for_closing": lambda at, token: ideas.set_support(
        idea=an_idea(at), supporter="a" * 64, wanted=True, actor=RESIDENT, key=None, token=token
    ),
}  # fmt: skip
# Roads of the desk: with what the giver showed.
DESK: dict[str, Callable[[Place, Proof | None], Any]] = {
    "transcribing.note_down": lambda at, proof: note_down(
        round=at.round, words=Words(kind="idea", channel="paper", verbatim="Een wipkip.", heard_on=clock.today()),
        consent=Consent(publish=True), officer=at.world.officer, actor=at.actor, key=None, proof=proof,
    ),
    "answering.answer_on_paper": lambda at, proof: answer_on_paper(
        round=at.dialogue, answers={Statement.objects.filter(round=at.dialogue)[0].pk: 1}, heard_on=clock.today(),
        officer=at.world.officer, actor=at.actor, key=None, proof=proof,
    ),
    # Through the one instrument here that has a session: the kit gives the sheet to `give` in the same way.
    "session_instrument.take_paper": lambda at, proof: enter_sheet(
        round=at.dialogue, answers={"1": "1"}, sheet=Sheet("", clock.today(), at.world.officer, at.actor, None, proof)
    ),
    "paper_services.take_file": lambda at, proof: take_file(
        round=at.dialogue, rows=[a_row(at, proof)], officer=at.world.officer, actor=at.actor, key=None
    ),
}  # fmt: skip
# Roads of many at once, on which nobody can prove anything: closed at every level but open.
BULK: dict[str, Callable[[Place], Any]] = {
    "bulk.give_many": lambda at: bulk.give_many(
        round=at.round, brought=[bulk.Brought(WORDS, clock.now())], actor=at.actor, origin="import"
    ),
    "filling.fill": lambda at: fill(
        round=at.dialogue, sentences=[], people=[Person({0: 1}, clock.now())], actor=at.actor, origin="import",
        present=list(Statement.objects.filter(round=at.dialogue).order_by("number")),
    ),
    "moving.move_into": lambda at: moving.move_into(
        contribution=told_at_the_door(at.world), round=at.round, reason="Dit hoort hierbij.", actor=at.actor, key=None
    ),
}  # fmt: skip
# The short path writes a whole hall at once: it takes nothing in at any level but open, and the long way says why.
SHORT: dict[str, Callable[[Place], Any]] = {
    "short_path._write": lambda at: put(
        at.dialogue, SMALL, DEVICE, {Statement.objects.filter(round=at.dialogue)[0].pk: 1}
    ),
}  # fmt: skip
PARTS = {
    "giving.contribution_of": "the row of `give`, which asks, and of `give_small`, which declines all but open",
    "short_path._session_at": "names the contribution of a session that is there already, without writing it",
    "bulk._row": "the row of `give_many`, which refuses",
    "sessions._give": "asks through `give`, with the token of the device",
    "sessions.signalling": "asks first itself, and again in `give`",
    "sessions.hold_open": "only holds the round; what is given in it goes through `give`",
    "rounds.still_open": "only holds the round",
    "self_service.beside_the_round": "withdrawing and changing own words, not taking in",
    "services.tell": "who somebody is, said under the code of words that are in already; it takes in no words",
    "services.forget": "only holds the round while that is taken back",
    "handover._copy": "a copy at another body, in its standing round or none; refuses a round of another level",
    "splitting._part": "the second subject of words that are in already; in no round",
    "views.door": "the page around `views.take`",
    "talk_views.ask": "the page around `talk_views.take`",
    "giving_page.gave": "does what a form of an instrument asks, whatever that is",
    "paper_services._with_its_round": "holds the round while a sheet that is in already is put right",
    "erasing.erase": "holds the round while somebody withdraws",
}


def a_row(at: Place, proof: Proof | None) -> FileRow:
    (code,) = print_sheets(round=at.dialogue, copies=1, actor=at.actor, key=None)
    return FileRow(2, code, clock.today(), {"1": "1"}, proof.text if proof is not None else "")


def told_at_the_door(world: World) -> Contribution:
    process = Process.objects.filter(tenant=world.body, standing=True).first()
    process = process or standing_row(world.body, world.contact)
    Process.objects.filter(pk=process.pk).update(contribution_count=1)
    return Contribution.objects.create(
        tenant=world.body, created_at=clock.now(), process=process, kind="note", channel="web", text="Een wipkip."
    )


def fill_poll(at: Place, token: str | None) -> Any:
    """Drive the kit of filled sessions through the session table of the one instrument here that has one."""
    from brink.domain.participation.sessions import signalling
    from brink.instruments.dialogue.models import Session

    with signalling(at.dialogue, Session, kind="session", token=token or "f" * 32) as signalled:
        return signalled.receipt


def test_every_road_in_the_source_is_driven_or_explained() -> None:
    known = set(WEB) | set(DESK) | set(BULK) | set(SHORT) | set(PARTS)
    found = {name for name in roads_in_source() if not name.startswith(("seeding.", "locks."))}
    assert found - known == set()
    # The rows of `give_many` are made by its part; it is driven all the same.
    assert known - found == {"bulk.give_many"}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("road", sorted(WEB))
def test_on_the_web_nobody_counts_without_what_the_level_asks(world: World, road: str, level: str) -> None:
    """Outside: refused with a sentence. Let in but not yet counting: held, and in no number. Counting: counts."""
    at = place_of(world, level)
    used = at.dialogue if road in ("answering.answer", "statements.add_own", "session_instrument.fill") else at.round
    if level == Level.OPEN:
        WEB[road](at, DEVICE)
        assert Contribution.objects.filter(round=used).exists()
        return
    with pytest.raises(NotNow, match=r"Deze ronde (telt|is)"):
        WEB[road](at, DEVICE)
    with pytest.raises(NotNow, match=r"Deze ronde (telt|is)"):
        WEB[road](at, None)
    Contribution.everything.all().delete()
    found = let_in(at, used, admitted=level == Level.INVITED)
    assert found is not None
    before = numbers(used)
    if road == "agreeing.wait_for_closing" and level != Level.INVITED:
        with pytest.raises(NotNow, match="Daarna telt dit mee"):
            WEB[road](at, DEVICE)
        count(at, found)
        assert WEB[road](at, DEVICE)
        return
    WEB[road](at, DEVICE)
    extra = 1 if road == "services.add_comment" else 0  # the idea that is answered was there already
    if level != Level.INVITED:
        assert Contribution.everything.filter(held_at__isnull=False).count() == 1
        assert Contribution.objects.count() == extra
        assert numbers(used) == before
        count(at, found)
    mine = Contribution.objects.filter(admission=found)
    assert [one.held_at for one in mine] == ([] if road == "agreeing.wait_for_closing" else [None])
    if road != "agreeing.wait_for_closing":
        assert numbers(used) == tuple(number + 1 for number in before)


def numbers(round: Round) -> tuple[int, ...]:
    """Return the stored counters of a round and its question."""
    round.refresh_from_db()
    return round.contribution_count, Process.objects.get(pk=round.process_id).contribution_count


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("road", sorted(DESK))
def test_at_the_desk_nobody_counts_without_what_the_level_asks(world: World, road: str, level: str) -> None:
    at = place_of(world, level)
    used = at.dialogue if "paper" in road else at.round
    if level != Level.OPEN:
        with pytest.raises(BadInput) as refused:
            DESK[road](at, None)
        assert refused.value.field == "proof"
        assert not Contribution.everything.exists()
    DESK[road](at, proof_for(at, used))
    waits = level in (Level.CONFIRMED, Level.CHECKED)
    assert Contribution.objects.count() == (0 if waits else 1)
    assert numbers(used) == ((0, 0) if waits else (1, 1))
    if waits:
        count(at, Admission.objects.get())
        assert Contribution.objects.count() == 1
        assert numbers(used) == (1, 1)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("road", sorted(BULK))
def test_many_at_once_come_only_into_a_round_for_everybody(world: World, road: str, level: str) -> None:
    at = place_of(world, level)
    if level == Level.OPEN:
        assert BULK[road](at)
        return
    with pytest.raises(NotNow, match="Kies een ronde voor iedereen"):
        BULK[road](at)
    assert not Contribution.everything.filter(round__in=(at.round, at.dialogue)).exists()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("road", sorted(SHORT))
def test_the_short_path_takes_in_only_where_everybody_may(world: World, road: str, level: str) -> None:
    """Also of somebody who was let in, and when the level that this process knows is not that of the database."""
    at = place_of(world, level)
    if level == Level.OPEN:
        assert SHORT[road](at) is not None
        assert Contribution.objects.filter(round=at.dialogue).count() == 1
        return
    let_in(at, at.dialogue, admitted=True)
    assert SHORT[road](at) is None
    at.dialogue.assurance = Level.OPEN
    assert SHORT[road](at) is None
    assert not Contribution.everything.filter(round=at.dialogue).exists()


def test_an_invitation_counts_once_and_only_in_its_own_round(world: World) -> None:
    at = place_of(world, Level.INVITED)
    run = admitting.invite(round=at.round, count=2, actor=at.actor, key=None)
    code = admitting.invitation_code(run, 0)
    admitting.join(round=at.round, token=DEVICE, proof=Proof(code), key=None)
    admitting.join(round=at.round, token=DEVICE, proof=Proof(code), key=None)
    with pytest.raises(BadInput, match="al gebruikt"):
        admitting.join(round=at.round, token="b" * 32, proof=Proof(code), key=None)
    with pytest.raises(BadInput, match="hoort niet bij deze ronde"):
        admitting.join(round=at.dialogue, token="b" * 32, proof=Proof(admitting.invitation_code(run, 1)), key=None)
    with pytest.raises(BadInput, match="1 tot en met"):
        admitting.invite(round=at.round, count=0, actor=at.actor, key=None)
    admitting.hand_out(run=run, actor=at.actor)
    run.refresh_from_db()
    with pytest.raises(NotNow, match="nergens meer"):
        admitting.invitation_code(run, 0)
    admitting.join(round=at.round, token="b" * 32, proof=Proof(code_of(at)), key=None)


def code_of(at: Place) -> str:
    run = admitting.invite(round=at.round, count=0, emails=["a@voorbeeld.invalid"], actor=at.actor, key=None)
    assert send_waiting() == 1
    assert admitting.invitation_code(run, 0) in mail.outbox[-1].body
    return admitting.invitation_code(run, 0)


def test_a_mail_confirms_once_per_address_and_expires_with_a_sentence(world: World) -> None:
    at = place_of(world, Level.CONFIRMED)
    first = let_in(at, at.round, admitted=False)
    assert first is not None
    receipt = ideas.give_idea(round=at.round, words=WORDS, actor=RESIDENT, key=None, token=DEVICE)
    assert (send_waiting(), send_waiting()) == (1, 0)
    link = next(word for word in mail.outbox[0].body.split() if "/bevestig/" in word)
    path = "/" + link.split("/", 3)[3]
    client = Client()
    assert client.get(path).status_code == 200
    assert not Contribution.objects.exists()  # a mail program that looks ahead does nothing
    assert client.get(path[:-3] + "x/").status_code == 404
    assert client.post(path, {"key": "k" * 20}).status_code == 302
    assert Contribution.objects.get() == receipt.contribution
    second = admitting.join(round=at.round, token="b" * 32, proof=Proof("F@voorbeeld.invalid"), key=None)
    with pytest.raises(NotNow, match="Elk adres telt één keer"):
        admitting.confirm(admission=second)
    third = admitting.join(round=at.round, token="c" * 32, proof=Proof("g@voorbeeld.invalid"), key=None)
    with clock.frozen(clock.now() + timedelta(days=8)):
        with pytest.raises(NotNow, match="verlopen"):
            admitting.confirm(admission=third)
        with pytest.raises(NotNow, match="niet op tijd bevestigd"):
            ideas.give_idea(round=at.round, words=WORDS, actor=RESIDENT, key=None, token="c" * 32)
    with pytest.raises(BadInput, match="geen e-mailadres"):
        admitting.join(round=at.round, token="d" * 32, proof=Proof("fatima"), key=None)


def test_what_waits_is_on_no_page_and_its_giver_reads_why_and_can_withdraw(world: World) -> None:
    at = place_of(world, Level.CONFIRMED)
    let_in(at, at.round, admitted=False)
    receipt = ideas.give_idea(round=at.round, words=WORDS, actor=RESIDENT, key=None, token=DEVICE)
    client = Client()
    for name in ("list", "idea"):
        more = {"idea": receipt.contribution.pk} if name == "idea" else {}
        where = reverse(f"ideas:{name}", kwargs={"process": at.round.process.slug, "round": at.round.slug, **more})
        assert "wipkip" not in client.get(where).content.decode()
    assert (counted(at.round, "idea").count(), taken_part(at.round, "idea")) == (0, 0)
    from brink.domain.contributions.queries import path as paths

    Giver.objects.create(
        tenant=world.body, created_at=clock.now(), contribution=receipt.contribution, email="f@voorbeeld.invalid"
    )
    with clock.frozen(at.round.closes_at + timedelta(days=31)):
        admitting.erase_admissions()
    assert not Giver.objects.exists()
    (row,) = paths.read(receipt.code)
    assert "tellen nog niet mee" in paths.path_of(row, today=clock.today()).now
    withdraw(contribution=receipt.contribution, code=receipt.code)
    assert not Contribution.everything.filter(withdrawn_at=None).exists()


def test_what_was_counted_is_told_as_it_was(world: World) -> None:
    """ "78 open, 12 bevestigd per mail": only who counted, on page, outcome and export."""
    at = place_of(world, Level.CONFIRMED)
    for number in range(14):
        token = f"{number:032x}"
        found = admitting.join(round=at.round, token=token, proof=Proof(f"f{number}@voorbeeld.invalid"), key=None)
        ideas.give_idea(round=at.round, words=WORDS, actor=RESIDENT, key=None, token=token)
        if number < 12:
            admitting.confirm(admission=found)
    with clock.frozen(at.round.closes_at + timedelta(hours=1)):
        close_round(round=at.round, actor=at.actor, key=None)
    at.round.refresh_from_db()
    outcome = frozen_outcome(at.round)
    assert outcome is not None
    assert outcome.assurance["level"] == "confirmed"
    assert people_by_level([outcome]) == ({"confirmed": outcome.reach.people} if outcome.reach.people else {})
    assert "bevestigd per e-mail" in of_round(at.round, outcome)
    old = make_round(at.round.process, number=3, assurance="checked")
    before = replace(outcome, assurance={})
    assert "niet gecontroleerd" in of_round(old, before)
    both = [replace(outcome, assurance={"level": level, "people": n}) for level, n in (("open", 78), ("confirmed", 12))]
    assert in_one_line(both) == "78 open voor iedereen, 12 bevestigd per e-mail"
    assert exports.summary(at.round.process)["assurance"] == people_by_level([outcome])
    page = Client().get(page_url("process", at.round.process.slug)).content.decode()
    assert of_round(at.round, outcome) in page


def test_the_level_of_a_released_round_does_not_change(world: World) -> None:
    at = place_of(world, Level.OPEN)
    with pytest.raises(DatabaseError, match="assurance"), transaction.atomic():
        Round.objects.filter(pk=at.round.pk).update(assurance="checked")


def test_staff_say_who_counts_with_a_reason_when_not(world: World) -> None:
    at = place_of(world, Level.CHECKED)
    found = let_in(at, at.round, admitted=False)
    assert found is not None
    ideas.give_idea(round=at.round, words=WORDS, actor=RESIDENT, key=None, token=DEVICE)
    with pytest.raises(BadInput, match="waarom deze persoon"):
        admitting.refuse(admission=found, reason=" ", actor=at.actor)
    admitting.refuse(admission=found, reason="Woont hier niet.", actor=at.actor)
    with pytest.raises(NotNow, match="Woont hier niet"):
        ideas.give_idea(round=at.round, words=WORDS, actor=RESIDENT, key=None, token=DEVICE)
    assert not Contribution.objects.exists()
    admitting.check(admission=found, officer=world.officer, actor=at.actor)
    assert Contribution.objects.count() == 1
    with clock.frozen(at.round.closes_at + timedelta(days=31)):
        assert admitting.erase_admissions() == 1
    assert Admission.objects.get().name == ""
