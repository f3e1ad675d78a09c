"""What won and why: equal to the method, readable for everybody, and recounted by a stranger with the exported file."""

import json
from pathlib import Path

import pytest
from django.test import Client

from brink.domain.contributions.services.self_service import withdraw
from brink.instruments.budget.counting import Item, as_data, as_pabulib, count
from brink.instruments.budget.explaining import compared, happy, lines_of, rest, shares
from brink.instruments.budget.instrument import BudgetInstrument
from brink.instruments.budget.models import Tally
from brink.instruments.budget.open_tables import open_tables
from brink.instruments.budget.tests.conftest import Village, make_village
from brink.methods.files.commands import COMMANDS

pytestmark = pytest.mark.django_db


def crowd(village: Village) -> None:
    """Eighteen people want benches and the square, twelve the roof, and eleven the bus alone."""
    for number in range(18):
        village.vote(f"groot-{number}", 1, 4)
    for number in range(12):
        village.vote(f"dak-{number}", 1, 2)
    for number in range(11):
        village.vote(f"bus-{number}", 3)


def recounted(text: str, command: str, folder: Path) -> dict[str, object]:
    """Count a file by the command that the page gives, as a stranger would."""
    (folder / "stemmen.pb").write_text(text)
    words = command.split()
    assert words[:3] == ["brink", "budget", "stemmen.pb"]
    out = folder / "uitslag.json"
    assert COMMANDS["budget"]([str(folder / "stemmen.pb"), *words[3:], "--json", str(out), "--quiet"]) == 0
    found: dict[str, object] = json.loads(out.read_text())
    return found


def test_the_page_tells_what_won_why_and_how_to_recount_it(village: Village, tmp_path: Path) -> None:
    crowd(village)
    assert "Tot dan ziet niemand een stand" in Client().get(village.url("uitslag/")).content.decode()
    assert Client().get(village.url("uitslag/stemmen.pb")).status_code == 404
    data = village.close().details
    page = Client().get(village.url("uitslag/")).content.decode()
    assert [one.title for one in lines_of(data) if one.won] == ["Bankjes", "Het plein", "Een dak"]
    assert "30 mensen. Wie dit plan koos, betaalde hooguit € 666,67 uit het eigen deel." in page
    assert "11 mensen. De mensen die dit kozen, hadden samen te weinig over in hun deel." in page
    assert "41 mensen stemden. De plannen die winnen, kosten samen € 100.000." in page
    file = Client().get(village.url("uitslag/stemmen.pb"))
    text = file.content.decode()
    assert text == Tally.objects.get().election
    assert data["sha256"] in page
    again = recounted(text, data["command"], tmp_path)
    codes = {one["number"]: one["code"] for one in data["plans"]}
    assert again["order"] == [codes[number] for number in data["order"]]
    assert again["cost"] == data["cost"] / 100
    assert "token" not in text
    assert "groot-" not in text


def test_that_ballots_will_be_public_is_read_before_voting(village: Village) -> None:
    assert "alle stembriefjes zonder naam" in Client().get(village.url()).content.decode()
    assert "alle stembriefjes zonder naam" in BudgetInstrument().paper(village.round).explanation


def test_where_nobody_was_told_beforehand_no_ballot_comes_out() -> None:
    """DESIGN §8: no rows of votes are published; whoever is to vote under another rule reads that first."""
    closed = make_village(open_ballots=False)
    first = Client().get(closed.url()).content.decode()
    assert "Niemand. Op de site komt alleen de uitslag." in first
    assert "alle stembriefjes zonder naam" not in first
    crowd(closed)
    data = closed.close().details
    page = Client().get(closed.url("uitslag/")).content.decode()
    assert (data["sha256"] in page, "stemmen.pb" in page) == (True, False)
    assert Client().get(closed.url("uitslag/stemmen.pb")).status_code == 404
    assert "stembestand" not in {one.name for one in open_tables(closed.round)}


