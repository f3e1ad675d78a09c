"""One name per slot (docs/structure.md): what a module is called says what it holds, and no name holds two things."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.layers import ROOT, SOURCE

METHODS = SOURCE / "methods"
# Names that once meant several things, or that only we understood, each with what to say instead.
NO_MODULE = {
    "rules": "states, steps, permissions, round_settings, *_findings: `rules` had four meanings",
    "checks": "publication_checks or *_findings",
    "coherence": "coherence_findings",
    "fitting": "level_fits or *_findings",
    "readiness": "readiness_findings",
    "kinds": "journal_labels",
    "journal_words": "journal_labels",
    "visible": "visibility_rules",
    "reading": "what is read: kader_file, plain_language, public",
    "opendata": "open_tables",
    "tables": "open_tables",
    "setup": "round_settings",
    "verdicts": "answers",
    "fates": "answers",
    "settling": "answering_signals",
    "clocks": "response_terms or deadlines",
    "timing": "dates or deadlines",
    "holding": "code_cookie",
    "noting": "transcribing",
    "owning": "self_service",
    "keeping": "retention",
    "passing_on": "handover",
    "telling": "path_source",
    "promising": "commitments",
    "society": "stakeholders",
    "acting": "buttons",
    "adding": "small_forms",
    "rooming": "room",
    "rounding": "rounds",
    "choosing": "choice",
    "frame": "round_page",
    "devices": "device_token",
    "shell": "desk_views or context",
    "lines": "list_rows",
    "nearby": "areas",
    "scorecard": "response_stats",
    "clockwork": "periodic_work",
    "archive": "backup",
    "green": "illustration_village",
    "stones": "unit_chart",
    "plants": "decoration",
}
# What is called or made at one slot only: the imported name, the module that gives it, and the files that may.
SLOTS = (
    ("register", "brink.foundation.visibility", ("visibility_rules.py",)),
    ("action", "brink.foundation.permissions", ("permissions.py",)),
    ("register_labels", "brink.domain.journal.labels", ("apps.py", "extensions.py", "kit.py")),
)
FINDINGS = re.compile(r"(list|Sequence|Iterator|Iterable|tuple)\[Finding(, \.\.\.)?\]$")


def sources() -> Iterator[Path]:
    """Yield every module of the source but the mathematics, whose words are those of its papers."""
    for path in sorted(SOURCE.rglob("*.py")):
        if METHODS not in path.parents and not {"migrations", "tests"} & set(path.parts):
            yield path


def imported(code: str) -> set[tuple[str, str]]:
    """Return each name that a module imports, with the module that gives it."""
    return {
        (alias.name, node.module)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def answers_with_findings(code: str) -> bool:
    """Tell whether everything public in a module answers with findings."""
    public = [
        node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    told = [ast.unparse(node.returns) if node.returns else "" for node in public]
    return bool(told) and all(FINDINGS.match(one) for one in told)


def test_no_module_has_a_name_that_means_several_things() -> None:
    wrong = {str(path.relative_to(SOURCE)): NO_MODULE[path.stem] for path in sources() if path.stem in NO_MODULE}
    assert wrong == {}


@pytest.mark.parametrize(("name", "module", "files"), SLOTS, ids=lambda one: one if isinstance(one, str) else "")
def test_what_has_a_slot_stands_nowhere_else(name: str, module: str, files: tuple[str, ...]) -> None:
    using = [path for path in sources() if (name, module) in imported(path.read_text("utf-8"))]
    assert using, "nobody imports it: the slot is another one now"
    assert [str(path.relative_to(SOURCE)) for path in using if path.name not in files] == []


def test_what_answers_with_findings_is_called_so() -> None:
    found = [path for path in sources() if answers_with_findings(path.read_text("utf-8"))]
    assert found
    right = re.compile(r"(\w+_findings|findings|publication_checks)\.py")
    assert [str(path.relative_to(SOURCE)) for path in found if not right.fullmatch(path.name)] == []


def test_labels_of_acts_stand_in_their_slot() -> None:
    """A register has them on its card; the records below them have two of their own."""
    wrong = [
        str(path.relative_to(SOURCE))
        for path in sources()
        if re.search(r"^\s*register_labels\(\s*\{", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert wrong == ["domain/records/extensions.py"]


# The product's key word is the room statement; the parts of the house are layers and apps.
HOUSE = re.compile(
    r"\brooms? (above|below)\b|\b(this|any|every|each|another|lower|higher|two|eight|several) rooms?\b(?! statement)"
    r"|\b(room of|rooms of) (the )?(code|house|domain|decisions|contributions|notifications)\b"
    r"|\b(contributions|decisions|notifications|people|places|journal|ui|web|foundation) rooms?\b",
    re.IGNORECASE,
)
# Another room statement than this one, on the page about it.
MEANT = {"docs/adr/0017-standing-question.md"}


def said(kinds: tuple[str, ...] = ("*.py", "*.md", "*.html", "*.toml", "*.css", "*.js")) -> Iterator[tuple[str, str]]:
    """Yield each text that developers read, with the file that says it."""
    for folder in (SOURCE, ROOT / "docs", ROOT / "tests", ROOT / "tools"):
        for kind in kinds:
            for path in sorted(folder.rglob(kind)):
                if METHODS not in path.parents and path != Path(__file__).resolve() and "migrations" not in path.parts:
                    yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def test_room_is_the_room_statement_and_no_part_of_the_house() -> None:
    wrong = {place: match.group(0) for place, text in said() if (match := HOUSE.search(" ".join(text.split())))}
    assert sorted(set(wrong) - MEANT) == [], wrong


def test_a_room_of_the_house_is_seen() -> None:
    for text in ("The rooms above register.", "Every model of this room.", "Writes of the contributions room."):
        assert HOUSE.search(text), text
    for text in ("The room in force.", "This room statement is published.", "From room to reply, in two rounds."):
        assert not HOUSE.search(text), text


PAGES = sorted([*SOURCE.rglob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Pages that name a module in order to say that there is none of that name.
NAMED_AS_GONE = {"docs/structure.md": {"rules.py", "checks.py"}}


def gone(text: str, folder: Path) -> set[str]:
    """Return the modules that a page names and that are nowhere: below its own folder when that is an app's."""
    within = [folder] if SOURCE in folder.parents else [ROOT / "src", ROOT / "tests", ROOT / "tools"]
    return {
        name
        for name in re.findall(r"`([\w/]+\.py)`", text)
        if not any(str(path).endswith(f"/{name}") for place in within for path in place.rglob(Path(name).name))
        and not (ROOT / name).exists()
        and not (SOURCE / name).exists()
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_names_a_module_that_is_gone(path: Path) -> None:
    named = gone(path.read_text("utf-8"), path.parent)
    assert sorted(named - NAMED_AS_GONE.get(str(path.relative_to(ROOT)), set())) == []


def test_a_module_that_is_gone_is_seen() -> None:
    assert gone("See `stories.py` and `states.py`.", SOURCE / "domain" / "processes") == {"stories.py"}
