"""The queue of the desk counts each petition for which a step is named, and no other."""

from datetime import timedelta

import pytest
from tests.builders import World, make_world

from brink.domain.people.queries import viewer_for
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.waiting_counts import counted_items
from brink.instruments.petition import queries
from brink.instruments.petition.desk_items import PETITIONS, PROPOSALS
from brink.instruments.petition.models import Support
from brink.instruments.petition.services import control
from brink.instruments.petition.services.scheduling import SchedulingFacts, rule, tell
from brink.instruments.petition.services.supporting import support
from brink.instruments.petition.tests.making import CLERK, closed, handed_in, opened, person, with_kader

pytestmark = pytest.mark.django_db


def counted(world: World, what: str) -> int:
    """Return how many of this wait in the queue of somebody at the desk."""
    return sum(one.count for one in counted_items(viewer_for(world.officer)) if one.key.startswith(what))


def steps(world: World, round: Round) -> tuple[int, bool]:
    """Return how many petitions are counted, and whether this one has a step."""
    now = Round.objects.select_related("process__tenant").get(pk=round.pk)
    return counted(world, PETITIONS), bool(queries.step_for(queries.standing(now)))


def test_what_was_handed_in_is_counted_until_somebody_said_yes_or_no() -> None:
    world = with_kader(make_world())
    assert counted(world, PROPOSALS) == 0
    handed_in(world)
    assert counted(world, PROPOSALS) == 1


def test_a_petition_is_counted_as_long_as_the_desk_has_a_step() -> None:
    world = with_kader(make_world())
    round = opened(world)
    for number in range(13):
        support(round=round, said=person(number), key=None)
    assert steps(world, round) == (0, False)
    round = closed(round)
    with clock.frozen(round.closed_at + timedelta(days=1)):
        assert steps(world, round) == (1, True)
        check = control.draw(round=round, full=True, seed_source="", seed="", actor=CLERK, key=None)
        numbers = Support.objects.filter(round=round, drawn=True).values_list("number", flat=True)
        known = {str(one): "yes" for one in numbers}
        control.note_registrations(check=check, registrations=known, actor=CLERK, key=None)
        control.finish(check=check, second="Marja", actor=CLERK, key=None)
        assert steps(world, round) == (1, True)
        facts = SchedulingFacts("on_agenda", "Er is genoeg steun.", clock.today(), meeting_on=clock.today())
        rule(round=round, facts=facts, actor=CLERK, key=None)
        assert steps(world, round) == (1, True)
        tell(round=round, result="De bus rijdt.", result_on=clock.today(), actor=CLERK, key=None)
        assert steps(world, round) == (0, False)


def test_a_petition_with_too_little_support_is_counted_until_that_was_told() -> None:
    world = with_kader(make_world())
    round = closed(opened(world))
    with clock.frozen(round.closed_at + timedelta(days=1)):
        assert steps(world, round) == (1, True)
        tell(round=round, actor=CLERK, key=None)
        assert steps(world, round) == (0, False)
