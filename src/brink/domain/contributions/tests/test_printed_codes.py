"""Codes on paper: each print has its own, a slip of the pen is found, and one that was never printed is refused."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Print, PrintedCode, Round
from brink.domain.processes.services.printing import MOST_COPIES, print_sheets
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db
OFFICER = Actor(role="officer")
OLD = "heide lijster brug 4821 0736"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def enter(round: Round, code: str, text: str = "Een bank.") -> Receipt:
    words = Words(kind="idea", channel="paper", text=text)
    return give(round=round, words=words, actor=RESIDENT, key=None, printed_code=code)


def refused(round: Round, code: str) -> str:
    with pytest.raises(BadInput) as refusal:
        enter(round, code)
    assert refusal.value.field == "printed_code"
    return str(refusal.value)


def test_every_print_has_its_own_codes_and_only_their_hashes_are_kept(round: Round) -> None:
    first, second = (print_sheets(round=round, copies=3, actor=OFFICER, key=None) for _time in range(2))
    assert len({*first, *second}) == 6
    assert set(PrintedCode.objects.values_list("code_hash", flat=True)) == {
        str(codes.hash_code(code)) for code in (*first, *second)
    }
    assert list(Print.objects.values_list("round", "copies")) == [(round.pk, 3)] * 2
    assert sorted(PrintedCode.objects.values_list("number", flat=True)) == [1, 1, 2, 2, 3, 3]


def test_the_same_button_pressed_twice_prints_the_same_sheets(round: Round) -> None:
    ask = {"round": round, "copies": 2, "actor": OFFICER, "key": "k" * 22}
    assert print_sheets(**ask) == print_sheets(**ask)
    assert (Print.objects.count(), Entry.objects.filter(kind="sheets.printed").count()) == (1, 1)


@pytest.mark.parametrize("copies", [0, -1, MOST_COPIES + 1])
def test_a_number_of_sheets_that_cannot_be_is_refused(round: Round, copies: int) -> None:
    with pytest.raises(BadInput):
        print_sheets(round=round, copies=copies, actor=OFFICER, key=None)
    Round.objects.filter(pk=round.pk).update(closed_at=clock.now())
    round.refresh_from_db()
    with pytest.raises(NotNow):
        print_sheets(round=round, copies=1, actor=OFFICER, key=None)


def test_a_slip_of_the_pen_is_found_in_every_place(round: Round) -> None:
    (code,) = print_sheets(round=round, copies=1, actor=OFFICER, key=None)
    for place in range(len(code) - 11, len(code)):
        if code[place] != " ":
            wrong = "Z" if place == len(code) - 1 and code[place] != "Z" else str((int(code[place], 36) + 1) % 10)
            typed = code[:place] + wrong + code[place + 1 :]
            assert refused(round, typed) == "Deze code klopt niet. Kijk of er een teken verkeerd is.", typed
    assert enter(round, code).code == code
    assert refused(round, code) == "Deze code is al gebruikt. Is dit formulier al ingevoerd?"


def test_what_was_never_printed_here_is_refused(round: Round) -> None:
    never = "Deze code staat op geen formulier van ons. Kijk hem na, of laat dit vak leeg."
    assert refused(round, codes.new_code()) == never
    assert refused(round, OLD) == never, "a site of this version printed no codes without a letter"
    (code,) = print_sheets(round=round, copies=1, actor=OFFICER, key=None)
    assert refused(round, code[:-2]) == "De letter achter de code ontbreekt. Typ die erbij."
    other = make_round(make_process(make_world("assen", "municipality"), "elders"))
    assert refused(other, code) == never, "a sheet of another body"
    assert refused(round, "onzin").startswith("Kijk de code op het formulier na")


def test_sheets_of_before_keep_working_where_there_were_any(round: Round) -> None:
    Print.objects.create(tenant=round.tenant, created_at=clock.now(), round=round, copies=0, unlisted=True)
    assert enter(round, OLD).code == OLD
    (code,) = print_sheets(round=round, copies=1, actor=OFFICER, key=None)
    assert refused(round, code[:-2]) == "De letter achter de code ontbreekt. Typ die erbij."
    assert "geen formulier van ons" in refused(round, codes.new_code())


def test_the_desk_prints_as_many_as_asked_and_can_load_the_page_again(round: Round, world: World) -> None:
    desk, where = Client(), reverse("processes:paper", args=[round.process.slug, round.number])
    desk.force_login(world.officer)
    printed = re.compile(r"data-printed-code>([^<]+)<")
    first = desk.get(where)
    assert (printed.findall(first.content.decode()), PrintedCode.objects.count()) == ([], 0), "reading prints nothing"
    sent = {"key": "k" * 22, "copies": "4"}
    assert desk.post(where, sent)["Location"] == where
    pages = [printed.findall(desk.get(where).content.decode()) for _time in range(2)]
    assert pages[0] == pages[1]
    assert len(set(pages[0])) == 4
    assert desk.post(where, sent)["Location"] == where
    assert PrintedCode.objects.count() == 4
    for wrong in ("", "0", "51", "veel"):
        answer = desk.post(where, {"key": "l" * 22, "copies": wrong})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert [part for part in ("Nog niet verstuurd", "Print 1 tot en met 50") if part not in page] == []


@pytest.mark.parametrize("where", ["/volg/bonnetje/", "/volg/kwijt/", "/volg/mail-code/", "/volg/"])
def test_pages_of_codes_ask_the_database_little(
    round: Round, where: str, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    receipt = give(round=round, words=Words(kind="idea", text="Een bank."), actor=RESIDENT, key=None)
    client = Client()
    client.post("/volg/", {"code": receipt.code})
    with django_assert_max_num_queries(15):
        assert client.get(where).status_code == 200
