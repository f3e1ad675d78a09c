"""A petition from hand in to answer, as the services do it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import World, make_world

from brink.domain.contributions.models import Contribution, Giver, Landing
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.models import Entry
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.petition import queries
from brink.instruments.petition.models import Collection, Proposal, Scheduling, Support
from brink.instruments.petition.round_settings import Settings
from brink.instruments.petition.services import control, proposals, retention, scheduling
from brink.instruments.petition.services.accepting import AcceptFacts, accept
from brink.instruments.petition.services.scheduling import SchedulingFacts, rule, tell
from brink.instruments.petition.services.supporting import confirm, declare, recount, support
from brink.instruments.petition.states import State
from brink.instruments.petition.tests.making import (
    CLERK,
    GROUNDS,
    HANDED,
    closed,
    handed_in,
    open_door,
    opened,
    person,
    petition,
    rules_of,
    with_kader,
)


@pytest.fixture
def world(db: None) -> World:
    return with_kader(make_world())


def _supported(round: Round, people: int, start: int = 0) -> None:
    for number in range(start, start + people):
        support(round=round, said=person(number), key=None)


def _checked(round: Round) -> None:
    check = control.draw(round=round, full=True, seed_source="", seed="", actor=CLERK, key=None)
    numbers = Support.objects.filter(round=round, drawn=True).values_list("number", flat=True)
    control.note_registrations(check=check, registrations={str(one): "yes" for one in numbers}, actor=CLERK, key=None)
    control.finish(check=check, second="Marja", actor=CLERK, key=None)


def test_the_rules_of_the_day_go_along_and_the_petition_is_a_question_of_its_own(world: World) -> None:
    proposal = handed_in(world, threshold=12)
    rules_of(world, threshold=90)
    proposal = proposals_accepted(world, proposal)
    round = Round.objects.get(pk=proposal.round_id)
    assert Settings.of(round.settings).threshold == 12
    process = round.process
    room = process.rooms.get()
    assert (process.title, process.standing) == ("Laat de avondbus rijden", False)
    assert room.published_at is not None
    assert room.decision_on == clock.today() + timedelta(weeks=52 + 6)
    assert room.closed_points == list(GROUNDS)
    assert proposal.contribution.replied_at is not None


def proposals_accepted(world: World, proposal: Proposal) -> Proposal:
    made = accept(proposal=proposal, facts=AcceptFacts((world.theme,), world.contact), actor=CLERK, key=None)
    return Proposal.objects.select_related("contribution", "round").get(pk=made.pk)


def test_the_desk_asks_for_something_else_and_whoever_holds_the_code_mends_it(world: World) -> None:
    rules = rules_of(world)
    open_door(world)
    given = proposals.hand_in(rules=rules, handed=HANDED, key="een-sleutel-van-zestien")
    proposal = Proposal.objects.get(contribution=given.contribution)
    with pytest.raises(NotNow, match="Wij hebben u niet gevraagd"):
        proposals.mend(proposal=proposal, handed=HANDED, code=given.code, key=None)
    proposals.ask_mend(proposal=proposal, note="Noem de lijn van de bus.", actor=CLERK, key=None)
    proposal.refresh_from_db()
    assert queries.proposal_state(proposal) is State.MENDING
    other = replace(HANDED, asks="Wij vragen lijn 21.")
    proposals.mend(proposal=proposal, handed=other, code=given.code, key=None)
    proposal.refresh_from_db()
    assert queries.proposal_state(proposal) is State.HANDED_IN
    assert Contribution.objects.get(pk=given.contribution.pk).text == "Wij vragen lijn 21."
    assert Giver.objects.get(contribution=given.contribution).name == "Hennie de Vries"


def test_a_refusal_names_a_ground_of_the_rules_and_is_told_at_once(world: World) -> None:
    proposal = handed_in(world)
    with pytest.raises(BadInput, match="Kies een grond uit de regels"):
        proposals.refuse(proposal=proposal, ground="Zomaar.", reason="Het past niet.", actor=CLERK, key=None)
    proposals.refuse(proposal=proposal, ground=GROUNDS[0], reason="De gemeente gaat erover.", actor=CLERK, key=None)
    landed = Landing.objects.get(contribution=proposal.contribution)
    assert landed.answer.reason == f"{GROUNDS[0]} De gemeente gaat erover."
    assert landed.sent_at is not None
    with pytest.raises(NotNow, match="al afgewezen"):
        proposals.refuse(proposal=proposal, ground=GROUNDS[0], reason="De gemeente gaat erover.", actor=CLERK, key=None)


def test_with_mail_nothing_counts_before_the_link_and_two_share_a_mailbox(db: None) -> None:
    round = petition(mail=True)
    rows = [
        declare(round=round, said=person(number, email="Jan.Jansen+a@gmail.com"), key=None) for number in range(3)
    ]
    assert not Contribution.objects.filter(round=round).exists()
    assert recount(round) == 0
    first = confirm(support=rows[0], key="een-sleutel")
    assert first.code
    assert confirm(support=Support.objects.get(pk=rows[0].pk), key="nog-een-sleutel").code == first.code
    confirm(support=rows[1], key=None)
    with pytest.raises(NotNow, match="al voor 2 mensen bevestigd"):
        confirm(support=rows[2], key=None)
    assert Collection.objects.get(round=round).confirmed_count == recount(round) == 2
    late = declare(round=round, said=person(9, email="x@voorbeeld.invalid"), key=None)
    with clock.frozen(clock.now() + timedelta(days=8)):
        with pytest.raises(NotNow, match="Deze link werkt niet meer"):
            confirm(support=late, key=None)
        assert retention.forget_pending(clock.now()) == 2
    assert not Support.objects.filter(state="pending").exists()


def test_somebody_who_withdraws_counts_no_more_and_nothing_of_them_is_left(db: None) -> None:
    round = petition()
    _supported(round, 11)
    given = support(round=round, said=person(50), key=None)
    assert Collection.objects.get(round=round).reached_at is not None
    withdraw(contribution=given.contribution, code=given.code)
    row = Support.objects.get(contribution=given.contribution)
    assert (row.name, row.born, row.person_key, row.state) == ("", "", "", "withdrawn")
    assert queries.standing(round).state is State.COLLECTING
    with pytest.raises(NotNow):
        support(round=round, said=person(50), key=None)
    assert Collection.objects.get(round=round).confirmed_count == recount(round) == 11


def test_reached_is_said_once(db: None) -> None:
    round = petition()
    _supported(round, 12)
    given = support(round=round, said=person(70), key=None)
    withdraw(contribution=given.contribution, code=given.code)
    _supported(round, 3, start=80)
    assert Entry.objects.filter(kind="petition.reached").count() == 1
    assert queries.standing(round).state is State.REACHED


def test_on_the_agenda_everybody_hears_what_the_council_decided(db: None) -> None:
    round = petition()
    _supported(round, 14)
    given = support(round=round, said=person(60, email="z@voorbeeld.invalid"), key=None)
    round = closed(round)
    with clock.frozen(round.closed_at + timedelta(days=1)):
        early = SchedulingFacts("on_agenda", "Er is genoeg steun.", clock.today())
        with pytest.raises(NotNow, match="Eerst moet de controle"):
            rule(round=round, facts=early, actor=CLERK, key=None)
        _checked(round)
        facts = SchedulingFacts("on_agenda", "", clock.today(), meeting_on=clock.today(), speaking="vijf minuten")
        with pytest.raises(BadInput, match="De 15 mensen die steunden lezen dit"):
            rule(round=round, facts=facts, actor=CLERK, key=None)
        facts = SchedulingFacts("on_agenda", "Er is genoeg steun.", clock.today(), meeting_on=clock.today())
        rule(round=round, facts=facts, actor=CLERK, key=None)
        assert queries.standing(round).state is State.ON_AGENDA
        with pytest.raises(BadInput, match="Schrijf op wat er is besloten"):
            tell(round=round, result="", result_on=clock.today(), actor=CLERK, key=None)
        tell(round=round, result="De bus rijdt een jaar op proef.", result_on=clock.today(), actor=CLERK, key=None)
        assert queries.standing(round).state is State.ANSWERED
    voices = Contribution.objects.filter(round=round)
    assert voices.filter(replied_at=None).count() == 0
    said = Landing.objects.get(contribution=given.contribution).answer.reason
    assert "De bus rijdt een jaar op proef." in said


def test_what_is_passed_on_goes_without_names_and_the_question_ends(db: None) -> None:
    round = petition()
    _supported(round, 13)
    round = closed(round)
    with clock.frozen(round.closed_at + timedelta(days=1)):
        _checked(round)
        facts = SchedulingFacts(
            "forwarded", "De gemeente gaat hierover.", clock.today(), forwarded_to="Gemeente Proefstad"
        )
        rule(round=round, facts=facts, actor=CLERK, key=None)
        tell(round=round, actor=CLERK, key=None)
        process = Process.objects.get(pk=round.process_id)
        assert process.withdrawn_at is not None
        assert "Namen gingen niet mee" in process.withdrawn_reason
        assert not Contribution.objects.filter(round=round, replied_at=None).exists()
        with pytest.raises(NotNow, match="Iedereen heeft dit al gelezen"):
            tell(round=round, actor=CLERK, key=None)
    with clock.frozen(round.closed_at + timedelta(days=40)):
        assert retention.destroy_due(clock.now()) == 1
        assert retention.destroy_due(clock.now()) == 0
    assert not Support.objects.filter(round=round).exclude(name="", born="", person_key="").exists()
    assert Entry.objects.get(kind="petition.destroyed").data["lines"] == 13


def test_too_little_support_ends_with_a_word_to_everybody(db: None) -> None:
    round = petition()
    _supported(round, 5)
    round = closed(round)
    assert queries.standing(round).state is State.EXPIRED
    with clock.frozen(round.closed_at + timedelta(days=1)):
        with pytest.raises(NotNow, match="te weinig steun"):
            control.draw(round=round, full=True, seed_source="", seed="", actor=CLERK, key=None)
        tell(round=round, actor=CLERK, key=None)
    assert not Contribution.objects.filter(round=round, replied_at=None).exists()
    assert not Scheduling.objects.exists()
    assert scheduling.said(round, None).startswith("Er was te weinig steun")


def test_a_duty_to_schedule_leaves_no_room_for_no(db: None) -> None:
    round = petition(must_schedule=True)
    _supported(round, 13)
    round = closed(round)
    with clock.frozen(round.closed_at + timedelta(days=1)):
        _checked(round)
        with pytest.raises(BadInput, match="altijd op de agenda"):
            rule(
                round=round, facts=SchedulingFacts("not_on_agenda", "Wij willen het niet.", clock.today()), actor=CLERK,
                key=None,
            )  # fmt: skip


def test_a_petition_of_another_body_is_not_found_under_these_rules(world: World) -> None:
    round = opened(world)
    assert queries.rules_in_force(round.process.tenant) is not None
    assert [one.round.pk for one in queries.public_petitions(world.body)] == [round.pk]
