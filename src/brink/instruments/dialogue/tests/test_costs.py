"""Costs: as many queries for twice the people and sentences, and the invented conversation is of like size."""

from collections.abc import Callable
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, Role, Viewer
from brink.instruments.dialogue.instrument import Dialogue
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.services.mapping import refresh
from brink.instruments.dialogue.tests.conftest import Village, make_village
from brink.instruments.dialogue.tests.test_map import close, crowd
from brink.instruments.dialogue.tests.test_taking_part import hidden, react

pytestmark = pytest.mark.django_db


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def costs(village: Village, client: Client) -> dict[str, int]:
    fields = hidden(client.get(village.url()).content.decode())
    found = {
        page: queries(lambda page=page: client.get(village.url(page))) for page in ("", "alles/", "kaart/", "tabel/")
    }
    found["answer"] = queries(lambda: client.post(village.url(), {**fields, "stem": "agree"}))
    # Each is asked with a round as a page has it: just read.
    rounds = [Round.objects.select_related("process__tenant").get(pk=village.round.pk) for _one in range(3)]
    found["panel"] = queries(lambda: Dialogue().panel(rounds[0], ANYONE))
    found["desk"] = queries(lambda: Dialogue().desk(rounds[1], ANYONE))
    found["tables"] = queries(lambda: list(Dialogue().tables(rounds[2])))
    filled = Session.objects.exclude(participant=None)
    found["follow"] = queries(lambda: Dialogue().follow(filled[0].contribution_id))
    found["signal_answers"] = queries(lambda: Dialogue().signal_answers(filled[0].contribution_id))
    client.force_login(village.world.officer)
    found["balie/"] = queries(lambda: client.get(village.url("balie/")))
    client.logout()
    return found


def test_pages_cost_the_same_for_twice_as_much(village: Village) -> None:
    client = Client()
    react(client, village, "agree")
    crowd(village, sentences=30)
    refresh(round=village.round)
    react(client, village, "agree")
    first = costs(village, client)
    crowd(village, sentences=30, seed=2)
    react(client, village, "agree")
    second = costs(village, client)
    assert second == first
    assert max(first.values()) <= 15


def test_the_queue_costs_the_same_for_more_dialogues(village: Village) -> None:
    crowd(village)
    close(village)
    desk = Viewer(roles=frozenset({(village.world.body.pk, Role.OFFICER)}))
    first = queries(lambda: Dialogue().desk_items(desk))
    items = Dialogue().desk_items(desk)
    assert [(item.count, item.where) for item in items] == [(15, village.round.process.title)]
    assert first == 1
    assert Dialogue().desk_items(ANYONE) == []


def test_the_map_is_made_in_few_queries(village: Village) -> None:
    crowd(village)
    small = queries(lambda: refresh(round=village.round))
    assert small <= 37


def test_an_invented_conversation_has_people_sentences_and_groups() -> None:
    village = make_village()
    codes = Dialogue().seed(village.round, Random(1), 300)
    assert (len(codes), Session.objects.count()) == (3, 300)
    assert Statement.objects.count() == 45 + 25
    assert Statement.objects.filter(view_count=0).count() <= 3
    assert max(len(text) for text in Statement.objects.values_list("text", flat=True)) <= 140
    assert sum(Statement.objects.values_list("view_count", flat=True)) == Vote.objects.count()
    result = village.round.opinion_results.get()
    assert (result.state, result.people) == ("groups", 300)


def test_the_same_seed_invents_the_same_conversation() -> None:
    first = make_village()
    Dialogue().seed(first.round, Random(5), 80)
    again = Round.objects.create(
        tenant=first.round.tenant, created_at=clock.now(), process=first.round.process, phase=first.round.phase,
        number=9, slug="nog-eens", instrument="dialogue", title="Nog eens", opens_at=first.round.opens_at,
        closes_at=first.round.closes_at, opened_at=first.round.opened_at, seed=first.round.seed,
        settings=first.round.settings, room=first.round.room,
    )  # fmt: skip
    Dialogue().open(again, by=None, at=clock.now())
    Dialogue().seed(again, Random(5), 80)
    rounds = [
        list(Statement.objects.filter(round=one).order_by("number").values_list("text", "view_count"))
        for one in (first.round, again)
    ]
    assert rounds[0] == rounds[1]
