"""Age and sex, said once with the code: apart from words, taken back with it, erased when the round is counted."""

from collections.abc import Mapping

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.builders import World, make_process, make_round, make_world
from tests.form_client import Page

from brink.domain.contributions.models import TrackingCode
from brink.domain.contributions.services.following import look_up
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.services.self_service import withdraw_all
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round, RoundOutcome
from brink.domain.processes.outcome import Outcome, ReachCount
from brink.domain.reach import services, traits
from brink.domain.reach.active import most_active, top_share
from brink.domain.reach.models import RoundReach, Said, Tally
from brink.foundation import clock, codes
from brink.foundation.crypto import keyed_hash
from brink.foundation.disclosure import K
from brink.foundation.errors import NotAllowed, NotNow

pytestmark = pytest.mark.django_db
ABOUT = "/volg/over-u/"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, **fields: str) -> Receipt:
    words = Words(kind="idea", text="Een bankje bij de halte.", **fields)
    return give(round=round, words=words, actor=RESIDENT, key=None)


def tell(receipt: Receipt, age: str = "18", sex: str = "v") -> None:
    services.tell(voice=receipt.contribution, code=receipt.code, age=age, sex=sex)


def close(round: Round, people: int = 0) -> None:
    outcome = Outcome("Kort.", (), (), ReachCount(people), minority_reason="Niemand zag het anders.")
    Round.objects.filter(pk=round.pk).update(closed_at=clock.now())
    RoundOutcome.objects.create(
        tenant=round.tenant, created_at=clock.now(), round=round, data=outcome.as_data(), content_hash="0" * 64
    )


def tally() -> dict[str, int]:
    return {row.value: row.people for row in Tally.objects.filter(people__gt=0)}


def test_what_is_said_is_counted_once_and_can_be_taken_back_with_the_code(round: Round) -> None:
    client, receipt = Client(), say(round)
    answer = client.post(ABOUT, {"code": receipt.code, "age": "35", "sex": "x"}, follow=True)
    assert "Dank u wel. Wij tellen het mee." in answer.content.decode()
    assert "U heeft dit verteld. Meer vragen wij niet." in answer.content.decode()
    assert "35 tot en met 49" not in answer.content.decode(), "who looks along reads nothing"
    assert tally() == {"35": 1, "x": 1}
    client.post(ABOUT, {"code": receipt.code, "age": "35", "sex": "x"})
    assert tally() == {"35": 1, "x": 1}, "a double press counts once"
    refused = client.post(ABOUT, {"code": receipt.code, "age": "65", "sex": "x"})
    assert (refused.status_code, tally()) == (409, {"35": 1, "x": 1})
    assert "Haal uw antwoord dan eerst weg." in refused.content.decode()
    answer = client.post(f"{ABOUT}weg/", follow=True)
    assert "Weg. Wij weten niets meer van u." in answer.content.decode()
    assert (tally(), Said.objects.count()) == ({}, 0)
    client.post(f"{ABOUT}weg/")
    tell(receipt, "65", "")
    assert tally() == {"65": 1}


def test_not_wanting_to_say_keeps_as_little_as_passing_it_by(round: Round) -> None:
    answer = Client().post(ABOUT, {"code": say(round).code, "age": "", "sex": ""}, follow=True)
    assert "Goed. Wij hebben niets bewaard." in answer.content.decode()
    assert (Said.objects.count(), Tally.objects.count()) == (0, 0)


