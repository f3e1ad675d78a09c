"""Invented material: distinct, seeded, plainly invented."""

from random import Random

import pytest
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.instruments.ideas.instrument import IdeasInstrument
from brink.instruments.ideas.models import Comment, Idea, Support
from brink.instruments.ideas.seeding import invent


def test_a_thousand_ideas_of_one_topic_are_all_different_and_follow_from_the_seed() -> None:
    def made(seed: int) -> list[str]:
        rng, taken = Random(seed), set()
        return [invent(rng, ["wonen"], taken).text for _ in range(1000)]

    first = made(7)
    assert len(set(first)) == 1000
    assert first == made(7)
    assert first != made(8)
    assert not [text for text in first if "{" in text or "}" in text]


@pytest.mark.django_db
def test_seeding_fills_a_round_with_what_people_would_do() -> None:
    round = make_round(make_process(make_world()))
    IdeasInstrument().seed(round, Random(1), 50)
    ideas = Contribution.objects.filter(kind="idea")
    assert (ideas.count(), Idea.objects.count(), Comment.objects.count()) == (30, 30, 20)
    round.refresh_from_db()
    assert round.contribution_count == 50
    assert not ideas.filter(text__contains="{").exists()
    assert all(row.support_count == Support.objects.filter(contribution=row).count() for row in ideas)
    assert {row.public_name for row in ideas if row.publicity == "named"} != set()
    assert all(row.public_name.endswith("(voorbeeld)") for row in ideas if row.publicity == "named")
