"""The front door: every command named with its line, `--help` whole, and examples that work as they are written."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import brink
from brink.cli import METHODS, front_door, main
from brink.methods.files.commands import COMMANDS
from brink.methods.files.example_command import _MAKERS
from brink.methods.files.manual import MANUALS

ROOT = Path(__file__).parents[1]
WITH_FILES = sorted(name for name in MANUALS if MANUALS[name].files)


def test_every_command_of_the_methods_is_listed_first_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(METHODS) == set(COMMANDS)
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert shown == front_door()
    places = [shown.index(f"\n  {name:9}  {MANUALS[name].purpose}\n") for name in METHODS]
    assert places == sorted(places)
    assert "de site" not in shown or shown.index("de site") > places[-1]
    assert main([]) == 2


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"brink {brink.__version__}\n"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == brink.__version__


def helped(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The help of a command, or of one of its acts."""
    first, *rest = command.split()
    with pytest.raises(SystemExit) as left:
        COMMANDS[first]([*rest, "--help"])
    assert left.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", sorted(MANUALS))
def test_help_is_whole_and_in_dutch(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown, manual = helped(command, capsys), MANUALS[command]
    assert shown.startswith("gebruik: brink ")
    assert not re.search(r"usage:|options:|positional|show this|default", shown)
    assert manual.purpose.split(".")[0][:40] in shown
    assert "voorbeeld:" in shown
    for name, what in (*manual.files, *manual.acts):
        assert name in shown
        assert what in shown
    assert all(line in shown for line in manual.example)
    if "--seed" in shown:
        assert re.search(r"--seed N .*\(standaard: [01]\)", shown)


@pytest.mark.parametrize("command", [name for name in WITH_FILES if " " not in name])
def test_every_sub_command_is_named_by_its_command(command: str) -> None:
    acts = {name.removeprefix("brink ") for name, _what in MANUALS[command].acts}
    assert acts == {name for name in MANUALS if name.startswith(f"{command} ")}


@pytest.mark.parametrize("method", sorted(_MAKERS))
def test_the_examples_work_as_they_are_written(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All lines of the help, from writing the files to the last one, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^  (brink .+)$", helped(method, capsys).partition("voorbeeld:")[2], re.M)
    lines += [line for name in MANUALS if name.startswith(f"{method} ") for line in MANUALS[name].example]
    written = [line for line in dict.fromkeys(lines) if line.startswith("brink example")]
    assert written == [f"brink example {method} voorbeeld"]
    order = sorted(dict.fromkeys(lines), key=lambda line: ("replace" in line or "alternates" in line))
    for line in order:
        if line == 'brink draw reveal dossier --randomness "12 34 5 8"' or "p017" in line:
            continue
        if "tafels" in line or "tables" in line:
            continue
        assert main([*shlex.split(line)[1:], "--quiet"] if "example" not in line else shlex.split(line)[1:]) == 0, line
    if method == "draw":
        panel = (tmp_path / "selected.csv").read_text(encoding="utf-8").splitlines()
        rest = (tmp_path / "remaining.csv").read_text(encoding="utf-8").splitlines()
        everybody = (tmp_path / "voorbeeld" / "respondents.csv").read_text(encoding="utf-8").splitlines()
        assert len(panel) == 21
        assert sorted([*panel[1:], *rest[1:]]) == sorted(everybody[1:])
        assert panel[0] == rest[0] == everybody[0]
        tables = ["draw", "tables", "selected.csv", "--tables", "4", "--rounds", "3", "--mix", "geslacht", "leeftijd"]
        assert main([*tables, "--csv", "tafels.csv", "--quiet"]) == 0
        gone = panel[1].split(",")[0]
        options = ["--respondents", "voorbeeld/respondents.csv", "--id", "id", "--selected", "s2.csv"]
        replace = ["draw", "replace", "dossier", "--without", gone, *options, "--remaining", "r2.csv", "--quiet"]
        assert main(replace) == 0
        now = (tmp_path / "s2.csv").read_text(encoding="utf-8").splitlines()
        left = (tmp_path / "r2.csv").read_text(encoding="utf-8").splitlines()
        assert (len(now), len(left)) == (21, len(everybody) - 21)
        assert not any(line.startswith(gone) for line in [*now, *left])
    assert main(["example", method, "voorbeeld"]) == 2


def test_without_the_site_the_methods_work_and_the_site_says_how_to_get_it() -> None:
    """An environment that has neither Django nor what else the site needs."""
    code = (
        "import sys\nfor name in ('django', 'environs', 'rich', 'granian'): sys.modules[name] = None\n"
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name in ('django', 'environs') else find(name, *more)\n"
        "from brink.cli import main\nsys.exit(main(sys.argv[1:]))"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        where = {"PYTHONPATH": str(ROOT / "src")}
        return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=where)

    shown = run("--help")
    assert (shown.returncode, "pip install 'brink[site]'" in shown.stdout) == (0, True)
    assert (run("--version").returncode, run("read", "--syllables", "brink").stdout) == (0, "brink 1\n")
    for command, said in (("serve", "pip install 'brink[site]'"), ("onzin", "ken ik niet")):
        ran = run(command)
        assert (ran.returncode, said in ran.stderr, ran.stderr.count("\n")) == (2, True, 1)
