"""A survey as people live it: answer, send, change, withdraw, paper, close; in any order nothing is lost or added."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.services.giving import Receipt
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_entry import Sheet
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.foundation.errors import NotNow, Refusal
from brink.instruments.survey import filling, routing
from brink.instruments.survey.answers import Answer, Disposition, as_data, of_codes
from brink.instruments.survey.instrument import Survey
from brink.instruments.survey.models import FilledSurvey, SurveyDraft
from brink.instruments.survey.queries import counted_answers, own_answers
from brink.instruments.survey.tests.conftest import OFFICER, make_questions

PEOPLE = st.sampled_from(["aaltje", "berend", "chaima"])
CAR = st.sampled_from([1, 2, 97])


class Travel(RuleBasedStateMachine):
    """What each person holds is told beside what the database holds."""

    def __init__(self) -> None:
        super().__init__()
        self.world = make_world(f"land-{id(self)}")
        settings_of = {"questions": make_questions().as_data()}
        self.round = make_round(make_process(self.world), "survey", settings=settings_of)
        Survey().open(self.round, by=OFFICER, at=clock.now())
        self.asked = make_questions()
        self.drafts: dict[str, dict[str, Answer]] = {}
        self.sent: dict[str, dict[str, Answer]] = {}
        self.receipts: dict[str, Receipt] = {}
        self.gone: set[str] = set()
        self.papers = 0
        self.closed = False

    @precondition(lambda self: not self.closed)
    @rule(who=PEOPLE, car=CAR)
    def answer_the_first_page(self, who: str, car: int) -> None:
        self._keep(who, {"v1": of_codes((car,))})

    @precondition(lambda self: not self.closed)
    @rule(who=PEOPLE, point=st.integers(1, 5), words=st.sampled_from(["", "De bus rijdt niet op zondag."]))
    def answer_the_last_page(self, who: str, point: int, words: str) -> None:
        said = Answer(Disposition.ANSWERED, words=words) if words else Answer(Disposition.EMPTY)
        self._keep(who, {"v3": of_codes((point,)), "v5": said})

    def _keep(self, who: str, answers: dict[str, Answer]) -> None:
        known = self.drafts.get(who) or self.sent.get(who, {})
        self.drafts[who] = {**known, **answers}
        assert filling.keep_page(round=self.round, token=who, answers=answers) == self.drafts[who]

    @precondition(lambda self: not self.closed)
    @rule(who=PEOPLE)
    def send(self, who: str) -> None:
        complete = who in self.drafts and not routing.unanswered(self.asked, self.drafts[who])
        if who in self.gone or not (complete or (who in self.sent and who not in self.drafts)):
            with pytest.raises(Refusal):
                filling.send(round=self.round, token=who)
            return
        receipt = filling.send(round=self.round, token=who)
        if who in self.drafts:
            self.sent[who] = routing.sent(self.asked, self.drafts.pop(who))
        assert self.receipts.setdefault(who, receipt).code == receipt.code

    @rule(who=PEOPLE)
    def withdraw(self, who: str) -> None:
        if who in self.receipts and who not in self.gone:
            receipt = self.receipts[who]
            withdraw(contribution=receipt.contribution, code=receipt.code)
            self.gone.add(who)
            self.sent.pop(who, None)
            self.drafts.pop(who, None)

    @precondition(lambda self: not self.closed)
    @rule(car=CAR)
    def type_in_paper(self, car: int) -> None:
        actor = Actor(id=self.world.officer.pk, role="officer")
        sheet = Sheet(code="", filled_on=clock.today(), officer=self.world.officer, actor=actor, key=None)
        Survey().take_paper(self.round, {"v1": str(car), "v2": "1,2"}, sheet)
        self.papers += 1

    @precondition(lambda self: not self.closed)
    @rule()
    def close(self) -> None:
        Round.objects.filter(pk=self.round.pk).update(closes_at=clock.now() - timedelta(seconds=1))
        self.round = Round.objects.select_related("process__tenant").get(pk=self.round.pk)
        close_round(round=self.round, actor=OFFICER, key=None)
        self.round = Round.objects.select_related("process__tenant").get(pk=self.round.pk)
        self.closed, self.drafts = True, {}

    @precondition(lambda self: self.closed)
    @rule(who=PEOPLE)
    def come_too_late(self, who: str) -> None:
        with pytest.raises(NotNow):
            filling.keep_page(round=self.round, token=who, answers={"v1": of_codes((1,))})
        assert Client().get(f"/processen/{self.round.process.slug}/ronde-1/vragenlijst/").status_code == 200

    @invariant()
    def what_people_hold_is_what_counts(self) -> None:
        counted = [as_data(one) for _pk, one in counted_answers(self.round)]
        assert len(counted) == len(self.sent) + self.papers
        assert all(as_data(one) in counted for one in self.sent.values())
        assert all(len(one) == len(self.asked) for one in counted), "one disposition for each question"
        assert SurveyDraft.objects.filter(round=self.round).count() == len(self.drafts)
        for who, draft in self.drafts.items():
            assert own_answers(self.round, who)[0] == draft
        for one in counted:
            if one["v1"] == {"is": "answered", "codes": [2]}:
                assert one["v2"]["is"] in ("not_asked", "against_route"), "outside the way"
        assert FilledSurvey.objects.filter(round=self.round, answers={}).count() == len(self.gone)


@pytest.mark.django_db
def test_in_whatever_order_people_take_part_each_counts_as_they_last_sent_it() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Travel,
        settings=settings(
            max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
