"""What a text brought: per piece, and the smaller side in its own words; nothing of fewer than ten people."""

from brink.domain.processes.outcome import Outcome
from brink.instruments.consultation.outcome import make_outcome
from brink.instruments.consultation.tests.conftest import Text


def _said(text: Text, piece: int, *, keep: int, change: int) -> Outcome:
    passage = text.passages()[piece]
    for number in range(keep):
        text.say(f"Houd het zo, zegt bewoner {'abcdefghijklmnop'[number]}.", passage, wish="keep")
    for number in range(change):
        text.say(f"Maak het kleiner, zegt bewoner {'abcdefghijklmnop'[number]}.", passage, wish="change")
    return make_outcome(text.round)


def test_each_piece_tells_its_two_sides(text: Text) -> None:
    found = _said(text, 0, keep=10, change=14)
    (piece,) = [one for one in found.findings if one.key.startswith("section-")]
    assert piece.text == (
        "24 opmerkingen gaan over: 1 Waar het mag. 10 mensen willen dit zo houden. 14 mensen willen dit veranderen."
    )
    assert (piece.count, len(piece.sources)) == (24, 24)
    (smaller,) = found.minority
    assert (smaller.title, smaller.size) == ("Houd dit zo: 1 Waar het mag", 10)
    assert smaller.argument.startswith("Houd het zo, zegt bewoner")
    assert make_outcome(text.round) == found


def test_a_side_of_nine_is_told_nowhere(text: Text) -> None:
    found = _said(text, 0, keep=9, change=14)
    said = " ".join(one.text for one in found.findings)
    assert "willen dit zo houden" not in said
    assert found.minority == ()
    assert found.minority_reason.startswith("Bij geen enkel stuk")


def test_a_piece_with_few_remarks_is_in_no_figure(text: Text) -> None:
    found = _said(text, 1, keep=0, change=9)
    assert [one.key for one in found.findings] == ["voices"]
