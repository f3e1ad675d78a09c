"""Records that have to do with each other: found by number or words, tied at the desk, shown on both, untied again."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import World, make_world

from brink.domain.commitments.models import Commitment
from brink.domain.commitments.tests.test_commitments import promised
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.records.linking import link
from brink.domain.records.models import Link, Record
from brink.foundation import clock
from brink.foundation.errors import BadInput

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
WHY = "Zonder paal geen halte."


@pytest.fixture
def world() -> World:
    with clock.frozen(NOON):
        return make_world()


@pytest.fixture
def pair(world: World) -> tuple[Commitment, Commitment]:
    with clock.frozen(NOON):
        return promised(world), promised(world, title="Een nieuwe paal", summary="Van staal.")


def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def of(row: Commitment) -> str:
    return f"/balie/toezeggingen/{row.record.slug}/samenhang/"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("T-2026-002", True), ("t-2026-002", True), ("T-002", True), ("2", True), ("nieuwe paal", True),
        ("staal", True), ("T-2025-002", False), ("X-2026-002", False), ("3", False), ("bushalte", False),
        ("paal hout", False), ("²", False), ("T-2026-99999999999", False), ("%", False), ("", False),
    ],
)  # fmt: skip
def test_it_is_found_by_number_or_words_and_never_itself(world: World, pair, words: str, found: bool) -> None:
    with clock.frozen(NOON):
        page = desk(world).get(of(pair[0]), {"q": words}).content.decode()
        assert ("Een nieuwe paal (T-2026-002)" in page) == found
        assert "komt terug (T-2026-001)" not in page


def test_it_is_tied_with_a_reason_shown_on_both_and_untied_again(world: World, pair) -> None:
    one, other = pair
    with clock.frozen(NOON):
        client = desk(world)
        assert of(one) in client.get(f"/toezeggingen/{one.record.slug}/").content.decode()
        said = {"other": str(other.pk), "reason": WHY, "key": "k1"}
        for _twice in range(2):
            done = client.post(f"{of(one)}?q=paal", said, follow=True)
        assert "Vastgelegd." in done.content.decode()
        for here, there in ((one, other), (other, one)):
            page = Client().get(f"/toezeggingen/{here.record.slug}/").content.decode()
            assert there.record.title in page
            assert page.count(WHY) == 1
        assert "Een nieuwe paal (" not in client.get(f"{of(one)}?q=paal").content.decode()
        journal = Client().get("/logboek/").content.decode()
        assert "Gezegd waarmee iets samenhangt" in journal
        tie = Link.objects.get()
        client.post(of(other), {"weg": str(tie.pk), "key": "k2"})
        gone = client.post(of(other), {"weg": str(tie.pk), "key": "k3"}, follow=True).content.decode()
        assert "Dit verband is er niet meer." in gone
        assert not Link.objects.exists()
        assert WHY not in Client().get(f"/toezeggingen/{one.record.slug}/").content.decode()
        kinds = list(Entry.objects.filter(kind__startswith="record.").order_by("at").values_list("kind", flat=True))
        assert kinds == ["record.linked", "record.unlinked"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "hoe deze twee samenhangen"), ({"reason": "woord " * 26}, "Er passen er 25"),
        ({"other": "zomaar"}, "geldige"),
    ],
)  # fmt: skip
def test_bad_input_keeps_what_was_typed(world: World, pair, changes: dict, sentence: str) -> None:
    with clock.frozen(NOON):
        said = {"other": str(pair[1].pk), "reason": WHY, "key": "k1", **changes}
        back = desk(world).post(f"{of(pair[0])}?q=paal", said)
        assert back.status_code == 422
        assert said["reason"].strip() in back.content.decode()
        assert not Link.objects.exists()


def test_records_of_different_bodies_are_not_tied_and_not_found(world: World, pair) -> None:
    with clock.frozen(NOON):
        theirs = promised(make_world("emmen"), title="Een paal in Emmen")
        assert "paal in Emmen" not in desk(world).get(of(pair[0]), {"q": "paal"}).content.decode()
        with pytest.raises(BadInput):
            link(one=pair[0].record, other=theirs.record, reason=WHY, actor=STAFF, key=None)
        with pytest.raises(BadInput):
            link(one=pair[0].record, other=pair[0].record, reason=WHY, actor=STAFF, key=None)


def test_a_link_to_what_is_not_public_is_not_shown_to_everybody(world: World, pair) -> None:
    with clock.frozen(NOON):
        hidden = promised(world, title="Nog geheim", visibility=Record.Visibility.DESK)
        link(one=pair[0].record, other=hidden.record, reason=WHY, actor=STAFF, key=None)
        address = f"/toezeggingen/{pair[0].record.slug}/"
        assert "Nog geheim" not in Client().get(address).content.decode()
        assert "Nog geheim" in desk(world).get(address).content.decode()
        assert not Entry.objects.get(kind="record.linked").public


def test_the_database_keeps_two_records_from_being_tied_twice(world: World, pair) -> None:
    one, other = (one.record for one in pair)
    said = {"tenant": world.body, "created_at": NOON, "kind": "hangt-samen"}
    Link.objects.create(one=one, other=other, **said)
    for first, second in ((one, other), (other, one), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Link.objects.create(one=first, other=second, **said)
