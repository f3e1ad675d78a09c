"""Undocumented is red: settings, dependencies, instruments, guards and decisions each have their page."""

import re
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from brink.domain.processes.instrument import registry
from brink.methods.files.commands import COMMANDS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SETTINGS = (ROOT / "src" / "brink" / "site" / "settings.py").read_text("utf-8")


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def test_every_setting_is_documented() -> None:
    names = set(re.findall(r"""env\.\w+\(\s*["']([A-Z_]+)["']""", SETTINGS))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", read("operations.md"), re.MULTILINE))
    assert documented == names


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {
        re.split(r"[\[<>=]", one)[0] for one in (*project["dependencies"], *project["optional-dependencies"]["site"])
    }
    documented = set(re.findall(r"^\| ([a-z][\w-]*) \|", read("dependencies.md"), re.MULTILINE))
    assert documented == named
    assert len(named) <= 25


def test_every_instrument_has_help_for_residents_and_staff() -> None:
    for instrument in registry:
        path = ROOT / "src" / "brink" / "instruments" / instrument.card.key / "docs.md"
        assert path.exists(), path
        assert len(path.read_text("utf-8").split()) > 80


def test_every_register_has_help_for_residents_and_staff() -> None:
    for path in (ROOT / "src" / "brink" / "registers").glob("*/__init__.py"):
        assert len((path.parent / "docs.md").read_text("utf-8").split()) > 80, path.parent


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_method_has_the_page_of_its_card() -> None:
    path = ROOT / "tools" / "method_pages.py"
    spec = spec_from_file_location("method_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    assert {name: read(f"methods/{name}") for name in module.pages()} == module.pages()


def test_every_command_is_documented() -> None:
    told = read("how-to/command-line.md")
    assert [name for name in COMMANDS if f"`brink {name} " not in told] == []


def test_every_method_has_a_card() -> None:
    methods = ROOT / "src" / "brink" / "methods"
    for folder in methods.iterdir():
        if not (folder / "__init__.py").exists() or folder.name in ("files", "tests"):
            continue
        card = tomllib.loads((folder / "card.toml").read_text("utf-8"))
        text = str(card)
        assert {"purpose", "limits", "version"} <= set(re.findall(r"'(\w+)':", text)), folder.name
