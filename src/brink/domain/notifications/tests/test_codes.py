"""A lost code, and a code that is mailed: what goes where, what ends, what is kept, and what strangers learn."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import CodeMail, EndedCode, Giver, LostCode, TrackingCode
from brink.domain.contributions.receipt import sealed, unsealed
from brink.domain.contributions.services import code_recovery, following, handover, self_service
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM
from brink.domain.notifications.code_mail import mail_codes
from brink.domain.people.models import Attempts
from brink.domain.processes.models import Round
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput

pytestmark = pytest.mark.django_db

MAIL, UNKNOWN = "fatima@voorbeeld.invalid", "niemand@voorbeeld.invalid"
CODE = re.compile(r"[a-z]+ [a-z]+ [a-z]+ \d{4} \d{4} [A-Z]")
KEY = "k" * 22


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str = "Een geheime bus.", email: str = MAIL, **fields: object) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, email=email, **fields), actor=RESIDENT, key=None)


def lose(email: str = MAIL) -> str:
    """Ask for a new code as a visitor does; return the page that answers."""
    answer = Client().post("/volg/kwijt/", {"key": KEY, "email": email})
    assert (answer.status_code, answer["Location"]) == (302, "/volg/kwijt/?gevraagd=1")
    return Client().get(answer["Location"]).content.decode()


def everything_stored() -> str:
    """Return every text in the database, as it is stored."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                with connection.cursor() as cursor:
                    quote = connection.ops.quote_name
                    cursor.execute(f"SELECT {quote(field.column)} FROM {quote(model._meta.db_table)}")  # noqa: S608  our own names
                    found += [str(row[0]) for row in cursor.fetchall()]
    return "\n".join(found)


def test_who_lost_a_code_gets_a_new_one_and_the_old_one_ends(round: Round) -> None:
    said = say(round)
    elsewhere = Client()
    elsewhere.post("/volg/", {"code": said.code})
    assert elsewhere.get("/volg/pad/").status_code == 200
    lose("  Fatima@Voorbeeld.invalid ")
    assert following.look_up(said.code) is not None, "the old code works until the new one went out"
    assert mail_codes() == 1
    (sent,) = mail.outbox
    (new,) = CODE.findall(sent.body)
    assert (sent.to, "‘Een geheime bus.’" in sent.body, "/volg/" in sent.body) == ([MAIL], True, True)
    assert following.find(typed=new, source="1").contributions == (said.contribution,)
    with pytest.raises(BadInput, match="vervangen door een nieuwe"):
        following.find(typed=said.code, source="1")
    # Another device that followed by the old code follows nothing any more.
    assert elsewhere.get("/volg/pad/")["Location"] == "/volg/"
    entry = Entry.objects.get(kind="code.replaced")
    assert (entry.subject_id, entry.public) == (said.contribution.pk, False)
    assert mail_codes() == 0
    assert not LostCode.objects.exists()
    stored = everything_stored()
    assert new not in stored
    assert said.code not in stored


def test_the_answer_is_the_same_whether_anybody_left_the_address(round: Round) -> None:
    say(round)
    costs, pages = [], []
    for email in (MAIL, UNKNOWN):
        Attempts.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            page = lose(email)
        costs.append([re.sub(r"'[^']*'|\"s\d+_x\d+\"", "?", one["sql"])[:60] for one in captured])
        pages.append(re.sub(r'value="[\w-]{22,64}"', "", page))
    assert pages[0] == pages[1]
    assert costs[0] == costs[1]
    assert mail.outbox == [], "nothing is sent while somebody waits"
    # Nothing that was typed is kept, and after the clock nothing at all.
    assert UNKNOWN not in everything_stored()
    assert LostCode.objects.count() == 2
    assert (mail_codes(), len(mail.outbox), LostCode.objects.count()) == (1, 1, 0)


def test_several_codes_come_in_one_mail_each_with_its_first_words(round: Round) -> None:
    first, second = say(round, "Een bankje bij de halte. " * 6), say(round, "Een bus in de avond.")
    passed_on = Words(kind="idea", text="Van de buurvrouw.", broker_name="Fatima", broker_email=MAIL,
                      consent_broker=True)  # fmt: skip
    broker = give(round=round, actor=RESIDENT, key=None, words=passed_on)
    other = say(round, "Van een ander.", email=UNKNOWN)
    lose()
    assert mail_codes() == 1
    (sent,) = mail.outbox
    new = CODE.findall(sent.body)
    assert len(set(new)) == 3
    assert "‘Een bankje bij de halte. Een bankje bij de halte. Een …’" in sent.body
    found = {following.look_up(code).contributions[0].pk: following.look_up(code).holder for code in new}
    assert found == {
        first.contribution.pk: "giver", second.contribution.pk: "giver", broker.contribution.pk: "broker",
    }  # fmt: skip
    # The giver's own code of what was passed on, and everybody else's, stay.
    assert following.look_up(broker.code) is not None
    assert following.look_up(other.code) is not None


def test_copies_at_another_body_follow_to_the_new_code(round: Round, world: World) -> None:
    said = say(round)
    assen = make_world("assen", "municipality")
    handover.hand_over(contribution=said.contribution, to_body=assen.body, actor=SYSTEM, reason="Niet van ons.",
                       receiver="Team Vervoer")  # fmt: skip
    lose()
    mail_codes()
    (new,) = CODE.findall(mail.outbox[0].body)
    assert {one.tenant_id for one in following.look_up(new).contributions} == {world.body.pk, assen.body.pk}
    assert following.look_up(said.code) is None
    assert EndedCode.objects.count() == 2


