"""`brink budget` as others rely on it: options, exit codes, the record and what its verification finds."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.budgeting import decide
from brink.methods.budgeting.rule import Rule
from brink.methods.budgeting.synthetic import city_election, small_election
from brink.methods.files.budget_checking import BUDGET_FILES, budget_manifest, verify_budget
from brink.methods.files.budget_lines import read_lines
from brink.methods.files.budget_record import record_files
from brink.methods.files.build_verifier import verifier
from brink.methods.files.commands import COMMANDS
from brink.methods.files.commitments import RecordInvalid, json_line
from brink.methods.files.pabulib import PbFile, pb_of, read_pb
from brink.methods.files.terminal import BadInput, Impossible


def run(*arguments: object) -> int:
    return COMMANDS["budget"]([str(argument) for argument in arguments])


@pytest.fixture
def poll(tmp_path: Path) -> Path:
    """3 voters; A for all, B dear for one, C asked by nobody; themes Groen and Sport."""
    path = tmp_path / "poll.pb"
    path.write_text(
        "META\nkey;value\nunit;Assen\nbudget;9\nvote_type;approval\nrule;greedy\n"
        "PROJECTS\nproject_id;cost;name;category;selected\nA;6;Anker;Groen;1\nB;3;Brug;Groen,Sport;1\nC;2;Cel;Sport;0\n"
        "VOTES\nvoter_id;vote;age\n11;A,B;40\n12;A;50\n13;A;60\n",
        encoding="utf-8",
    )
    return path


def result_of(poll: Path, *options: object) -> dict[str, Any]:
    out = poll.parent / "out.json"
    assert run(poll, "--quiet", "--json", out, *options) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_the_json_has_what_is_promised(poll: Path) -> None:
    found = result_of(poll, "--seed", 4)
    promised = ["selected", "cost", "budget", "rule", "utility", "completion", "rounds", "voters", "projects"]
    assert list(found)[:9] == promised
    assert found["selected"] == ["A"]
    assert (found["cost"], found["budget"], found["rounds"]) == (6, 9, 1)
    assert (found["rule"], found["utility"], found["completion"]) == ("equal-shares", "cost", "none")
    assert found["voters"]["none"] == 0
    assert found["voters"]["mean_winners"] == 1
    assert set(found["projects"][0]) >= {
        "id", "cost", "votes", "selected", "effective_support", "would_win_at", "reason",
    }  # fmt: skip
    assert [row["reason"] for row in found["projects"]] == ["chosen", "support", "no_votes"]
    assert found["left"] == 3
    assert found["nothing_else_fits"] is False
    assert found["greedy"]["selected"] == ["A", "B"]
    assert found["published"] == {"selected": ["A", "B"], "equal": False}
    assert found["method"]["name"] == "budgeting"
    assert found["method"]["seed"] == 4
    assert found["method"]["parameters"]["completion"] == "none"


def test_rules_and_explanations(poll: Path) -> None:
    assert result_of(poll, "--rule", "greedy")["published"]["equal"]
    assert result_of(poll, "--completion", "utilitarian")["selected"] == ["A", "B"]
    raised = result_of(poll, "--completion", "add1-exhaustive")
    assert (raised["selected"], raised["start"]["raises"], raised["start"]["final"]) == (["A", "B"], 2, 5)
    explained = result_of(poll, "--explain")
    assert explained["projects"][1]["would_win_at"] == 1
    assert explained["course"] == [
        {"project": "A", "payment": 2.0, "price": pytest.approx(1 / 3), "supporters": 3, "paid_all_they_had": 0}
    ]


def test_a_person_gets_words(poll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(poll, "--quiet", "--explain") == 0
    told = capsys.readouterr().out
    assert "1 project wint. Kosten 6 van 9." in told
    assert "Anker (A)" in told
    assert "Brug (B): de kiezers konden dit samen niet meer betalen; hooguit 33.3%; won wel bij 1" in told
    assert "Cel (C): niemand koos dit" in told


def test_budget_lines(poll: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.csv"
    lines.write_text("line,floor,ceiling\nSport,3,\nGroen,,6\n", encoding="utf-8")
    found = result_of(poll, "--rule", "greedy", "--lines", lines)
    assert found["selected"] == ["A"]  # B would bring Groen to 9, and nobody asked for C
    assert found["lines"][0] == {"line": "Sport", "spent": 0, "floor": 3, "ceiling": None, "missing": 3}
    assert found["projects"][1]["reason"] == "line"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("line,floor\nSport,3\n", "lines.csv:1"),
        ("line,floor,ceiling\nWater,3,\n", "lines.csv:2"),
        ("line,floor,ceiling\nSport,veel,\n", "lines.csv:2"),
        ("line,floor,ceiling\nSport,0.5,\n", "lines.csv:2"),
        ("line,floor,ceiling\nSport,5,4\n", "lines.csv:2"),
        ("line,floor,ceiling\nSport,1,\nSport,1,\n", "lines.csv:3"),
        ("line,floor,ceiling\nSport,1\n", "lines.csv:2"),
    ],
)
def test_lines_with_mistakes(
    poll: Path, tmp_path: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "lines.csv"
    lines.write_text(text, encoding="utf-8")
    assert run(poll, "--lines", lines, "--quiet", "--json", tmp_path / "out.json") == 2
    complaint = capsys.readouterr().err
    assert told in complaint
    assert complaint.count("\n") == 1
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("text", ["Sport,6,\nGroen,6,\n", "Sport,1,\nGroen,1,\n"])
def test_lines_that_cannot_hold_together_exit_with_3(poll: Path, tmp_path: Path, text: str) -> None:
    lines, out = tmp_path / "lines.csv", tmp_path / "out.json"
    lines.write_text("line,floor,ceiling\n" + text, encoding="utf-8")
    assert run(poll, "--lines", lines, "--quiet", "--json", out) == 3
    found = json.loads(out.read_text(encoding="utf-8"))
    assert {"line": "Sport"}.items() <= found["conflict"][0].items()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="SportGoen,;\n\"0123.- é\r", max_size=80))
def test_whatever_stands_in_a_table_of_lines_it_is_read_or_refused(poll: Path, text: str) -> None:
    lines = poll.parent / "lines.csv"
    lines.write_text("line,floor,ceiling\n" + text, encoding="utf-8", newline="")
    told = ""
    try:
        found = decide(read_pb(poll).election, Rule(), read_lines(lines, read_pb(poll), "category")[0])
        assert found.cost(read_pb(poll).election) <= 9
    except (BadInput, Impossible) as complaint:
        told = str(complaint) if isinstance(complaint, BadInput) else ""
    assert all(line.startswith(str(lines)) for line in told.split("\n") if told)
    assert told.count("\n") <= 10


def test_bad_input_and_usage(poll: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none.pb", "--quiet") == 2
    assert run(poll, "--lines", tmp_path / "none.csv", "--quiet") == 2
    assert run(poll, "--lines", poll, "--line-column", "theme", "--quiet") == 2
    assert capsys.readouterr().err.count("\n") == 3
    for wrong in (["--rule", "best"], ["--seed", "-1"], ["--utility", "x"]):
        with pytest.raises(SystemExit) as left:
            run(poll, *wrong)
        assert left.value.code == 2


def test_it_starts_quickly_without_django_and_numpy() -> None:
    code = (
        "import sys; from brink.methods.files.commands import COMMANDS\n"
        "try: COMMANDS['budget'](['--help'])\nexcept SystemExit: pass\n"
        "assert not {'django', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


# The record.


def folder(path: Path) -> tuple[bytes, dict[str, bytes]]:
    return (path / "manifest.json").read_bytes(), {name: (path / name).read_bytes() for name in BUDGET_FILES}


@pytest.mark.parametrize("options", [[], ["--rule=greedy"], ["--completion=add1"], ["--completion=utilitarian"]])
def test_a_record_is_written_whole_and_holds(poll: Path, tmp_path: Path, options: list[str]) -> None:
    target, out = tmp_path / "record", tmp_path / "out.json"
    assert run("record", poll, target, *options, "--quiet", "--json", out) == 0
    manifest, files = folder(target)
    report = verify_budget(manifest, files)
    found = json.loads(out.read_text(encoding="utf-8"))
    assert list(report.winners) == found["order"]
    assert report.digest == found["record"]["sha256"] == hashlib.sha256(manifest).hexdigest()
    assert report.every_step
    # Ballots only: no voter numbers of the source, no ages.
    assert "VOTES\nvoter_id;vote\n1;A\n2;A\n3;A,B\n" in files["election.pb"].decode()
    assert run("record", poll, target, "--quiet") == 2
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".record")]


def test_verify_says_what_it_is_and_names_what_is_broken(
    poll: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, verify = tmp_path / "record", COMMANDS["verify"]
    assert run("record", poll, target, "--completion", "add1", "--quiet", "--json", tmp_path / "out.json") == 0
    program = tmp_path / "brink_verify.py"
    program.write_text(verifier(), encoding="utf-8")
    assert verify([str(target)]) == 0
    told = capsys.readouterr().out
    assert "een buurtbudget met 3 kiezers: 2 winnaars (A, B) voor 9" in told
    command = [sys.executable, "-I", str(program), str(target)]
    alone = subprocess.run(command, check=True, capture_output=True, text=True)
    assert alone.stdout == told
    assert verify([str(target), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "budget"
    for name in BUDGET_FILES:
        whole = (target / name).read_bytes()
        (target / name).write_bytes(whole[:-2] + b"x\n")
        assert verify([str(target)]) == 1
        assert f"Ongeldig. {name}" in capsys.readouterr().err
        (target / name).unlink()
        assert verify([str(target)]) == 1
        assert "ontbreekt" in capsys.readouterr().err
        (target / name).write_bytes(whole)
    (target / "manifest.json").unlink()
    assert verify([str(target)]) == 1


def record_of(seed: int, rule: Rule, kind: str, tmp_path: Path) -> tuple[dict[str, bytes], PbFile]:
    path = tmp_path / "made.pb"
    path.write_text(pb_of(small_election(seed, kind=kind), kind), encoding="utf-8")
    made = read_pb(path)
    method = {"name": "budgeting", "version": "1"}
    return record_files(made, decide(made.election, rule), (), method), made


def test_every_rule_is_recomputed_equal(tmp_path: Path) -> None:
    for seed in range(24):
        for completion in ("none", "add1", "add1-exhaustive", "utilitarian"):
            rule = Rule("equal-shares", ("cost", "cardinality")[seed % 2], completion, seed)
            files, made = record_of(seed, rule, ("approval", "cumulative")[seed // 2 % 2], tmp_path)
            manifest = files.pop("manifest.json")
            report = verify_budget(manifest, files)
            assert report.winners == tuple(made.election.names[p] for p in decide(made.election, rule).winners)


def test_1000_changed_bytes_are_all_found(tmp_path: Path) -> None:
    files, _made = record_of(11, Rule(completion="add1"), "approval", tmp_path)
    rng = Random(1)
    names = sorted(files)
    for _change in range(1000):
        name = rng.choice(names)
        changed = bytearray(files[name])
        place = rng.randrange(len(changed))
        changed[place] ^= rng.randrange(1, 256)
        broken = files | {name: bytes(changed)}
        manifest = broken.pop("manifest.json")
        with pytest.raises(RecordInvalid):
            verify_budget(manifest, broken)


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("result.json", "winners", ["p0"]),
        ("result.json", "steps", 1),
        ("result.json", "cost", 1),
        ("result.json", "next_step_cost", 10**9),
        ("result.json", "by_equal_shares", []),
        ("rule.json", "completion", "none"),
        ("rule.json", "utility", "cardinality"),
        ("rule.json", "tie_order", []),
        ("rule.json", "rule", "greedy"),
    ],
)
def test_a_record_that_was_made_anew_around_a_lie_is_found_by_recomputing(
    name: str, key: str, value: object, tmp_path: Path
) -> None:
    path = tmp_path / "made.pb"
    city = city_election(8, voters=60, projects=30, budget=1200, length=3)
    path.write_text(pb_of(city, "approval"), encoding="utf-8")
    made = read_pb(path)
    outcome = decide(made.election, Rule(completion="add1"))
    assert outcome.steps > 3
    assert outcome.overspends is not None
    files = record_files(made, outcome, (), {"name": "budgeting", "version": "1"})
    files.pop("manifest.json")
    verify_budget(budget_manifest(files), files)
    files[name] = json_line(json.loads(files[name]) | {key: value})
    with pytest.raises(RecordInvalid):
        verify_budget(budget_manifest(files), files)


def test_another_lot_is_found(tmp_path: Path) -> None:
    path = tmp_path / "made.pb"
    votes = "".join(f"{voter};{'ab'[voter % 2]}\n" for voter in range(4))
    path.write_text(
        "META\nkey;value\nbudget;5\nvote_type;approval\nPROJECTS\nproject_id;cost\na;5\nb;5\nVOTES\nvoter_id;vote\n"
        + votes,
        encoding="utf-8",
    )
    made = read_pb(path)
    firsts = {}
    for seed in range(20):
        outcome = decide(made.election, Rule("greedy", seed=seed))
        firsts[made.election.names[outcome.winners[0]]] = seed, outcome
    (seed, outcome), (other, _outcome) = firsts["a"], firsts["b"]
    files = record_files(made, outcome, (), {"name": "budgeting", "version": "1"})
    files.pop("manifest.json")
    verify_budget(budget_manifest(files), files)
    files["rule.json"] = json_line(json.loads(files["rule.json"]) | {"seed": other})
    with pytest.raises(RecordInvalid, match="lot"):
        verify_budget(budget_manifest(files), files)


@pytest.mark.parametrize("odd", [b'{"format":1e999}\n', b"[" * 90_000, b"{}\n", b"\xff", b""])
def test_a_manifest_that_nobody_wrote_is_named(odd: bytes) -> None:
    with pytest.raises(RecordInvalid):
        verify_budget(odd, {})


@pytest.mark.reference_data
@pytest.mark.parametrize("name", ["Netherlands_Assen_2024.pb", "Poland_Wieliczka_2023_Green_Budget.pb"])
def test_published_winners(reference_data: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out.json"
    source = reference_data / "pabulib" / name
    assert run(source, "--completion", "add1", "--quiet", "--json", out) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["published"]["equal"]
    target = tmp_path / "record"
    assert run("record", source, target, "--completion", "add1", "--quiet", "--json", out) == 0
    assert sorted(verify_budget(*folder(target)).winners) == found["selected"]
    if "Wieliczka" in name:
        assert run(source, "--completion", "add1-exhaustive", "--quiet", "--json", out) == 0
        other = json.loads(out.read_text(encoding="utf-8"))
        assert set(found["selected"]) ^ set(other["selected"]) == {"46", "66", "67"}
        assert (other["cost"], other["start"]["raises"]) == (984_579, 150)
