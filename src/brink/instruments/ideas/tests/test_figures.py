"""Numbers of queries: few, and the same when the rows double."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World

from brink.domain.contributions.services import answers, bundling, landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import RESIDENT, SYSTEM
from brink.domain.processes.models import Round
from brink.foundation.kept_pages import pages
from brink.foundation.visibility import ANYONE
from brink.instruments.ideas.instrument import IdeasInstrument
from brink.instruments.ideas.models import Stance
from brink.instruments.ideas.services import give_idea
from brink.instruments.ideas.tests.conftest import BASE
from brink.instruments.ideas.tests.giving import many_comments, many_ideas


def queries(client: Client, url: str) -> int:
    """Count the queries of a page that nobody asked for yet."""
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
        return len(seen)


def test_the_list_takes_ten_queries_at_most_and_no_more_when_it_doubles(
    client: Client, world: World, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "seconds", 0)  # whoever comes first asks most
    first = many_ideas(round, 30, theme=world.theme, area=world.village)
    for row in first[:5]:
        many_comments(round, row, 3, Stance.FOR)
    urls = (BASE, f"{BASE}?zoek=idee&volgorde=steun", f"{BASE}?pagina=2")
    few = [queries(client, url) for url in urls]
    second = many_ideas(round, 30, theme=world.theme, area=world.village)
    for row in second[:5]:
        many_comments(round, row, 3, Stance.AGAINST)
    many = [queries(client, url) for url in urls]
    assert many[:2] == few[:2]
    assert max(few + many) <= 10


def test_an_idea_takes_ten_queries_at_most_and_no_more_when_comments_double(client: Client, round: Round) -> None:
    (given,) = many_ideas(round, 1)

    def said() -> None:
        for stance in Stance.values:
            many_comments(round, given, 25, stance)

    said()
    few = [queries(client, f"{BASE}{given.pk}/?pagina={number}") for number in (1, 2)]
    said()
    many = [queries(client, f"{BASE}{given.pk}/?pagina={number}") for number in (1, 2)]
    assert many == few
    assert max(many) <= 10


def test_the_giver_follows_an_idea_in_thirteen_queries_with_comments_on_all_sides(round: Round) -> None:
    words = Words(kind="idea", text="Zet een bank bij de bushalte.")
    receipt = give_idea(round=round, words=words, actor=RESIDENT, key=None)
    given, process = receipt.contribution, round.process
    for stance in Stance.values:
        many_comments(round, given, 25, stance)
    bundling.make(process=process, title="Banken", contributions=[given], actor=SYSTEM)
    where = answers.named_place(process=process, kind="round", title="Besluit van 8 juli")
    draft = AnswerDraft("partly", "Dorpen met een bus gaan voor.", "De rest lukt niet.", where)
    landing.land(process=process, draft=draft, contributions=[given], actor=SYSTEM)
    replying.send(process=process, actor=SYSTEM)
    holder = Client()
    holder.post("/volg/", {"code": receipt.code})
    page = holder.get("/volg/pad/").content.decode()
    assert ("75 reacties op uw idee" in page, page.count("Reactie against")) == (True, 10)
    assert queries(holder, "/volg/pad/") <= 13


def test_comments_turn_pages_on_all_sides_at_once(client: Client, round: Round) -> None:
    (given,) = many_ideas(round, 1)
    many_comments(round, given, 25, Stance.FOR)
    many_comments(round, given, 3, Stance.AGAINST)
    pages = [client.get(f"{BASE}{given.pk}/?pagina={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count("Reactie for") for page in pages] == [10, 10, 5]
    assert [page.count("Reactie against") for page in pages] == [3, 0, 0]


def test_panels_take_as_many_queries_when_rows_double(round: Round) -> None:
    instrument = IdeasInstrument()

    def counted() -> list[int]:
        numbers: list[int] = []
        for make in (instrument.panel, instrument.desk):
            with CaptureQueriesContext(connection) as seen:
                make(Round.objects.get(pk=round.pk), ANYONE)
                numbers.append(len(seen))
        return numbers

    many_ideas(round, 10)
    few = counted()
    many_ideas(round, 10)
    assert counted() == few
