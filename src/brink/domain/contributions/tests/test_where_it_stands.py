"""Where words stand, and who looks after them: states from moments, other eyes, and what withdrawing takes."""

from datetime import UTC, datetime

import pytest
from tests.builders import World, make_account, make_process, make_round, make_world

from brink.domain.contributions.landing_findings import answering
from brink.domain.contributions.models import (
    Appeal,
    Broker,
    Contribution,
    Giver,
    Moderation,
    ModerationAct,
    Objection,
    Revision,
    Source,
)
from brink.domain.contributions.services import landing, moderating, objecting, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.states import ContributionState, contribution_state
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Round
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.findings import blocking
from brink.foundation.visibility import Role

NOW = datetime(2026, 5, 1, tzinfo=UTC)
S = ContributionState
OUTSIDE = AnswerDraft("outside", "Dat mag niet van de wet.")


@pytest.mark.parametrize(
    ("moments", "state"),
    [
        ((), S.RECEIVED),
        (("bundled_at",), S.BUNDLED),
        (("bundled_at", "landed_at"), S.LANDED),
        (("bundled_at", "landed_at", "replied_at"), S.REPLIED),
        (("landed_at", "replied_at", "handed_over_at"), S.HANDED_OVER),
        (("landed_at", "replied_at", "handed_over_at", "reopened_at"), S.REOPENED),
        (("landed_at", "replied_at", "handed_over_at", "reopened_at", "withdrawn_at"), S.WITHDRAWN),
    ],
)
def test_the_last_step_on_the_path_says_where_words_stand(moments: tuple[str, ...], state: ContributionState) -> None:
    voice = Contribution(moderation="shown", **dict.fromkeys(moments, NOW))
    assert contribution_state(voice) is state


def test_words_wait_for_a_moderator_and_weighing_is_told_of_the_question() -> None:
    assert contribution_state(Contribution(moderation="waiting")) is S.WAITING
    assert contribution_state(Contribution(moderation="waiting", landed_at=NOW)) is S.LANDED
    assert contribution_state(Contribution(moderation="shown"), weighed=True) is S.WEIGHED
    assert contribution_state(Contribution(moderation="waiting"), weighed=True) is S.WAITING
    drafted = Contribution(moderation="shown", bundled_at=NOW, landed_at=NOW)
    assert contribution_state(drafted, drafts=False) is S.BUNDLED
    assert contribution_state(drafted, drafts=False, weighed=True) is S.WEIGHED


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


@pytest.fixture
def officer(world: World) -> Actor:
    return Actor(id=world.officer.pk, role="officer")


def say(round: Round, text: str = "Een bus.", **fields: object) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **fields), actor=RESIDENT, key=None)


def test_words_are_shown_hidden_and_held_once_each_with_a_reason(world: World, round: Round, officer: Actor) -> None:
    voice, other = say(round).contribution, say(round, "Een trein.").contribution
    # New words stand there already: once it is noted that somebody saw them.
    assert moderating.show(contribution=other, actor=officer).to == "shown"
    with pytest.raises(NotNow, match="al gedaan"):
        moderating.show(contribution=other, actor=officer)
    first = moderating.hold_for_moderation(contribution=voice, reason="Even kijken.", actor=officer, key="k" * 22)
    assert (
        moderating.hold_for_moderation(contribution=voice, reason="Even kijken.", actor=officer, key="k" * 22) == first
    )
    moderating.hide(contribution=voice, reason="Een naam.", actor=officer)
    moderating.show(contribution=voice, actor=officer)
    done = ModerationAct.objects.filter(contribution=voice).order_by("created_at", "id")
    assert [(one.to, one.reason, one.by_role, one.by_id) for one in done] == [
        ("waiting", "Even kijken.", "officer", officer.id), ("hidden", "Een naam.", "officer", officer.id),
        ("shown", "Nagekeken en getoond.", "officer", officer.id),
    ]  # fmt: skip
    for reason, field in ((" ", "reason"), ("x" * 1_001, "reason")):
        with pytest.raises(BadInput) as refusal:
            moderating.hide(contribution=other, reason=reason, actor=officer)
        assert refusal.value.field == field
    assert Contribution.objects.get(pk=other.pk).moderation == Moderation.SHOWN


