"""The manual for clerks says what is there: each label, address, key, role and picture in docs/handleiding is found.

`python tools/manual.py`, which takes the pictures, asks more: that each label was on a page of the walk.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve
from PIL import Image

from brink.domain.people.forms import DESK_ROLES
from brink.foundation.permissions import actions
from brink.methods.language import jargon, sentences, words
from tests.added_folders import FOLDERS
from tests.architecture.catalogues import gatherer
from tests.architecture.layers import ROOT, SOURCE

MANUAL = ROOT / "docs" / "handleiding"
CHAPTERS = sorted(MANUAL.glob("*.md"))
MOST_BYTES, WIDEST, LONGEST = 2_500_000, 1280, 22
# How the table "Wie mag wat" calls each act that staff may do.
ACTS = {
    "petition.write": "Voorstellen bekijken, steun invoeren en controleren",
    "petition.rule": "Regels voor voorstellen en het besluit erover opschrijven",
    "submission.write": "Zienswijzen behandelen en de nota schrijven",
    "submission.decide": "De nota vaststellen, het besluit vertellen en de lijst van namen ophalen",
    "assembly.write": "Een burgerberaad voorbereiden, bellen en het advies opschrijven",
    "assembly.draw": "De lijst van een loting vastleggen, loten en invallers vragen",
    "assembly.reply": "Antwoorden op een aanbeveling van een burgerberaad",
    "process.write": "Een vraag maken, speelruimte, rondes",
    "sheets.print": "Formulieren printen",
    "contribution.enter": "Opschrijven en invoeren",
    "contribution.moderate": "Nakijken, tonen en verbergen",
    "hall.open": "Een zaal openzetten",
    "admission.check": "Zeggen wie meetelt in een ronde",
    "work.assign": "Werk aan een collega geven",
    "note.write": "Notities schrijven",
    "bundle.write": "Bundelen",
    "landing.write": "Antwoord geven en doorgeven",
    "reply.write": "Antwoorden versturen",
    "giver.read": "Zien hoe u een gever bereikt",
    "gathering.write": "Bijeenkomsten inrichten, aanmeldingen en verslag",
    "decision.write": "Een besluit schrijven",
    "decision.publish": "Een besluit openbaar maken",
    "decision.note_group": "Zeggen waarom een fractie tegen was, uit de notulen",
    "commitment.write": "Toezeggingen doen en bijwerken",
    "unheard.write": "Opschrijven wie wij missen",
    "invitation.write": "Mensen uitnodigen voor een vraag",
    "record.link": "Zeggen waarmee iets samenhangt",
    "document.write": "Documenten toevoegen en intrekken",
    "dossier.write": "Dossiers maken en bijhouden",
    "assignment.give": "Opdrachten geven en vaststellen",
    "assignment.work": "Zeggen hoe een opdracht ervoor staat",
    "involvement.write": "Zeggen wie bij een vraag wordt verwacht",
    "talk.answer": "Een gesprek met een inwoner regelen",
    "report.answer": "Meldingen beantwoorden",
    "house_rules.write": "Huisregels schrijven",
    "framework.adopt": "Opschrijven wie het kader vaststelde",
    "internal_room.write": "De ruimte tussen Staten en bestuur opschrijven",
    "internal_room.adopt": "Opschrijven wie die ruimte heeft vastgesteld",
    "participation.choose": "Kiezen of inwoners meedoen, en waarom",
    "public_text.publish": "Kennisgeving en motivering op de site zetten",
    "self_check.write": "Leidende vragen en zelftoets invullen",
    "people.write": "Mensen toevoegen",
    "contact.assign": "Contactpersonen aanwijzen",
    "team.write": "Teams maken",
    "members.write": "Leden van raad, Staten of bestuur bijhouden",
    "body.write": "De gegevens van de organisatie wijzigen",
    "theme.write": "Thema’s maken",
    "absence.write": "Zeggen dat u afwezig bent",
    "role.request": "Een rol aanvragen",
    "role.confirm": "Een rol bevestigen",
    "role.end": "Een rol stoppen",
}


def name(path: Path) -> str:
    return path.name


def labels(text: str) -> list[str]:
    """Return what a chapter prints in bold, which is what stands on the screen; … is where something differs."""
    return [" ".join(one.split()) for one in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)]


@cache
def said() -> tuple[str, ...]:
    """Return every Dutch text of the interface."""
    return tuple({text for one in gatherer().gather() for text in (one.text, one.plural) if text})


def on_the_screen(label: str) -> bool:
    """Tell whether a text of the interface is this label, whatever is filled in."""
    # A field of a model is called by its name in the middle of a sentence; a form begins with a capital.
    if {label, label[:1].lower() + label[1:]} & set(said()):
        return True
    wish = re.compile(".+".join(re.escape(part) for part in label.split("…")) if "…" in label else re.escape(label))
    for text in said():
        shape = ".+".join(re.escape(part) for part in re.split(r"%\(\w+\)[sd]|\{\w*\}", text))
        if (wish.fullmatch(text) if "…" in label else shape != ".+" and re.fullmatch(shape, label)) is not None:
            return bool(re.search(r"\w{3}", re.sub(r"%\(\w+\)[sd]|\{\w*\}", "", text)))
    return False


def pictures(text: str) -> list[tuple[str, str]]:
    """Return the alternative text and the file of each picture."""
    return re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text)


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_every_label_stands_in_the_interface(path: Path) -> None:
    assert [label for label in labels(path.read_text("utf-8")) if not on_the_screen(label)] == []


def test_a_label_that_is_gone_is_seen() -> None:
    assert on_the_screen("Stuur mij een code")
    assert on_the_screen("Draai de laatste keer terug…")
    assert not on_the_screen("Stuur mij een brief")
    assert not on_the_screen("Gooi alles weg…")


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_every_address_leads_to_a_page(path: Path) -> None:
    for address in re.findall(r"`(/[^`]*/)`", path.read_text("utf-8")):
        try:
            resolve(address)
        except Resolver404:
            pytest.fail(f"{address} is no page")


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_every_picture_exists_and_says_what_is_on_it(path: Path) -> None:
    found = pictures(path.read_text("utf-8"))
    assert [file for _alt, file in found if not (MANUAL / file).exists()] == []
    assert [file for alt, file in found if len(alt.split()) < 4 or alt == file] == []
    if path.name != "README.md" and not path.name.startswith("13-"):
        assert found, "a chapter without a picture"


def test_every_picture_is_taken_by_the_tool_and_shown_in_a_chapter() -> None:
    tool = "".join(path.read_text("utf-8") for path in sorted((ROOT / "tools").glob("manual_*.py")))
    taken = {f"{one}.png" for one in re.findall(r"""\.shot\(\s*"([\w-]+)""", tool)}
    shown = [file for path in CHAPTERS for _alt, file in pictures(path.read_text("utf-8"))]
    assert sorted(shown) == sorted(set(shown)), "one picture, one place"
    assert set(shown) == taken == {path.name for path in MANUAL.glob("*.png")}


