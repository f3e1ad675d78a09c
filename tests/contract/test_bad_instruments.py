"""The suite sees what it is for: each bad instrument fails by the checks meant for it, and by no other.

Runs where the folder of the example has been added (tests/test_example_instrument.py does that).
"""

from collections.abc import Iterator

import pytest
from django.db import transaction

from brink.domain.processes.instrument import registry
from tests.contract import bad, checks
from tests.contract.bad import Bad
from tests.contract.conftest import EXAMPLE
from tests.contract.stage import make_stage
from tests.contract.test_instruments import NOT_YET

WAITS = frozenset(name for key, name in NOT_YET if key == EXAMPLE)


@pytest.fixture
def spoiled(request: pytest.FixtureRequest, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bad]:
    """Put a bad instrument in the place of the example."""
    good = registry[EXAMPLE]
    registry.remove(EXAMPLE)
    registry.register(request.param.spoil(monkeypatch))
    yield request.param
    registry.remove(EXAMPLE)
    registry.register(good)


def failing() -> set[str]:
    """Run all checks over the instrument that stands in the registry; return the names of those that fail."""
    made, found = make_stage(registry[EXAMPLE]), set()
    for name, check in checks.ALL.items():
        with transaction.atomic():
            try:
                check(made.again())
            except AssertionError:
                found.add(name)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("spoiled", bad.ALL, ids=lambda one: one.name, indirect=True)
def test_it_fails_by_the_check_meant_for_it(spoiled: Bad) -> None:
    assert failing() - WAITS == set(spoiled.breaks) - WAITS


def test_every_check_sees_something() -> None:
    seen = {name for one in bad.ALL for name in one.breaks}
    assert set(checks.ALL) - seen == set()
    assert len(bad.ALL) >= 12
    assert len({one.name for one in bad.ALL}) == len(bad.ALL)