def test_for_whom_nothing_won_is_the_minority(village: Village) -> None:
    crowd(village)
    outcome = village.close()
    views = {one.key: one for one in outcome.minority}
    assert views["without-winner"].size == 11
    assert views["without-winner"].argument == "Zij hebben het vaakst gekozen: De bus."
    assert views["plan-3"].size == 11
    assert all(one.count in (0, 12, 18, 30, 41) for one in outcome.findings)


def test_under_ten_ballots_no_number_is_told_and_no_ballot_is_shown(village: Village) -> None:
    for number in range(9):
        village.vote(f"mens-{number}", 1)
    outcome = village.close()
    assert outcome.reach.people == 0
    assert outcome.details["voters"] == 0
    page = Client().get(village.url("uitslag/")).content.decode()
    assert "minder dan tien mensen" in page
    assert "Daarom zetten wij de stembriefjes niet op de site." in page
    assert Client().get(village.url("uitslag/stemmen.pb")).status_code == 404
    assert [one.name for one in BudgetInstrument().tables(village.round)] == ["plannen", "uitslag"]


def test_a_voter_reads_which_of_the_own_choices_won(village: Village) -> None:
    crowd(village)
    receipt = village.vote("wie-volgt", 1, 3)
    follow = Client()
    before = follow.post("/volg/", {"code": receipt.code}, follow=True).content.decode()
    assert "Uw stem telt nu mee." in before
    village.close()
    after = follow.post("/volg/", {"code": receipt.code}, follow=True).content.decode()
    words = " ".join(after.split())
    assert "Uw stem hielp mee aan: <strong>Bankjes</strong>." in words
    assert "wint niet" in words


def test_withdrawing_after_closing_leaves_the_count_as_it_was(village: Village) -> None:
    crowd(village)
    receipt = village.vote("spijt", 3)
    text = village.close() and Tally.objects.get().election
    withdraw(contribution=receipt.contribution, code=receipt.code)
    assert Tally.objects.get().election == text
    assert "42 mensen stemden" in Client().get(village.url("uitslag/")).content.decode()


@pytest.mark.parametrize("form", ["approval", "points", "ranked"])
@pytest.mark.parametrize("counting", ["equal-shares/add1", "equal-shares/utilitarian", "greedy"])
def test_every_ballot_and_every_rule_recounts_to_the_same(form: str, counting: str, tmp_path: Path) -> None:
    items = [Item(1, "1", "Bankjes", 20_000_00), Item(2, "2", "Dak", 50_000_50), Item(3, "3", "Bus", 60_000_00)]
    ballots = [{1: 1, 2: 2}] * 7 + [{3: 1}] * 5 + [{2: 1, 3: 2, 1: 3}] * 3 + [{}]
    if form == "approval":
        ballots = [dict.fromkeys(one, 1) for one in ballots]
    made = count(items, ballots, amount_cents=90_000_00, form=form, counting=counting, seed=77)
    data = {**as_data(made), "form": form}
    text = as_pabulib(made, form=form, facts={"description": "Proef"})
    from brink.instruments.budget.counting import command

    again = recounted(text, command(counting, 77), tmp_path)
    assert again["order"] == [str(number) for number in data["order"]]
    assert round(float(again["cost"]) * 100) == data["cost"]  # type: ignore[arg-type]
    said = [*(one.why for one in lines_of(data)), shares(data), rest(data), happy(data["happy"]), *compared(data)]
    assert all(one.endswith(".") for one in said if one)


def test_equal_plans_are_told_that_the_lot_decided() -> None:
    items = [Item(number, str(number), f"Plan {number}", 1_000_00) for number in (1, 2)]
    made = count(items, [{1: 1}, {2: 1}], amount_cents=1_000_00, form="approval", counting="greedy", seed=1)
    lost = [one for one in lines_of({**as_data(made), "form": "approval"}) if not one.won]
    assert [one.why.startswith("Dit plan stond gelijk met een ander") for one in lost] == [True]


def test_greedy_is_compared_with_equal_shares(db: None) -> None:
    village = make_village(counting="greedy", amount=60_000)
    crowd(village)
    data = village.close().details
    assert "‘gelijke delen’" in compared(data)[0]
    assert "Het plan met de meeste stemmen wint eerst." in Client().get(village.url("uitslag/")).content.decode()
