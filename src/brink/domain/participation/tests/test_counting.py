"""What counts, what may be quoted and what may be told: of one kind in one round, and of nobody who took it back."""

from datetime import timedelta

import pytest
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution, OutcomeCode, Source
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.participation.counting import answer_with_round, counted, quotable, readable, taken_part, told
from brink.domain.processes.models import Round
from brink.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> Round:
    return make_round(make_process(make_world()))


def say(round: Round, text: str, kind: str = "idea", **fields: object) -> Contribution:
    return give(round=round, words=Words(kind=kind, text=text, **fields), actor=RESIDENT, key=None).contribution


def test_each_of_the_three_holds_less_than_the_one_before(round: Round) -> None:
    other = make_round(round.process, number=2)
    public, closed, gone = say(round, "Een bus."), say(round, "Stil.", publicity="closed"), say(round, "Weg.")
    quoted = say(round, "Een trein.", consent_quote=True)
    say(round, "Een reactie.", kind="comment", consent_quote=True)
    say(other, "Elders.", consent_quote=True)
    Contribution.objects.filter(pk=gone.pk).update(withdrawn_at=clock.now(), text="")
    Source.objects.filter(contribution=gone).update(consent_quote=True)
    Source.objects.filter(contribution=closed).update(consent_quote=True)
    assert list(counted(round, "idea")) == [public, closed, quoted]
    assert list(readable(round, "idea")) == [public, quoted]
    assert list(quotable(round, "idea")) == [quoted]


@pytest.mark.parametrize(("people", "shown"), [(0, 0), (9, 0), (10, 10), (11, 11)])
def test_a_count_of_people_is_told_from_ten_on(people: int, shown: int) -> None:
    assert told(people) == shown


def test_taking_part_is_told_by_tens_and_does_not_go_down(round: Round) -> None:
    other = make_round(round.process, number=2)
    for number in range(9):
        say(round, f"Een bus naar dorp {number}.")
    for number in range(11):
        say(other, f"Een trein naar dorp {number}.")
        say(round, f"Een reactie {number}.", kind="comment")
    assert taken_part(round, "idea") == 0
    last = say(round, "Nog een.")
    assert taken_part(round, "idea") == 10
    Contribution.objects.filter(pk=last.pk).update(withdrawn_at=clock.now(), text="")
    assert taken_part(round, "idea") == 10
    assert taken_part(other, "idea") == 10


def test_what_became_of_a_signal_is_what_its_giver_was_told(round: Round) -> None:
    voice, officer = say(round, "Een bus."), Actor(role="officer")
    assert answer_with_round(voice.pk, "De bus", "eens").outcome == ""
    verdict = AnswerDraft(OutcomeCode.OUTSIDE, "Dat mag niet van de wet.")
    landing.land(process=round.process, draft=verdict, contributions=[voice], actor=officer)
    assert answer_with_round(voice.pk, "De bus", "eens").reason == ""
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        replying.send(process=round.process, actor=officer)
    fate = answer_with_round(voice.pk, "De bus", "eens")
    assert (fate.text, fate.own, fate.outcome, fate.reason) == (
        "De bus", "eens", str(OutcomeCode.OUTSIDE.label), "Dat mag niet van de wet.",
    )  # fmt: skip