def test_an_appeal_is_against_hiding_and_is_settled_once_by_other_eyes(world, round, officer) -> None:
    mine, other = say(round), say(round, "Een trein.")
    colleague = Actor(id=make_account(world.body, world.office, Role.MODERATOR, "Bea")[0].pk, role="moderator")
    moderating.hold_for_moderation(contribution=mine.contribution, reason="Even kijken.", actor=officer)
    with pytest.raises(NotNow, match="niet verborgen"):
        moderating.appeal(contribution=mine.contribution, code=mine.code, text="Waarom?")
    moderating.hide(contribution=mine.contribution, reason="Een naam.", actor=officer)
    moderating.hide(contribution=other.contribution, reason="Een naam.", actor=colleague)
    for text in (" ", "x" * 1_001):
        with pytest.raises(BadInput):
            moderating.appeal(contribution=mine.contribution, code=mine.code, text=text)
    asked = moderating.appeal(contribution=mine.contribution, code=mine.code, text="Dat is mijn eigen naam.")
    settle = {"appeal": asked, "granted": False, "answer": "Wij blijven erbij."}
    for who in (officer, Actor(role="system")):
        with pytest.raises(NotAllowed):
            moderating.answer_appeal(**settle, actor=who)
    with pytest.raises(BadInput) as refusal:
        moderating.answer_appeal(**{**settle, "answer": " "}, actor=colleague)
    assert refusal.value.field == "answer"
    moderating.answer_appeal(**settle, actor=colleague)
    row = Appeal.objects.get()
    assert (row.granted, row.answer, row.answered_by_id) == (False, "Wij blijven erbij.", colleague.id)
    assert Contribution.objects.get(pk=mine.contribution.pk).moderation == Moderation.HIDDEN
    with pytest.raises(NotNow, match="al afgehandeld"):
        moderating.answer_appeal(**settle, actor=colleague)


def test_withdrawing_takes_every_word_of_ones_own_and_nobody_elses(world, round, officer) -> None:
    broker = {"broker_name": "Bea", "broker_email": "bea@voorbeeld.invalid", "consent_broker": True}
    more = {"email": "f@voorbeeld.invalid", "title": "Vervoer", "place": "De kerk", **broker}
    mine, other = say(round, **more), say(round, "Een trein.", **more)
    colleague = Actor(id=make_account(world.body, world.office, Role.MODERATOR, "Bea")[0].pk, role="moderator")
    for one in (mine, other):
        moderating.revise(contribution=one.contribution, text="Iets.", reason="Een naam.", actor=officer)
        moderating.hide(contribution=one.contribution, reason="Een naam.", actor=officer)
        moderating.appeal(contribution=one.contribution, code=one.code, text="Dat is mijn eigen naam.")
        moderating.answer_appeal(
            appeal=Appeal.objects.get(contribution=one.contribution), granted=True, answer="Goed.", actor=colleague
        )
        landing.land(process=round.process, draft=OUTSIDE, contributions=[one.contribution], actor=officer)
        replying.send(process=round.process, actor=officer)
        objecting.object_to(contribution=one.contribution, code=one.code, text="Dit klopt niet.")
    self_service.withdraw(contribution=mine.contribution, code=mine.code)
    row = Contribution.objects.get(pk=mine.contribution.pk)
    assert (row.text, row.title, row.place, row.public_name, row.reopened_at) == ("", "", "", "", None)
    assert row.withdrawn_at is not None

    def left(one: Receipt) -> list[object]:
        own = {"contribution": one.contribution}
        source, revision = Source.objects.get(**own), Revision.objects.get(**own)
        said = [source.verbatim, revision.before, revision.after, Appeal.objects.get(**own).text]
        objection = Objection.objects.get(**own)
        there = [Giver.objects.filter(**own).exists(), Broker.objects.filter(**own).exists()]
        return [*said, objection.text, objection.answered_at is not None, *there]

    assert left(mine) == ["", "", "", "", "", True, False, False]
    assert left(other) == [
        "Een trein.", "Een trein.", "Iets.", "Dat is mijn eigen naam.", "Dit klopt niet.", False, True, True,
    ]  # fmt: skip
    with pytest.raises(NotNow, match="al in"):
        self_service.withdraw(contribution=mine.contribution, code=mine.code)


def test_what_keeps_a_question_from_being_answered_is_told_with_its_number(round: Round, officer: Actor) -> None:
    one, two = say(round), say(round, "Een trein.")
    process = round.process
    assert [(found.key, found.message) for found in blocking(answering(process))] == [
        ("contributions.unanswered", "2 stemmen hebben nog geen antwoord.")
    ]
    landing.land(process=process, draft=OUTSIDE, contributions=[one.contribution], actor=officer)
    assert [(found.key, found.message) for found in blocking(answering(process))] == [
        ("contributions.unanswered", "1 stem heeft nog geen antwoord."),
        ("contributions.unsent", "Er liggen antwoorden klaar die nog niet zijn verstuurd."),
    ]
    landing.land(process=process, draft=OUTSIDE, contributions=[two.contribution], actor=officer)
    replying.send(process=process, actor=officer)
    # One answer for both is no more than advice.
    assert blocking(answering(process)) == []
    objecting.object_to(contribution=one.contribution, code=one.code, text="Dit klopt niet.")
    assert [(found.key, found.message) for found in blocking(answering(process))] == [
        ("contributions.reopened", "1 gever wacht op een nieuw antwoord.")
    ]
