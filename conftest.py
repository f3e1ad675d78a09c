"""Fixtures that every test may use. Those for Django come in where it is installed: the methods are tested without."""

import atexit
import gc
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from _pytest.runner import pytest_runtest_protocol as run_protocol
from hypothesis import HealthCheck, settings
from tests import sampling
from tests.roomy_stack import with_room

if "BRINK_DATA" not in os.environ:
    # The workers of a run get the folder from the process that starts them, which clears it up.
    os.environ["BRINK_DATA"] = _data = tempfile.mkdtemp(prefix="brink-test-")
    atexit.register(shutil.rmtree, _data, ignore_errors=True)
Path(os.environ["BRINK_DATA"]).mkdir(parents=True, exist_ok=True)
os.environ.setdefault("BRINK_SECRET_KEY", "only for tests, long enough to be of use to nobody")

# Looking for circles among the many objects of a test run costs 6 to 9 % of it at Python's own thresholds.
gc.set_threshold(100_000, 50, 100)

pytest_plugins = ["tests.django_fixtures"] if find_spec("django") else []


# The same examples each time, so that a red run can be repeated; `--hypothesis-profile explore` looks for new ones.
# How long examples take to make says how busy the machine is, and nothing about the code.
_BUSY = (HealthCheck.too_slow,)
settings.register_profile("same", derandomize=True, suppress_health_check=_BUSY)
settings.register_profile("explore", derandomize=False, suppress_health_check=_BUSY)
settings.load_profile("same")


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """Return the folder with real data; tests that need it say so with the mark `reference_data`."""
    folder = os.environ.get("BRINK_REFERENCE_DATA")
    if not folder:
        pytest.skip("BRINK_REFERENCE_DATA is not set")
    return Path(folder)


def pytest_configure(config: pytest.Config) -> None:
    """Begin the list of what walks take; the workers of a spread run add to the one of the process that starts them."""
    if not hasattr(config, "workerinput"):
        sampling.begin()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs to run on one database only, in the run on the second."""
    if os.environ.get("BRINK_SECOND_DATABASE") and not sampling.EXHAUSTIVE:
        items[:], left = sampling.on_second_database(items)
        config.hook.pytest_deselected(items=left)
    # Whatever takes half a minute begins first, so that no worker waits at the end for the other to finish it.
    items.sort(key=lambda one: one.get_closest_marker("long") is None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test with room for deep calls."""
    return with_room(run_protocol, item, nextitem)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was walked of every register."""
    for line in sampling.table():
        terminalreporter.write_line(line)
