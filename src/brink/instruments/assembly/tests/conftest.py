"""Fixtures of an assembly."""

import pytest

from brink.instruments.assembly.tests.making import Beraad, make_beraad


@pytest.fixture
def beraad(db: None) -> Beraad:
    """One open assembly of four seats with twenty-four volunteers."""
    return make_beraad()
