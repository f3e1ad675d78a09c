"""Every word that a reader sees passes the catalogue, and the catalogue has English for it.

Source strings are Dutch; `make messages` (tools/messages.py) gathers them, `locale/en` holds the English.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from tests.architecture.catalogues import ENGLISH, entries, gatherer, paths
from tests.architecture.layers import SOURCE
from tests.architecture.visible import (
    dutch_in_python,
    in_python,
    in_template,
    unreadable_calls,
    words_around_translations,
)

TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*") if path.suffix in {".html", ".txt"})
PYTHON = sorted(
    path for path in SOURCE.rglob("*.py") if not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts)
)
# Names are the same in every language; "walked,ahead" and "now,walked" are codes of a step.
NAMES = {"Brink", "- Brink", "- , Brink", "walked,ahead", "now,walked"}
# Dutch that is no interface: what the demo tells, the command line, and methods that are useful without Django.
DUTCH_DATA = ("site/", "methods/")
# What an app tells in the demo stands in its file of this name.
TOLD_IN_THE_DEMO = "/seeding.py"


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def _held(catalogue: Iterable[polib.POEntry]) -> set[tuple[str, str, str]]:
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in catalogue}


def test_the_catalogues_are_in_line_with_the_sources() -> None:
    for home, messages in gatherer().by_home().items():
        path = SOURCE / home / ENGLISH
        gathered = {(one.context, one.text, one.plural) for one in messages}
        held = _held(polib.pofile(str(path)))
        assert sorted(gathered - held) == [], f"run `make messages` and translate these in {path}"
        assert sorted(held - gathered) == [], f"run `make messages`: these are used no longer in {path}"
    assert {SOURCE / home / ENGLISH for home in gatherer().homes()} == set(paths())


def test_every_string_has_english() -> None:
    assert [entry.msgid for entry in entries() if not entry.translated() or entry.fuzzy] == []


def test_a_folder_keeps_the_words_that_it_alone_uses(tmp_path: Path) -> None:
    """Make an instrument and a register with words of their own, and move one word into its folder."""
    for place, text in {
        "web/views.py": '_("Zoek")',
        "instruments/poll/views.py": '_("Zoek"); _("Stem nu")',
        "instruments/poll/templates/poll/panel.html": '{% load i18n %}{% translate "Ja of nee" %}',
        "instruments/plain/views.py": '_("Zonder eigen map")',
        "registers/inbox/views.py": 'ngettext("%(n)d vraag", "%(n)d vragen", 2)',
    }.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text, "utf-8")
    for folder in ("instruments/poll", "registers/inbox"):
        (tmp_path / folder / "locale").mkdir()
    house = polib.POFile()
    house += [polib.POEntry(msgid="Stem nu", msgstr="Vote now"), polib.POEntry(msgid="Weg", msgstr="Gone")]
    (tmp_path / ENGLISH).parent.mkdir(parents=True)
    house.save(str(tmp_path / ENGLISH))
    gatherer().write(gatherer().update(tmp_path))
    written = {str(path.relative_to(tmp_path).parents[3]): polib.pofile(str(path)) for path in paths(tmp_path)}
    assert {name: {entry.msgid for entry in catalogue} for name, catalogue in written.items()} == {
        ".": {"Zoek", "Zonder eigen map"},
        "instruments/poll": {"Stem nu", "Ja of nee"},
        "registers/inbox": {"%(n)d vraag"},
    }
    assert next(entry.msgstr for entry in written["instruments/poll"] if entry.msgid == "Stem nu") == "Vote now"
    assert all(path.with_suffix(".mo").exists() for path in paths(tmp_path))


def _marks(text: str) -> set[str]:
    """Return what must be the same in both languages: placeholders, markup, addresses."""
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}|%%|</?\w+[^>]*>|\[\[", text))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_placeholders_markup_and_edges_are_those_of_the_source() -> None:
    wrong = []
    for entry in entries():
        if entry.msgid_plural:
            pairs = [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
        else:
            pairs = [(entry.msgid, entry.msgstr)]
        if any(_marks(dutch) != _marks(english) or _edges(dutch) != _edges(english) for dutch, english in pairs):
            wrong.append(entry.msgid)
    assert wrong == []


def test_the_compiled_catalogues_come_from_the_readable_ones() -> None:
    def content(read: polib.POFile | polib.MOFile) -> set[tuple[str, str, str, str, str]]:
        return {
            (one.msgctxt or "", one.msgid, one.msgid_plural, one.msgstr, str(sorted(one.msgstr_plural.items())))
            for one in read
        }

    for path in paths():
        assert content(polib.mofile(str(path.with_suffix(".mo")))) == content(polib.pofile(str(path))), path


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_say_nothing_outside_the_catalogue(path: Path) -> None:
    said = in_template(path.read_text("utf-8"), plain=path.suffix == ".txt")
    assert [one for one in said if one not in NAMES] == []


@pytest.mark.parametrize(
    "path",
    [one for one in PYTHON if not name(one).startswith(DUTCH_DATA) and not name(one).endswith(TOLD_IN_THE_DEMO)],
    ids=name,
)
def test_python_says_nothing_outside_the_catalogue(path: Path) -> None:
    code = path.read_text("utf-8")
    assert in_python(code) == []
    assert dutch_in_python(code) == []
    assert words_around_translations(code) == []


def test_the_catalogue_can_read_every_string() -> None:
    assert {name(path): calls for path in PYTHON if (calls := unreadable_calls(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Doe mee</p>", ["Doe mee"]),
        ('<p>{% translate "Doe mee" %}</p>', []),
        ("{% blocktranslate %}Doe {{ n }} mee{% endblocktranslate %}<b>nu</b>", ["nu"]),
        ('<img alt="een dorp" class="groot">', ["een dorp"]),
        ('{% notice "Het is gelukt." kind="info" %}', ["Het is gelukt."]),
        ('{% include "a/b.html" with label=_("alle besluiten") %}', []),
        ('{% include "a/b.html" with label="alle besluiten" %}', ["alle besluiten"]),
        ('{{ name|default:"onbekend" }}', ["onbekend"]),
        ('{{ day|date:"j F Y" }}<script>var leeg;</script>', []),
    ],
)
def test_bare_words_in_a_template_are_seen(text: str, found: list[str]) -> None:
    assert in_template(text) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('raise BadInput("Vul dit in.")', ["Vul dit in."]),
        ('raise BadInput(_("Vul dit in."))', []),
        ('NotNow(_("Te laat") if late else "Te vroeg")', ["Te vroeg"]),
        ('Finding("key", f"Nog {n} over")', ["Nog  over"]),
        ('forms.CharField(label="Naam", help_text=_("Hulp"))', ["Naam"]),
        ('models.TextField("woorden")', ["woorden"]),
        ('class Kind(models.TextChoices):\n    A = "a", "Eerste"', ["Eerste"]),
        ('class Meta:\n    verbose_name = "inbreng"', ["inbreng"]),
    ],
)
def test_bare_words_in_python_are_seen(code: str, found: list[str]) -> None:
    assert in_python(code) == found


def test_translations_that_the_catalogue_misses_are_seen() -> None:
    assert unreadable_calls('_(f"Nog {n}")\n_("Nog %(n)s")') == ["_(f'Nog {n}')"]
    assert words_around_translations("f'{_(\"Nog\")} dagen'") == [" dagen"]
    assert dutch_in_python('"""Een docstring."""\nx = "Nog een dag"\ny = _("Nog een dag")') == ["Nog een dag"]
