"""The Dutch of the interface says things one way: articles before organs and bodies, the perfect for what was done,
one word for a page and one for a sentence of a dialogue, and no word of policy without its meaning beside it.

Read from the sources themselves, and not from a catalogue, so that a sentence is judged on the day that it is written.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.catalogues import gatherer
from tests.architecture.layers import ROOT, SOURCE

# Names of organs and bodies as they stand in the rows, and what gives them their article.
BARE = r"(?:organ|body|tenant|to_body|decider|adopted_by)\.name"
# A name alone, as a label or the sender above a letter, needs no article: only what is put into a sentence does.
IN_TEMPLATE = re.compile(rf"{{%\s*blocktrans(?:late)?[^%]*\b\w*{BARE}[^%]*%}}")
IN_PYTHON = re.compile(rf"[\"'](?!body_name)\w+[\"']: (?:fit\()?[\w.]*\b{BARE}")
PAST = (
    "gaf|gaven|kreeg|kregen|kwam|kwamen|trok|trokken|schreef|schreven|besloot|keek|keken|vroeg|vroegen|deed|deden|las|"
    "lazen|hield|stelde|stelden|stuurde|veranderde|paste|pasten|hoorde|hoorden|bewaarde|sprak|nam|namen|legde|legden|"
    "koos|kozen|vond|vonden|woog|wogen|liet|lieten|introk|meldde|meldden|zocht|zochten|haalde|haalden|begon|begonnen|"
    "miste|misten"
)
SUBJECT = (
    "u|wij|zij|ze|wie|mensen|iemand|deze persoon|welk orgaan|de andere overheid|"
    "(?:de|een) (?:gever|schrijver|collega|medewerker|moderator|fractie)"
)
# "Aan wie erom vroeg" is what a commitment calls who asked for it.
SIMPLE_PAST = re.compile(
    rf"\b(?:{SUBJECT})\s(?:(?:het|dit|dat|ze|haar|hem|iets|(?:een|de) \w+)\s)?(?:{PAST})\b", re.I
)
# Of no column of a table: its name stands in its migration, and on no page.
IN_MODELS = re.compile(r"/models(?:\.py|/)")
# Figures move by ten people, never by ten answers: one person gives many.
TEN_ANSWERS = re.compile(r"\b(?:tien|10)\s+nieuwe\s+(?:antwoorden|stemmen)\b", re.I)
INTROK = re.compile(r"\bintrok\b")
# What stands in the law or in a kader, and what must stand beside it for a resident.
JARGON = {
    "zienswijze": r"\(.*\)",
    "startnotitie": r"\(.*\)",
    "kennisgeving": r"\(.*\)",
    "quickscan": r"\(.*\)",
    "boodschap": r"\(.*\)",
}
# Of the methods, which speak of the statements of files and of numbers, and of no page.
OWN_WORDS = "methods"


@cache
def said() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every sentence of the interface with the files in which it stands."""
    found: dict[str, set[str]] = {}
    for message, places in gatherer().gather().items():
        for text in (message.text, message.plural):
            if text:
                found.setdefault(text, set()).update(str(place) for place in places)
    return tuple((text, tuple(sorted(places))) for text, places in sorted(found.items()))


def with_words(pattern: str, *, outside: str = "") -> list[str]:
    places = [(text, [one for one in where if not (outside and one.startswith(outside))]) for text, where in said()]
    return [text for text, where in places if where and re.search(pattern, text)]


