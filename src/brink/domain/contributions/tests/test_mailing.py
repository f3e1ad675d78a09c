"""Mail at each change: one per change, without words or code, and one press to end it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Giver
from brink.domain.contributions.services import bundling, keeping, landing, mailing, passing_on, replying
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.services.verdicts import Verdict
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM
from brink.domain.processes.models import Process, Round
from brink.foundation import clock

pytestmark = pytest.mark.django_db
REFUSED = Verdict("outside", "Daar gaat de provincie niet over.")


def say(round: Round, **fields: str) -> Receipt:
    words = Words(kind="idea", text="Een geheime bus.", email="fatima@voorbeeld.invalid", **fields)
    return give(round=round, words=words, actor=RESIDENT, key=None)


def answer(process: Process, receipt: Receipt) -> None:
    landing.land(process=process, verdict=REFUSED, contributions=[receipt.contribution], actor=SYSTEM)
    replying.send(process=process, actor=SYSTEM)


def test_each_change_is_told_once_without_words_or_code() -> None:
    round = make_round(make_process(make_world()))
    receipt = say(round)
    start = clock.now() + timedelta(seconds=1)
    assert mailing.tell_all() == 0
    with clock.frozen(start):
        bundling.make(process=round.process, title="Bus", contributions=[receipt.contribution], actor=SYSTEM)
        assert (mailing.tell_all(), mailing.tell_all()) == (1, 0)
    with clock.frozen(start + timedelta(days=1)):
        answer(round.process, receipt)
        assert (mailing.tell_all(), mailing.tell_all()) == (1, 0)
    assert [one.subject for one in mail.outbox] == ["Uw woorden zijn gebundeld", "U heeft antwoord"]
    for one in mail.outbox:
        assert one.to == ["fatima@voorbeeld.invalid"]
        assert "geheime" not in one.body
        assert receipt.code.split()[0] not in one.body


def test_the_answer_of_the_other_body_is_told_too_and_the_last_mail_says_so() -> None:
    world, other = make_world(), make_world("emmen", "municipality")
    receipt = say(make_round(make_process(world)))
    start = clock.now()
    with clock.frozen(start + timedelta(days=1)):
        made = passing_on.hand_over(contribution=receipt.contribution, to_body=other.body, actor=SYSTEM,
                                    receiver="Team Vervoer", reason="De gemeente gaat over de bus.")  # fmt: skip
        mailing.tell_all()
    with clock.frozen(start + timedelta(days=40)):
        inbox = Process.objects.get(tenant=other.body)
        copy = inbox.contributions.get(pk=made.copy_id)
        landing.land(process=inbox, verdict=REFUSED, contributions=[copy], actor=SYSTEM)
        replying.send(process=inbox, actor=SYSTEM)
        assert mailing.tell_all() == 1
        assert keeping.erase_due() == 1
    assert [one.subject for one in mail.outbox] == ["Uw woorden liggen nu bij een andere overheid", "U heeft antwoord"]
    assert "Dit is onze laatste mail" in mail.outbox[1].body
    assert "Provincie Emmen" in mail.outbox[1].body


def test_mail_ends_with_one_press_and_not_by_opening_the_address() -> None:
    round = make_round(make_process(make_world()))
    receipt = say(round)
    with clock.frozen(clock.now() + timedelta(days=1)):
        answer(round.process, receipt)
        mailing.tell_all()
    found = re.search(r"/volg/geen-mail/\S+", mail.outbox[0].body)
    assert found is not None
    assert Client().get(found.group()).status_code == 200
    assert Giver.objects.count() == 1
    assert "geen mail meer" in Client().post(found.group()).content.decode()
    assert (Giver.objects.count(), Entry.objects.filter(kind="giver.erased").count()) == (0, 1)
    assert Client().get("/volg/geen-mail/zomaar/").status_code == 404


def test_a_line_break_in_an_address_is_refused() -> None:
    round = make_round(make_process(make_world()))
    from brink.domain.contributions.services.owning import leave_contact
    from brink.foundation.errors import BadInput

    receipt = give(round=round, words=Words(kind="idea", text="Een bus."), actor=RESIDENT, key=None)
    with pytest.raises(BadInput):
        leave_contact(contribution=receipt.contribution, code=receipt.code, email="a@b.nl\nBcc: c@d.nl")
