"""The order of the layers is one fact, and what joins apps names none that it does not need."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests.architecture.layers import DOMAIN, LAYERS, SIDE_BY_SIDE, SOURCE, may_use

# What joins apps without knowing an instrument or a register. The demo tells stories with two of them.
JOINING = [
    path
    for name in ("site", "web")
    for kind in ("*.py", "*.html")
    for path in sorted((SOURCE / name).rglob(kind))
    if not {"tests", "demo"} & set(path.relative_to(SOURCE).parts)
]
FOLDERS = [path.parent for layer in SIDE_BY_SIDE for path in sorted((SOURCE / layer).glob("*/apps.py"))]


def test_the_order_is_read_from_the_contracts() -> None:
    assert LAYERS["methods"] == 0
    assert LAYERS["instruments"] == LAYERS["registers"] > LAYERS["domain"] > LAYERS["foundation"]
    assert DOMAIN["journal"] == 0
    assert may_use(("domain", "decisions"), ("domain", "contributions"))
    assert not may_use(("domain", "contributions"), ("domain", "decisions"))
    assert not may_use(("instruments", "ideas"), ("instruments", "dialogue"))
    assert not may_use(("registers", "inbox"), ("instruments", "dialogue"))


def test_every_folder_with_an_app_is_installed() -> None:
    """Settings find apps by their folders: what lies there is installed, and a new one needs no line elsewhere."""
    layers = ("domain", *SIDE_BY_SIDE)
    lying = {f"brink.{layer}.{path.parent.name}" for layer in layers for path in (SOURCE / layer).glob("*/apps.py")}
    installed = {config.name for config in apps.get_app_configs()}
    assert lying <= installed
    assert {one for one in installed if one.startswith("brink.domain.")} == {
        f"brink.domain.{name}" for name in DOMAIN if (SOURCE / "domain" / name / "apps.py").exists()
    }


def names_an_app(text: str) -> list[str]:
    """Return the instruments and registers that a text names: as an import, an address, a template or a key."""
    folders = {path.name for path in FOLDERS}
    return sorted(one for one in folders if re.search(rf"[\"'./:\s]{one}[\"'./:]", text))


def without_prose(code: str) -> str:
    """Return Python source without comments and docstrings: the name of a folder can be a plain word of English."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            told = [one for one in body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)]
            node.body = [one for one in body if one not in told] or [ast.Pass()]  # type: ignore[attr-defined]
    return ast.unparse(tree)


@pytest.mark.parametrize("path", JOINING, ids=lambda path: str(path.relative_to(SOURCE)))
def test_what_joins_apps_names_no_instrument_and_no_register(path: Path) -> None:
    text = path.read_text("utf-8")
    assert names_an_app(without_prose(text) if path.suffix == ".py" else text) == []


def test_a_name_of_an_instrument_is_seen() -> None:
    assert names_an_app('{% include "ideas/panel.html" %} registry["dialogue"]') == ["dialogue", "ideas"]
    assert names_an_app("from brink.instruments.ideas.models import Idea") == ["ideas"]
    assert names_an_app("Good ideas are welcome.") == []
    assert names_an_app(without_prose('"""What to do with ideas."""\nx = "ideas"  # more ideas.')) == ["ideas"]
    assert names_an_app(without_prose('def f():\n    """What to do with ideas."""')) == []


@pytest.mark.parametrize("name", ["urls.py", "settings.py", "periodic_work.py", "exporting.py"])
def test_central_files_of_the_site_name_no_app_that_registers_itself(name: str) -> None:
    """What they did by name, apps do by registration: pages, clock work, parts of an export, being installed."""
    text = (SOURCE / "site" / name).read_text("utf-8")
    needed = {
        "urls.py": {"people", "processes"},  # signing in, and the registry of instruments
        "settings.py": {"people"},  # allauth asks for its adapters by name
        "periodic_work.py": set(),
        "exporting.py": {"journal", "processes"},  # what is exported: a process with its journal
    }[name]
    assert set(re.findall(r"brink\.domain\.(\w+)", text)) == needed


def test_settings_that_name_pages_name_them_by_their_pattern() -> None:
    for name in ("LOGIN_URL", "LOGIN_REDIRECT_URL", "ACCOUNT_LOGOUT_REDIRECT_URL"):
        assert "/" not in getattr(settings, name), name


# The apps of the domain that `web` has pages about. What others show there they bring themselves.
OF_WEB = {
    "journal": "the page of the journal",
    "people": "who looks, and bodies to choose from",
    "places": "the pages of areas",
    "framework": "the levels of participation, in words",
    "processes": "the list and the page of a question, the desk's table of them",
    "contributions": "the page of figures: how many voices were answered",
    "reach": "the page of reach: its cells beside the population",
    "participation": "the page of a question: how much of what was given came from one internet connection",
}


def test_web_imports_the_apps_that_it_has_pages_about() -> None:
    files = [path for path in JOINING if path.relative_to(SOURCE).parts[0] == "web" and path.suffix == ".py"]
    used = {name for path in files for name in re.findall(r"brink\.domain\.(\w+)", path.read_text("utf-8"))}
    assert used == set(OF_WEB)


def _needs() -> dict[str, set[str]]:
    """Return what each module brings in of the house, wherever in the file it does so, also for its types alone."""
    files = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in SOURCE.rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
    }
    needs: dict[str, set[str]] = {}
    for module, path in files.items():
        found: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = (f"{node.module}.{one.name}" for one in node.names)
                found |= {name if name in files else node.module for name in names}
            elif isinstance(node, ast.Import):
                found |= {one.name for one in node.names}
        needs[module] = (found & files.keys()) - {module}
    return needs


def test_no_files_need_each_other() -> None:
    """There is an order in which all files can be read: no circle, also not of two files of one app."""
    needs = _needs()
    assert "brink.domain.people.models" in needs["brink.domain.processes.models.timeline"]
    assert len(list(TopologicalSorter(needs).static_order())) == len(needs)  # raises CycleError, with the circle
