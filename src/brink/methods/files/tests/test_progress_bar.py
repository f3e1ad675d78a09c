"""Long work shows how far it is: on a terminal a bar that moves, in a file one sentence, with --quiet nothing."""

import ast
import re
import sys
from io import StringIO
from pathlib import Path

import pytest

from brink.methods.files import progress_bar
from brink.methods.files.commands import COMMANDS

HERE = Path(progress_bar.__file__).parent
RUNS: dict[str, tuple[str, ...]] = {
    "draw": ("categories.csv", "respondents.csv", "--seats", "22", "--id", "id", "--selected", "selected.csv"),
    "map": ("votes.csv", "--json", "kaart.json"),
    "map --shuffle": ("votes.csv", "--json", "gehusseld.json", "--shuffle", "5"),
    "weigh": ("panel.csv", "targets.csv", "--json", "panel.json"),
    "budget": ("buurtbudget.pb", "--json", "uitslag.json", "--explain"),
    "portfolio": ("vraag.toml", "keuzes.csv", "--json", "stoel.json"),
}
TOLD = ("draw", "map --shuffle", "budget")
"""Work of which it is known how far it is; of the rest the bar tells how long it has been going."""
LINE = re.compile(
    r"\r\x1b\[2K(?P<sentence>[^\[\r\n]+?) (?:\[(?P<bar>[#.]{24})\] +(?P<share>\d+)% )?\d+:\d\d(?P<end>\n?)"
)


class Terminal(StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def run(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, said: StringIO, *more: str) -> str:
    """Run a command on its own example files; return what it said while it worked."""
    method = name.split()[0]
    if not folder.exists():
        assert COMMANDS["example"]([method, str(folder)]) == 0
    arguments = [str(folder / one) if "." in one else one for one in RUNS[name]]
    monkeypatch.setattr(sys, "stderr", said)
    assert COMMANDS[method]([*arguments, *more]) == 0
    return said.getvalue()


def sentences() -> set[str]:
    """Return the sentence of every bar in the commands, but the one with a number in it."""
    calls = [
        one
        for path in HERE.glob("*.py")
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "Bar"
    ]
    said = [text.value for one in calls for text in ast.walk(one) if isinstance(text, ast.Constant)]
    assert len(said) == len(calls) - 1  # "Ik reken na wanneer 3 verliezers wel wonnen."
    return {str(one) for one in said}


@pytest.mark.parametrize("name", RUNS)
def test_a_bar_moves_on_a_terminal_and_never_goes_back(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_bar, "EVERY", 0.0 if name in TOLD else 0.0005)
    if name in TOLD:
        # Drawn at each share that is told, and not by the clock, which on a busy machine may miss them all.
        monkeypatch.setattr(progress_bar.Bar, "_keep_drawing", lambda bar: None)
    said = run(name, tmp_path / "voorbeeld", monkeypatch, Terminal())
    drawn = list(LINE.finditer(said))
    assert drawn
    assert "".join(one[0] for one in drawn) == "".join(re.findall(r"\r\x1b\[2K[^\r]*", said))
    shares = {int(one["share"]) for one in drawn if one["share"]}
    assert (name in TOLD) is bool(shares - {0, 100}), "how far the work is"
    for sentence in dict.fromkeys(one["sentence"] for one in drawn):
        of_it = [one for one in drawn if one["sentence"] == sentence]
        shares = [int(one["share"]) for one in of_it if one["share"]]
        assert shares == sorted(shares)
        assert [one["end"] for one in of_it] == [""] * (len(of_it) - 1) + ["\n"]
        assert not shares or shares[-1] == 100
        assert all(one["bar"] is None or one["bar"] == one["bar"].rstrip(".").ljust(24, ".") for one in of_it)


@pytest.mark.parametrize("name", RUNS)
def test_a_file_gets_one_sentence_for_each_part_and_quiet_gets_none(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run(name, tmp_path / "voorbeeld", monkeypatch, StringIO())
    assert said
    assert not re.search(r"[\r\x1b%]", said)
    assert len(set(said.splitlines())) == len(said.splitlines())
    assert run(name, tmp_path / "voorbeeld", monkeypatch, Terminal(), "--quiet") == ""


def test_every_part_of_the_work_that_takes_long_is_run_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [run(name, tmp_path / str(n), monkeypatch, StringIO()) for n, name in enumerate(RUNS)]
    lines = {line for one in said for line in one.splitlines()}
    assert sentences() <= lines
