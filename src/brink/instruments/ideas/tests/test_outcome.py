"""The outcome: what was heard, with sources; what a minority saw; nothing about fewer than ten."""

import json
from random import Random

import pytest
from django.test import Client
from tests.builders import World, make_area

from brink.domain.contributions.models import Contribution, OutcomeCode
from brink.domain.contributions.services import bundling, landing, replying
from brink.domain.contributions.services.answers import AnswerDraft, named_place
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Round, Theme
from brink.domain.processes.outcome import Outcome
from brink.foundation import clock
from brink.instruments.ideas.instrument import IdeasInstrument
from brink.instruments.ideas.models import Idea, Stance
from brink.instruments.ideas.outcome import make_outcome
from brink.instruments.ideas.services import add_comment
from brink.instruments.ideas.tests.giving import idea, many_comments, many_ideas

INSTRUMENT = IdeasInstrument()
OFFICER = Actor(role="officer")


def supported(row: Contribution, number: int) -> Contribution:
    Contribution.objects.filter(pk=row.pk).update(support_count=number)
    return row


def test_few_voices_give_no_findings_and_a_reasoned_minority(round: Round) -> None:
    supported(idea(round), 9)
    outcome = make_outcome(round)
    assert (outcome.findings, outcome.minority) == ((), ())
    assert outcome.minority_reason != ""
    assert outcome.summary.startswith("Wij hebben 1 idee gekregen.")
    assert (outcome.reach.people, outcome.reach.channels, outcome.reach.areas) == (1, {}, {})


def test_the_most_supported_ideas_come_first_each_with_its_source(round: Round) -> None:
    few, some, most = (supported(row, number) for row, number in zip(many_ideas(round, 3), (9, 12, 40), strict=True))
    findings = make_outcome(round).findings
    assert [(one.count, one.sources) for one in findings] == [(40, (str(most.pk),)), (10, (str(some.pk),))]
    assert str(few.pk) not in json.dumps(make_outcome(round).as_data())


def test_themes_and_places_of_ten_and_more_with_all_their_givers(world: World, round: Round) -> None:
    other = Theme.objects.create(slug="vervoer", name="Vervoer")
    town = make_area("Proefgemeente", "municipality", world.province)
    village = make_area("Verweg", "village", town)
    first = many_ideas(round, 12, theme=world.theme, area=village)
    many_ideas(round, 15, theme=other)
    findings = {one.key: one for one in make_outcome(round).findings}
    assert findings["theme-Wonen"].count == 12
    assert set(findings["theme-Wonen"].sources) == {str(row.pk) for row in first}
    assert findings["theme-Vervoer"].count == 15
    assert findings["area-Proefgemeente"].count == 12


def test_a_cell_that_subtraction_would_show_is_left_out_too(round: Round) -> None:
    many_ideas(round, 30)
    rows = many_ideas(round, 16)
    Contribution.objects.filter(pk__in=[row.pk for row in rows[:12]]).update(channel="paper")
    Contribution.objects.filter(pk__in=[row.pk for row in rows[12:]]).update(channel="phone")
    assert make_outcome(round).reach.channels == {"web": 30}


def test_where_people_disagree_the_smaller_side_speaks(round: Round) -> None:
    divided, calm = many_ideas(round, 2)
    supported(divided, 20)
    against = many_comments(round, divided, 11, Stance.AGAINST)
    many_comments(round, divided, 6, Stance.FOR)
    many_comments(round, calm, 9, Stance.AGAINST)
    minority = make_outcome(round).minority
    assert [(view.key, view.size) for view in minority] == [(f"against-{divided.pk}", 11)]
    assert set(minority[0].sources) == {str(row.pk) for row in against}
    assert minority[0].argument in {row.text for row in against}


def test_when_most_are_against_those_in_favour_are_the_minority(round: Round) -> None:
    given = supported(many_ideas(round, 1)[0], 8)
    many_comments(round, given, 30, Stance.AGAINST)
    favour = many_comments(round, given, 4, Stance.FOR)
    (view,) = make_outcome(round).minority
    assert (view.key, view.size) == (f"for-{given.pk}", 10)
    assert set(view.sources) == {str(row.pk) for row in (*favour, given)}


def test_municipalities_that_were_seldom_heard_speak_together(world: World, round: Round) -> None:
    many_ideas(round, 20, area=make_area("Groot", "municipality", world.province))
    few = [row for name in ("Een", "Twee") for row in many_ideas(round, 6, area=make_area(name, "municipality"))]
    (view,) = make_outcome(round).minority
    assert (view.key, view.size) == ("seldom-heard", 12)
    assert set(view.sources) == {str(row.pk) for row in few}
    assert set(make_outcome(round).reach.areas) == {"Groot"}


