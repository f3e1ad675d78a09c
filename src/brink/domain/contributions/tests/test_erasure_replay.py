"""An old back-up brings nothing back: what stands on the erasure list is taken away again, on both databases.

Class: something that a giver, the clock or a moderator took away and that an older copy of the database still has.
Members are what the list knows of (`KINDS`); a way of taking back that notes nothing fails here.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import (
    Broker,
    CodeMail,
    Contribution,
    EndedCode,
    Giver,
    Holder,
    Source,
    TrackingCode,
)
from brink.domain.contributions.services import code_recovery, erasure_replay, moderating, retention, self_service
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.foundation import codes, erasure_list

pytestmark = pytest.mark.django_db
STAFF = Actor(role="clerk")
SAID = "Mijn kleinkinderen kunnen hier nergens wonen."
Receive = Callable[[], Receipt]
OLD: list[str] = []
MODELS = (Contribution, Source, Giver, Broker, TrackingCode)


def works(code: str) -> bool:
    """Tell whether a code opens anything."""
    return TrackingCode.objects.filter(code_hash__in=codes.hash_code(code).every).exists()


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def receipt() -> Receipt:
    round = make_round(make_process(make_world()))
    words = Words(kind="idea", text=SAID, publicity="named", public_name="Fatima", email="f@voorbeeld.invalid",
                  broker_name="Buur", broker_email="b@voorbeeld.invalid", consent_broker=True)  # fmt: skip
    given = give(round=round, words=words, actor=RESIDENT, key=None)
    OLD[:] = [given.code]
    return given


def withdraw(receipt: Receipt) -> None:
    self_service.withdraw(contribution=receipt.contribution, code=receipt.code)


def close(receipt: Receipt) -> None:
    self_service.set_publicity(contribution=receipt.contribution, code=receipt.code, publicity="closed")


def hide_name(receipt: Receipt) -> None:
    self_service.hide_name(contribution=receipt.contribution, code=receipt.code)


def hide(receipt: Receipt) -> None:
    moderating.hide(contribution=receipt.contribution, reason="Een naam.", actor=STAFF)


def erase_contact(receipt: Receipt) -> None:
    retention.erase_contact(receipt.contribution.tenant_id, [receipt.contribution.pk])


def replace_code(receipt: Receipt) -> None:
    ended = TrackingCode.objects.filter(holder=Holder.GIVER).values_list("code_hash", flat=True).get()
    code_recovery.replace(contribution=receipt.contribution, ended=ended, new=codes.hash_code(NEW))


def stop_mail(receipt: Receipt) -> None:
    retention.erase_mail(Giver.objects.get(contribution=receipt.contribution))


def stop_mail_of_broker(receipt: Receipt) -> None:
    retention.erase_mail(Broker.objects.get(contribution=receipt.contribution))


NEW = codes.new_code()
KINDS: dict[str, Callable[[Receipt], None]] = {
    "words": withdraw, "contact": erase_contact, "publicity": close, "moderation": hide, "code": replace_code,
    "giver-mail": stop_mail, "broker-mail": stop_mail_of_broker,
}  # fmt: skip


def restored(act: Callable[[], None], capture: Any) -> None:
    """Do something, and put the rows back as they were before: the database of an older back-up."""
    kept = [(model, list(model._default_manager.values())) for model in MODELS]
    entries = set(Entry.objects.values_list("pk", flat=True))
    with capture(execute=True):
        act()
    EndedCode.objects.all().delete()
    assert entries, "acts leave entries"
    for model, rows in kept:
        for row in rows:
            put_back(model, row)


def put_back(model: type[models.Model], row: dict[str, Any]) -> None:
    if not model._default_manager.filter(pk=row["id"]).update(**{k: v for k, v in row.items() if k != "id"}):
        model._default_manager.create(**row)


def state() -> tuple[object, ...]:
    row = Contribution.objects.get()
    verbatim = Source.objects.values_list("verbatim", flat=True).get()
    mails = Giver.objects.count(), *(one.email for one in Broker.objects.all())
    return (row.text, row.public_name, row.publicity, row.moderation, verbatim, *mails, works(OLD[0]))


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_taken_away_goes_again(
    receipt: Receipt, kind: str, django_capture_on_commit_callbacks: Any
) -> None:
    before = state()
    gone: list[tuple[object, ...]] = []

    def act() -> None:
        KINDS[kind](receipt)
        gone.append(state())

    restored(act, django_capture_on_commit_callbacks)
    assert state() == before != gone[0]
    assert erasure_replay.replay() == 1
    assert state() == gone[0]
    assert erasure_replay.replay() == 0


def test_every_kind_of_the_list_is_tried() -> None:
    names = {"WORDS", "CONTACT", "PUBLICITY", "MODERATION", "CODE", "GIVER_MAIL", "BROKER_MAIL"}
    assert set(KINDS) == {getattr(erasure_replay, name) for name in names}


def test_a_name_that_was_hidden_stays_hidden_and_the_words_stay(
    receipt: Receipt, django_capture_on_commit_callbacks: Any
) -> None:
    restored(lambda: hide_name(receipt), django_capture_on_commit_callbacks)
    assert erasure_replay.replay() == 1
    assert state()[:3] == (SAID, "", "pseudonym")


def test_what_was_shown_again_is_not_hidden(receipt: Receipt, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        hide(receipt)
        moderating.show(contribution=receipt.contribution, actor=STAFF)
    assert erasure_replay.replay() == 0


def test_the_list_holds_no_words_no_names_and_no_ids(
    receipt: Receipt, data: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(receipt)
    line = (data / erasure_list.FILE).read_text("utf-8")
    assert line.count("\n") == 1
    assert str(receipt.contribution.pk) not in line
    assert receipt.contribution.pk.hex not in line
    assert not {"Fatima", "kleinkinderen", "voorbeeld"} & set(line.replace(".", " ").split())
    assert (data / erasure_list.FILE).stat().st_mode & 0o077 == 0


def test_what_could_not_be_written_at_once_is_added_by_the_clock(receipt: Receipt, data: Path) -> None:
    withdraw(receipt)  # nothing is committed in a test, so nothing was noted
    assert erasure_list.read() == {}
    assert (erasure_replay.complete_recent(), erasure_replay.complete_recent()) == (1, 0)
    assert list(erasure_list.read()) == [f"words {erasure_list.hashed(receipt.contribution.pk)}"]


def test_a_line_that_a_crash_cut_short_spoils_no_other(data: Path, receipt: Receipt) -> None:
    pk = receipt.contribution.pk
    erasure_list.note("words", [pk])
    with (data / erasure_list.FILE).open("a") as stream:
        stream.write("2026-11-29T12:00 words 12ab")
    erasure_list.note("moderation.hidden", [pk])
    assert set(erasure_list.read()) == {f"{kind} {erasure_list.hashed(pk)}" for kind in ("words", "moderation")}


def test_what_somebody_left_again_stays_at_the_next_start(
    receipt: Receipt, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        stop_mail(receipt)
        erase_contact(receipt)
        self_service.leave_contact(contribution=receipt.contribution, code=receipt.code, email="g@voorbeeld.invalid")
    assert erasure_replay.replay() == 0
    assert Giver.objects.get().email == "g@voorbeeld.invalid"


@pytest.mark.parametrize("erase", [withdraw, erase_contact], ids=lambda one: one.__name__)
def test_erasing_reaches_a_code_on_its_way_by_mail(receipt: Receipt, erase: Callable[[Receipt], None]) -> None:
    other = give(round=receipt.contribution.round, words=Words(kind="idea", text="Een bus."), actor=RESIDENT, key=None)
    for one in (receipt, other):
        code_recovery.mail_code(contribution=one.contribution, code=one.code, email="ik@voorbeeld.invalid",
                                language="nl", key=None)  # fmt: skip
    erase(receipt)
    (left,) = CodeMail.objects.all()
    assert left.code == codes.normalise(other.code)


def test_the_clock_notes_a_code_that_ended_and_was_not_noted(receipt: Receipt) -> None:
    replace_code(receipt)  # nothing is committed in a test, so nothing was noted
    assert (erasure_replay.complete_recent(), erasure_replay.complete_recent()) == (1, 0)
    assert [one.partition(" ")[0] for one in erasure_list.read()] == ["code"]
