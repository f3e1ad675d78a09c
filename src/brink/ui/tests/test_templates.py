"""Rules that hold for every template of this app, read from the files themselves."""

import re
from pathlib import Path

import pytest
from django.template import engines

from brink.ui.stylesheet import class_names, filename, themes
from brink.ui.templatetags import brink, brink_pictures

UI = Path(__file__).parent.parent
TEMPLATES = sorted((UI / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_inline_script_or_style_and_no_address_of_a_room_above(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|<style|<[^>{]*\son\w+=|<script(?! src=)|\|safe|\{% url|https?://", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_include_only_this_room(path: Path) -> None:
    used = re.findall(r"{%\s*(?:extends|include)\s+\"([^\"]+)\"", path.read_text(encoding="utf-8"))
    assert [name for name in used if not name.startswith(("ui/", "django/forms/"))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_words_a_reader_sees_can_be_translated(path: Path) -> None:
    """What is left when tags, markup and variables go may hold figures and marks, but no words (the name excepted)."""
    text = re.sub(
        r"{% blocktranslate.*?{% endblocktranslate %}|{% comment %}.*?{% endcomment %}|{#.*?#}"
        r"|{% block body_class %}.*?{% endblock %}",
        "",
        _text(path),
        flags=re.DOTALL,
    )
    left = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.DOTALL)
    assert set(re.findall(r"[^\W\d_]{2,}", left)) <= {"Brink"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_class_is_styled(path: Path) -> None:
    """Names that a template composes (`brink-stop--{{ state }}`) are left out; hooks for others are named here."""
    hooks = {"brink-page__content", "brink-notices", "brink-form__part", "brink-print-link", "brink-languages"}
    bare = re.sub(r"[\w-]*{{.*?}}[\w-]*|{%.*?%}", " ", _text(path))
    plain = " ".join(re.findall(r'class="([^"]*)"', bare))
    assert {name for name in plain.split() if name not in hooks} <= class_names()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_readme_names_every_tag() -> None:
    readme = (UI / "README.md").read_text(encoding="utf-8")
    tags = {**brink.register.tags, **brink_pictures.register.tags}
    assert {name for name in tags if f"{{% {name}" not in readme} == set()


def test_scripts_are_small_set_no_markup_and_ask_only_whether_the_line_is_there() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (UI / "static" / "ui" / "js").iterdir()}
    assert sum(len(script.encode()) for script in scripts.values()) <= 7936
    found = {name: re.findall(r"innerHTML|eval\(|fetch\(|\.style", script) for name, script in scripts.items()}
    assert found == {"brink.js": [], "line.js": ["fetch("]}


def page(**context: object) -> str:
    """A bare page with the frame."""
    return engines["django"].from_string('{% extends "ui/base.html" %}').render(context)


def test_frame_leaves_out_what_the_site_does_not_give() -> None:
    bare = page()
    assert "<nav" not in bare
    assert "brink-languages" not in bare
    assert "brink-demo-bar" not in bare
    assert bare.count("<main") == 1


def test_current_entry_is_said_to_be_current() -> None:
    nav = [{"label": "Kom langs", "url": "/a", "current": False}, {"label": "Hulp", "url": "/b", "current": True}]
    assert re.findall(r'<a href="(/\w)"( aria-current="page")?>', page(nav=nav)) == [
        ("/a", ""),
        ("/b", ' aria-current="page"'),
    ]


def test_theme_of_the_body_chooses_the_sheet() -> None:
    assert 'href="/static/ui/brink-gemeente.css"' in page(theme="gemeente")
    assert 'href="/static/ui/brink.css"' in page()
    assert 'href="/static/ui/brink.css"' in page(theme="bestaat-niet")
    assert all(f'href="/static/{filename(name)}"' in page(theme=name) for name in themes())