def test_words_that_are_not_public_count_but_are_never_quoted(round: Round) -> None:
    given = supported(many_ideas(round, 1)[0], 30)
    for state in ({"publicity": "closed"}, {"publicity": "pseudonym", "moderation": "hidden"}):
        Contribution.objects.filter(pk=given.pk).update(**state)
        outcome = make_outcome(round)
        assert outcome.findings == ()
        assert outcome.reach.people == 1
        assert given.text not in json.dumps(outcome.as_data())
    Contribution.objects.filter(pk=given.pk).update(withdrawn_at=clock.now(), text="")
    assert make_outcome(round).reach.people == 0


def test_ties_are_broken_by_the_seed_alone(round: Round) -> None:
    for row in many_ideas(round, 5):
        supported(row, 11)
    first = make_outcome(round)
    assert make_outcome(round) == first
    round.seed = 99
    assert {one.key for one in make_outcome(round).findings} == {one.key for one in first.findings}


def test_closing_brings_no_last_few_to_light_and_freezes_an_outcome(round: Round) -> None:
    rows = many_ideas(round, 4)
    for row, real, shown in zip(rows, (17, 9, 25, 40), (10, 0, 20, 20), strict=True):
        supported(row, real)
        Idea.objects.filter(contribution=row).update(support_shown=shown)
    outcome = INSTRUMENT.close(round, by=Actor(role="officer"), at=clock.now())
    shown = dict(Idea.objects.values_list("contribution_id", "support_shown"))
    assert [shown[row.pk] for row in rows] == [10, 0, 20, 40]
    assert [one.count for one in outcome.findings if one.key.startswith("idea-")] == [40, 20, 10]
    assert Outcome.from_data(json.loads(json.dumps(outcome.as_data()))) == outcome


def test_open_tables_hold_what_anyone_may_read_and_no_small_number(round: Round) -> None:
    shown = idea(round, "Een bus.", publicity="named", public_name="Hendrik")
    idea(round, "Geheim.", publicity="closed")
    many_comments(round, shown, 2, Stance.FOR)
    ideas, comments = INSTRUMENT.tables(round)
    assert [(row[0], row[4], row[-1]) for row in ideas.rows] == [(str(shown.pk), "Een bus.", None)]
    assert len(comments.rows) == 2
    assert "Hendrik" not in str(ideas.rows)


def test_the_giver_follows_comments_and_support_and_a_commenter_the_idea(round: Round) -> None:
    given = idea(round)
    (said,) = many_comments(round, given, 1, Stance.AGAINST)
    own = INSTRUMENT.follow(given.pk)
    answer = INSTRUMENT.follow(said.pk)
    assert own is not None
    assert answer is not None
    assert own.context["comments"].total == 1
    assert own.context["support"] == "Minder dan 10 mensen steunen dit"
    assert answer.context["idea_address"] == own.context["idea_address"]
    Contribution.objects.filter(pk=given.pk).update(withdrawn_at=clock.now(), text="")
    assert INSTRUMENT.follow(given.pk) is None


def test_who_was_against_an_idea_stands_on_the_other_side_of_its_answer(round: Round) -> None:
    given = idea(round)
    sides = {
        stance: INSTRUMENT.side_of(many_comments(round, given, 1, stance)[0])
        for stance in (Stance.FOR, Stance.NEUTRAL, Stance.AGAINST)
    }
    assert sides == {Stance.FOR: 1, Stance.NEUTRAL: 0, Stance.AGAINST: -1}
    assert INSTRUMENT.side_of(given) == 1


@pytest.mark.parametrize(
    ("stance", "said"),
    [(Stance.AGAINST, "u was het oneens, en het gaat toch zo."), (Stance.NEUTRAL, ""), (Stance.FOR, "")],
)
def test_on_the_path_an_outcome_is_told_from_the_side_of_whoever_reads_it(
    round: Round, client: Client, stance: str, said: str
) -> None:
    """F6: an idea that is adopted is not what somebody asked for who was against it."""
    given, process = idea(round), round.process
    words = Words(kind="comment", text="Doe dit maar niet.")
    reply = add_comment(round=round, idea=given, stance=stance, words=words, actor=RESIDENT, key=None)
    bundle = bundling.make(
        process=process, title="De oude school", contributions=[given, reply.contribution], actor=OFFICER
    )
    place = named_place(process=process, kind="decision", title="Het besluit")
    draft = AnswerDraft(OutcomeCode.ADOPTED, "Het wordt een rij kleine huizen.", destination=place)
    landing.land(process=process, draft=draft, bundle=bundle, actor=OFFICER)
    replying.send(process=process, actor=OFFICER)
    page = client.post("/volg/", {"code": reply.code}, follow=True).content.decode()
    assert "Het wordt een rij kleine huizen." in page
    assert ("Dit is anders dan u zei" in page) is bool(said)
    assert said in page


def test_a_seeded_round_of_some_size_divides_people(round: Round) -> None:
    INSTRUMENT.seed(round, Random(5), 200)
    outcome = make_outcome(round)
    assert outcome.minority != ()
    assert min(one.count for one in outcome.findings) >= 10