def test_the_path_asks_it_folded_in_and_without_a_query(round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = say(round)
    client = Client()
    client.post("/volg/", {"code": receipt.code})
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/volg/pad/").content.decode()
    assert f'action="{ABOUT}"' in page
    assert len(asked) <= 13
    from brink.domain.contributions.points import giver_parts

    monkeypatch.setattr(giver_parts, "all", tuple)
    with CaptureQueriesContext(connection) as without:
        page = client.get("/volg/pad/").content.decode()
    assert f'action="{ABOUT}"' not in page
    assert len(asked) == len(without)


def test_the_form_carries_the_code_and_nothing_is_chosen_for_anybody(client: Client, round: Round) -> None:
    receipt = say(round)
    client.post("/volg/", {"code": receipt.code})
    form = next(one for one in Page(client.get("/volg/pad/").content.decode()).forms if one.action == ABOUT)
    said = form.filled("x")
    assert {name: said[name] for name in ("code", "age", "sex")} == {"code": receipt.code, "age": "", "sex": ""}


def test_a_closed_round_a_broker_a_standing_question_and_what_does_not_count_are_not_asked(round: Round) -> None:
    receipt, late = say(round), say(round)
    with pytest.raises(NotAllowed):
        services.tell(voice=receipt.contribution, code=late.code, age="18", sex="v")
    TrackingCode.objects.filter(contribution=late.contribution).update(holder="broker")
    with pytest.raises(NotAllowed):
        tell(late)
    client = Client()
    client.post("/volg/", {"code": late.code})
    assert ABOUT not in client.get("/volg/pad/").content.decode()
    close(round)
    with pytest.raises(NotNow):
        tell(receipt)
    client = Client()
    client.post("/volg/", {"code": receipt.code})
    assert ABOUT not in client.get("/volg/pad/").content.decode()
    assert "Hier vragen wij nu niets." in client.get(ABOUT).content.decode()
    assert client.post(ABOUT, {"age": "18", "sex": "v"}).status_code == 409
    assert Said.objects.count() == 0


def test_without_a_code_there_is_nothing_to_say_and_a_wrong_code_is_told(round: Round) -> None:
    assert Client().get(ABOUT)["Location"] == "/volg/"
    answer = Client().post(ABOUT, {"code": "heide lijster brug 4821 0736", "age": "18", "sex": ""})
    assert answer.status_code == 422
    assert "Deze code kennen wij niet." in answer.content.decode()
    assert Client().post(ABOUT, {"code": say(round).code, "age": "12", "sex": "v"}).status_code == 422
    assert Client().post(f"{ABOUT}weg/")["Location"] == "/volg/"


def test_nothing_that_is_kept_leads_from_what_was_said_to_the_words(round: Round) -> None:
    """Class: whatever staff with the whole database could join: keys, moments, hashes, the journal."""
    receipts = [say(round) for _number in range(3)]
    before = Entry.objects.count()
    for receipt, age in zip(receipts, ("18", "35", "65"), strict=True):
        tell(receipt, age)
    assert Entry.objects.count() == before, "an entry would keep the hour"
    hashes = {row.code_hash for row in TrackingCode.objects.all()}
    for row in Said.objects.all():
        kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        assert kept.keys() == {"id", "tenant_id", "round_id", "mark", "cell"}, "no moment, and no contribution"
        assert row.pk.version == 4, "a key by time would be a moment"
        assert row.mark not in hashes
    assert {field.attname for field in Tally._meta.concrete_fields} == {
        "id", "tenant_id", "round_id", "trait", "value", "people"
    }
    same = [say(round) for _number in range(12)]
    for receipt in same:
        tell(receipt, "50", "m")
    assert len(set(Said.objects.values_list("cell", flat=True))) > 4, "the cell itself tells nothing without the code"


def test_words_that_are_taken_back_take_this_along_and_a_restored_back_up_forgets_it_again(round: Round) -> None:
    receipt, other = say(round), say(round)
    tell(receipt, "18", "v")
    tell(other, "18", "m")
    kept = Said.objects.get(mark__in=keyed_hash("reach said once", f"{round.pk} {codes.normalise(receipt.code)}").every)
    followed = look_up(str(codes.normalise(receipt.code)))
    assert followed is not None
    with transaction.atomic():
        withdraw_all(followed=followed)
    assert tally() == {"18": 1, "m": 1}
    # The hooks after a commit do not run in a test of this kind, so the list is written by hand, as a restore finds it.
    from brink.foundation import erasure_list

    number = traits.cell("18", "v")
    Said.objects.create(pk=kept.pk, tenant=kept.tenant, round=round, mark=kept.mark, cell=kept.cell)
    services._count(round.tenant_id, round.pk, number, 1)
    assert services.forget_restored() == 0
    erasure_list.note(services.ERASED, [f"{kept.pk}:{number}"])
    assert services.forget_restored() == 1
    assert tally() == {"18": 1, "m": 1}
    assert Said.objects.count() == 1


def told(people: int, cells: Mapping[str, int]) -> dict[str, int]:
    return services._safe(cells, people)


def test_at_closing_only_cells_of_ten_and_more_stay_and_all_the_rest_is_erased(round: Round) -> None:
    receipts = [say(round) for _number in range(34)]
    for place, receipt in enumerate(receipts):
        tell(receipt, "18" if place < 12 else "35" if place < 30 else "65", "v" if place < 20 else "")
    assert services.count_closed() == 0, "an open round is not counted"
    close(round, 34)
    assert services.count_closed() == 1
    assert (Said.objects.count(), Tally.objects.count()) == (0, 0)
    counted = RoundReach.objects.get()
    # Four people of 65 and older: told would be 12 and 18 of 34, so the smallest goes along.
    assert (counted.ages, counted.sexes) == ({"35": 18}, {"v": 20})
    assert services.count_closed() == 0
    assert list(Entry.objects.filter(kind="reach.counted").values_list("public", flat=True)) == [True]
    for change in (
        lambda: RoundReach.objects.update(ages={}),
        lambda: RoundReach.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@drawn(st.dictionaries(st.sampled_from(sorted(traits.AGES)), st.integers(0, 40)), st.integers(0, 40))
def test_no_subtraction_from_the_number_that_took_part_finds_fewer_than_ten(cells: dict[str, int], silent: int) -> None:
    people = sum(cells.values()) + silent
    kept = told(people, cells)
    assert all(number >= K and cells[value] == number for value, number in kept.items())
    if kept:
        left = people - sum(kept.values())
        assert left == 0 or left >= K


@drawn(st.sampled_from(["", *traits.AGES]), st.sampled_from(["", *traits.SEXES]), st.binary(min_size=32, max_size=32))
def test_a_cell_comes_back_with_its_code_alone(age: str, sex: str, pad: bytes) -> None:
    number = traits.cell(age, sex)
    assert traits.pair(traits.opened(traits.hidden(number, pad), pad)) == (age, sex)
    assert traits.hidden(number, pad) < traits.WIDTH


def test_the_most_active_are_one_in_twenty_and_never_fewer_than_ten(round: Round) -> None:
    assert top_share([1] * 19) is None, "nine would be left"
    few = top_share([5] * 10 + [1] * 10)
    assert few is not None
    assert (few.people, few.share) == (10, 83)
    many = top_share([9] * 20 + [1] * 380)
    assert many is not None
    assert (many.people, many.share) == (20, 32)
    for number in range(25):
        say(round, email=f"g{number % 20}@voorbeeld.invalid")
    say(round)
    found = most_active(round.process, until=clock.now())
    assert found is not None
    # Twenty-one givers; five gave twice: the ten most active gave 15 of 26.
    assert (found.people, found.share) == (10, 58)


def test_who_said_something_in_a_round_that_nobody_closes_is_forgotten_after_a_month(round: Round) -> None:
    from datetime import timedelta

    tell(say(round))
    assert services.forget_old() == 0
    Round.objects.filter(pk=round.pk).update(opens_at=clock.now() - timedelta(days=60),
                                             closes_at=clock.now() - timedelta(days=31))  # fmt: skip
    assert services.forget_old() == 1
    assert tally() == {"18": 1, "v": 1}
