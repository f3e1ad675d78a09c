"""A mail tells in which state words are now, which words it is about, and speaks the language in which they came."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils.translation import override
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import moderating
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.notifications.mailing import notify
from brink.domain.notifications.topics import sentence
from brink.domain.processes.models import Round
from brink.foundation import clock

pytestmark = pytest.mark.django_db
CLERK = Actor(role="clerk")
MAIL = "gever@voorbeeld.invalid"
ACTS = {
    "waiting": lambda voice: moderating.hold_for_moderation(contribution=voice, reason="Even kijken.", actor=CLERK),
    "shown": lambda voice: moderating.show(contribution=voice, actor=CLERK),
    "hidden": lambda voice: moderating.hide(contribution=voice, reason="Een naam.", actor=CLERK),
}


@pytest.fixture
def round() -> Round:
    return make_round(make_process(make_world()))


def say(round: Round, text: str = "Een bus in de avond.", **fields: str) -> Receipt:
    words = Words(kind="idea", text=text, email=MAIL, **fields)  # type: ignore[arg-type]
    return give(round=round, words=words, actor=RESIDENT, key=None)


def told(receipt: Receipt, *acts: str, start: datetime, mailed_after: timedelta = timedelta(minutes=40)) -> str:
    voice = receipt.contribution
    for number, act in enumerate(acts):
        with clock.frozen(start + timedelta(minutes=number)):
            ACTS[act](Contribution.objects.get(pk=voice.pk))
    with clock.frozen(start + mailed_after):
        notify()
    return mail.outbox[-1].body


@pytest.mark.parametrize(("acts", "topic"), [
    (("waiting", "shown", "hidden"), "hidden"), (("hidden", "shown"), "shown"), (("shown",), "shown"),
    (("waiting",), "held"), (("waiting", "shown"), "shown"), (("hidden", "waiting"), "held"),
    (("hidden", "shown", "hidden"), "hidden"),
])  # fmt: skip
def test_of_all_that_happened_the_last_state_is_told(round: Round, acts: tuple[str, ...], topic: str) -> None:
    if acts == ("shown",):
        acts = ("waiting", "shown")
    body = told(say(round), *acts, start=clock.now() + timedelta(minutes=1))
    assert [name for name in ("hidden", "shown", "held") if sentence(name) in body] == [topic]


def test_what_happened_while_a_mail_waited_goes_along(round: Round) -> None:
    """Hidden at ten, shown again at ten past, mailed at a quarter past: the words are on the site."""
    receipt, start = say(round), clock.now() + timedelta(minutes=1)
    with clock.frozen(start):
        ACTS["hidden"](receipt.contribution)
    with clock.frozen(start + timedelta(minutes=10)):
        ACTS["shown"](Contribution.objects.get())
    with clock.frozen(start + timedelta(minutes=16)):
        notify()
    assert sentence("shown") in mail.outbox[-1].body
    assert sentence("hidden") not in mail.outbox[-1].body


def test_two_contributions_to_one_question_are_told_apart_by_their_first_words(round: Round) -> None:
    start = clock.now() + timedelta(minutes=1)
    for text in ("Een bus in de avond, ook op zondag en op feestdagen alstublieft.", "Een brug over de beek."):
        say(round, text)
    with clock.frozen(start):
        for voice in Contribution.objects.all():
            ACTS["waiting"](voice)
            ACTS["shown"](Contribution.objects.get(pk=voice.pk))
    with clock.frozen(start + timedelta(minutes=40)):
        notify()
    body = mail.outbox[-1].body
    assert "U zei: ‘Een bus in de avond, ook op zondag …’" in body
    assert "U zei: ‘Een brug over de beek.’" in body
    paragraphs = [one for one in body.split("\n\n") if one.startswith("Het gaat over")]
    assert len(paragraphs) == len(set(paragraphs)) == 2


@pytest.mark.parametrize(("acts", "fields"), [
    (("hidden",), {}), (("waiting",), {}), (("shown", "hidden"), {}), (("hidden",), {"publicity": "closed"}),
])  # fmt: skip
def test_words_that_not_everybody_may_read_stay_out_of_a_mail(
    round: Round, acts: tuple[str, ...], fields: dict[str, str]
) -> None:
    if acts == ("shown", "hidden"):
        acts = ("waiting", "shown", "hidden")
    receipt = say(round, "Een geheime bus.", **fields)
    body = told(receipt, *acts, start=clock.now() + timedelta(minutes=1))
    at = receipt.contribution.created_at.astimezone(clock.AMSTERDAM)
    assert "geheime" not in body
    assert f"om {at:%H.%M} uur" in body


@pytest.mark.parametrize(("channel", "language"), [("web", "en"), ("phone", "nl")])
def test_words_given_on_an_english_page_get_an_english_mail(round: Round, channel: str, language: str) -> None:
    fields = {} if channel == "web" else {"note_taker": "Aziz", "verbatim": "A bus in the evening."}
    with override("en"):
        receipt = say(round, "A bus in the evening.", channel=channel, **fields)
    assert receipt.contribution.language == language
    body = told(receipt, "hidden", start=clock.now() + timedelta(minutes=1))
    assert body.startswith("Dag," if language == "nl" else "Hello,")
