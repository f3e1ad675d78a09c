"""Two filled bodies with a browser for each role."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from django.db import connection, transaction
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


Made = tuple[Any, Path]


@pytest.fixture(scope="session")
def _images() -> dict[str, Any]:
    """What a worker makes once: the database as tests find it, and as it was filled, to be put back as a whole."""
    return {}


def _made_once(name: str, make: Callable[[], Any]) -> Any:
    """Return a fixture: what is made for all tests of a module, below their transactions, and the files of it.

    None where that cannot be: a test that commits would keep what the module made.
    """

    @pytest.fixture(scope="module", name=f"_{name}_made")
    def made(
        request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any, _images: dict[str, Any],
        tmp_path_factory: pytest.TempPathFactory,
    ) -> Iterator[Made | None]:  # fmt: skip
        inside = [one for one in request.session.items if one.path == request.path]
        if any(commits(one) for one in inside):
            yield None
            return

        def with_files() -> Made:
            uploads = tmp_path_factory.mktemp("uploads")
            with override_settings(MEDIA_ROOT=uploads):
                return make(), uploads

        with django_db_blocker.unblock():
            putting = _from_image(_images, name, with_files) if connection.vendor == "sqlite" else _around(with_files)
            with putting as found:
                django_db_blocker.block()
                yield found
                django_db_blocker.unblock()

    return made


@contextmanager
def _around(make: Callable[[], Made]) -> Iterator[Made]:
    """Make it in a transaction around those of the tests."""
    around = transaction.atomic()
    # As Django marks the transactions of its own test cases: mail and what must be outermost look past it.
    around._from_testcase = True  # type: ignore[attr-defined]
    with around:
        yield make()
        transaction.set_rollback(True)


@contextmanager
def _from_image(images: dict[str, Any], name: str, make: Callable[[], Made]) -> Iterator[Made]:
    """Put the database of SQLite as the first module of this worker filled it, and afterwards as it was."""
    if name not in images:
        images.setdefault("empty", _image())
        images[name] = (make(), _image())
    else:
        _put_back(images[name][1])
    try:
        yield images[name][0]
    finally:
        _put_back(images["empty"])


def _image() -> sqlite3.Connection:
    image = sqlite3.connect(":memory:")
    connection.ensure_connection()
    connection.connection.backup(image)
    return image


def _put_back(image: sqlite3.Connection) -> None:
    connection.ensure_connection()
    image.backup(connection.connection)


def _own(made: Made | None, tmp_path: Path, make: Callable[[], Any]) -> Any:
    """Return what was made, to do with as a test likes."""
    if made is None:
        return make()
    found, uploads = made
    shutil.copytree(uploads, tmp_path / "uploads", dirs_exist_ok=True)
    return deepcopy(found)


def _make_two() -> TwoBodies:
    return TwoBodies(fill_body(), fill_body("assen"))


_two_bodies_made = _made_once("two_bodies", _make_two)
_filled_made = _made_once("filled", fill_body)


@pytest.fixture
def two_bodies(_two_bodies_made: Made | None, db: None, tmp_path: Path) -> TwoBodies:
    """Return two filled bodies, to do with as a test likes."""
    return cast(TwoBodies, _own(_two_bodies_made, tmp_path, _make_two))


@pytest.fixture
def filled(_filled_made: Made | None, db: None, tmp_path: Path) -> FilledBody:
    """Return one filled body, to do with as a test likes."""
    return cast(FilledBody, _own(_filled_made, tmp_path, fill_body))
