"""Class: another sentence is called alike, or not, than the letters say; at each bound."""

from brink.instruments.dialogue.statement_text import one_line, similar


def test_the_same_letters_are_alike_whatever_the_capitals_and_spaces() -> None:
    assert one_line("  Een \n bus. ") == "Een bus."
    assert similar("Een bus", ["een  BUS"], least=1.0) == ["een  BUS"]


def test_triples_are_counted_with_two_spaces_before_and_one_after() -> None:
    """ "ab" has "  a", " ab" and "ab "; "abc" one more: of seven triples two are shared twice, four sevenths."""
    assert similar("ab", ["abc"], least=4 / 7) == ["abc"]
    assert similar("ab", ["abc"], least=4 / 7 + 0.001) == []
    assert similar("ab", ["ab"], least=1.0) == ["ab"]
    assert similar("ab", ["xy"], least=0.01) == []


def test_the_three_most_alike_come_surest_first_and_by_letter_when_equal() -> None:
    others = ["een bus naar het dorp", "een bus naar de stad", "een trein", "een bus naar het dorp", "niets"]
    assert similar("een bus naar het dorp", others) == [
        "een bus naar het dorp", "een bus naar het dorp", "een bus naar de stad",
    ]  # fmt: skip
    equal = ["aab", "aac", "aad", "aae"]
    assert similar("aa", list(reversed(equal)), least=0.1) == equal[:3]
    assert similar("Een bus.", []) == []
