"""Every class in every template has a style: a class that the sheet does not know is a slip of the pen."""

import re
from pathlib import Path

import pytest

from brink.ui.stylesheet import class_names

SOURCE = Path(__file__).parents[2] / "src" / "brink"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
STYLED = class_names()
ATTRIBUTE = re.compile(r"\bclass=\"((?:{%.*?%}|{{.*?}}|[^\"])*)\"", re.DOTALL)
TAG = re.compile(r"{%.*?%}", re.DOTALL)
# Names that carry a meaning for people who read the page's source, or a state that looks like the plain one.
PLAIN = {"brink-page__content", "brink-notice--info", "brink-stop--walked", "brink-notices", "brink-form__part"}


def classes(text: str) -> set[str]:
    """Return the classes of a template; a value made by the template stands as `*`."""
    found: set[str] = set()
    for written in ATTRIBUTE.findall(text):
        found |= set(re.sub(r"{{.*?}}", "*", TAG.sub(" ", written)).split())
    return found


def unknown(names: set[str]) -> list[str]:
    """Return the names without a style; with a `*` in it, any class of that shape will do."""
    return sorted(
        name
        for name in names - STYLED - PLAIN
        if "*" not in name or not any(re.fullmatch(re.escape(name).replace(r"\*", ".*"), one) for one in STYLED)
    )


def test_the_reader_of_templates_sees_through_tags() -> None:
    text = '<p class="a{% if x == "y" %} b{% endif %} c--{{ z }}"><i class="d">'
    assert classes(text) == {"a", "b", "c--*", "d"}
    assert unknown({"brink-stop--*", "brink-wrap", "brink-wrp", "brink-foo--*"}) == ["brink-foo--*", "brink-wrp"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_class_has_a_style(path: Path) -> None:
    assert unknown(classes(path.read_text("utf-8"))) == []
