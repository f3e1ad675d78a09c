"""One word per concept, in code and in the English of the interface (docs/glossary.toml)."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest
from django.apps import apps

from tests.architecture.catalogues import entries, paths
from tests.architecture.layers import ROOT, SIDE_BY_SIDE, SOURCE

GLOSSARY: dict[str, Any] = tomllib.loads((ROOT / "docs" / "glossary.toml").read_text("utf-8"))


def words_of_folders(source: Path = SOURCE) -> dict[str, str]:
    """Return the terms of one word that a folder has, with the folder: it may say what others may not."""
    files = [path for layer in SIDE_BY_SIDE for path in sorted(source.glob(f"{layer}/*/glossary.toml"))]
    return {
        term["term"]: f"{path.parent.relative_to(source)}/"
        for path in files for term in tomllib.loads(path.read_text("utf-8"))["term"]
    }  # fmt: skip


def terms_of_folders(source: Path = SOURCE) -> list[dict[str, Any]]:
    """Return the terms that instruments and registers keep in a `glossary.toml` of their own."""
    files = [path for layer in SIDE_BY_SIDE for path in sorted(source.glob(f"{layer}/*/glossary.toml"))]
    return [term for path in files for term in tomllib.loads(path.read_text("utf-8"))["term"]]


TERMS: list[dict[str, Any]] = [*GLOSSARY["term"], *terms_of_folders()]
# Names that others chose: Django and allauth call these on our classes, or read them from the settings.
FOREIGN = {"create_user", "user", "USERNAME_FIELD", "AUTH_USER_MODEL", "ACCOUNT_USER_MODEL_USERNAME_FIELD"}


def parts(name: str) -> set[str]:
    """Split a name of code into its words, in lower case."""
    return {part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def defined(code: str) -> Iterator[str]:
    """Yield the names that Python source gives: classes, functions, their arguments, fields and variables."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Return every name given in our code with the files that give it."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        place = path.relative_to(SOURCE)
        if not {"migrations", "tests"} & set(place.parts):
            for name in defined(path.read_text("utf-8")):
                found.setdefault(name, set()).add(str(place))
    return {name: tuple(sorted(places)) for name, places in found.items()}


def models() -> set[str]:
    return {model.__name__ for model in apps.get_models() if model.__module__.startswith("brink.")}


def test_a_folder_brings_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "registers" / "inbox").mkdir(parents=True)
    term = '[[term]]\nterm = "open door"\ndutch = "open deur"\ncode = "Knock"\nmeaning = "Words without a question."\n'
    (tmp_path / "registers" / "inbox" / "glossary.toml").write_text(term, "utf-8")
    assert [one["code"] for one in terms_of_folders(tmp_path)] == ["Knock"]


def test_every_term_is_complete_and_said_in_one_sentence() -> None:
    wrong = [
        term["term"]
        for term in TERMS
        if not {"term", "dutch", "code", "meaning"} <= set(term)
        or not re.fullmatch(r"[A-Z][^.]*\.", term["meaning"])
        or len(term["meaning"].split()) > 25
    ]
    assert wrong == []


@pytest.mark.parametrize("field", ["term", "dutch", "code"])
def test_no_two_terms_share_a_name(field: str) -> None:
    given = [term[field] for term in TERMS]
    assert sorted(given) == sorted(set(given))


def test_every_code_name_exists() -> None:
    known = {term["code"] for term in TERMS if term.get("kind", "model") == "model"}
    known |= {part for term in TERMS for part in term.get("parts", ())}
    assert sorted(known - models()) == []
    assert [term["code"] for term in TERMS if "kind" in term and term["code"] not in names()] == []


def test_every_model_has_a_term() -> None:
    covered = {term["code"] for term in TERMS} | {part for term in TERMS for part in term.get("parts", ())}
    assert sorted(models() - covered) == [], "give these a term in docs/glossary.toml or in that of their folder"


def test_no_name_uses_another_word_for_a_concept() -> None:
    forbidden, own = {word: term["term"] for term in TERMS for word in term.get("not", ())}, words_of_folders()
    found = {
        f"{name} (say {forbidden[word]})": places
        for name, places in names().items()
        for word in sorted(parts(name) & set(forbidden))
        if name not in FOREIGN and places != ("site/settings.py",)
        and not all(one.startswith(own.get(word.removesuffix("s"), "-")) for one in places)
    }  # fmt: skip
    assert found == {}


def test_no_term_forbids_another() -> None:
    used = {word for term in TERMS for word in term["term"].split()} - set(words_of_folders())
    assert sorted(used & {word for term in TERMS for word in term.get("not", ())}) == []


def test_foreign_names_are_still_there() -> None:
    assert sorted(FOREIGN - set(names())) == []


def test_names_that_wait_for_their_concept_are_not_taken() -> None:
    # A folder that builds one says so in its own glossary, and needs no edit here.
    reserved = set(GLOSSARY["reserved"]["names"]) - {term["term"] for term in terms_of_folders()}
    built = {part for model in models() for part in parts(model)}
    assert sorted(reserved & {term["term"] for term in TERMS}) == []
    assert sorted(reserved & built) == [], "it is built now: move it from `reserved` to a term"


def translations() -> Iterator[tuple[str, str]]:
    """Yield each Dutch text with its English, plurals apart."""
    for entry in entries():
        if entry.msgid_plural:
            yield entry.msgid, entry.msgstr_plural[0]
            yield entry.msgid_plural, entry.msgstr_plural[1]
        else:
            yield entry.msgid, entry.msgstr


@pytest.mark.parametrize("term", [term for term in TERMS if "seek" in term], ids=lambda term: term["term"])
def test_the_english_interface_uses_the_term(term: dict[str, Any]) -> None:
    dutch, english = re.compile(term["seek"], re.IGNORECASE), re.compile("|".join(term["read"]), re.IGNORECASE)
    seen = [(text, said) for text, said in translations() if dutch.search(text)]
    assert seen, "nothing in the interface has this word: leave `seek` out"
    assert [(text, said) for text, said in seen if not english.search(said)] == []


def test_the_english_interface_uses_no_other_word() -> None:
    forbidden = {"citizen", "citizens", "cluster", "feedback", "petition", "submission", "inhabitant", "stakeholder"}
    number = "citizen service number"  # the official English of burgerservicenummer
    wrong = []
    for path in paths():
        # Its own thing a folder calls by its own name.
        mine = {word for folder, word in ((SOURCE / home, word) for word, home in words_of_folders().items())
                if folder in path.parents}  # fmt: skip
        texts = [text for one in polib.pofile(str(path)) for text in (one.msgstr, *one.msgstr_plural.values())]
        wrong += [
            text for text in texts
            if (forbidden - mine) & set(re.findall(r"\w+", text.lower().replace(number, "")))
        ]  # fmt: skip
    assert wrong == []


def test_names_are_split_into_words() -> None:
    assert parts("HTMLUserForm") == {"html", "user", "form"}
    assert parts("_CLUSTER_SIZE") == {"cluster", "size"}
    assert sorted(defined("class A:\n    b: int = 1\n    def c(self, d): self.e = 2")) == [
        "A",
        "b",
        "c",
        "d",
        "e",
        "self",
    ]
