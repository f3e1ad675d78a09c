"""What every instrument keeps to: every promise of `checks`, over the whole registry. A new one gets these for free."""

import pytest

from brink.domain.processes.instrument import registry
from tests.contract.checks import ALL
from tests.contract.filled_round import FilledRound

# Promises that an instrument does not keep yet, each with the reason. A kept one in this list fails too.
NOT_YET: dict[tuple[str, str], str] = {}

INSTRUMENTS = list(registry)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("made", INSTRUMENTS, ids=lambda one: one.card.key, indirect=True)
def test_it_keeps_its_promise(filled: FilledRound, name: str, request: pytest.FixtureRequest) -> None:
    reason = NOT_YET.get((filled.instrument.card.key, name))
    if reason is not None:
        request.node.add_marker(pytest.mark.xfail(reason=reason, strict=True))
    ALL[name](filled)


def test_exceptions_are_about_what_is_there() -> None:
    assert {name for _key, name in NOT_YET} <= set(ALL)
