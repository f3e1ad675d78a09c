"""`brink portfolio` as others rely on it: files, JSON, exit codes, one sentence per mistake."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.files.commands import COMMANDS
from brink.methods.files.portfolio_choices import read_choices
from brink.methods.files.portfolio_task import read_task
from brink.methods.files.terminal import BadInput
from brink.methods.portfolio import NoPackage
from brink.methods.portfolio.synthetic import made_choices

TASK = """question = "Wat doen wij met 9 miljoen?"
[[option]]
id = "pad"
name = "Fietspad"
cost = 3
effects = {ritten = 20}
[[option]]
id = "bus"
[[option.level]]
label = "overdag"
cost = 2.5
effects = {ritten = 10}
[[option.level]]
label = "altijd"
cost = 4
[[option]]
id = "bad"
cost = 5
[[limit]]
kind = "budget"
amount = 9
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """One hundred and fifty people who choose in several ways."""
    task, choices = tmp_path / "vraag.toml", tmp_path / "keuzes.csv"
    task.write_text(TASK, encoding="utf-8")
    rows = [("1", "1", "0"), ("1", "altijd", "0"), ("0", "0", "1"), ("1", "0", "1"), ("0", "2", "1"), ("0", "0", "0")]
    lines = [",".join(rows[(n * n + n // 7) % 6]) + ",0,0" for n in range(150)]
    lines += ["0,0,0,1,0"] * 12 + ["0,0,0,0,ja"] * 11
    choices.write_text("pad,bus,bad,delegated,refused\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return task, choices


def run(*arguments: object) -> int:
    return COMMANDS["portfolio"]([str(argument) for argument in arguments])


def result(*arguments: object) -> dict[str, Any]:
    out = Path(str(arguments[0])).parent / "out.json"
    assert run(*arguments, "--quiet", "--json", out) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_the_json_has_what_is_promised(files: tuple[Path, Path]) -> None:
    found = result(*files)
    assert list(found) == [
        "question", "people", "composed", "delegated", "refused", "weighed", "options", "left", "values", "order",
        "packages", "fit", "scenarios", "groups", "remarks", "method",
    ]  # fmt: skip
    assert (found["people"], found["composed"], found["delegated"], found["refused"]) == (173, 150, 12, 11)
    assert [one["id"] for one in found["options"]] == ["pad", "bus", "bad"]
    assert [level["label"] for level in found["options"][1]["levels"]] == ["niet", "overdag", "altijd"]
    assert sum(level["count"] for level in found["options"][1]["levels"]) == 150
    assert {one["standing"] for one in found["options"]} <= {"in", "doubt", "out"}
    assert [(one["option"], one["level"]) for one in found["values"]] == [
        ("pad", 1), ("bus", 1), ("bus", 2), ("bad", 1),
    ]  # fmt: skip
    assert all(one["low"] < one["value"] < one["high"] for one in found["values"])
    assert [one["budget"] for one in found["scenarios"]] == [-0.2, -0.1, 0.1, 0.2]
    assert found["groups"] is None
    assert found["method"]["name"] == "portfolio"


def test_the_same_seed_gives_the_same_bytes_whatever_the_order(files: tuple[Path, Path]) -> None:
    first = result(*files, "--seed", 5)
    head, *lines = files[1].read_text(encoding="utf-8").splitlines()
    files[1].write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
    assert result(*files, "--seed", 5) == first


def test_a_person_reads_it_and_the_page_says_the_same(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    page = files[0].parent / "uit.html"
    assert run(*files, "--quiet", "--html", page) == 0
    shown, html = capsys.readouterr().out, page.read_text(encoding="utf-8")
    for part in ("Wat doen wij met 9 miljoen?", "Zelf een pakket gemaakt: 150.", "Dit is advies.", "Kern, hoort"):
        assert part in shown
        assert part in html
    assert "bus: altijd" in shown
    found = result(*files)
    core = [one for one in found["options"] if one["standing"] == "in"]
    assert core
    assert all(f"{one['levels'][0]['weighted']:.0%} van de mensen laat '{one['name']}' weg." in shown for one in core)
    assert "<svg" in html
    assert "<table" in html


def test_few_people_and_small_numbers_are_not_told(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    head, *lines = files[1].read_text(encoding="utf-8").splitlines()
    files[1].write_text("\n".join([head, *lines[:64], "0,0,0,1,0"]) + "\n", encoding="utf-8")
    found = result(*files)
    assert (found["people"], found["composed"], found["delegated"], found["refused"]) == (None, 64, None, 0)
    assert found["packages"] is None
    assert {one["standing"] for one in found["options"]} == {None}
    page = files[0].parent / "uit.html"
    assert run(*files, "--quiet", "--html", page) == 0
    assert "Er hebben 64 mensen een pakket gemaakt. Vanaf 100 rekenen wij verder." in capsys.readouterr().out
    assert "Kern" not in page.read_text(encoding="utf-8")
    lines = ["0,1,0,0,0"] * 5 + ["1,0,1,0,0"] * 115
    files[1].write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    found = result(*files)
    assert [level["count"] for level in found["options"][1]["levels"]] == [None, None, 0]
    assert run(*files, "--quiet") == 0
    assert "bus: overdag: geen aantal, want dan zijn mensen te herkennen." in capsys.readouterr().out


WRONG = [
    ("pad,bus,bad\n1,0,7\n", 2, "'7' in de kolom 'bad' is geen stap."),
    ("pad,bus,bad\n1,,0\n", 2, "'' in de kolom 'bus' is geen stap."),
    ("pad,bus,bad\n0,0,0\n1,2,1\n", 3, "komt bij 'kosten' op 12 en mag hoogstens 9 zijn."),
    ("pad,bus,bad,delegated,refused\n0,0,0,1,1\n", 2, "laat het over en wil niet kiezen"),
    ("pad,bus,bad,delegated\n0,0,0,misschien\n", 2, "is geen ja of nee"),
    ("pad,bus,bad,weight\n0,0,0,-1\n", 2, "'-1' is geen gewicht boven 0."),
    ("pad,bus\n0,0\n", 1, "De kolom 'bad' ontbreekt."),
    ("pad,bus,bad\n", 1, "geen enkele keuze"),
]


@pytest.mark.parametrize(("text", "line", "said"), WRONG)
def test_what_is_wrong_with_choices_is_one_sentence(
    files: tuple[Path, Path], text: str, line: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files[1].write_text(text, encoding="utf-8")
    out = files[0].parent / "out.json"
    assert run(*files, "--quiet", "--json", out) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith(f"{files[1]}:{line}: ")
    assert told.count("\n") == 1
    assert not out.exists()


MORE = "amount = 9\n[[limit]]"
QUESTIONS = [
    ('cost = 3\neffects', 'cost = "3"\neffects', 2, "'pad' mist een getal."),
    ('id = "bus"', 'id = "pad"', 7, "Geef elke optie een ander id."),
    ('kind = "budget"', 'kind = "geld"', 19, "Deze grens heeft geen goede soort."),
    ("cost = 5", "cost = 50", 16, "'bad' kost meer dan het hele budget. Niemand kan het kiezen."),
    ("cost = 4\n", "cost = 10\n", 7, "'bus: altijd' kost meer dan het hele budget."),
    ("amount = 9", "", 19, "'budget' mist een getal."),
    ("amount = 9", "amount = 1e40", 19, "is te groot"),
    ("amount = 9", "amount = nan", 19, "is te groot"),
    ("amount = 9", "amount = 9\neffect = 'lucht'", 19, "Geen optie heeft het gevolg 'lucht'."),
    ("amount = 9", f"{MORE}\nkind = 'needs'\noptions = ['pad', 'trein']", 22, "Optie 'trein' ken ik niet."),
    ("amount = 9", f"{MORE}\nkind = 'needs'\noptions = ['pad']", 22, "'needs' vraagt er 2"),
    ("amount = 9", f"{MORE}\nkind = 'most_of'\namount = 0.5\noptions = ['pad', 'bus']", 22, "geheel getal"),
    ("amount = 9", "amount = 9\n[[arm]]\ncost = {bus = 3}", 22, "Optie 'bus' heeft 2 stappen."),
    ("amount = 9", "amount = 9\n[[arm]]\ncost = {trein = 3}", 22, "Optie 'trein' ken ik niet."),
    ("[[limit]]", "[[limit]", 19, "Dit is geen goede TOML."),
    ("[[limit]]\nkind", "[limit]\nkind", None, "'limit' is geen lijst van delen."),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), QUESTIONS)
def test_what_is_wrong_with_a_question_is_told_with_its_line(
    files: tuple[Path, Path], old: str, new: str, line: int | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in TASK
    files[0].write_text(TASK.replace(old, new), encoding="utf-8")
    assert run(*files, "--quiet") == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith(f"{files[0]}: " if line is None else f"{files[0]}:{line}: ")


def test_a_question_needs_two_options_and_a_file(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    files[0].write_text('[[option]]\nid = "pad"\ncost = 3\n', encoding="utf-8")
    assert run(*files, "--quiet") == 2
    assert "Geef er 2 tot 100" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        run(files[0])
    assert left.value.code == 2
    assert "geef een vraag met keuzes" in capsys.readouterr().err


LIMITS = [
    ("kind = 'goal'\namount = 25\neffect = 'ritten'", "1,0,0", "'ritten' op 20 en moet minstens 25 zijn"),
    ("kind = 'exactly'\namount = 5", "1,0,0", "'kosten' op 3 en moet precies 5 zijn"),
    ("kind = 'most_of'\namount = 1\noptions = ['pad', 'bad']", "1,0,1", "Van 'Fietspad', 'bad' kunnen er hoogstens 1"),
    ("kind = 'needs'\noptions = ['pad', 'bus']", "1,0,0", "'Fietspad' kan niet zonder 'bus'."),
]


@pytest.mark.parametrize(("limit", "package", "said"), LIMITS)
def test_each_kind_of_limit_is_named_when_it_is_broken(
    files: tuple[Path, Path], limit: str, package: str, said: str
) -> None:
    files[0].write_text(f"{TASK.replace('cost = 4', 'cost = 4.5')}[[limit]]\n{limit}\n", encoding="utf-8")
    files[1].write_text(f"pad,bus,bad\n{package}\n", encoding="utf-8")
    task = files[0]
    if "goal" in limit or "exactly" in limit:
        budgetless = TASK.split("[[limit]]")[0]
        more = budgetless.replace('id = "bad"\ncost = 5', 'id = "bad"\ncost = 5\neffects = {ritten = 30}')
        extra = "" if "goal" in limit else '[[option]]\nid = "iets"\ncost = 2\n[[option]]\nid = "meer"\ncost = 1\n'
        task.write_text(f"{more}{extra}[[limit]]\n{limit}\n", encoding="utf-8")
        if extra:
            with pytest.raises(BadInput, match="past in geen enkel pakket"):
                read_task(task)  # of 3, 2.5, 4, 5, 2 and 1 the 4 and the 2.5 meet 5 with nothing
            return
    with pytest.raises(BadInput, match=said):
        read_choices(files[1], read_task(task))


def test_what_cannot_be_told_apart_or_has_no_package_is_impossible(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out = files[0].parent / "out.json"
    files[0].write_text(f"{TASK}[[limit]]\nkind = 'goal'\namount = 100\n", encoding="utf-8")
    assert run(*files, "--quiet", "--json", out) == 3
    assert "Geen enkel pakket voldoet aan alle grenzen." in capsys.readouterr().err
    files[0].write_text(f"{TASK}[[arm]]\nid = 'a'\n[[arm]]\nid = 'b'\n", encoding="utf-8")
    head, *lines = files[1].read_text(encoding="utf-8").splitlines()
    files[1].write_text(
        "\n".join([f"{head},arm", *(f"{line},{'ab'[at % 2]}" for at, line in enumerate(lines))]), encoding="utf-8"
    )
    assert run(*files, "--quiet", "--json", out) == 3
    assert "Iedereen heeft dezelfde getallen gezien." in capsys.readouterr().err
    conflict = json.loads(out.read_text(encoding="utf-8"))["conflict"]
    assert {"left": True} in conflict
    assert {"effect": "ritten"} in conflict


def test_other_figures_give_values_of_money_and_effects_per_unit(files: tuple[Path, Path]) -> None:
    """Arms in which costs and effects differ enough; values are per unit of the file."""
    arms = "".join(
        f"[[arm]]\nid = 'a{at}'\nbudget = {8.5 + at % 2}\ncost = {{pad = {2 + at % 3}, bad = {4 + at % 2}}}\n"
        f"effects = {{pad = {{ritten = {10 + 7 * at}}}, bad = {{ritten = {3 * (at % 4)}}}}}\n"
        for at in range(6)
    )
    files[0].write_text(TASK + arms, encoding="utf-8")
    task = read_task(files[0])
    assert (task.money_unit, task.effects, len(task.arms)) == (10, ("ritten",), 6)
    assert [arm.budget() for arm in task.arms] == [85, 95, 85, 95, 85, 95]
    head, *lines = files[1].read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("0,2,1")]
    files[1].write_text(
        "\n".join([f"{head},arm", *(f"{line},a{at % 6}" for at, line in enumerate(kept * 3))]), encoding="utf-8"
    )
    found = result(*files)
    assert [next(iter(one)) for one in found["values"]] == ["option"] * 4 + ["effect", "left"]
    assert all(abs(one["value"]) < 50 for one in found["values"])


def test_weights_count_and_stand_beside_the_plain_shares(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    head, *lines = files[1].read_text(encoding="utf-8").splitlines()
    rows = [f'{line},"{2 if line.startswith("1") else 1},5"' for line in lines]
    files[1].write_text("\n".join([f"{head},weight", *rows]), encoding="utf-8")
    found = result(*files)
    assert found["weighed"]
    path = found["options"][0]["levels"][1]
    assert path["weighted"] > path["share"]
    page = files[0].parent / "uit.html"
    assert run(*files, "--quiet", "--html", page) == 0
    assert "Ongewogen" in page.read_text(encoding="utf-8")
    capsys.readouterr()


def test_groups_are_told_without_saying_who(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """People with two tastes; and, with fewer, why no groups are looked for."""
    made = made_choices(2000, planted=0.3, shift=2.0)
    costs = made.arm.amounts()[:, 1].tolist()
    task, choices, page = tmp_path / "v.toml", tmp_path / "k.csv", tmp_path / "p.html"
    parts = "".join(f'[[option]]\nid = "o{at}"\ncost = {cost}\n' for at, cost in enumerate(costs))
    task.write_text(f'{parts}[[limit]]\nkind = "budget"\namount = {made.arm.budget()}\n', encoding="utf-8")
    head = ",".join(f"o{at}" for at in range(12))
    rows = [",".join(map(str, row)) for row in made.choices.levels.tolist()]
    choices.write_text("\n".join([head, *rows]), encoding="utf-8")
    found = result(task, choices, "--groups")["groups"]
    assert found["found"] == "groups"
    assert [one["share"] for one in found["groups"]] == pytest.approx([0.7, 0.3], abs=0.08)
    assert all(one["moves"] for one in found["groups"])
    assert run(task, choices, "--groups", "--quiet", "--html", page) == 0
    assert "Er zijn mensen die anders kiezen." in capsys.readouterr().out
    assert "Wie er anders kiezen" in page.read_text(encoding="utf-8")
    choices.write_text("\n".join([head, *rows[:350]]), encoding="utf-8")
    told = result(task, choices, "--groups")
    assert told["groups"]["found"] == "too_few"
    assert any("Vanaf 400 mensen" in one for one in told["remarks"])


def test_an_approval_file_of_pabulib_will_do_when_ballots_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "e.pb"
    ballots = ["1", "1,2", "2", "2,3", "3", "1"] * 30

    def written(budget: int) -> str:
        votes = "\n".join(f"{at};{ballot}" for at, ballot in enumerate(ballots))
        return (
            f"META\nkey;value\ndescription;x\nbudget;{budget}\nvote_type;approval\nnum_projects;3\nnum_votes;180\n"
            f"PROJECTS\nproject_id;cost;name\n1;40;Bank\n2;50;Boom\n3;30;Boek\nVOTES\nvoter_id;vote\n{votes}\n"
        )

    path.write_text(written(100), encoding="utf-8")
    found = result(path)
    assert [one["name"] for one in found["options"]] == ["Bank", "Boom", "Boek"]
    assert [one["levels"][1]["count"] for one in found["options"]] == [90, 90, 60]
    path.write_text(written(80), encoding="utf-8")
    assert run(path, "--quiet") == 2
    assert "Bij 30 stemmen kosten de projecten samen meer dan het budget." in capsys.readouterr().err


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_one_complaint(files: tuple[Path, Path], data: st.DataObject) -> None:
    """Cuts and odd signs in either file: a question and choices, or BadInput; never anything else."""
    path = files[data.draw(st.integers(0, 1))]
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    odd = data.draw(st.sampled_from([b"", b"\x00", b"[", b'"', b"1e999", b"-", b"\xff", "é".encode(), b"[[option]]\n"]))
    path.write_bytes(whole[:at] + odd + whole[at + data.draw(st.integers(0, 20)) :])
    with suppress(BadInput, NoPackage):
        read_choices(files[1], read_task(files[0]))
    path.write_bytes(whole)
