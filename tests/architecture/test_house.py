"""The shape of the house: templates obey the order of layers, names are plain, nothing refers outside."""

import re
from pathlib import Path

import pytest

from tests.architecture.layers import ROOT, SOURCE, layer, may_use

BAGS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
BY_NAME = {str(path).split("/templates/")[1]: path for path in TEMPLATES}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_templates_include_only_what_lies_below(path: Path) -> None:
    text = path.read_text("utf-8")
    for name in re.findall(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']", text):
        if name.startswith("django/"):
            continue
        assert name in BY_NAME, f"{path} uses {name}, which is not ours"
        assert may_use(layer(path), layer(BY_NAME[name])), f"{path} reaches up to {name}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_templates_have_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=[\"']|<style\b|\son[a-z]+=[\"']|\|\s*safe\b", text), (
        path
    )


def test_no_bag_names() -> None:
    assert [
        path for path in SOURCE.rglob("*.py") if path.stem in BAGS or BAGS & set(path.relative_to(SOURCE).parts)
    ] == []


def test_nothing_refers_outside_the_project() -> None:
    pattern = re.compile(r"\.\./shared|cdn\.|unpkg|jsdelivr|googleapis|/work/")
    kinds = ("*.py", "*.html", "*.css", "*.js", "*.toml", "*.md")
    allowed = {ROOT / "tests" / "architecture" / "test_house.py"}
    found = [
        str(path.relative_to(ROOT))
        for folder in (SOURCE, ROOT / "tests", ROOT / "docs", ROOT / "tools")
        for kind in kinds
        for path in folder.rglob(kind)
        if path not in allowed and pattern.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_the_locks_carry_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-peers.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        pinned = re.findall(r"^[a-z0-9][\w.\[\]-]*==", text, re.MULTILINE)
        assert pinned
        assert text.count("--hash=") >= len(pinned)
