"""Dossiers: one topic over the years, drawn from what belongs to it, and only what the reader may see."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_process, make_world
from tests.form_client import go_on

from brink.domain.commitments import services as promising
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Dossier, Event, Process
from brink.domain.records.basics import Basics
from brink.domain.records.linking import link
from brink.domain.records.models import Record
from brink.domain.records.tests.machine import run
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.registers.dossiers import services
from brink.registers.dossiers.card import CARD
from brink.registers.dossiers.models import DossierMoment, DossierPage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
OFFICER = Actor(role="officer")


@pytest.fixture
def world() -> World:
    with clock.frozen(NOON):
        return make_world()


@pytest.fixture
def topic(world: World) -> Dossier:
    return Dossier.objects.create(tenant=world.body, created_at=NOON, slug="wonen", title="Wonen")


def opened(world: World, topic: Dossier | None = None, title: str = "Wonen in kleine dorpen") -> DossierPage:
    basics = Basics(title=title, owner=world.contact, summary="Hoe mensen in hun dorp blijven wonen.",
                    areas=(world.village,), themes=(world.theme,))  # fmt: skip
    return services.open_dossier(tenant=world.body, basics=basics, topic=topic, actor=OFFICER, key=None)


def promised(world: World, title: str = "De bus komt terug", **basics: Any) -> Record:
    said = Basics(title=title, owner=world.contact, due_on=date(2026, 12, 1), **basics)
    return promising.promise(tenant=world.body, basics=said, receiver="Dorpsbelang", actor=OFFICER, key=None).record


def page(row: DossierPage, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/dossiers/{row.record.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_timeline_is_drawn_from_what_belongs_to_the_dossier_oldest_first(world: World, topic: Dossier) -> None:
    with clock.frozen(NOON):
        question = make_process(world, "wonen", dossier=topic)
        row = opened(world, topic)
        services.add_moment(
            row=row, on=date(2018, 11, 21), what="Conferentie in Rolde", reference="Statenstuk 2018-859",
            actor=OFFICER, key=None,
        )  # fmt: skip
        Event.objects.create(
            tenant=world.body, created_at=NOON, process=question, title="Avond in het dorpshuis", venue="Dorpshuis",
            starts_at=NOON + timedelta(days=9), ends_at=NOON + timedelta(days=9, hours=2),
        )  # fmt: skip
        at_question = promised(world, process=question)
        tied = promised(world, "Een bankje bij de brug")
        link(one=row.record, other=tied, reason="Het gaat over hetzelfde dorp.", actor=OFFICER, key=None)
        text = page(row)
    order = [text.index(one) for one in ("21 november 2018", "Conferentie in Rolde", "Avond in het dorpshuis")]
    assert order == sorted(order)
    line = text.split("Door de jaren heen")[1]
    for words in ("Statenstuk 2018-859", question.title, at_question.title, tied.title, "10 september 2026"):
        assert words in line
    assert "Wat nog moet gebeuren" in text
    assert "uiterlijk 1 december 2026" in text


def test_what_is_not_for_everybody_stands_on_no_timeline(world: World, topic: Dossier) -> None:
    with clock.frozen(NOON):
        draft = make_process(world, "stilte", room=False, dossier=topic)
        hidden = promised(world, "Een stille belofte", dossier=topic, published=False)
        row = opened(world, topic)
        text = page(row)
        assert draft.title not in text
        assert hidden.title not in text
        moment = services.add_moment(row=row, on=date(2020, 1, 1), what="Dit klopt niet", actor=OFFICER, key=None)
        assert moment is not None
        services.take_back_moment(
            row=row, moment=DossierMoment.objects.get(), note="Het was een ander dorp.", actor=OFFICER, key=None
        )
        assert "Dit klopt niet" not in page(row)
        assert "Dit klopt niet" not in Client().get("/zoeken/?q=klopt").content.decode()


def test_the_desk_makes_a_dossier_of_questions_that_are_there_once(world: World, topic: Dossier) -> None:
    desk = Client()
    desk.force_login(world.officer)
    sent = {"title": "Wonen in kleine dorpen", "topic": str(topic.pk), "summary": "Over wonen.", "key": "sleutel-een",
            "owner": f"person-{world.contact.pk}"}  # fmt: skip
    for _again in range(2):
        assert go_on(desk, "/balie/dossiers/nieuw/", sent).status_code == 302
    row = DossierPage.objects.get()
    assert (row.topic, row.record.dossier) == (topic, topic)
    assert "Wonen in kleine dorpen" in Client().get("/dossiers/").content.decode()
    with pytest.raises(BadInput, match="heeft al een pagina"):
        opened(world, topic)


def test_a_new_dossier_makes_its_topic(world: World) -> None:
    row = opened(world, title="Stilte op het platteland")
    assert row.topic.title == "Stilte op het platteland"
    promise = promised(world, dossier=row.topic)
    assert promise.title in page(row)
    own = Client().get(f"/toezeggingen/{promise.slug}/").content.decode()
    assert f'href="/dossiers/{row.record.slug}/"' in own


def test_a_page_costs_as_many_questions_with_much_on_it_as_with_little(world: World, topic: Dossier) -> None:
    def count(row: DossierPage) -> int:
        with CaptureQueriesContext(connection) as asked:
            page(row)
        return len(asked)

    row = opened(world, topic)
    first: Process = make_process(world, "wonen", dossier=topic)
    promised(world, process=first)
    page(row)
    few = count(row)
    for number in range(4):
        process = make_process(world, f"wonen-{number}", dossier=topic)
        promised(world, f"Belofte {number}", process=process)
        promised(world, f"Los {number}", dossier=topic)
    assert count(row) == few
    assert few <= 18


@pytest.mark.parametrize(
    ("said", "field"),
    [({"on": date(2026, 9, 2)}, "on"), ({"on": date(1900, 1, 1)}, "on"), ({"what": " "}, "what"),
     ({"reference": "x" * 41}, "reference")],
)  # fmt: skip
def test_a_moment_that_cannot_be_is_refused_at_its_field(world: World, said: dict[str, Any], field: str) -> None:
    with clock.frozen(NOON):
        row = opened(world)
        with pytest.raises(BadInput) as refused:
            services.add_moment(
                row=row, **{"on": date(2020, 1, 1), "what": "Iets", **said}, actor=OFFICER, key=None
            )
    assert refused.value.field == field


def test_a_moment_of_another_dossier_is_not_taken_from_this_one(world: World) -> None:
    one, other = opened(world, title="Het ene"), opened(world, title="Het andere")
    services.add_moment(row=other, on=date(2020, 1, 1), what="Iets", actor=OFFICER, key=None)
    with pytest.raises(NotNow):
        services.take_back_moment(row=one, moment=DossierMoment.objects.get(), note="Fout.", actor=OFFICER, key=None)


def test_acts_in_any_order_keep_what_was_declared(world: World) -> None:
    def moment(row: DossierPage) -> DossierMoment:
        found = row.moments.filter(taken_back="").first()
        return found or DossierMoment(page_id=row.pk, taken_back="weg")

    run(
        CARD,
        lambda: opened(world, title=f"Dossier {Record.objects.count()}"),
        {
            "moment": lambda _row, day, wish: {"on": day - timedelta(days=wish), "what": "Iets" if wish else ""},
            "moment-weg": lambda row, _day, _wish: {"moment": moment(row), "note": "Fout."},
            "sluiten": lambda _row, _day, wish: {"note": "Klaar." if wish else ""},
            "heropenen": lambda _row, _day, _wish: {"note": "Toch weer."},
        },
    )
