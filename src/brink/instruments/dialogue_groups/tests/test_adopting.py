"""The council names each proposal, with a reason; what was adopted is carried out, quarter by quarter."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.contract.filled_round import OFFICER

from brink.domain.commitments.models import Commitment, Spending
from brink.domain.decisions.points import decision_findings
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.dialogue_groups.models import GroupProposal, Naming, QuarterReport
from brink.instruments.dialogue_groups.queries import told
from brink.instruments.dialogue_groups.services.adopting import NamedAnswer, name_each
from brink.instruments.dialogue_groups.services.carrying_out import ReportFacts, report, start, stop
from brink.instruments.dialogue_groups.services.checking import release_declined, show_dissent
from brink.instruments.dialogue_groups.services.proposals import dissent
from brink.instruments.dialogue_groups.states import Facts, Stage, overdue, quarters, stage
from brink.instruments.dialogue_groups.tests.conftest import CLERK, Village


def laid(village: Village) -> tuple[GroupProposal, GroupProposal]:
    """Lay one proposal that fits and one that does not before the council."""
    inside = village.check(village.propose())
    outside = village.check(village.propose(title="Een zwembad", euros=90_000))
    village.close()
    return inside, outside


def named(village: Village, *answers: NamedAnswer, **more: Any) -> Any:
    decision = village.draft(**more)
    name_each(decision=decision, round=village.round, answers=answers, actor=CLERK, key=None)
    return decision


def test_s14_the_decision_of_the_council_names_each_proposal_of_the_groups(village: Village) -> None:
    laid(village)
    decision = named(village, NamedAnswer(1, "adopted"), NamedAnswer(2, "declined", "Het geld is er niet."))
    assert [one.naming for one in told(village.round)] == [None, None], "a draft is read by nobody"
    village.publish(decision)
    page = Client().get(village.url("voorstel/2/")).content.decode()
    assert "Het geld is er niet." in page
    assert "niet overgenomen" in page.lower()
    assert "overgenomen" in Client().get(village.url("voorstel/1/")).content.decode().lower()
    whole = Client().get(f"/besluiten/{decision.slug}/").content.decode()
    assert "1. Een huiskamer" in whole
    assert "2. Een zwembad" in whole


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ((), "answer-1", "Noem elk voorstel bij zijn nummer. Nog niet genoemd: 1, 2"),
        ((NamedAnswer(1, "adopted"),), "answer-2", "Nog niet genoemd: 2"),
        (tuple(NamedAnswer(number, "adopted") for number in (1, 2, 9)), "answers", "kan de raad nu"),
        ((NamedAnswer(1, "adopted"), NamedAnswer(1, "adopted")), "answers", "twee keer"),
        ((NamedAnswer(1, "adopted"), NamedAnswer(2, "declined")), "reason-2", "Schrijf op waarom"),
        ((NamedAnswer(1, "alles"), NamedAnswer(2, "adopted")), "answer-1", "Kies wat de raad"),
        ((NamedAnswer(1, "declined", "Toch niet."), NamedAnswer(2, "adopted")), "breach-1", "welke lijn het toch"),
    ],
)  # fmt: skip
def test_all_at_once_is_no_answer(village: Village, answers: Any, field: str, sentence: str) -> None:
    laid(village)
    with pytest.raises(BadInput, match=sentence) as refused:
        named(village, *answers)
    assert refused.value.field == field
    assert Naming.objects.count() == 0


def test_what_is_not_checked_or_still_being_written_is_not_decided(village: Village) -> None:
    village.propose()
    with pytest.raises(NotNow, match="De groepen zijn nog bezig"):
        named(village, NamedAnswer(1, "adopted"))
    village.close()
    with pytest.raises(NotNow, match="Nog niet getoetst aan het kader: voorstel 1"):
        named(village, NamedAnswer(1, "adopted"))
    with pytest.raises(BadInput, match="Wie het kader vaststelde"):
        named(village, NamedAnswer(1, "adopted"), organ=village.world.executive)


def test_a_decision_of_the_council_waits_till_each_is_named(village: Village) -> None:
    laid(village)
    finding = decision_findings.get("groups named")
    assert finding is not None
    decision = village.draft()
    assert "Er zijn 2 voorstellen nog niet genoemd" in str(finding(decision)[0].message)
    answers = (NamedAnswer(1, "adopted"), NamedAnswer(2, "adopted"))
    name_each(decision=decision, round=village.round, answers=answers, actor=CLERK, key=None)
    assert list(finding(decision)) == []
    assert list(finding(village.draft(organ=village.world.executive))) == []


def test_the_minority_of_a_group_gets_an_answer_of_its_own(village: Village) -> None:
    proposal = village.check(village.propose())
    dissent(proposal=proposal, member=village.members[2], text="Liever niet.", key=None)
    show_dissent(dissent=proposal.dissents.get(), actor=OFFICER, key=None)
    village.close()
    with pytest.raises(BadInput, match="zag iemand het anders") as refused:
        named(village, NamedAnswer(1, "adopted"))
    assert refused.value.field == "minority-1"
    village.publish(named(village, NamedAnswer(1, "adopted", minority="Wij kijken na een jaar.")))
    assert "Wij kijken na een jaar." in Client().get(village.url("voorstel/1/")).content.decode()


@pytest.mark.both_databases
def test_a_public_answer_does_not_change_and_declined_money_is_free_again(village: Village) -> None:
    inside, _outside = laid(village)
    decision = named(village, NamedAnswer(1, "declined", "De grond is van een buurman.", breach=3),
                     NamedAnswer(2, "adopted"))  # fmt: skip
    assert release_declined() == 0
    village.publish(decision)
    with pytest.raises(IntegrityError), transaction.atomic():
        Naming.objects.update(answer="amended")
    with pytest.raises(NotNow):
        name_each(decision=decision, round=village.round, answers=(), actor=CLERK, key=None)
    assert village.line(1).committed_cents == inside.high_cents
    assert release_declined() == 1
    assert (release_declined(), village.line(1).committed_cents) == (0, 0)


def begun(village: Village, **when: Any) -> GroupProposal:
    proposal = village.check(village.propose())
    due = clock.today() + timedelta(days=500)
    start(proposal=proposal, owner=village.team(), due_on=due, actor=OFFICER, key=None, **when)
    return GroupProposal.objects.select_related("round__process", "group").get(pk=proposal.pk)


def test_what_fits_goes_ahead_at_once_as_a_promise_and_what_does_not_waits(village: Village) -> None:
    begun(village)
    promised = Commitment.objects.get()
    assert (promised.amount_cents, promised.receiver) == (6_000_000, "de groep Zorg")
    assert "wordt uitgevoerd" in Client().get(village.url("voorstel/1/")).content.decode().lower()
    outside = village.check(village.propose(title="Een zwembad", euros=90_000))
    with pytest.raises(NotNow, match="kan nog niet beginnen"):
        start(proposal=outside, owner=village.team(), due_on=clock.today(), actor=OFFICER, key=None)


def test_each_quarter_is_told_and_a_late_one_is_seen(village: Village) -> None:
    with clock.frozen(village.round.opens_at + timedelta(minutes=5)):
        proposal = begun(village)
    year, quarter = clock.today().year, (clock.today().month - 1) // 3 + 1
    facts = ReportFacts(year, quarter, QuarterReport.Stand.GOING, "De sleutel is er.", 1_250_000)
    report(proposal=proposal, facts=facts, actor=OFFICER, key=None)
    assert Spending.objects.get().cents == 1_250_000
    with pytest.raises(NotNow, match="staat er al een bericht"):
        report(proposal=proposal, facts=facts, actor=OFFICER, key=None)
    for wrong, field in (((year, 5), "quarter"), ((year + 9, 1), "quarter"), ((year - 9, 1), "quarter")):
        with pytest.raises(BadInput) as refused:
            report(proposal=proposal, facts=ReportFacts(*wrong, "going", "Nu."), actor=OFFICER, key=None)
        assert refused.value.field == field
    with clock.frozen(clock.now() + timedelta(days=300)):
        assert "Bericht te laat" in Client().get(village.url()).content.decode()
        assert "is te laat" in Client().get(village.url("voorstel/1/")).content.decode()


def test_what_stops_says_why_and_frees_its_money(village: Village) -> None:
    proposal = begun(village)
    with pytest.raises(BadInput, match="waarom het stopt"):
        stop(proposal=proposal, reason=" ", actor=OFFICER, key=None)
    stop(proposal=proposal, reason="De bakker stopte.", actor=OFFICER, key=None)
    assert village.line(1).committed_cents == 0
    assert "De bakker stopte." in Client().get(village.url("voorstel/1/")).content.decode()
    with pytest.raises(NotNow):
        stop(proposal=proposal, reason="Nog eens.", actor=OFFICER, key=None)


def test_quarters_are_due_four_weeks_after_they_end() -> None:
    began = date(2026, 2, 10)
    assert quarters(began, date(2026, 7, 1)) == [(2026, 1), (2026, 2)]
    assert quarters(began, date(2026, 3, 31)) == []
    assert overdue(began, set(), date(2026, 4, 28), ended=False) == []
    assert overdue(began, set(), date(2026, 4, 29), ended=False) == [(2026, 1)]
    assert overdue(began, {(2026, 1)}, date(2026, 4, 29), ended=False) == []
    assert overdue(began, set(), date(2027, 4, 29), ended=True) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), Stage.WRITTEN), (Facts(True), Stage.FITS), (Facts(False), Stage.WEIGHING),
        (Facts(False, "adopted"), Stage.ADOPTED), (Facts(False, "amended", started=True), Stage.CARRIED_OUT),
        (Facts(True, "declined", started=True), Stage.DECLINED), (Facts(True, started=True, done=True), Stage.DONE),
        (Facts(True, started=True, stopped=True), Stage.STOPPED), (Facts(True, withdrawn=True), Stage.WITHDRAWN),
    ],
)  # fmt: skip
def test_later_facts_win(facts: Facts, expected: Stage) -> None:
    assert stage(facts) is expected
