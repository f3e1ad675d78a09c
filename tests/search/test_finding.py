"""What a search finds: words in other forms, parts of words, any order, slips; and what is no language of queries."""

import pytest
from django.db import connection

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import RESIDENT
from brink.foundation.models import SearchEntry
from brink.foundation.search.finding import MUCH, _meets, narrow
from brink.foundation.search.wording import asked_words, wish
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.ideas.services import Extras, give_idea
from tests.builders import make_process, make_round, make_world

pytestmark = pytest.mark.django_db
SAID = {
    "pad": "Maak het fietspad naar de vaart breder, daar is het smal.",
    "huis": "In het dorpshuis is geen café meer.",
    "bus": "De bushalte bij de school heeft een bankje nodig.",
    "zwem": "Houd het buitenzwembad in Zuidlaren open, met gratis zwemles.",
    "arabic": "نريد حديقة",
}
FINDS = {
    "fietspad": "pad", "fietspaden": "pad", "pad": "pad", "paden": "pad", "fiets": "pad", "FIETSPAD": "pad",
    "breder fietspad": "pad", "vaart fietspaden breder": "pad", "cafe": "huis", "cafés": "huis", "dorpshuizen": "huis",
    "huis": "huis", "bus": "bus", "halte": "bus", "haltes": "bus", "banken": "bus", "scholen": "bus", "zwembad": "zwem",
    "zwembaden": "zwem", "zwemles": "zwem", "zuidlaren": "zwem", "حديقة": "arabic", "de fietspad": "pad",
    # One slip: left out, swapped, wrong, doubled; at the beginning too.
    "fietspda": "pad", "fiestpad": "pad", "ietspad": "pad", "fiettspad": "pad", "dorpshius cafe": "huis",
    "zuidlaern": "zwem", "buitenzwembda": "zwem",
    # Signs of FTS5, tsquery and SQL are plain text.
    "'fietspad'": "pad", '"fietspad"': "pad", "fietspad*": "pad", "fietspad -vaart": "pad", "fietspad)": "pad",
    "fietspad & !vaart": "pad", "^fietspad": "pad", "fietspad:*": "pad", "fietspad | vaart": "pad", "fietspad;": "pad",
    "(fietspad": "pad", "{head}: fietspad": None, "fietspad AND auto": None, "fietspad OR auto": None,
    "fietspad NOT vaart": None, "text:fietspad": None, "' OR 1=1 --": None, "NEAR(fietspad)": None,
    "a": None, "*": None, '"': None, "'": None, "x" * 500: None, "fietspad " * 60: "pad", "\\": None, "%": None,
    "_": None, "\x00": None, "auto": None, "fietspad zwembad": None,
}  # fmt: skip


@pytest.fixture
def said() -> dict[str, Contribution]:
    process = make_process(make_world())
    round = make_round(process)
    made = {}
    for name, text in SAID.items():
        words = Words(kind="idea", text=text)
        made[name] = give_idea(round=round, words=words, actor=RESIDENT, key=None, extras=Extras()).contribution
    return made


def test_a_word_is_found_in_its_other_forms_parts_and_order_and_signs_are_text(said: dict[str, Contribution]) -> None:
    rows = visible(ANYONE, Contribution.objects.all())
    assert rows.count() == len(SAID)
    found = {typed: [one.pk for one in narrow(rows, typed)] for typed in FINDS}
    wanted = {typed: [said[name].pk] if name else [] for typed, name in FINDS.items()}
    assert {typed: pks for typed, pks in found.items() if pks != wanted[typed]} == {}


def test_a_wish_that_many_meet_is_asked_in_another_way_and_finds_the_same(said: dict[str, Contribution]) -> None:
    every, ways = SearchEntry.objects.count(), set()
    for typed in (*FINDS, "de"):
        if not (roots := asked_words(typed)):
            continue
        asked = wish(roots)
        found = {
            lookup: set(SearchEntry.objects.filter(**{f"words__{lookup}": asked}).values_list("pk", flat=True))
            for lookup in ("matching", "matching_much")
        }
        assert found["matching"] == found["matching_much"], typed
        (way,) = _meets(asked)
        much = connection.vendor == "sqlite" and len(found["matching"]) * MUCH > every
        assert way == ("words__matching_much" if much else "words__matching"), typed
        ways.add(way)
    assert len(ways) == (2 if connection.vendor == "sqlite" else 1)


def test_nothing_typed_narrows_nothing(said: dict[str, Contribution]) -> None:
    rows = visible(ANYONE, Contribution.objects.all())
    assert {narrow(rows, typed).count() for typed in ("", " ", "\n\t")} == {len(SAID)}


def test_a_slip_is_never_mended_by_a_word_that_only_others_may_read(said: dict[str, Contribution]) -> None:
    Contribution.objects.filter(pk=said["zwem"].pk).update(moderation="hidden")
    rows = visible(ANYONE, Contribution.objects.all())
    assert not narrow(rows, "zuidlaern").exists()
