"""The record of a draw: published before chance speaks, checked by a stranger, true to the last byte."""

import csv
import hashlib
import json
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.files.build_verifier import verifier
from brink.methods.files.commands import COMMANDS
from brink.methods.files.commitments import RecordInvalid, json_line
from brink.methods.files.draw_checking import DRAW_FILES, draw_commitment, drawn_ticket, verify_draw
from brink.methods.files.draw_record import _furthest, keys_path, pseudonym, read_record, record_bytes, record_files
from brink.methods.files.terminal import BadInput
from brink.methods.sortition import Pool, leximin, lottery
from brink.methods.sortition.synthetic import generated_pool
from brink.methods.sortition.tests.reference import small_pool

# The ticket hangs on the salts, which nobody knows beforehand: with wide quotas others can step in whoever is drawn.
AGREED = ("--reason", "Ziek geworden.", "--by", "A. Jans", "--second", "B. Smit")
POOL = generated_pool(seed=4, people=60, seats=12, categories=3, households=0.3, slack=0.5)


def write_files(folder: Path, pool: Pool) -> tuple[Path, Path]:
    quotas, people = folder / "categories.csv", folder / "respondents.csv"
    with quotas.open("w", encoding="utf-8", newline="") as out:
        rows = [[quota.category, quota.feature, quota.least, quota.most] for quota in pool.quotas]
        csv.writer(out).writerows([["category", "feature", "min", "max"], *rows])
    with people.open("w", encoding="utf-8", newline="") as out:
        members = [[member.id, *member.features, member.household or ""] for member in pool.members]
        csv.writer(out).writerows([["id", *pool.categories, "adres"], *members])
    return quotas, people


