"""Two filled bodies with a browser for each role."""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from tests.safety.filled_body import FilledBody, client_of, fill_body
from tests.sampling import commits


@dataclass
class TwoBodies:
    """Two bodies, and a browser for each role."""

    filled: FilledBody
    other: FilledBody
    _browsers: dict[str, Client] = field(default_factory=dict)

    def browser(self, role: str) -> Client:
        """Return the browser of somebody with this role in the first body; "other officer" works at the second."""
        if role not in self._browsers:
            self._browsers[role] = client_of(self.filled, role, self.other)
        return self._browsers[role]


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    """Photos of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture(scope="module")
def _made_once(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[TwoBodies, Path] | None]:  # fmt: skip
    """Make two bodies for all tests of a module, in a transaction around those of the tests.

    None where that cannot be: a test that commits would keep what the module made.
    """
    inside = [one for one in request.session.items if one.path == request.path]
    with django_db_blocker.unblock():
        if any(commits(one) for one in inside):
            yield None
            return
        uploads = tmp_path_factory.mktemp("uploads")
        around = transaction.atomic()
        # As Django marks the transactions of its own test cases: mail and what must be outermost look past it.
        around._from_testcase = True  # type: ignore[attr-defined]
        with around:
            with override_settings(MEDIA_ROOT=uploads):
                made = TwoBodies(fill_body(), fill_body("assen"))
            django_db_blocker.block()
            yield made, uploads
            django_db_blocker.unblock()
            transaction.set_rollback(True)


@pytest.fixture
def two_bodies(_made_once: tuple[TwoBodies, Path] | None, db: None, tmp_path: Path) -> TwoBodies:
    """Return two filled bodies, to do with as a test likes."""
    if _made_once is None:
        return TwoBodies(fill_body(), fill_body("assen"))
    made, uploads = _made_once
    shutil.copytree(uploads, tmp_path / "uploads", dirs_exist_ok=True)
    return deepcopy(made)
