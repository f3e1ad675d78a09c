"""The suite sees what it is for: each bad instrument fails by the checks meant for it, and by no other.

Runs where the folder of the example has been added (`make test` does that: tests/added_folders.py). That no other check
fails is asked of a sample of them (`tests/sampling.py`).
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction

from brink.domain.processes.instrument import registry
from tests.contract import bad, checks
from tests.contract.bad import Bad
from tests.contract.conftest import EXAMPLE
from tests.contract.filled_round import FilledRound
from tests.contract.test_instruments import NOT_YET
from tests.sampling import drawn

WAITS = frozenset(name for key, name in NOT_YET if key == EXAMPLE)
NOT_MEANT = [(one.name, name) for one in bad.ALL for name in checks.ALL if name not in one.breaks]
WALKED = drawn("bad instruments × the check meant for them", bad.ALL, share=0.8, least=12)
OTHERS = drawn("bad instruments × checks that are not meant for them", NOT_MEANT, share=0.08)


@pytest.fixture
def spoiled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bad]:
    """Put a bad instrument in the place of the example."""
    good = registry[EXAMPLE]
    registry.remove(EXAMPLE)
    registry.register(request.param.spoil(monkeypatch))
    yield request.param
    registry.remove(EXAMPLE)
    registry.register(good)


def asked(one: Bad) -> list[str]:
    """Return the checks to run over a bad instrument: those meant for it, and others."""
    return [name for name in checks.ALL if name in one.breaks or (one.name, name) in OTHERS]


def failing(made: FilledRound, names: list[str]) -> set[str]:
    """Run these checks over the instrument that stands in the registry; return the names of those that fail."""
    found = set()
    for name in names:
        with transaction.atomic():
            try:
                checks.ALL[name](replace(made.again(), instrument=registry[EXAMPLE], found={}))
            except AssertionError:
                found.add(name)
            transaction.set_rollback(True)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("spoiled", WALKED, ids=lambda one: one.name, indirect=True)
@pytest.mark.parametrize("made", [registry[EXAMPLE]], ids=[""], indirect=True)
def test_it_fails_by_the_check_meant_for_it(made: FilledRound, spoiled: Bad) -> None:
    assert failing(made, asked(spoiled)) - WAITS == set(spoiled.breaks) - WAITS


def test_every_check_sees_something() -> None:
    seen = {name for one in bad.ALL for name in one.breaks}
    assert set(checks.ALL) - seen == set()
    assert len(bad.ALL) >= 12
    assert len({one.name for one in bad.ALL}) == len(bad.ALL)
