"""Who signed up, and which letter was used, is known after the keys were rotated (tests/safety/test_rotation.py)."""

from collections.abc import Callable

import pytest
from tests.builders import World

from brink.domain.contributions.services.self_service import withdraw
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.assembly.services.letters import WaveFacts, codes_of, make_letters
from brink.instruments.assembly.services.signing_up import SignUpFacts, sign_up
from brink.instruments.assembly.tests.making import OFFICER, make_beraad

Rotate = Callable[[], None]
KEY = "k" * 22
SAID = SignUpFacts("Jan Proef", "9401 AB 12", {"Leeftijd": "oud", "Geslacht": "man"})


def a_person_still_counts_once(rotate: Rotate) -> None:
    round = make_beraad(people=0).round
    first = sign_up(round=round, said=SAID, key=KEY)
    rotate()
    assert sign_up(round=round, said=SAID, key=KEY).contribution == first.contribution
    with pytest.raises(NotNow, match="U staat al op de lijst"):
        sign_up(round=round, said=SAID, key="l" * 22)


def who_withdrew_is_known(rotate: Rotate) -> None:
    round = make_beraad(people=0).round
    given = sign_up(round=round, said=SAID, key=KEY)
    withdraw(contribution=given.contribution, code=given.code)
    rotate()
    with pytest.raises(NotNow, match="afgemeld"):
        sign_up(round=round, said=SAID, key="l" * 22)


def a_letter_still_lets_one_person_in(rotate: Rotate) -> None:
    round = make_beraad(people=0).round
    facts = WaveFacts("Proefdorp", "Verordening", 1)
    wave = make_letters(round=round, facts=facts, actor=OFFICER, key=None)
    ((_number, code),) = codes_of(wave)
    rotate()
    assert list(codes_of(wave)) == [(1, code)]
    sign_up(round=round, said=SignUpFacts(SAID.name, SAID.address, SAID.features, code=code), key=KEY)
    with pytest.raises(BadInput, match="Deze code kennen wij niet"):
        sign_up(round=round, said=SignUpFacts("Piet", "9401 AB 13", SAID.features, code=code), key="l" * 22)


def write_encrypted(world: World) -> None:
    """Let somebody sign up with all that is encrypted of them."""
    said = SignUpFacts(
        SAID.name, SAID.address, SAID.features, email="jan@voorbeeld.invalid", phone="0592 123456", needs="Ringleiding"
    )
    sign_up(round=make_beraad(people=0, world=world, slug="beraad").round, said=said, key=KEY)


SCENARIOS: dict[str, Callable[[Rotate], None]] = {
    "assembly person": a_person_still_counts_once,
    "assembly act of person": who_withdrew_is_known,
    "assembly letter": a_letter_still_lets_one_person_in,
}
