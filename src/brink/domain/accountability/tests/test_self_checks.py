"""Guiding questions that a question serves, and the rules of thumb: prefilled by what Brink sees, public, kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import World, make_process, make_world

from brink.domain.accountability import services
from brink.domain.accountability.blocks import serving_findings
from brink.domain.accountability.models import SelfCheck, ServedQuestions
from brink.domain.accountability.queries import served, served_anew
from brink.domain.accountability.rule_answers import SEES, SeenOf, sees
from brink.domain.accountability.services import RuleAnswer
from brink.domain.accountability.tests.sitting import Sitting, login
from brink.domain.framework.models import Framework, RuleOfThumb
from brink.domain.framework.rule_checks import CHECKS
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.services.copying import copy_process
from brink.domain.processes.services.preconditions import hold_back
from brink.domain.processes.steps import Step, findings
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import Severity
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
OFFICER = Actor(role="officer")
QUESTIONS = ["Hoe ontstaat er meer verbinding?", "Wat vraagt dat van het bestuur?"]
RULES = (
    ("Zeg vooraf wat open is.", "room-published"),
    ("Vertel wat er al is gedaan.", "groundwork"),
    ("Ga naar buiten.", ""),
)


@pytest.fixture
def world() -> World:
    world = make_world()
    Framework.objects.update(questions=QUESTIONS)
    for number, (text, key) in enumerate(RULES, start=1):
        RuleOfThumb.objects.create(
            tenant=world.body, created_at=clock.now(), framework=world.framework, number=number, text=text,
            check_key=key, origin="werkconferentie",
        )  # fmt: skip
    world.framework.refresh_from_db()
    return world


def test_a_question_names_its_guiding_question_and_without_one_is_warned(world: World) -> None:
    process = make_process(world)
    found = [one for one in findings(Step.PUBLISH_ROOM, process) if one.key == "serves"]
    assert [one.weight for one in found] == [Severity.ADVICE]
    hold_back(found)
    address = f"/balie/processen/{process.slug}/leidende-vragen/"
    assert [one.where for one in found] == [address]
    desk = Sitting(login(world, Role.OFFICER, "Noor"), address)
    assert desk.send("key").status == 422, "one at least"
    desk.send("key", numbers=["2"])
    assert ServedQuestions.objects.get().numbers == [2]
    assert serving_findings(process) == []
    page = Client().get(f"/processen/{process.slug}/").content.decode()
    assert QUESTIONS[1] in page
    assert QUESTIONS[0] not in page


def test_a_copy_serves_the_same_guiding_questions_as_far_as_its_kader_asks_them(world: World) -> None:
    process = make_process(world)
    services.serve(process=process, numbers=[1, 2], actor=OFFICER, key=None)

    def copied(framework: Framework, key: str) -> list[str]:
        made = copy_process(
            process=process, title=key, starts_on=clock.today() + timedelta(days=30), framework=framework,
            owner=world.contact, actor=OFFICER, key=key,
        )  # fmt: skip
        return served(made)

    assert copied(world.framework, "Nog een keer hetzelfde") == QUESTIONS
    # Under a newer kader one of them is not asked any more, and the other stands elsewhere.
    newer = Framework.objects.get(pk=world.framework.pk)
    newer.questions = ["Iets anders?", QUESTIONS[0]]
    assert [one.numbers for one in served_anew(process, Process(framework=newer, tenant=world.body))] == [[2]]
    # What serves none keeps none.
    assert served_anew(make_process(world, "ander"), Process(framework=newer, tenant=world.body)) == []


@pytest.mark.parametrize(("numbers", "said"), [([], "minstens één"), ([3], "uit het kader"), ([0], "uit het kader")])
def test_only_guiding_questions_of_its_kader(world: World, numbers: list[int], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        services.serve(process=make_process(world), numbers=numbers, actor=OFFICER, key=None)


def test_a_standing_question_and_a_kader_without_any_are_not_warned(world: World) -> None:
    make_process(world)
    Framework.objects.update(questions=[])
    assert serving_findings(Process.objects.get()) == []


def test_the_rules_are_answered_starting_from_what_brink_sees_and_everybody_reads_it(world: World) -> None:
    """Journey without script: the officer finds two rules filled in, answers the third, a resident reads."""
    process = make_process(world)
    desk = Sitting(login(world, Role.OFFICER, "Noor"), f"/balie/processen/{process.slug}/zelftoets/")
    stands = {one.name: one.stands for one in desk.page.controls if one.stands and one.kind == "radio"}
    assert stands == {"kept_1": ["ja"], "kept_2": ["nee"]}
    back = desk.send("kept_1", kept_3="ja", because_3="Wij zaten in vier dorpshuizen.")
    assert back.status == 422
    assert "Schrijf op waarom dit niet is gelukt." in back.text
    assert "Wij zaten in vier dorpshuizen." in [said for one in back.page.controls for said in one.stands]
    back.send("kept_1", because_2="Er was nog niets gedaan.")
    question = Client().get(f"/processen/{process.slug}/").content.decode()
    assert f"/processen/{process.slug}/zelftoets/" in question
    page = Client().get(f"/processen/{process.slug}/zelftoets/").content.decode()
    for words in ("Ga naar buiten.", "Wij zaten in vier dorpshuizen.", "Er was nog niets gedaan.", "Brink ziet dit"):
        assert words in page


def fill(process: Process, kept: tuple[bool, ...] = (True, False, True), reason: str = "") -> SelfCheck:
    answers = [RuleAnswer(number, one, "Daarom.") for number, one in enumerate(kept, start=1)]
    return services.fill_self_check(process=process, answers=answers, reason=reason, actor=OFFICER, key=None)


def test_other_answers_are_another_version_with_a_reason(world: World) -> None:
    process = make_process(world)
    fill(process)
    with pytest.raises(NotNow, match="staan er zo al"):
        fill(process, reason="Nog eens.")
    with pytest.raises(BadInput, match="waarom de antwoorden veranderen"):
        fill(process, kept=(True, False, False))
    fill(process, kept=(True, False, False), reason="Wij bleven toch binnen.")
    page = Client().get(f"/processen/{process.slug}/zelftoets/").content.decode()
    assert "Wij bleven toch binnen." in page
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        SelfCheck.objects.filter(version=1).update(reason="Anders.")
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        SelfCheck.objects.filter(version=1)._raw_delete("default")


@pytest.mark.parametrize(
    ("answers", "said", "field"),
    [
        ([], "bij elke vuistregel ja of nee", "kept_1"),
        ([RuleAnswer(1, False)], "waarom dit niet is gelukt", "because_1"),
        ([RuleAnswer(1, True), RuleAnswer(2, True)], "Brink ziet hier iets anders", "because_2"),
        ([RuleAnswer(one, True, "Toch.") for one in (1, 2, 3, 9)], "niet in het", ""),
    ],
)
def test_each_rule_has_its_answer(world: World, answers: list[RuleAnswer], said: str, field: str) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        services.fill_self_check(process=make_process(world), answers=answers, actor=OFFICER, key=None)
    assert not field or refused.value.field == field


def test_a_hidden_question_answers_nothing_yet(world: World) -> None:
    with pytest.raises(NotNow, match="Zet eerst het participatiebesluit op de site"):
        fill(make_process(world, room=False))


def test_brink_sees_by_keys_that_a_kader_can_name(world: World) -> None:
    assert set(SEES) <= set(CHECKS)
    process, room = make_process(world), RoomStatement.objects.get()

    def see(key: str, *, of: Any = room, lessons: int = 0, **facts: Any) -> bool | None:
        for name, value in facts.items():
            setattr(process, name, value)
        return sees(key, SeenOf(process, of, lessons))

    now = clock.now()
    assert see("room-published", of=None) is False
    assert see("groundwork", of=None) is None
    assert see("one-question") is True
    assert see("reply-promised") is True
    assert see("minority-weighed") is None
    assert see("minority-weighed", decided_at=now) is True
    assert see("every-voice-lands", contribution_count=3, landed_count=2) is None
    assert see("every-voice-lands", answered_at=now) is False
    assert see("lessons", evaluated_at=now) is False
    assert see("lessons", lessons=1) is True
    assert see("timing") is None
    room.already_decided = True
    assert see("foregone-conclusion") is False
