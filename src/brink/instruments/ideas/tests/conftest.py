"""Fixtures of the tests of ideas."""

from pathlib import Path
from typing import Any

import pytest
from tests.builders import World, make_process, make_round, make_world

from brink.domain.processes.models import Round

BASE = "/processen/wonen/ronde-1/ideeen/"


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    """Photos of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))
