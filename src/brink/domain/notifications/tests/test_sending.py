"""Sending never holds anybody up, and a mail is never lost.

Class: network inside a transaction, or without a time-out. The way out for mail refuses it (`foundation.mail`), every
test of the site sends through it, and no other module of the site reaches out (`tests/safety/test_source.py`).
"""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.services import moderating
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.notifications import mailing
from brink.domain.notifications.mailing import notify
from brink.domain.notifications.models import News
from brink.domain.notifications.unsubscribing import mail_behind
from brink.domain.processes.models import Round
from brink.foundation import clock

CLERK = Actor(role="clerk")
QUARTER = timedelta(minutes=16)
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class SilentServer:
    """A mail server that takes the call and says nothing."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.called = threading.Event()
        self.kept: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _address = self.listener.accept()
            except OSError:
                return
            self.kept.append(caller)
            self.called.set()

    def close(self) -> None:
        for one in (*self.kept, self.listener):
            one.close()


@pytest.fixture
def silent(settings: Any) -> Iterator[SilentServer]:
    server = SilentServer()
    settings.MAIL_CARRIER, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", server.port
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 3
    yield server
    server.close()


def told(count: int = 1) -> Round:
    """Make news for so many givers."""
    round = make_round(make_process(make_world()), closes_at=clock.now() + timedelta(days=400))
    for number in range(count):
        words = Words(kind="idea", text=f"Een bus {number}.", email=f"g{number}@voorbeeld.invalid")
        given = give(round=round, words=words, actor=RESIDENT, key=None)
        moderating.hold_for_moderation(contribution=given.contribution, reason="Even kijken.", actor=CLERK)
    return round


def in_thread(moment: Any, into: list[int]) -> threading.Thread:
    def run() -> None:
        with clock.frozen(moment):
            into.append(notify())
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.usefixtures("committed")
def test_while_a_mail_server_says_nothing_everybody_can_write(silent: SilentServer) -> None:
    round, sent = told(3), []
    thread = in_thread(clock.now() + QUARTER, sent)
    assert silent.called.wait(10)
    started = time.monotonic()
    words = Words(kind="idea", text="Een brug.")
    give(round=round, words=words, actor=RESIDENT, key=None)
    waited = time.monotonic() - started
    assert thread.is_alive(), "the sending had ended, so this proved nothing"
    thread.join(20)
    assert waited < 1.5
    # One call, not three: the others are left for the next time. And nothing is lost.
    assert (sent, len(silent.kept)) == ([0], 1)
    assert sorted(News.objects.values_list("mailed_at", "tries")) == [(None, 0), (None, 0), (None, 1)]


class Slow(BaseEmailBackend):
    """A server that takes its time."""

    lock: ClassVar = threading.Lock()
    got: ClassVar[list[EmailMessage]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        time.sleep(0.1)
        with self.lock:
            self.got.extend(email_messages)
        return len(email_messages)


class Stopped(Exception):
    """Somebody pulled the plug."""


class PulledPlug(Slow):
    """The mail went out, and then everything stopped."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        super().send_messages(email_messages)
        raise Stopped


@pytest.fixture
def slow(settings: Any) -> Iterator[type[Slow]]:
    settings.MAIL_CARRIER = f"{__name__}.Slow"
    Slow.got.clear()
    yield Slow
    Slow.got.clear()


@pytest.mark.usefixtures("committed")
def test_two_runs_at_once_send_each_mail_once(slow: type[Slow]) -> None:
    told(6)
    moment = clock.now() + QUARTER
    with clock.frozen(moment):
        mailing.gather()
    counts: list[int] = []
    for thread in [in_thread(moment, counts) for _run in range(3)]:
        thread.join(30)
    assert sum(counts) == len(slow.got) == 6
    assert len({one.to[0] for one in slow.got}) == 6
    assert set(News.objects.values_list("tries", "mailed_at")) == {(0, moment)}


@pytest.mark.django_db
def test_when_all_stops_after_sending_the_same_mail_goes_once_more(
    slow: type[Slow], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The address to end the mail is signed with the second in which it is written: here that is one second.
    monkeypatch.setattr("django.core.signing.TimestampSigner.timestamp", lambda _signer: "1wOhAY")
    round, start = told(), clock.now() + QUARTER
    settings.MAIL_CARRIER = f"{__name__}.PulledPlug"
    with clock.frozen(start), pytest.raises(Stopped):
        notify()
    settings.MAIL_CARRIER = f"{__name__}.Slow"
    with clock.frozen(start + timedelta(minutes=5)):
        assert notify() == 0
        # Meanwhile more happened: that is another mail.
        moderating.show(contribution=round.contributions.get(), actor=CLERK)
    with clock.frozen(start + mailing.CLAIM):
        assert notify() == 2
    first, again, other = slow.got
    assert (first.to, first.extra_headers) == (again.to, again.extra_headers)
    assert other.extra_headers["Message-ID"] != first.extra_headers["Message-ID"]
    # The address to end the mail works in the first one too, and means the same.
    tokens = [one.body.split("/volg/geen-mail/")[1].split("/")[0] for one in (first, again)]
    behind = [[news.pk for news in mail_behind(token)] for token in tokens]
    assert behind[0] == behind[1]
    assert len(behind[0]) == 1


@pytest.mark.django_db
def test_a_mail_that_ends_us_each_time_is_given_up(slow: type[Slow], settings: Any) -> None:
    told()
    settings.MAIL_CARRIER = f"{__name__}.PulledPlug"
    for day in range(mailing.MOST_TRIES + 3):
        with clock.frozen(clock.now() + timedelta(hours=1) + day * timedelta(hours=1)):
            try:
                notify()
            except Stopped:
                continue
    assert len(slow.got) == mailing.MOST_TRIES


@pytest.mark.django_db
def test_inside_a_transaction_no_mail_goes_out(settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    with pytest.raises(RuntimeError, match="after the transaction"), transaction.atomic():
        send_mail("x", "y", None, ["a@voorbeeld.invalid"])
    assert mail.outbox == []
    # A real site has no tests to be red: it logs, and sends when the transaction has ended.
    settings.MAIL_STRICT = False
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assert send_mail("x", "y", None, ["a@voorbeeld.invalid"]) == 1
        assert mail.outbox == []
    assert len(mail.outbox) == 1
    send_mail("x", "y", None, ["a@voorbeeld.invalid"])
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_a_login_while_the_mail_server_is_silent_says_so(silent: SilentServer, settings: Any, client: Any) -> None:
    settings.EMAIL_TIMEOUT = 1
    world = make_world()
    for address in (world.officer.email, "niemand@voorbeeld.invalid"):
        answer = client.post("/account/login/", {"email": address})
        assert answer.status_code == 503, address
        assert "geen mail" in answer.content.decode()
