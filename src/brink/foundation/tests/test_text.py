"""What is seen in a text that its giver may not want to publish, and what is an e-mail address."""

import time

import pytest

from brink.foundation.errors import BadInput
from brink.foundation.text import clean, email_address, is_bsn, sightings

# As people write them: with spaces round the hyphen, the area in brackets, points, a stroke, from abroad.
NUMBERS = (
    *("06 12345678", "06-12345678", "06 - 12 34 56 78", "06.12.34.56.78", "06/12345678", "0592 36 55 55"),
    *("(0592) 36 55 55", "0592-365555", "+31 6 12345678", "+31 (0)6 12 34 56 78", "0031612345678", "+49 30 901820"),
)
NO_NUMBERS = ("op 01-02-2026 en 03-04-2026", "NL20 INGB 0001 2345 67", "0800 1234", "0900-1234567", "9401 AB 12", "112")


@pytest.mark.parametrize("text", ["👨‍👩‍👧", "🏳️‍🌈", "👩🏽‍🚒", "❤️‍🔥", "🐦‍⬛", "می‌خواهم", "क्‍ष", "ශ්‍රී"])
def test_signs_that_are_joined_to_one_stay_one(text: str) -> None:
    assert clean(f"Kijk: {text}!", limit=100) == f"Kijk: {text}!"


@pytest.mark.parametrize("sign", ["\u200c", "\u200d", "\u200d\u200d"])
@pytest.mark.parametrize("beside", ["b us", "👨 us", "b 👨", " 👨", "👨 ", "क us", " "])
def test_a_joiner_that_joins_nothing_is_taken_out(beside: str, sign: str) -> None:
    before, after = beside.split(" ")
    assert clean(f"Een {before}{sign}{after}.", limit=100) == f"Een {before}{after}."


@pytest.mark.parametrize("number", NUMBERS)
def test_a_phone_number_is_seen_however_it_is_written(number: str) -> None:
    assert [(one.kind, one.found) for one in sightings(f"Bel mij op {number}, graag na zessen.")] == [("phone", number)]


@pytest.mark.parametrize("beside", ["huis 12 {}", "op 12-3-2026 {}", "{} 19.00 uur", "{} 2 keer", "{} 0592 365555"])
def test_a_phone_number_is_seen_beside_other_figures(beside: str) -> None:
    """Where the package phonenumbers sees none: it takes all figures for one number, which is none then."""
    assert "06 12345678" in [one.found for one in sightings(beside.format("06 12345678"))]


@pytest.mark.parametrize("text", ["06-1" * 2500, "0" * 10_000, "0612345678-" * 900, "+1 (" * 2500, "a@b" * 3000])
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    before = time.perf_counter()
    sightings(text)
    assert time.perf_counter() - before < 0.5


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_date_an_account_or_a_help_desk_is_no_phone_number_of_somebody(text: str) -> None:
    assert [one for one in sightings(f"Zie {text} daarover.") if one.kind == "phone"] == []


def test_a_citizen_service_number_is_told_from_other_nine_digits() -> None:
    assert [is_bsn(digits) for digits in ("111222333", "123456782", "123456789", "000000000", "12345678")] == [
        *(True, True, False, False, False)
    ]
    assert [one.found for one in sightings("Mijn nummer is 1112.22.333, of zaak 123456789.")] == ["1112.22.333"]


@pytest.mark.parametrize("text", ["jan", "jan@", "jan@dorp", "jan dorp@dorp.nl", "jan@dorp..nl", "jan@-dorp.nl"])
def test_what_no_mail_can_reach_is_no_address(text: str) -> None:
    with pytest.raises(BadInput, match="Schrijf het anders"):
        email_address(text, wrong="Schrijf het anders.")


def test_an_address_comes_back_without_space_round_it() -> None:
    assert email_address(" jan.dorp+brink@buurt.example \n", wrong="") == "jan.dorp+brink@buurt.example"