def draw(*arguments: object) -> int:
    return COMMANDS["draw"]([str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "loting"
    assert draw(
        *write_files(tmp_path, POOL), "--seats", 12, "--same-address", "adres", "--tickets", 100, "--record", made,
        "--source", "Staatsloterij van 10 december", "--quiet", "--json", tmp_path / "out.json",
    ) == 0  # fmt: skip
    return made


def told(folder: Path, act: str, *options: object, code: int = 0) -> dict[str, object]:
    out = folder.parent / "act.json"
    out.unlink(missing_ok=True)
    assert draw(act, folder, *options, "--quiet", "--json", out) == code
    loaded: dict[str, object] = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    return loaded


def test_the_whole_way(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told_first = json.loads((folder.parent / "out.json").read_text(encoding="utf-8"))["record"]
    assert told_first["sha256"] == hashlib.sha256((folder / "commitment.json").read_bytes()).hexdigest()
    assert told_first["furthest"] <= 0.02
    assert COMMANDS["verify"]([str(folder)]) == 0
    assert "een loting met 60 vrijwilligers: 100 groepen van 12" in (said := capsys.readouterr().out)
    assert "en geen loting geeft meer; er is nog niet geloot." in said

    first = told(folder, "reveal", "--randomness", "01 17 23", "drand 42")
    assert told(folder, "reveal", "--randomness", " 01 17 23", "drand 42") == first
    panel = first["panel"]
    assert isinstance(panel, list)
    assert len(set(panel)) == 12
    assert set(panel) <= {member.id for member in POOL.members}

    second = told(folder, "replace", *AGREED, "--without", *panel[:2], "--randomness", "8 9", "--seed", "77")
    assert second["without"] == panel[:2]
    assert set(second["panel"]) == set(panel[2:]) | set(second["added"])
    assert not set(second["added"]) & set(panel)
    third = told(folder, "replace", *AGREED, "--without", second["added"][0])
    assert not {*panel[:2], second["added"][0]} & set(third["panel"])
    reserves = told(folder, "alternates", "--count", 3)
    assert len(reserves["alternates"]) == 3
    assert not set(reserves["alternates"]) & {*third["panel"], *panel[:2], second["added"][0]}
    assert reserves["missing"] < reserves["missing_without"]
    assert COMMANDS["verify"]([str(folder), "--json", "-"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["kind"], shown["size"], shown["root"]) == ("draw", 60, told_first["sha256"])
    assert shown["origin"].endswith("is getrokken, daarna vielen 3 mensen in")


def test_who_steps_in_does_not_hang_on_what_the_operator_chooses(folder: Path) -> None:
    panel = told(folder, "reveal", "--randomness", "7")["panel"]
    added = []
    for seed in (1, 2, 3):
        added.append(told(folder, "replace", *AGREED, "--without", panel[0], "--seed", seed)["added"])
        (folder / "replacement-1.json").unlink()
    assert added[0] == added[1] == added[2]
    others = []
    for words in ("1", "2", "3", "4", "5", "6"):
        others.append(told(folder, "replace", *AGREED, "--without", panel[0], "--randomness", words)["added"])
        (folder / "replacement-1.json").unlink()
    assert len({tuple(one) for one in others}) > 1


def test_nobody_is_named_and_everybody_finds_himself(folder: Path) -> None:
    published = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not any(member.id.encode() in published for member in POOL.members)
    assert not any(f'"{member.household}"'.encode() in published for member in POOL.members)
    assert keys_path(folder).stat().st_mode & 0o777 == 0o600
    with keys_path(folder).open(encoding="utf-8", newline="") as rows:
        keys = list(csv.DictReader(rows))
    names = {name for name, _features, _home in json.loads((folder / "pool.json").read_bytes())["members"]}
    assert {pseudonym(key["salt"], key["id"]) for key in keys} == names == {key["pseudonym"] for key in keys}
    assert len({key["salt"] for key in keys}) == len(POOL.members)


def test_the_salts_are_beside_the_folder_however_it_is_called(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert keys_path(Path(".")) == keys_path(folder) == folder.parent / "loting-sleutels.csv"
    assert told(Path("."), "reveal", "--randomness", "7")["panel"][0] in {member.id for member in POOL.members}


def test_without_the_salts_people_go_by_their_pseudonym(folder: Path) -> None:
    keys_path(folder).unlink()
    panel = told(folder, "reveal", "--randomness", "7")["panel"]
    names = {name for name, _features, _home in json.loads((folder / "pool.json").read_bytes())["members"]}
    assert set(panel) <= names
    assert told(folder, "replace", *AGREED, "--without", panel[0])["without"] == panel[:1]


def test_a_number_that_is_drawn_in_public_is_the_ticket(tmp_path: Path) -> None:
    made = tmp_path / "d"
    files = write_files(tmp_path, POOL)
    options = ("--seats", 12, "--tickets", 50, "--record", made, "--pick", "number", "--quiet", "--json", "-")
    assert draw(*files, *options) == 0
    told(made, "reveal", "--randomness", "50", code=2)
    told(made, "reveal", "--randomness", "4", "9", code=2)
    found = told(made, "reveal", "--randomness", "049")
    assert found["ticket"] == 49


@pytest.mark.parametrize(
    ("act", "options", "said"),
    [
        ("replace", ["--without", "p0001"], "Er is nog niet geloot"),
        ("alternates", ["--count", "2"], "Er is nog niet geloot"),
        ("reveal", ["--randomness", "een\ntwee"], "gewone tekst op 1 regel"),
        ("reveal", ["--randomness", " "], "gewone tekst op 1 regel"),
    ],
)
def test_what_comes_too_early_or_cannot_be_is_one_sentence(
    folder: Path, act: str, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in folder.iterdir())
    assert draw(act, folder, *options, "--quiet") == 2
    complaint = capsys.readouterr().err
    assert (complaint.count("\n"), said in complaint) == (1, True), complaint
    assert sorted(path.name for path in folder.iterdir()) == before


def test_more_mistakes_are_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def complains(said: str, *arguments: object, code: int = 2) -> None:
        assert draw(*arguments, "--quiet") == code
        complaint = capsys.readouterr().err
        assert (complaint.count("\n"), said in complaint) == (1, True), complaint

    files = (folder.parent / "categories.csv", folder.parent / "respondents.csv")
    complains("Hier staat al iets", *files, "--seats", 12, "--record", folder)
    told(folder, "reveal", "--randomness", "7")
    complains("Deze loting is al gehouden", "reveal", folder, "--randomness", "8")
    complains("'niemand' zit niet in de groep", "replace", folder, "--without", "niemand")
    complains("geen dossier van een loting", "reveal", folder.parent / "elders", "--randomness", "8")
    everyone = told(folder, "reveal", "--randomness", "7")["panel"]
    told(folder, "replace", *AGREED, "--without", *everyone)
    (folder / "pool.json").write_bytes(b"{}\n")
    complains("Dit dossier klopt niet: pool.json", "alternates", folder, "--count", 1)


def test_when_nobody_can_step_in_the_quotas_that_conflict_are_named(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("category,feature,min,max\ns,v,1,1\ns,m,1,1\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text("id,s\na,v\nb,m\nc,m\n", encoding="utf-8")
    made = tmp_path / "d"
    files = (tmp_path / "q.csv", tmp_path / "p.csv")
    assert draw(*files, "--seats", 2, "--tickets", 4, "--record", made, "--quiet", "--json", "-") == 0
    told(made, "reveal", "--randomness", "1")
    assert told(made, "replace", *AGREED, "--without", "a", code=3)["conflict"] == [
        {"category": "s", "feature": "v", "side": "min", "now": 1, "must": 0},
        {"category": "s", "feature": "m", "side": "max", "now": 1, "must": 2},
    ]


def test_a_thousand_changes_of_one_byte_are_all_found(folder: Path) -> None:
    panel = told(folder, "reveal", "--randomness", "7")["panel"]
    told(folder, "replace", *AGREED, "--without", panel[0])
    commitment, files, later = record_bytes(folder)
    verify_draw(commitment, files, later)
    whole, rng, missed = {"commitment.json": commitment, **files, **later}, Random(1), []
    assert len(whole) == 9
    for turn in range(1_000):
        name = sorted(whole)[turn % len(whole)]
        changed = bytearray(whole[name])
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        damaged = {**whole, name: bytes(changed)}
        rest = {other: damaged[other] for other in files}
        try:
            verify_draw(damaged["commitment.json"], rest, {other: damaged[other] for other in later})
            missed.append((turn, name))
        except RecordInvalid:
            pass
    assert missed == []


def forged(files: dict[str, bytes], name: str, **changed: object) -> tuple[bytes, dict[str, bytes]]:
    """Return a record in which one file says something else and the commitment was made anew."""
    files = {**files, name: json_line({**json.loads(files[name]), **changed})}
    return draw_commitment(files), files


def test_a_record_that_was_made_to_lie_is_found_too() -> None:
    found, whole = leximin(small_pool(3)), small_record()
    files = {name: content for name, content in whole.items() if name != "commitment.json"}
    lowest = found.chances[found.chances > 0].min()
    assert verify_draw(whole["commitment.json"], files, {}).minimum == pytest.approx(lowest)
    result, panels = json.loads(files["result.json"]), json.loads(files["panels.json"])["panels"]
    higher = [chance + 0.01 for chance in result["chances"]]
    lies = {
        "niet het aantal plaatsen": forged(files, "result.json", chances=higher, furthest=_furthest(higher, panels)),
        "kleinste kans klopt niet": forged(files, "result.json", minimum=result["minimum"] + 0.05),
        "van de kansen af": forged(files, "result.json", furthest=0.0),
        "bewijs van niveau 1": forged(files, "result.json", upper=[bound - 0.01 for bound in result["upper"]]),
        "gaat niet over iedereen": forged(
            files, "result.json", levels=result["levels"][:-1], lower=result["lower"][:-1], upper=result["upper"][:-1]
        ),
        "groep 0": forged(files, "panels.json", panels=[[*panels[0][:-1], panels[0][0]], *panels[1:]]),
        "groep 0 ": forged(files, "panels.json", panels=[[-1, *panels[0][1:]], *panels[1:]]),
        "en 11 loten": forged(files, "rule.json", tickets=11),
        "onleesbaars": forged(files, "panels.json", panels=[[*panels[0][:-1], 999], *panels[1:]]),
    }
    for said, (commitment, lie) in lies.items():
        with pytest.raises(RecordInvalid, match=said.strip()):
            verify_draw(commitment, lie, {})
    with pytest.raises(RecordInvalid, match=r"transcript\.json: ontbreekt"):
        verify_draw(whole["commitment.json"], files, {"replacement-1.json": b"{}\n"})


def test_the_ticket_follows_from_every_word_and_from_the_commitment() -> None:
    assert drawn_ticket(b"x\n", ["7"], 1_000, by_number=True)[1] == 7
    digest, ticket = drawn_ticket(b"x\n", ["a", "b"], 1_000, by_number=False)
    assert digest == hashlib.sha256(b"x\na\nb\n").hexdigest()
    assert ticket == int(digest, 16) % 1_000
    tickets = [drawn_ticket(b"x\n", [str(turn)], 10, by_number=False)[1] for turn in range(2_000)]
    assert min(tickets.count(number) for number in range(10)) > 150


def test_the_one_file_checks_a_draw_too(folder: Path, tmp_path: Path) -> None:
    told(folder, "reveal", "--randomness", "7")
    alone = tmp_path / "brink_verify.py"
    alone.write_text(verifier(), encoding="utf-8")
    ran = subprocess.run([sys.executable, "-I", "-S", alone, folder], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, "een loting met 60 vrijwilligers" in ran.stdout) == (0, True), ran.stderr
    changed = bytearray((folder / "pool.json").read_bytes())
    changed[40] ^= 1
    (folder / "pool.json").write_bytes(changed)
    ran = subprocess.run([sys.executable, "-I", "-S", alone, folder], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stderr.count("\n"), "pool.json: klopt niet" in ran.stderr) == (1, 1, True)


READ = sorted({*DRAW_FILES, "commitment.json", "transcript.json", "replacement-1.json"} - {"LEESMIJ.txt"})
ODD = [
    b'{"panels":[[]]}\n', b'{"randomness":[7],"files":{}}\n', b"[]\n", b'{"members":[],"tickets":1e999}\n',
    b"[" * 90_000,
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(READ), content=st.binary(max_size=60) | st.sampled_from(ODD))
def test_any_bytes_in_the_place_of_a_file_are_one_sentence(name: str, content: bytes, tmp_path: Path) -> None:
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    for file, own in {**small_record(), name: content}.items():
        (folder / file).write_bytes(own)
    if name in DRAW_FILES:
        # As somebody would who commits to nonsense.
        committed = {file: (folder / file).read_bytes() for file in DRAW_FILES}
        (folder / "commitment.json").write_bytes(draw_commitment(committed))
    with pytest.raises(BadInput) as complaint:
        read_record(folder)
    assert "\n" not in str(complaint.value)


@cache
def small_record() -> dict[str, bytes]:
    found = leximin(small_pool(3))
    names = [f"{place:032x}" for place in range(len(found.pool.members))]
    rule, told_too = {"source": "de trekking van 1 mei", "pick": "hash"}, {"objective": "leximin", "method": {}}
    return record_files(found, lottery(found, tickets=10), names, rule=rule, told=told_too)
