"""Templates are readable: no line over 140 characters, and Django's tags in one form. Members come from the folders."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.layers import ROOT, SOURCE


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("templates_tool", ROOT / "tools" / "templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


TOOL = _tool()
TEMPLATES: list[Path] = TOOL.found()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_line_of_a_template_is_too_long_to_read(path: Path) -> None:
    assert TOOL.too_long(path) == []


def test_the_formatter_finds_nothing() -> None:
    assert TOOL.unformatted(TEMPLATES) == ""


def test_every_folder_of_templates_is_looked_at() -> None:
    folders = {path for top in ("src", "tests") for path in (ROOT / top).rglob("templates") if path.is_dir()}
    assert {one for one in folders if not any(one in path.parents for path in TEMPLATES)} == set()


def test_both_checks_can_fail(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "app" / "templates"
    folder.mkdir(parents=True)
    loose, long = folder / "loose.html", folder / "long.txt"
    loose.write_text("{% load static %}\n{%load i18n%}\n{{x}}\n")
    long.write_text("kort\n" + "é" * 141 + "\n")
    assert TOOL.found(tmp_path) == [long, loose]
    assert "loose.html" in TOOL.unformatted([loose])
    assert [line.rsplit(":", 2)[1:] for line in TOOL.too_long(long)] == [["2", " 141 characters"]]
    assert TOOL.unformatted([loose], write=True) == ""
    assert TOOL.unformatted([loose]) == ""


def test_a_name_that_the_frame_makes_is_used_by_no_page() -> None:
    """What `ui/base.html` calls something stands before the page's own names, and would hide one of them in silence."""
    frame = SOURCE / "ui" / "templates" / "ui" / "base.html"
    # What stops a form is made for pages to show.
    made = set(re.findall(r" as (\w+) %}", frame.read_text("utf-8"))) - {"not_sent"}
    assert len(made) > 3
    hidden = set()
    for path in SOURCE.rglob("templates/**/*.html"):
        text = path.read_text("utf-8")
        own = set(re.findall(r" as (\w+) %}", text))
        tags = " ".join(re.findall(r"{[{%].*?[%}]}", text))
        used = set(re.findall(r"(?<![\w.\"'=])[a-z_]\w*", tags))
        if path != frame and path.parent != frame.parent:
            hidden |= {(str(path.relative_to(SOURCE)), name) for name in (made & used) - own}
    assert hidden == set()
