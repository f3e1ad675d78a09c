"""The public figures: right, in plain words, and silent about fewer than ten."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.builders import make_process, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.web import response_stats
from brink.web.response_stats import Score, days_in_words, figures, stopped, table
from brink.web.tests.filled_site import Village

GOOD = Score("Provincie Drenthe", due=120, answered=120, on_time=113, median_days=19.4, promised_days=28)
SLOW = Score("Gemeente Emmen", due=30, answered=4, on_time=0, median_days=None, promised_days=28)


def test_days_are_whole() -> None:
    assert [days_in_words(days) for days in (None, 0.2, 1.1, 19.4)] == [
        "nog niet bekend", "binnen een dag", "1 dag", "19 dagen",
    ]  # fmt: skip


def test_small_parts_and_small_remainders_are_words() -> None:
    made = table([GOOD, SLOW])
    assert made is not None
    assert [row.cells for row in made.rows] == [
        ("120", "120", "bijna alle", "19 dagen"),
        ("30", "minder dan 10", "geen", "nog niet bekend"),
    ]


def test_the_first_page_tells_of_published_bodies_only() -> None:
    assert [figure.value for figure in figures([GOOD, SLOW])] == ["124", "113", "19 dagen"]
    assert figures([]) == []
    assert table([]) is None


def test_the_page_counts_what_was_answered(village: Village) -> None:
    voices = Contribution.objects.filter(process=village.answered).count()
    page = Client().get("/cijfers/").content.decode()
    assert page.count(f">{voices}</td>") == 3
    assert [row.name for row in response_stats.scores()] == ["Provincie Drenthe"]


def test_figures_come_in_batches(village: Village) -> None:
    before = response_stats.scores()
    Contribution.objects.filter(process=village.answered).update(first_replied_at=None, replied_at=None)
    assert response_stats.scores() == before
    cache.clear()
    assert response_stats.scores() != before


@pytest.mark.django_db
def test_the_number_of_stopped_questions_of_each_body_is_public() -> None:
    world = make_world("assen", "municipality")
    for number in range(3):
        make_process(world, f"vraag-{number}")
    make_process(world, "concept", room=False)
    Process.objects.filter(slug="vraag-1").update(withdrawn_at=clock.now(), withdrawn_reason="Er is geen geld.")
    made = stopped()
    assert made is not None
    assert ("Provincie Assen", ("3", "1")) in [(row.heading, row.cells) for row in made.rows]
    assert "Hoeveel vragen zijn er gestopt?" in Client().get("/cijfers/").content.decode()
