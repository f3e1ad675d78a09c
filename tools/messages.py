"""Gather every translatable string into the English catalogues and compile them. Needs no gettext on the machine.

Source strings are Dutch. `make messages` adds new ones with an empty translation and drops what is no longer used; a
test fails while one is empty. An instrument or a register that has a folder `locale` keeps the words that it alone uses
in a catalogue of its own, which Django finds as that of any app; all others are in that of the house.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "brink"
ENGLISH = Path("locale") / "en" / "LC_MESSAGES" / "django.po"
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy", "ngettext_noop"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}


@dataclass(frozen=True, slots=True)
class Message:
    """One string as a translator sees it."""

    text: str
    plural: str = ""
    context: str = ""


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_python(code: str) -> Iterator[Message]:
    """Yield the messages of Python source."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [_constant(argument) for argument in node.args]
        if name in SINGLE and texts[0]:
            yield Message(texts[0])
        elif name in PLURAL and len(texts) > 1 and texts[0] and texts[1]:
            yield Message(texts[0], texts[1])
        elif name in WITH_CONTEXT and len(texts) > 1 and texts[0] and texts[1]:
            yield Message(texts[1], context=texts[0])


CALL = re.compile(r"\b(_|gettext|ngettext|pgettext|npgettext)\(")


def in_template(text: str) -> Iterator[Message]:
    """Yield the messages of a Django template: Django itself turns it into calls, which are then read one by one."""
    from django.utils.translation.template import templatize

    code = templatize(text)
    for match in CALL.finditer(code):
        depth, place = 0, match.end() - 1
        for place in range(match.end() - 1, len(code)):
            depth += {"(": 1, ")": -1}.get(code[place], 0)
            if depth == 0:
                break
        for end in range(place, min(len(code), place + 4000)):
            if code[end] != ")":
                continue
            try:
                yield from in_python(code[match.start() : end + 1])
                break
            except SyntaxError:
                continue


def gather(source: Path = SOURCE) -> dict[Message, list[Path]]:
    """Return every message with the files it stands in, relative to the source."""
    found: dict[Message, list[Path]] = {}
    for path in sorted([*source.rglob("*.py"), *source.rglob("*.html"), *source.rglob("*.txt")]):
        place = path.relative_to(source)
        if {"tests", "migrations"} & set(place.parts) or (path.suffix == ".txt" and "templates" not in place.parts):
            continue
        text = path.read_text("utf-8")
        messages = in_python(text) if path.suffix == ".py" else in_template(text)
        for message in messages:
            found.setdefault(message, []).append(place)
    return found


def homes(source: Path = SOURCE) -> list[Path]:
    """Return the folders that have a catalogue, relative to the source: the house first, as the empty path."""
    own = [path.parent for layer in ("instruments", "registers") for path in sorted(source.glob(f"{layer}/*/locale"))]
    return [Path(), *(path.relative_to(source) for path in own)]


def by_home(source: Path = SOURCE) -> dict[Path, dict[Message, list[Path]]]:
    """Return the messages of each catalogue: of a folder those that nobody outside it uses, of the house all others."""
    found: dict[Path, dict[Message, list[Path]]] = {home: {} for home in homes(source)}
    for message, places in gather(source).items():
        homes_of = {next((home for home in homes(source)[1:] if home in place.parents), Path()) for place in places}
        for home in {Path()} if Path() in homes_of else homes_of:
            found[home][message] = [place for place in places if home in place.parents]
    return found


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def known_of(paths: list[Path]) -> dict[Message, polib.POEntry]:
    """Return what is translated already, in any catalogue: a word that moves house keeps its English."""
    return {_key(entry): entry for path in paths if path.exists() for entry in polib.pofile(str(path))}


def _entry(message: Message, places: list[Path], known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgid_plural=message.plural or "",
        msgctxt=message.context or None,
        occurrences=[(str(Path("src", "brink") / place), "") for place in sorted(set(places))],
    )
    if message.plural:
        entry.msgstr_plural = known.msgstr_plural if known else {0: "", 1: ""}
    else:
        entry.msgstr = known.msgstr if known else ""
    return entry


def update(source: Path = SOURCE) -> dict[Path, polib.POFile]:
    """Bring the catalogues in line with the sources and return them by their files."""
    known = known_of([source / home / ENGLISH for home in homes(source)])
    made: dict[Path, polib.POFile] = {}
    for home, messages in by_home(source).items():
        catalogue = polib.POFile(wrapwidth=110)
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Language": "en",
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        for message, places in messages.items():
            catalogue.append(_entry(message, places, known.get(message)))
        made[source / home / ENGLISH] = catalogue
    return made


def untranslated(catalogue: polib.POFile) -> list[str]:
    """Return the messages without an English text."""
    return [
        entry.msgid
        for entry in catalogue
        if not (all(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr)
    ]


def write(catalogues: dict[Path, polib.POFile]) -> None:
    """Write and compile each catalogue."""
    for path, catalogue in catalogues.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def main() -> int:
    """Write and compile the catalogues; say how many strings still need English."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.site.settings")
    os.environ.setdefault("BRINK_DATA", "/tmp/brink-messages")  # noqa: S108
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()
    catalogues = update()
    write(catalogues)
    for path, catalogue in catalogues.items():
        missing = len(untranslated(catalogue))
        print(f"{path.relative_to(SOURCE)}: {len(catalogue)} strings, {missing} without English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
