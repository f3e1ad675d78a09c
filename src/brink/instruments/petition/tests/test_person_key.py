"""One person, however the name is written; another birth date is always another person."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.instruments.petition.person_key import age_on, mailbox, near, person, read_day

NAMES = st.lists(
    st.sampled_from(["Jan", "Anne", "van", "der", "Veen", "José", "Zoë", "de", "Wit", "Çelik", "Smit", "O’Neill"]),
    min_size=2, max_size=5,
)  # fmt: skip
DAYS = st.dates(date(1910, 1, 1), date(2015, 12, 31))
LETTERS = st.text("aAéz'- .7x", max_size=14)
SEPARATORS = st.sampled_from([" ", "-", "  ", " - ", ".", ". ", "\u00a0", "‐"])


def _written(parts: list[str], separator: str, upper: bool, spread: bool) -> str:
    text = separator.join(parts)
    text = text.upper() if upper else text.lower()
    return unicodedata.normalize("NFD" if spread else "NFC", f" {text} ")


@settings(max_examples=60)
@given(NAMES, DAYS, SEPARATORS, SEPARATORS, st.booleans(), st.booleans())
def test_capitals_accents_spaces_and_hyphens_make_no_other_person(
    parts: list[str], born: date, first: str, second: str, upper: bool, spread: bool
) -> None:
    one = person(_written(parts, first, upper, spread), born.isoformat())
    other = person(_written(parts, second, not upper, not spread), f"{born.day} {born.month} {born.year}")
    assert one == other
    bare = "".join(c for c in unicodedata.normalize("NFD", " ".join(parts)) if not unicodedata.combining(c))
    assert person(bare, born.isoformat()) == one


@given(NAMES, NAMES, DAYS, DAYS)
def test_another_birth_date_is_another_person(one: list[str], other: list[str], born: date, later: date) -> None:
    if born != later:
        assert person(" ".join(one), born.isoformat()) != person(" ".join(other), later.isoformat())
    if "".join(one).casefold() != "".join(other).casefold():
        assert person(" ".join(one), born.isoformat()) != person(" ".join(other), born.isoformat())


@settings(max_examples=60)
@given(LETTERS, LETTERS, DAYS, st.text("0123456789- x", max_size=12))
def test_no_name_and_no_unreadable_date_runs_into_a_birth_date(name: str, other: str, born: date, raw: str) -> None:
    assert person(name, born.isoformat()) != person(other, (born + timedelta(days=1)).isoformat())
    if read_day(raw) is None:
        assert person(name, raw) != person(other, born.isoformat())


def test_given_names_are_not_guessed_but_put_before_a_person() -> None:
    assert person("J. de Vries", "1961-03-07") != person("Jan de Vries", "1961-03-07")
    assert near("J. de Vries", "Emmen", "1961-03-07") == near("Jan de Vries", "emmen", "7-3-1961")
    assert near("Joris de Vries", "Emmen", "1961-03-07") != near("Joris de Vries", "Assen", "1961-03-07")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jan.Jansen@gmail.com", "janjansen+petitie@googlemail.com"),
        ("IRIS@Voorbeeld.NL", "iris+steun@voorbeeld.nl"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
    ],
)
def test_variants_of_an_address_are_one_mailbox(one: str, other: str) -> None:
    assert mailbox(one) == mailbox(other)


def test_dots_matter_elsewhere() -> None:
    assert mailbox("jan.jansen@voorbeeld.nl") != mailbox("janjansen@voorbeeld.nl")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7 3 1961", date(1961, 3, 7)), ("07-03-1961", date(1961, 3, 7)), ("1961-03-07", date(1961, 3, 7)),
        ("31 2 1961", None), ("7 maart", None), ("", None), ("29-2-2001", None), ("29.2.2004", date(2004, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_who_was_born_on_a_leap_day_is_older_on_the_day_before() -> None:
    assert age_on(date(2008, 2, 29), date(2026, 2, 27)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 18
    assert age_on(date(2010, 11, 30), date(2026, 11, 29)) == 15
    assert age_on(date(2010, 11, 30), date(2026, 11, 30)) == 16
