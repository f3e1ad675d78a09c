"""Class: a published count that moves by fewer than ten people. Whoever keeps every edition and subtracts any two of
them finds nobody, whatever people do, however long nobody comes, and also at closing (A2 of the review; ADR 16)."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.sampling import examples

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.services import Actor
from brink.foundation import clock
from brink.foundation.disclosure import K
from brink.foundation.kept_pages import pages
from brink.instruments.dialogue.cells import LEAST_UNANIMOUS
from brink.instruments.dialogue.editions import ABSENT, Stretch, may_move
from brink.instruments.dialogue.instrument import Dialogue
from brink.instruments.dialogue.models import OpinionResult, Past, Session, Statement, Vote
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.editions import full
from brink.instruments.dialogue.services.mapping import due, refresh_due
from brink.instruments.dialogue.services.statements import retire
from brink.instruments.dialogue.tests.conftest import Village, make_village
from brink.instruments.dialogue.tests.representations import look, own_addresses
from brink.instruments.dialogue.tests.test_map import close, crowd

pytestmark = pytest.mark.django_db
Said = dict[str, int]
NEVER = datetime(2020, 1, 1, tzinfo=UTC)


def apart(one: Mapping[str, int], other: Mapping[str, int]) -> Counter[tuple[int, int]]:
    """Who differ between two moments, by what they said then and now; the slow and obvious way."""
    people = set(one) | set(other)
    kinds = Counter((one.get(name, ABSENT), other.get(name, ABSENT)) for name in people)
    return Counter({kind: count for kind, count in kinds.items() if kind[0] != kind[1]})


def shows_nobody(kinds: Counter[tuple[int, int]]) -> bool:
    people = kinds.total()
    return people == 0 or (people >= K and (len(kinds) > 1 or people >= LEAST_UNANIMOUS))


STEP = st.tuples(st.integers(0, 39), st.integers(0, 14), st.sampled_from((0, 1, 2, ABSENT)), st.booleans())


@settings(max_examples=200, deadline=None)
@given(st.lists(STEP, max_size=40))
def test_no_two_editions_of_a_statement_tell_of_fewer_than_ten(steps: list[tuple[int, int, int, bool]]) -> None:
    now: Said = {}
    editions: list[Said] = [{}]
    for first, many, value, mixed in steps:
        for name in range(first, first + many):
            now[str(name)] = (value + name) % 3 if mixed and value != ABSENT else value
        now = {name: said for name, said in now.items() if said != ABSENT}
        moved = may_move(now.values(), stretches(editions, now), len(editions) - 1)
        differing = [apart(one, now) for one in editions]
        assert moved == (bool(differing[-1]) and all(map(shows_nobody, differing)))
        editions.append(dict(now) if moved else editions[-1])
    for one, other in combinations(editions, 2):
        assert shows_nobody(apart(one, other))


def stretches(editions: list[Said], now: Said) -> list[Stretch]:
    found = []
    for name in {name for one in editions for name in one}:
        start = 0
        for end in range(1, len(editions) + 1):
            if end == len(editions) or editions[end].get(name) != editions[start].get(name):
                if name in editions[start]:
                    found.append((editions[start][name], start, end, now.get(name, ABSENT)))
                start = end
    return found


class Attacker:
    """People who come, think again and leave, and somebody who keeps every look and subtracts any two."""

    def __init__(self, village: Village, seed: int) -> None:
        self.village, self.rng = village, Random(seed)
        pages.clear()  # each example begins with the database as it was, and pages of the one before go with it
        self.addresses = own_addresses(village.round)
        self.truth: dict[str, dict[str, int]] = {}
        self.receipts: dict[str, Receipt] = {}
        self.counted: set[str] = set()
        self.people: list[set[str]] = [set()]
        self.figures: dict[str, tuple[int, ...]] = {}
        self.states: dict[str, list[Said]] = {str(one.pk): [{}] for one in village.statements}
        self.minutes = 0
        self.seen: dict[str, str] | None = None
        self.edition: object = None

    def say(self, name: str, share: float) -> None:
        chosen = [one for one in self.village.statements if self.rng.random() < share] or self.village.statements[:1]
        said = {one.pk: self.rng.choice((1, 1, -1, 0)) for one in chosen}
        self.receipts[name] = answer(round=self.village.round, token=name, answers=said).receipt
        self.truth.setdefault(name, {}).update({str(pk): value for pk, value in said.items()})

    def join(self, many: int) -> None:
        for _ in range(many):
            self.say(f"{len(self.receipts):032}", 0.7)

    def change(self, many: int) -> None:
        for name in self.rng.sample(sorted(self.truth), min(many, len(self.truth))):
            self.say(name, 0.4)

    def leave(self, many: int) -> None:
        for name in self.rng.sample(sorted(self.truth), min(many, len(self.truth))):
            receipt = self.receipts[name]
            withdraw(contribution=receipt.contribution, code=receipt.code)
            del self.truth[name]

    def wait(self, many: int) -> None:
        self.minutes += many * 20

    def tick(self) -> None:
        self.minutes += 1
        refresh_due(at=clock.now())
        self.subtract()

    def subtract(self) -> None:
        """Look at everything; nothing moves but by an edition, and an edition shows nobody against any before."""
        other = Contribution.objects.filter(round=self.village.round, kind="session").first()
        told = look(self.village.round, self.addresses, other if self.minutes % 2 else None)
        # How many people came is said of each round by itself; days pass whether anybody comes or not.
        told["process"] = re.sub(r"Tot nu toe kwam.*?binnen\.|Nog \d+ dag(en)?\b", "", told["process"])
        own = {name: told.pop(name) for name in ("follow", "signal_answers") if name in told}
        assert own.keys() <= {"follow", "signal_answers"}
        row = OpinionResult.objects.filter(round=self.village.round).order_by("-frozen").first()
        edition = row and (row.frozen, row.computed_at)
        if self.seen is not None and edition == self.edition:
            assert {name for name in told if told[name] != self.seen.get(name)} == set()
        self.seen, self.edition = told, edition
        self.count_people(row.people if row else 0)
        for statement, figures in self.told(row).items():
            if figures != self.figures.get(statement, (0, 0, 0)):
                self.move(statement, figures)

    def told(self, row: OpinionResult | None) -> dict[str, tuple[int, ...]]:
        """Return the figures as the open table and the outcome tell them; the page has the same, by another test."""
        outcome = Dialogue().outcome(self.village.round)
        found = {one["id"]: tuple(one["total"]) for one in outcome.details["statements"] if one["total"]}
        tables = {table.name: table.rows for table in Dialogue().tables(self.village.round)}
        rows = [line[3:6] for line in tables.get("stellingen", ()) if line[3] is not None]
        assert sorted(rows) == sorted(found.values())
        assert row is None or row.frozen or "stellingen_per_groep" not in tables
        return found

    def count_people(self, people: int) -> None:
        if people == len(self.people[-1]):
            return
        self.counted = set(self.truth)
        assert people == len(self.counted)
        for earlier in self.people:
            assert len(earlier ^ self.counted) == 0 or len(earlier ^ self.counted) >= K
        self.people.append(set(self.counted))

    def move(self, statement: str, figures: tuple[int, ...]) -> None:
        state = {
            name: said[statement] for name, said in self.truth.items() if statement in said and name in self.counted
        }
        assert figures == tuple(sum(value == wanted for value in state.values()) for wanted in (1, -1, 0))
        for earlier in self.states[statement]:
            kinds = apart(earlier, state)
            assert shows_nobody(kinds), kinds
        self.states[statement].append(state)
        self.figures[statement] = figures


# A failing example takes seconds to run: it is told as it was found.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
DEED = st.tuples(st.sampled_from(("join", "join", "change", "leave", "wait")), st.integers(1, 13))


@settings(
    max_examples=examples("readers who subtract (machine)", 5, 50), deadline=None, phases=PHASES,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.lists(DEED, min_size=3, max_size=10), st.integers(0, 9))
def test_whatever_people_do_no_two_looks_at_anything_public_tell_of_fewer_than_ten(
    deeds: list[tuple[str, int]], seed: int
) -> None:
    noon = clock.start_of_day(clock.today()) + timedelta(hours=9)
    with patch("brink.instruments.dialogue.round_settings.MAP_FROM", K), transaction.atomic():
        with clock.frozen(noon):
            village = make_village(map_from=K)
            attacker = Attacker(village, seed)
            attacker.join(22)
        for deed, many in [("wait", 1), *deeds]:
            with clock.frozen(noon + timedelta(minutes=attacker.minutes)):
                getattr(attacker, deed)(many)
            with clock.frozen(noon + timedelta(minutes=attacker.minutes + 1)):
                attacker.tick()
        with clock.frozen(noon + timedelta(minutes=attacker.minutes)):
            close(village)
            attacker.subtract()
        assert Past.objects.count() == Vote.objects.exclude(since=0).count() == Session.objects.exclude(since=0).count()
        assert Past.objects.count() == 0
        transaction.set_rollback(True)


def test_all_answers_of_one_participant_stay_unread_in_a_quiet_hour_and_at_closing() -> None:
    """The attack of the review: one person answers everything, nobody else comes, and two looks are subtracted."""
    # Both looks on one day, also when the tests run at night: pages say how many days are left.
    noon = clock.start_of_day(clock.today()) + timedelta(hours=12)
    with clock.frozen(noon):
        village = make_village()
        crowd(village)
        refresh_due(at=clock.now())
        addresses = own_addresses(village.round)
        before, rows = look(village.round, addresses), figures()
        assert len([row for row in rows if row["total"]]) == 15
        statements = list(Statement.objects.filter(round=village.round).order_by("number"))[-14:]
        answer(round=village.round, token="t" * 32, answers={one.pk: 1 for one in statements})
    with clock.frozen(noon + timedelta(hours=1)):
        refresh_due(at=clock.now())
        after = look(village.round, addresses)
        close(village)
    assert {name for name in after if after[name] != before[name]} == set()
    assert [row["total"] for row in figures()] == [row["total"] for row in rows]


def figures() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = OpinionResult.objects.order_by("-frozen").first().data["statements"]
    return rows


def answer_all(village: Village, number: int) -> Receipt:
    said = {one.pk: number % 3 - 1 for one in village.statements}
    return answer(round=village.round, token=f"{number:032}", answers=said).receipt


def test_one_who_leaves_is_not_seen_to_leave_and_ten_are(village: Village) -> None:
    receipts = [answer_all(village, number) for number in range(60)]
    refresh_due(at=clock.now())
    before = figures()
    leaving = [(receipt.contribution, receipt.code) for receipt in receipts[:10]]
    for minutes, (contribution, code) in enumerate(leaving, start=2):
        assert figures() == before
        with clock.frozen(clock.now() + timedelta(minutes=minutes * 5)):
            withdraw(contribution=contribution, code=code)
            refresh_due(at=clock.now())
    assert [sum(row["total"]) for row in figures()] == [50] * 6
    assert OpinionResult.objects.get().people == 50


def test_one_who_thinks_again_is_not_seen_to(village: Village) -> None:
    for number in range(60):
        answer_all(village, number)
    refresh_due(at=clock.now())
    before = figures()
    for number in range(9):
        answer(round=village.round, token=f"{number:032}", answers={village.statements[0].pk: (number + 1) % 3 - 1})
    with clock.frozen(clock.now() + timedelta(days=2)):
        refresh_due(at=clock.now())
        assert figures() == before
        answer(round=village.round, token=f"{9:032}", answers={village.statements[0].pk: 1})
        refresh_due(at=clock.now())
    assert [row["total"] for row in figures()][1:] == [row["total"] for row in before][1:]
    assert figures()[0]["total"] != before[0]["total"]


def test_ten_new_people_move_no_sentence_that_one_of_them_answered(village: Village) -> None:
    for number in range(60):
        answer_all(village, number)
    refresh_due(at=clock.now())
    before = figures()
    for number in range(60, 70):
        answer(round=village.round, token=f"{number:032}", answers={village.statements[0].pk: number % 3 - 1})
    answer(round=village.round, token=f"{69:032}", answers={village.statements[1].pk: 1})
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        refresh_due(at=clock.now())
    assert sum(figures()[0]["total"]) == 70
    assert figures()[1:] == before[1:]


def test_no_figure_per_group_is_told_while_the_round_is_open(village: Village) -> None:
    """Groups are drawn anew with each edition: one person who changes hill would carry all answers along."""
    crowd(village)
    refresh_due(at=clock.now())
    assert OpinionResult.objects.get().state == "groups"
    assert {tuple(row["groups"]) for row in figures()} == {()}
    assert [table.name for table in Dialogue().tables(village.round)] == ["stellingen"]
    page = village.looks("tabel/")
    assert "Groep A" not in page
    assert "Cijfers per groep komen na afloop." in page
    assert not re.search(r"\d+% van hen zegt dit", Client().get(village.url("kaart/")).content.decode())
    assert json.dumps(Dialogue().outcome(village.round).as_data()).count("% van deze groep") == 0
    close(village)
    assert all(row["groups"] for row in figures())


def test_the_number_of_contributions_on_the_page_moves_by_tens(village: Village) -> None:
    told = []
    for number in range(21):
        answer(round=village.round, token=f"{number:032}", answers={village.statements[0].pk: 1})
        page = Client().get(f"/processen/{village.round.process.slug}/").content.decode()
        told.append(re.search(r"kwamen? er (ten minste \d+|minder dan 10) bijdragen", page).group(1))
    assert told == ["minder dan 10"] * 9 + ["ten minste 10"] * 10 + ["ten minste 20"] * 2


def come(village: Village, first: int, many: int, *values: int) -> None:
    """Let people answer one sentence, each of these values in turn."""
    for name in range(first, first + many):
        said = values[name % len(values)]
        answer(round=village.round, token=f"{name:032}", answers={village.statements[0].pk: said})


@pytest.mark.parametrize("left", ["everybody", "the statement"])
def test_a_statement_that_lost_everybody_or_was_taken_out_is_told_as_empty(village: Village, left: str) -> None:
    come(village, 0, 2 * K, 1, -1)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        refresh_due(at=clock.now())
    told = Statement.objects.filter(pk=village.statements[0].pk).values_list("told_count", flat=True)
    assert told.get() == 2 * K
    if left == "everybody":
        Vote.objects.all().delete()
    else:
        retire(statement=village.statements[0], reason="Deze zin stond er twee keer.", actor=Actor(role="officer"))
    close(village)
    assert told.get() == 0


def test_editions_are_numbered_one_by_one_and_keep_what_stood_there(village: Village) -> None:
    """The first is number one, each that tells anything new the next, and closing is one more of them."""
    come(village, 0, 2 * K, 1, -1)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        refresh_due(at=clock.now())
    assert OpinionResult.objects.get().edition == 1
    assert not Past.objects.exists()
    first = dict(Vote.objects.values_list("pk", "value"))
    assert set(Vote.objects.values_list("told", "since")) == {(1, 1), (-1, 1)}
    counts = dict(Statement.objects.filter(round=village.round).values_list("number", "told_count"))
    assert counts == {one.number: 2 * K if one == village.statements[0] else 0 for one in village.statements}
    assert full(village.round) == []
    with clock.frozen(clock.now() + timedelta(minutes=7)):
        assert not due(village.round, OpinionResult.objects.get(), clock.now())
        # Another worker marked the next one and stopped before it was shown: that is due again.
        assert due(village.round, OpinionResult(edition=2, data={"edition": 1}, computed_at=NEVER), clock.now())
    come(village, 0, 2 * K, -1, 0)
    come(village, 2 * K, 2 * K, 0, 1)
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        refresh_due(at=clock.now())
    assert OpinionResult.objects.get().edition == 2
    told = Vote.objects.values_list("told", "value", "since")
    assert all(shown == value and since == 2 for shown, value, since in told)
    kept = Past.objects.values_list("statement_id", "vote_id", "value", "since", "until")
    assert set(kept) == {(village.statements[0].pk, pk, value, 1, 2) for pk, value in first.items()}
    assert len(kept) == len(first) == 2 * K
    village.round.refresh_from_db()
    assert close(village).edition == 3


def test_new_people_make_an_edition_without_a_full_statement_and_a_full_statement_without_new_people(
    village: Village,
) -> None:
    for name in range(12):
        answer(round=village.round, token=f"{name:032}", answers={village.statements[name % 6].pk: 1})
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert refresh_due(at=clock.now()) == 1
    assert OpinionResult.objects.get().edition == 1
    assert not Vote.objects.exclude(told=None).exists()
    come(village, 0, 12, -1, 0)
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        assert refresh_due(at=clock.now()) == 1
    assert OpinionResult.objects.get().edition == 2


def test_a_round_that_told_nothing_closes_with_its_first_edition(village: Village) -> None:
    come(village, 0, 3, 1)
    assert close(village).edition == 1
