"""Every extension point has its page, its user, and one shape; every page has its point."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from brink.foundation.points import Point, points
from brink.foundation.search import documents
from brink.foundation.visibility import ANYONE
from tests.architecture.layers import ROOT, SOURCE

PAGES = {path.stem: path for path in sorted((ROOT / "docs" / "extension-points").glob("*.md")) if path.stem != "index"}
# The one that lives in the tests; `tests/safety` walks it.
IN_TESTS = {"address-register"}
LONGEST = 40
# A point and the name by which apps reach it.
MADE = r"^(\w+)(?:: [^=\n]+)? = Point(?:\[[^\n]*\])?\("


def test_every_point_has_its_page_and_every_page_its_point() -> None:
    assert sorted(set(PAGES) ^ (set(points()) | IN_TESTS)) == []
    index = (ROOT / "docs" / "extension-points" / "index.md").read_text("utf-8")
    assert re.findall(r"\]\(([\w-]+)\.md\)", index) == sorted(PAGES)


@pytest.mark.parametrize("path", PAGES.values(), ids=list(PAGES))
def test_a_page_says_what_it_is_for_and_is_true(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST
    said = dict(re.findall(r"^- \*\*(\w[\w ]*)\*\*: (.+)$", text, re.MULTILINE))
    assert list(said) == ["Point", "Signature", "First user"]
    assert "```python" in text
    module, name = said["Point"].strip("`").rsplit(".", 1)
    thing = getattr(import_module(module), name)
    user, place = re.findall(r"`([^`]+)`", said["First user"])[:2]
    folder, _slash, _rest = place.rpartition("/")
    assert (SOURCE / place).exists(), place
    if path.stem not in IN_TESTS:
        assert isinstance(thing, Point)
        assert thing.key == path.stem
        assert user in thing.named(), f"{user} of {folder} is not registered at {path.stem}"


@pytest.mark.parametrize("key", sorted(points()))
def test_a_point_has_a_user(key: str) -> None:
    """A hook without a user is a guess: it comes with the first app that needs it."""
    assert points()[key].all()


def test_points_are_made_where_no_app_above_them_is_needed() -> None:
    """A point stands in the foundation, or in the lowest app that owns what it is given."""
    paths = [path for path in SOURCE.rglob("*.py") if "tests" not in path.parts]
    made = [path for path in paths for _point in re.findall(r'= Point\("', path.read_text("utf-8"))]
    layers = {path.relative_to(SOURCE).parts[0] for path in made}
    assert layers == {"foundation", "domain"}
    assert len(made) >= len(points()) - 2


def test_registering_is_done_in_extensions_or_when_apps_are_ready() -> None:
    """So that nothing is looked up per request, and a reader finds it all in one place."""
    sources = {path: path.read_text("utf-8") for path in SOURCE.rglob("*.py") if "tests" not in path.parts}
    made = [(name, path) for path, text in sources.items() for name in re.findall(MADE, text, re.MULTILINE)]
    assert len(made) >= len(points()) - 2, "a point that this does not see"
    names = "|".join(sorted({name for name, _path in made}))
    found: dict[str, set[str]] = {}
    for path, text in sources.items():
        for space, name in re.findall(rf"^([ \t]*)(?:\w+\.)?({names})\.register\(", text, re.MULTILINE):
            # The module of a point may have a function of its own that others call to register, such as `acts`.
            if (name, path) not in made:
                found.setdefault(path.name, set()).add("ready" if space else "import")
    # The kit of registers does it for each register, from the `extensions.py` that calls it; `apps.py` in its `ready`.
    assert found.keys() == {"extensions.py", "kit.py", "apps.py"}
    assert found["apps.py"] == {"ready"}


@pytest.mark.django_db
def test_search_documents_hold_what_is_visible_and_lead_to_a_page() -> None:
    from django.test import Client

    from brink.domain.records.card import cards
    from tests.safety.filled_body import CANARY, fill_body

    filled = fill_body()
    found = list(documents(ANYONE))
    # Every register adds its own; a folder that was added is among them.
    assert {one.kind for one in found} == {"area", "contribution", "event", "process", "decision", *cards.named()}
    assert [one for one in found if CANARY in f"{one.title} {one.text}"] == []
    assert {Client().get(one.address).status_code for one in found} == {200}
    # Places are of nobody.
    assert {one.tenant_id for one in found if one.kind != "area"} == {filled.world.body.pk}