def sources(*endings: str) -> Iterable[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in endings and not {"tests", "migrations", "methods"} & set(path.relative_to(SOURCE).parts):
            yield str(path.relative_to(SOURCE)), path.read_text("utf-8")


def bare_names(code: str) -> list[str]:
    return [one.group(0) for pattern in (IN_TEMPLATE, IN_PYTHON) for one in pattern.finditer(code)]


# Data of an export, and no sentence.
LABELS = {"domain/processes/exports.py": 1, "instruments/budget/services/closing.py": 1}


def test_an_organ_or_a_body_comes_into_a_sentence_with_its_article() -> None:
    found = {name: bare_names(code) for name, code in sources(".py", ".html", ".txt")}
    assert {name: len(all_of) for name, all_of in found.items() if len(all_of) > LABELS.get(name, 0)} == {}


@pytest.mark.parametrize("code", [
    '{% blocktranslate with organ=decision.organ.name %}{{ organ }} besluit{% endblocktranslate %}',
    '_("%(organ)s besluit") % {"organ": room.decider.name}',
    '_("Bij %(body)s") % {"body": fit(process.tenant.name)}',
])  # fmt: skip
def test_a_bare_name_in_a_sentence_is_seen(code: str) -> None:
    assert len(bare_names(code)) == 1


def test_what_was_done_is_said_in_the_perfect() -> None:
    told = [text for text, places in said() if not all(IN_MODELS.search(one) for one in places)]
    assert [text for text in told if SIMPLE_PAST.search(text) or INTROK.search(text)] == []


def test_a_past_tense_is_seen() -> None:
    past = (
        *("U trok uw woorden in.", "Wij kregen tien ideeën.", "als u vroeg", "Wie deden mee?", "zij gaven te weinig"),
        *("De andere overheid gaf uw woorden terug.", "Een medewerker besloot dit.", "Wie stelde het kader vast?"),
        *("Wie het schreef, weet waarom.", "Wie de reactie schreef, weet waarom.", "en wie misten wij?"),
    )
    assert [text for text in past if not SIMPLE_PAST.search(text)] == []
    assert not SIMPLE_PAST.search("U heeft uw woorden ingetrokken.")
    assert not SIMPLE_PAST.search("Meld het aan wie erom vroeg.")


def documents() -> Iterable[tuple[str, str]]:
    """Yield what is written for readers in files: pages of docs, and the page of each instrument."""
    for path in sorted([*(ROOT / "docs").rglob("*.md"), *SOURCE.rglob("*.md"), ROOT / "README.md"]):
        yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def test_figures_move_by_ten_people_and_nowhere_by_ten_answers() -> None:
    """Of the interface and of the documents: who reads "ten answers" thinks that one person can move a figure."""
    assert [text for text, _places in said() if TEN_ANSWERS.search(text)] == []
    assert [name for name, text in documents() if TEN_ANSWERS.search(text)] == []
    assert TEN_ANSWERS.search("tijdens de ronde, steeds na tien nieuwe\nantwoorden")


@pytest.mark.parametrize("word", [
    r"[Bb]ladzijden?\b", r"\b[Bb]lad(en)?\b", r"\b[Hh]ebt\b",
    r"\b[Ll]iggen er\b", r"\bEr lig(t|gen) (%\(\w+\)\w|nog geen|al|een paar) ?(vra|zin)",
    r"neerkwam|neergekomen|komt ergens neer", r"in de lucht", r"\b[Gg]eland\b", r"[Bb]eantwoord en teruggekeken",
    r"[Ss]teunt op", r"Oneens met: ", r"kan niet terug", r"plan mee\.",
    r"[Hh]et besluit is van|is het besluit aan|[Bb]esluit (door|van) %\(organ",
])  # fmt: skip
def test_words_that_readers_stumbled_on_do_not_come_back(word: str) -> None:
    """Each was pointed out by readers; one of them has another meaning where a method speaks of its files."""
    # The name of a column, that no page shows.
    assert [text for text in with_words(word, outside=OWN_WORDS) if text != "blad"] == []


def test_a_sentence_of_a_dialogue_has_one_name() -> None:
    """`zin` for everybody who reads pages; `stelling` is what files and methods call it, and the name of the kader."""
    kept = {"stelling", "beginstelling", "instellingen"}
    others = set(with_words(r"(in|voor|vast|op|te leur)stelling|volksvertegen"))
    assert set(with_words(r"stelling", outside=OWN_WORDS)) - kept - others == set()


def unexplained(texts: Iterable[str]) -> list[str]:
    return [
        text for text in texts for word, beside in JARGON.items()
        if re.search(rf"\b{word}", text, re.I) and not re.search(beside, text)
    ]  # fmt: skip


# Whose subject a word of the law is: there it stands in every sentence, and its meaning once on every page.
SUBJECT_OF = {"zienswijze": "instruments/submission/"}


def _elsewhere(text: str, places: Iterable[str]) -> bool:
    folders = [home for word, home in SUBJECT_OF.items() if re.search(rf"\b{word}", text, re.I)]
    return not folders or any(not one.startswith(home) for one in places for home in folders)


def test_a_word_of_the_law_has_its_meaning_beside_it() -> None:
    assert unexplained(text for text, places in said() if _elsewhere(text, places)) == []
    others = {word: beside for word, beside in JARGON.items() if word not in SUBJECT_OF}
    assert [text for text, _places in said() for word, beside in others.items()
            if re.search(rf"\b{word}", text, re.I) and not re.search(beside, text)] == []  # fmt: skip


@pytest.mark.parametrize(("word", "home"), SUBJECT_OF.items())
def test_a_page_about_a_word_of_the_law_says_once_what_it_means(word: str, home: str) -> None:
    """Of what residents read: pages of their own, and pieces on pages of others. Staff of the desk know the word."""
    pages = [path for path in (SOURCE / home).rglob("templates/**/*.html") if not path.name.startswith("desk")]
    assert len(pages) >= 5
    said_in = {path.name: path.read_text("utf-8") for path in pages}
    silent = {name for name, code in said_in.items() if re.search(rf"\b{word}", code, re.I)
              and not re.search(rf"\b{word} \([^)]+\)", code, re.I)}  # fmt: skip
    assert silent == set()


def test_the_kader_explains_its_words_where_residents_read_it() -> None:
    import tomllib

    kader = tomllib.loads((Path(SOURCE) / "domain/framework/standards/standaard.toml").read_text("utf-8"))
    texts: list[str] = []

    def gather(part: object) -> None:
        if isinstance(part, dict):
            for key, value in part.items():
                if isinstance(value, str) and key in {"naam", "uitleg", "tekst", "regel", "resultaat"}:
                    texts.append(value)
                else:
                    gather(value)
        elif isinstance(part, list):
            for one in part:
                gather(one)

    gather(kader)
    assert len(texts) > 100
    assert unexplained(texts) == []
