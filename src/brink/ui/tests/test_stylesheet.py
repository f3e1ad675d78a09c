"""The one sheet: complete, small, themed in colours only, and readable in every theme and mode."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from brink.ui.finders import StylesheetFinder
from brink.ui.stylesheet import CSS, DEFAULT_THEME, WORK, assemble, filename, sources, themes, work_sheet

DECLARATION = re.compile(r"(--[\w-]+):\s*([^;]+);")
DARK = re.compile(r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", re.DOTALL)
PAPER, ACTION = "--basis-color-default-bg-document", "--basis-color-action-1-bg-default"
BACKGROUNDS = (
    PAPER,
    "--basis-color-default-bg-subtle",
    "--basis-color-action-1-bg-subtle",
    "--basis-color-positive-bg-subtle",
    "--basis-color-warning-bg-subtle",
    "--basis-color-info-bg-subtle",
)
TEXTS = tuple(
    f"--basis-color-{name}"
    for name in (
        "default-color-document",
        "default-color-subtle",
        "action-1-color-default",
        "action-1-color-hover",
        "positive-color-default",
        "warning-color-default",
        "info-color-default",
    )
)


def tokens(theme: str, dark: bool) -> dict[str, str]:
    """Custom properties of a theme in one mode, with references followed."""
    base = (CSS / "base" / "tokens.css").read_text(encoding="utf-8")
    found = dict(DECLARATION.findall((CSS / "themes" / f"{theme}.css").read_text(encoding="utf-8")))
    found |= dict(DECLARATION.findall(DARK.sub("", base)))
    if dark:
        [block] = DARK.findall(base)
        found |= dict(DECLARATION.findall(block))
    return {name: found.get(value.removeprefix("var(").removesuffix(")"), value) for name, value in found.items()}


def ratio(one: str, other: str) -> float:
    """Contrast as WCAG 2.2 defines it, for #rrggbb."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("theme", themes())
def test_text_is_readable_on_every_surface(theme: str, dark: bool) -> None:
    colour = tokens(theme, dark)
    worst = {(text, ground): ratio(colour[text], colour[ground]) for text in TEXTS for ground in BACKGROUNDS}
    assert {pair: round(value, 2) for pair, value in worst.items() if value < 4.5} == {}
    assert ratio(colour["--basis-color-action-1-inverse"], colour[ACTION]) >= 4.5
    assert ratio(colour["--basis-color-default-border-default"], colour[PAPER]) >= 3
    assert ratio(colour["--basis-color-footer-link"], colour["--basis-color-footer-bg"]) >= 4.5
    assert ratio(colour["--basis-color-hall-link"], colour["--basis-color-hall-bg"]) >= 4.5
    assert ratio(colour["--basis-focus-color"], colour[PAPER]) >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_words_in_pictures_are_readable(dark: bool) -> None:
    colour = {name.removeprefix("--brink-scene-"): value for name, value in tokens(DEFAULT_THEME, dark).items()}
    pairs = [("inkt", f"berg-{letter}") for letter in "abcde"] + [
        ("inkt", "wei"),
        ("inkt", "papier"),
        ("inkt", "heide"),
    ]
    pairs += [("grondwoord", "grond"), ("u", "lucht")]
    assert {
        pair: ratio(colour[pair[0]], colour[pair[1]]) for pair in pairs if ratio(colour[pair[0]], colour[pair[1]]) < 4.5
    } == {}


@pytest.mark.parametrize("theme", themes())
def test_a_theme_sets_land_colours_and_nothing_else(theme: str) -> None:
    names = [{name for name, _ in DECLARATION.findall(assembled)} for assembled in map(_theme, (theme, DEFAULT_THEME))]
    assert names[0] == names[1]
    assert all(name.startswith("--brink-color-") for name in names[0])
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for _, value in DECLARATION.findall(_theme(theme)))


def _theme(name: str) -> str:
    return (CSS / "themes" / f"{name}.css").read_text(encoding="utf-8")


def test_every_style_file_is_in_the_sheet_once() -> None:
    shipped = {path for folder in ("base", "components") for path in (CSS / folder).glob("*.css")}
    joined = sources()
    assert len(joined) == len(set(joined))
    assert set(joined) == shipped | {CSS / "themes" / f"{DEFAULT_THEME}.css"}
    assert joined[0].parent.name == "themes"
    assert [path.stem for path in joined[-2:]] == ["forced", "print"]
    # What only the desk needs is in the other sheet, and in that alone.
    assert work_sheet().count("{") == sum(path.read_text("utf-8").count("{") for path in (CSS / "work").glob("*.css"))


def test_every_property_that_is_used_exists() -> None:
    sheet = assemble() + work_sheet()
    assert set(re.findall(r"var\((--[\w-]+)", sheet)) <= {name for name, _ in DECLARATION.findall(sheet)}


def test_components_know_no_theme_but_for_paper_that_stays_white() -> None:
    """Sheet, receipt and signpost stay white at night, so they name colours themselves; nothing else may."""
    loose = {
        path.stem
        for folder in ("components", "work")
        for path in (CSS / folder).glob("*.css")
        if re.search(r"var\(--brink-color-|#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8"))
    }
    assert loose == {"hall", "receipt", "sheet", "signpost"}


@pytest.mark.parametrize("theme", themes())
def test_sheet_is_small(theme: str) -> None:
    sheet = assemble(theme)
    assert len(gzip.compress(sheet.encode(), mtime=0)) <= 30_000
    assert sheet.count("{") == sheet.count("}")
    assert "/*" not in sheet
    assert "url(" not in sheet


def test_unknown_theme_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="unknown theme 'groningen'"):
        assemble("groningen")


def test_finder_serves_what_is_assembled() -> None:
    found = finders.find(filename())
    assert found is not None
    assert Path(found).read_text(encoding="utf-8") == assemble()


def test_finder_lists_a_sheet_for_each_theme_and_that_of_the_desk() -> None:
    listed = {path: storage.open(path).read().decode() for path, storage in StylesheetFinder().list([])}
    assert listed == {filename(theme): assemble(theme) for theme in themes()} | {WORK: work_sheet()}


def test_finder_leaves_other_files_to_others() -> None:
    assert StylesheetFinder().find("ui/js/brink.js") == []