def test_the_pictures_are_small() -> None:
    files = list(MANUAL.glob("*.png"))
    assert sum(path.stat().st_size for path in MANUAL.iterdir()) <= MOST_BYTES
    assert [path.name for path in files if Image.open(path).width > WIDEST] == []


def test_every_chapter_is_in_the_index() -> None:
    index = (MANUAL / "README.md").read_text("utf-8")
    assert re.findall(r"\]\((\d[^)]+)\)", index) == [path.name for path in CHAPTERS if path.name != "README.md"]


def test_keys_of_the_list_are_those_under_the_list() -> None:
    rows = (SOURCE / "domain/contributions/templates/contributions/worktable_rows.html").read_text("utf-8")
    key = r"<kbd>(?:\{% translate \")?(\S+?)(?:\" %\})?</kbd>"
    drawn = re.findall(key + r" \{% translate \"([^\"]+)\" %\}", rows)
    told = re.findall(
        r"\| <kbd>(\S+)</kbd> \| \*\*(.+?)\*\* \|", (MANUAL / "13-sneltoetsen-en-afdrukken.md").read_text("utf-8")
    )
    assert told == drawn
    assert len(told) == 6


def _added() -> set[str]:
    """Return the permissions of folders that stand in the copy of the house alone, of which no manual tells."""
    sources = [path.read_text("utf-8") for folder in FOLDERS.values() for path in folder.rglob("permissions.py")]
    return {key for text in sources for key in re.findall(r'action\("([\w.]+)"', text)}


def test_who_may_what_is_what_the_permissions_say() -> None:
    text = (MANUAL / "12-wie-mag-wat.md").read_text("utf-8")
    head, *rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")] for line in text.splitlines() if line.startswith("|")
    ]
    roles = {str(label).partition(":")[0]: key for key, label in DESK_ROLES}
    assert set(head[1:]) == set(roles)
    told = {row[0]: {roles[who] for who, may in zip(head[1:], row[1:], strict=True) if may == "ja"} for row in rows[1:]}
    # What somebody with a seat does and nobody at the desk has no line in a table of the desk.
    every = {one.key: {role.value for role in one.roles} & set(roles.values()) for one in actions.all()}
    kept = {key: who for key, who in every.items() if who and key not in _added()}
    assert set(kept) == set(ACTS), "a new act: give it a line in the table, and here"
    assert told == {ACTS[key]: who for key, who in kept.items()}


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_the_manual_is_plain_dutch(path: Path) -> None:
    text = re.sub(
        r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|<[^>]+>|[*`\[\]]|^\|.*$", "", path.read_text("utf-8"), flags=re.MULTILINE
    )
    parts = [" ".join(one.split()) for one in re.split(r"\n\s*\n|^[-#\d]+\.? ", text, flags=re.MULTILINE)]
    assert [one for part in parts for one in sentences(part) if len(words(one)) > LONGEST] == []
    assert [found.word for part in parts for found in jargon(part)] == []
