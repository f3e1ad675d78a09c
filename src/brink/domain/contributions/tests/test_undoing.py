"""What was done with what was ticked is taken back within minutes, as far as nobody changed it since."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import World, make_account, make_process, make_round, make_world

from brink.domain.contributions.models import Bundle, BundleItem, Contribution
from brink.domain.contributions.services import bundling
from brink.domain.contributions.tests.test_desk import KEY, say
from brink.domain.contributions.views import undoing, worktable
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.domain.journal.ways_back import ways_back
from brink.domain.processes.models import Theme
from brink.foundation import clock
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
LIST, UNDO = "/balie/inbreng/", "/balie/inbreng/terug/"
# What only leads to another page: nothing was done.
LEADS_ON = {"antwoord"}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def ids(world: World) -> list[str]:
    round = make_round(make_process(world))
    return [str(say(round, f"Een bus, {n}.").contribution.pk) for n in range(3)]


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def asked(world: World, ids: list[str]) -> dict[str, dict[str, str]]:
    """Return what each act asks beside the ticks."""
    bundle = bundling.make(
        process=Contribution.objects.get(pk=ids[0]).process, title="De bus",
        contributions=list(Contribution.objects.filter(pk=ids[0])), actor=SYSTEM,
    )  # fmt: skip
    theme = Theme.objects.create(slug="bus", name="Bus")
    return {"bundel": {"bundel": str(bundle.pk)}, "geef": {"persoon": "mij"}, "thema": {"thema": str(theme.pk)}}


def state() -> list[Any]:
    """Return everything that acts on what is ticked may change."""
    items = BundleItem.objects.filter(removed_at=None).order_by("id").values_list("bundle", "contribution")
    return [list(items), list(Contribution.objects.order_by("id").values_list("pk", "handler", "theme"))]


def test_every_act_on_what_is_ticked_has_a_way_back_or_only_leads_on() -> None:
    assert set(worktable.ACTS) == set(undoing.BACK) | LEADS_ON
    for done, back in (("bundle.added", "bundle.removed"), ("contribution.assigned", "contribution.assigned"),
                       ("contribution.themed", "contribution.themed")):  # fmt: skip
        way = ways_back.get(done)
        assert way is not None
        assert back in way.by


@pytest.mark.parametrize("act", undoing.BACK)
def test_an_act_on_many_is_taken_back_as_it_was(world: World, ids: list[str], desk: Client, act: str) -> None:
    more = asked(world, ids)[act]
    before = state()
    desk.post(LIST, {"key": KEY, "stem": ids, "doe": act, **more})
    assert state() != before
    number = 2 if act == "bundel" else 3
    assert f"Maak ongedaan ({number} bijdragen)" in desk.get(LIST).content.decode()
    told = desk.post(UNDO, {"key": KEY + "u"}, follow=True).content.decode()
    assert f"{number} bijdragen zijn weer zoals ze waren." in told
    assert state() == before
    # Once: a double click finds nothing more, and says so.
    assert "Er is niets meer om ongedaan te maken." in desk.post(UNDO, {"key": KEY + "u"}, follow=True).content.decode()
    assert state() == before


@pytest.mark.parametrize("act", ["geef", "thema", "bundel"])
def test_what_a_colleague_changed_since_stays(world: World, ids: list[str], desk: Client, act: str) -> None:
    more = asked(world, ids)[act]
    desk.post(LIST, {"key": KEY, "stem": ids, "doe": act, **more})
    bea, _person = make_account(world.body, world.office, Role.OFFICER, "Bea")
    other = Theme.objects.create(slug="fiets", name="Fiets")
    if act == "bundel":
        bundle = Bundle.objects.get()
        bundling.remove(bundle=bundle, contributions=[Contribution.objects.get(pk=ids[2])], actor=SYSTEM)
    else:
        Contribution.objects.filter(pk=ids[2]).update(handler=bea, theme=other)
    desk.post(UNDO, {"key": KEY + "u"})
    row = Contribution.objects.get(pk=ids[2])
    if act == "bundel":
        assert list(BundleItem.objects.filter(removed_at=None).values_list("contribution", flat=True)) == [
            Contribution.objects.get(pk=ids[0]).pk
        ]
    else:
        assert (row.handler, row.theme) == (bea, other)
        assert Contribution.objects.filter(pk__in=ids[:2], handler=None, theme=None).count() == 2


def test_after_ten_minutes_and_for_somebody_else_there_is_nothing_to_undo(
    world: World, ids: list[str], desk: Client
) -> None:
    desk.post(LIST, {"key": KEY, "stem": ids, "doe": "geef", "persoon": "mij"})
    other = Client()
    other.force_login(world.clerk)
    other.post(UNDO, {"key": KEY + "o"})
    assert Contribution.objects.filter(handler=world.officer).count() == 3
    with clock.frozen(clock.now() + undoing.FOR + timedelta(minutes=1)):
        assert "Maak ongedaan" not in desk.get(LIST).content.decode()
        desk.post(UNDO, {"key": KEY + "u"})
    assert Contribution.objects.filter(handler=world.officer).count() == 3


def test_a_form_that_comes_twice_leaves_the_way_back_open(world: World, ids: list[str], desk: Client) -> None:
    sent = {"key": KEY, "stem": ids, "doe": "geef", "persoon": "mij"}
    desk.post(LIST, sent)
    desk.post(LIST, sent)
    desk.post(UNDO, {"key": KEY + "u"})
    assert Contribution.objects.filter(handler=None).count() == 3
    assert Entry.objects.filter(kind="contribution.assigned").count() == 6
