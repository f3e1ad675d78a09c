"""Two filled bodies with a browser for each role."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.safety.filled_body import FilledBody, client_of, fill_body


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


@pytest.fixture
def two_bodies(db: None) -> TwoBodies:
    return TwoBodies(fill_body(), fill_body("assen"))