def test_while_the_mail_is_down_the_old_code_works_and_the_same_new_one_comes_later(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, tried = say(round), []
    lose()

    def down(self: mail.EmailMessage, **_more: object) -> int:
        tried.append(self.body)
        raise SMTPServerDisconnected

    with monkeypatch.context() as away:
        away.setattr(mail.EmailMessage, "send", down)
        assert mail_codes() == 0
    assert following.look_up(said.code) is not None
    assert mail_codes() == 0, "not at once again"
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert mail_codes() == 1
    assert CODE.findall(tried[0]) == CODE.findall(mail.outbox[0].body)
    assert following.look_up(said.code) is None


def test_what_cannot_be_mailed_within_a_day_is_given_up_and_forgotten(round: Round) -> None:
    said = say(round)
    code_recovery.mail_code(contribution=said.contribution, code=said.code, email=UNKNOWN, language="nl", key=KEY)
    lose()
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert mail_codes() == 0
    assert (LostCode.objects.count(), CodeMail.objects.count()) == (0, 0)
    assert following.look_up(said.code) is not None


def test_withdrawn_words_and_erased_addresses_get_no_new_code(round: Round) -> None:
    said, erased = say(round), say(round, "Nog een.")
    self_service.withdraw_all(followed=following.find(typed=said.code, source="1"))
    Giver.objects.filter(contribution=erased.contribution).delete()
    lose()
    assert (mail_codes(), mail.outbox, LostCode.objects.count()) == (0, [], 0)


def test_asking_often_is_refused_by_device_and_by_address(round: Round) -> None:
    for number in range(5):
        assert Client().post("/volg/kwijt/", {"email": f"a{number}@voorbeeld.invalid"}).status_code == 302
    sixth = Client().post("/volg/kwijt/", {"email": MAIL})
    assert sixth.status_code == 429
    assert "U probeerde dit te vaak. Wacht" in sixth.content.decode()
    assert MAIL in sixth.content.decode(), "what was typed stays"
    Attempts.objects.all().delete()
    for number in range(6):
        answer = Client(REMOTE_ADDR=f"192.0.2.{number}").post("/volg/kwijt/", {"email": UNKNOWN})
    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Vul uw e-mailadres in."), ("fatima@voorbeeld", "Dit is geen e-mailadres"), ("fatima", "naam@voorbeeld.nl"),
     ("a" * 300 + "@x.nl", "Dit e-mailadres is te lang.")],
)  # fmt: skip
def test_a_wrong_address_is_said_with_what_was_typed(round: Round, typed: str, says: str) -> None:
    code = say(round).code
    for where, more in (("/volg/kwijt/", {}), ("/volg/mail-code/", {"code": code})):
        answer = Client().post(where, {"email": typed, **more})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert [part for part in ("Nog niet verstuurd", says, typed) if part not in page] == []


def test_a_code_is_mailed_once_and_nothing_of_it_is_kept(round: Round) -> None:
    said, client = say(round, email=""), Client()
    for _press in range(2):
        answer = client.post("/volg/mail-code/", {"key": KEY, "code": said.code, "email": UNKNOWN})
        assert (answer.status_code, answer["Location"]) == (302, "/volg/pad/")
    page = client.get("/volg/pad/").content.decode()
    assert "Wij mailen u uw code" in page
    assert mail.outbox == [], "no mail while somebody waits"
    assert UNKNOWN not in everything_stored()
    assert said.code not in everything_stored()
    assert (mail_codes(), mail_codes()) == (1, 0)
    (sent,) = mail.outbox
    assert (sent.to, CODE.findall(sent.body), "/volg/" in sent.body) == ([UNKNOWN], [said.code], True)
    assert (CodeMail.objects.count(), Giver.objects.count()) == (0, 0)
    assert following.look_up(said.code) is not None


def test_only_a_code_that_exists_is_mailed_and_not_for_ever(round: Round) -> None:
    wrong = Client().post("/volg/mail-code/", {"code": codes.new_code(), "email": UNKNOWN})
    assert (wrong.status_code, CodeMail.objects.count()) == (422, 0)
    said = say(round)
    sent = [
        Client().post("/volg/mail-code/", {"code": said.code, "email": f"a{n}@voorbeeld.invalid"}).status_code
        for n in range(6)
    ]
    assert sent == [302] * 5 + [429]


def test_a_receipt_that_waits_says_that_its_code_was_replaced(round: Round) -> None:
    said = say(round)
    kept = sealed(said)
    lose()
    mail_codes()
    assert unsealed(kept).code == ""
    again = give(round=round, words=Words(kind="idea", text="Nog.", email=MAIL), actor=RESIDENT, key=KEY)
    lose()
    mail_codes()
    repeated = give(round=round, words=Words(kind="idea", text="Nog.", email=MAIL), actor=RESIDENT, key=KEY)
    assert (repeated.repeated, repeated.code) == (True, "")
    assert TrackingCode.objects.filter(contribution=again.contribution).count() == 1
