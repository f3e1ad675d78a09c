"""Rules over texts, for whatever text: nothing gets lost in a comparison, a lineage or a place."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.instruments.consultation.comparing import GONE, NEW, SAME, compared, sentence_parts, text_of
from brink.instruments.consultation.lineage import Piece, Turn, heirs_of, propose, turns, words_of
from brink.instruments.consultation.places import Standing, State, place_of
from brink.instruments.consultation.publication_checks import Checked, missing

WORDS = st.lists(
    st.sampled_from(["De", "es", "blijft", "leeg.", "Wie", "bouwt?", "art.", "3", "lid", "2.", "\n\n", "- ", "…", "é"]),
    max_size=30,
)
TEXTS = st.one_of(WORDS.map(" ".join), st.text(max_size=80))


def _pieces(texts: list[str], first: int) -> list[Piece]:
    return [Piece(UUID(int=first + place), text, words_of(text)) for place, text in enumerate(texts)]


PIECES = st.lists(
    st.sampled_from(["een es", "een es en een brink", "de bus", "de bus rijdt", "geen", "bomen"]), max_size=7
)


@given(TEXTS)
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentence_parts(text)) == text


@given(TEXTS, TEXTS)
def test_the_difference_applied_to_the_old_text_gives_the_new_one(old: str, new: str) -> None:
    runs = compared(old, new)
    assert text_of(runs, without=NEW) == old
    assert text_of(runs, without=GONE) == new
    assert all(run.text for run in runs)


def test_only_the_words_that_differ_are_marked() -> None:
    runs = compared("De es blijft leeg. Een veld is 10 hectare.", "De es blijft leeg. Een veld is 6 hectare.")
    assert [(one.kind, one.text) for one in runs] == [
        (SAME, "De es blijft leeg. Een veld is "), (GONE, "10"), (NEW, "6"), (SAME, " hectare."),
    ]  # fmt: skip


@given(PIECES, PIECES)
def test_a_proposed_lineage_covers_every_piece_once(old: list[str], new: list[str]) -> None:
    before, after = _pieces(old, 0), _pieces(new, 100)
    pairs = propose(before, after)
    assert len({one for one, _other in pairs}) == len({other for _one, other in pairs}) == len(pairs)
    found = turns(before, after, pairs)
    assert (len(found.old), len(found.new)) == (len(old), len(new))
    assert [one for one in found.old if one is Turn.DROPPED] == [Turn.DROPPED] * (len(old) - len(pairs))
    assert [one for one in found.new if one is Turn.NEW] == [Turn.NEW] * (len(new) - len(pairs))
    # What is word for word the same is never told as different, as often as it stands there in both.
    same = sum(one in (Turn.SAME, Turn.MOVED) for one in found.new)
    assert same == sum(min(old.count(text), new.count(text)) for text in set(old))


@given(PIECES, PIECES, st.data())
def test_every_piece_has_one_fate_whatever_is_said(old: list[str], new: list[str], data: st.DataObject) -> None:
    places = [(one, other) for one in range(len(old)) for other in range(len(new))]
    pairs = data.draw(st.lists(st.sampled_from(places), unique=True)) if places else []
    found = turns(_pieces(old, 0), _pieces(new, 100), pairs)
    assert (len(found.old), len(found.new)) == (len(old), len(new))
    fresh = {place for place, one in enumerate(found.new) if one is Turn.NEW}
    gone = {place for place, one in enumerate(found.old) if one is Turn.DROPPED}
    assert fresh == set(range(len(new))) - {after for _before, after in pairs}
    assert gone == set(range(len(old))) - {before for before, _after in pairs}


def test_a_piece_that_moved_is_told_as_moved_and_a_new_number_is_no_change() -> None:
    old, new = _pieces(["a", "b", "c"], 0), _pieces(["b", "c", "a"], 100)
    assert turns(old, new, propose(old, new)).new == (Turn.SAME, Turn.SAME, Turn.MOVED)
    assert turns(old, old[1:], [(1, 0), (2, 1)]).new == (Turn.SAME, Turn.SAME)


def test_split_and_merged_pieces_are_told_from_both_sides() -> None:
    old, new = _pieces(["a b", "c", "d"], 0), _pieces(["a", "b", "c d"], 100)
    found = turns(old, new, [(0, 0), (0, 1), (1, 2), (2, 2)])
    assert found.old == (Turn.SPLIT, Turn.MERGED, Turn.MERGED)
    assert found.new == (Turn.SPLIT, Turn.SPLIT, Turn.MERGED)


KEYS = st.integers(0, 5).map(lambda number: UUID(int=number))
STEPS = st.lists(st.dictionaries(KEYS, st.lists(KEYS, max_size=3, unique=True)), max_size=4)


@given(st.none() | KEYS, st.booleans(), STEPS, st.dictionaries(KEYS, st.sampled_from(["x", "y"])))
@settings(max_examples=200)
def test_each_remark_has_one_place_and_stands_only_where_its_piece_went(
    section: UUID | None, read: bool, steps: list[dict[UUID, list[UUID]]], now: dict[UUID, str]
) -> None:
    newest = {key: Standing(digest, "1") for key, digest in now.items()}
    place = place_of(section, Standing("x", "1") if read else None, steps, newest)
    if section is None or not read:
        assert (place.state, place.sections) == (State.WHOLE, ())
        return
    reached = [one for one in heirs_of(section, steps) if one in newest]
    assert list(place.sections) == reached
    assert (place.state is State.GONE) == (not reached)
    assert (place.state in (State.SAME, State.CHANGED)) == (reached == [section])
    if place.state is State.SAME:
        assert now[section] == "x"


@pytest.mark.parametrize(
    ("turn", "told", "sentences"),
    [
        (Turn.EDITED, False, ["Schrijf bij ‘3 Waar’ waarom de tekst anders is, of wijs de opmerkingen aan."]),
        (Turn.NEW, False, ["Schrijf bij ‘3 Waar’ waarom de tekst anders is, of wijs de opmerkingen aan."]),
        (Turn.DROPPED, False, ["Schrijf bij ‘3 Waar’ waarom dit stuk is vervallen."]),
        (Turn.EDITED, True, []), (Turn.DROPPED, True, []), (Turn.MOVED, False, []), (Turn.SAME, False, []),
    ],
)  # fmt: skip
def test_what_changed_or_went_must_be_told(turn: Turn, told: bool, sentences: list[str]) -> None:
    assert [one.message for one in missing([Checked("3 Waar", turn, told)], first=False)] == sentences
    assert list(missing([Checked("3 Waar", turn, told)], first=True)) == []


def test_an_empty_text_cannot_be_published() -> None:
    assert [one.message for one in missing([], first=True)] == [
        "Er staat nog geen tekst. Haal een bestand op of plak de tekst."
    ]
