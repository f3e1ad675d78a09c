"""`brink draw letters` and `brink draw tables`: before and after the draw itself."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.files.commands import COMMANDS


def draw(*arguments: object) -> int:
    return COMMANDS["draw"]([str(argument) for argument in arguments])


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Forty people of three places, some at one address, with a wish here and there."""
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "gemeente", "adres", "leeftijd", "tolk", "niet_met", "tafel"])
        for at in range(40):
            writer.writerow([
                f"p{at:02d}", ("Assen", "Emmen", "Westerveld")[at // 2 % 7 % 3], f"straat {at // 2}", "jo"[at % 2],
                "pools" if at in (3, 8) else "", "x" if at in (5, 6) else "", "2" if at == 11 else "",
            ])  # fmt: skip
    return path


def test_letters(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, sheet = people.parent / "out.json", people.parent / "brieven.csv"
    options = (people, "--letters", 10, "--reserve", 3, 2, "--place", "gemeente", "--same-address", "adres")
    assert draw("letters", *options, "--json", out, "--csv", sheet, "--quiet") == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert list(found) == ["register", "chance", "per_place", "waves", "remarks", "method"]
    assert (found["register"], found["chance"]) == (40, pytest.approx(0.25))
    assert [len(wave) for wave in found["waves"]] == [10, 3, 2]
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8").splitlines()))
    assert [(row["id"], int(row["wave"])) for row in rows] == [
        (name, number) for number, wave in enumerate(found["waves"]) for name in wave
    ]
    assert len({int(row["id"][1:]) // 2 for row in rows}) == 15
    assert draw("letters", *options) == 0
    shown = capsys.readouterr().out
    assert "Brieven: 10.\nIn reserve: 3, 2.\nIeder heeft een kans van 25.000% op een brief.\n" in shown
    assert draw("letters", people, "--letters", 4, "--place", "gemeente", "--places", 1, "--json", out, "--quiet") == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert sorted(found["per_place"].values()) == [0, 0, 4]


def test_more_letters_than_addresses(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = people.parent / "out.json"
    assert draw("letters", people, "--letters", 21, "--same-address", "adres", "--json", out, "--quiet") == 3
    assert json.loads(out.read_text(encoding="utf-8"))["conflict"] == [{"place": "", "addresses": 20, "letters": 21}]
    assert "maar 20 adressen" in capsys.readouterr().err


def test_tables(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, sheet = people.parent / "out.json", people.parent / "tafels.csv"
    options = (people, "--tables", 5, "--rounds", 3, "--mix", "leeftijd", "gemeente", "--together", "tolk",
               "--apart", "niet_met", "--fixed", "tafel", "--absent", "p39")  # fmt: skip
    assert draw("tables", *options, "--json", out, "--csv", sheet, "--quiet") == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert list(found) == [
        "people", "tables", "rounds", "pairs", "ceiling", "most_meetings", "deviation", "remarks", "method",
    ]  # fmt: skip
    assert (found["people"], found["deviation"] <= 2) == (39, True)
    for tables in found["rounds"]:
        at = {name: number for number, table in enumerate(tables) for name in table}
        assert (at["p03"] == at["p08"], at["p05"] == at["p06"], at["p11"], "p39" in at) == (True, False, 1, False)
    rows = {row["id"]: row for row in csv.DictReader(sheet.read_text(encoding="utf-8").splitlines())}
    assert rows["p11"] == {"id": "p11", "round 1": "2", "round 2": "2", "round 3": "2"}
    assert rows["p39"]["round 1"] == ""
    assert draw("tables", people, "--tables", 5, "--rounds", 1, "--earlier", sheet, "--held", 2, "--quiet") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Ronde 1\n  tafel 1: p")
    assert "paren ontmoeten elkaar" in shown


def test_wishes_that_do_not_go_together(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = people.parent / "out.json"
    options = ("--tables", 2, "--rounds", 1, "--together", "tolk", "--apart", "tolk", "--json", out, "--quiet")
    assert draw("tables", people, *options) == 3
    assert json.loads(out.read_text(encoding="utf-8"))["conflict"] == [{"option": "--together"}, {"option": "--apart"}]
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["letters", "--letters", "3", "--place", "stad"], "De kolom 'stad' ontbreekt"),
        (["letters", "--letters", "3", "--place", "gemeente", "--places", "9"], "minder plaatsen dan --places"),
        (["tables", "--tables", "41", "--rounds", "1"], "meer tafels dan mensen"),
        (["tables", "--tables", "2", "--rounds", "1", "--fixed", "leeftijd"], "'j' bij 'p00' is geen tafel"),
        (["tables", "--tables", "2", "--rounds", "1", "--absent", "q"], "'q' staat niet in de lijst"),
        (["tables", "--tables", "2", "--rounds", "1", "--id", "leeftijd"], "'j' is leeg of staat er 2 keer"),
        (["tables", "--tables", "2", "--rounds", "1", "--earlier", "PEOPLE"], "Hier staan geen rondes"),
    ],
)
def test_mistakes_are_one_sentence(
    people: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [str(people) if argument == "PEOPLE" else argument for argument in arguments]
    assert draw(filled[0], people, *filled[1:], "--quiet") == 2
    complaint = capsys.readouterr().err
    assert complaint.count("\n") <= 11, complaint
    assert said in complaint.split("\n")[0], complaint


@pytest.mark.parametrize("wrong", [
    ["letters", "x.csv"], ["tables", "x.csv", "--tables", "0", "--rounds", "1"], ["alternates", "d", "--count", "1",
    "--dropout", "2"], ["reveal", "d"], ["replace", "d"],
])  # fmt: skip
def test_a_wrong_option_ends_with_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        draw(*wrong)
    assert left.value.code == 2


def test_an_empty_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.csv").write_text("id,gemeente\n", encoding="utf-8")
    assert draw("letters", tmp_path / "r.csv", "--letters", 1, "--quiet") == 2
    assert "Hier staat niemand" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["c.csv", "r.csv"], "--seats ontbreekt"),
        (["c", "r", "--seats", "4", "--objective", "nash"],
         "'nash' kan niet bij --objective, kies uit 'leximin', 'maximin'"),
        (["c.csv", "r.csv", "--seats"], "bij --seats ontbreekt een waarde"),
        (["c.csv", "r.csv", "--seats", "x"], "bij --seats: 'x' is geen geheel getal vanaf 1"),
        (["c.csv", "r.csv", "--seats", "4", "--stoelen", "5"], "--stoelen 5 ken ik niet"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_call_is_said_in_dutch(
    wrong: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        draw(*wrong)
    assert capsys.readouterr().err == f"brink draw: {said}. Bekijk het gebruik met: brink draw --help\n"


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=80) | st.text(max_size=80), act=st.sampled_from(["letters", "tables", "earlier"]))
def test_any_bytes_are_read_or_refused_in_sentences(
    tmp_path: Path, content: bytes | str, act: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, whole = tmp_path / "any.csv", tmp_path / "whole.csv"
    whole.write_text("id\na\nb\n", encoding="utf-8")
    head = {"letters": "id,place,home\n", "tables": "id,kind\n", "earlier": "id,round 1\n"}[act]
    path.write_bytes(content if isinstance(content, bytes) else (head + content).encode("utf-8", "replace"))
    options = {
        "letters": ["letters", path, "--letters", 1, "--place", "place", "--same-address", "home"],
        "tables": ["tables", path, "--tables", 1, "--rounds", 1, "--mix", "kind"],
        "earlier": ["tables", whole, "--tables", 1, "--rounds", 1, "--earlier", path],
    }[act]
    code = draw(*options, "--quiet", "--json", "-")
    printed = capsys.readouterr()
    assert (code, bool(printed.err), bool(printed.out)) in ((0, False, True), (2, True, False))
    assert all(line.startswith(str(tmp_path)) for line in printed.err.splitlines())
