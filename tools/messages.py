"""Gather every translatable string into the English catalogue and compile it. Needs no gettext on the machine.

Source strings are Dutch. `make messages` adds new ones to the catalogue with an empty translation and drops what is no
longer used; a test fails while one is empty.
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
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
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


def gather() -> dict[Message, list[str]]:
    """Return every message with the files it stands in."""
    found: dict[Message, list[str]] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        parts = path.relative_to(SOURCE).parts
        if "tests" in parts or "migrations" in parts or (path.suffix == ".txt" and "templates" not in parts):
            continue
        text = path.read_text("utf-8")
        messages = in_python(text) if path.suffix == ".py" else in_template(text)
        for message in messages:
            found.setdefault(message, []).append(str(path.relative_to(ROOT)))
    return found


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def update() -> polib.POFile:
    """Bring the catalogue in line with the sources and return it."""
    old = {_key(entry): entry for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message, places in gather().items():
        known = old.get(message)
        entry = polib.POEntry(
            msgid=message.text,
            msgid_plural=message.plural or "",
            msgctxt=message.context or None,
            occurrences=[(place, "") for place in sorted(set(places))],
        )
        if message.plural:
            entry.msgstr_plural = known.msgstr_plural if known else {0: "", 1: ""}
        else:
            entry.msgstr = known.msgstr if known else ""
        catalogue.append(entry)
    return catalogue


def untranslated(catalogue: polib.POFile) -> list[str]:
    """Return the messages without an English text."""
    return [
        entry.msgid
        for entry in catalogue
        if not (all(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr)
    ]


def main() -> int:
    """Write and compile the catalogue; say how many strings still need English."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.site.settings")
    os.environ.setdefault("BRINK_DATA", "/tmp/brink-messages")  # noqa: S108
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()
    catalogue = update()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    print(f"{len(catalogue)} strings, {len(untranslated(catalogue))} without English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
