"""A new instrument or register is one new folder and no edit elsewhere.

Three folders are added to a copy of the house: the example instrument, and a poll and a register of benches as small as
the kits allow. `make test` runs the suite on SQLite in that copy, and the one on PostgreSQL in the house as it is.
"""

import os

import pytest

from tests.added_folders import FOLDERS, ROOT, lines_of

MOST = {"instruments/poll": 150, "registers/benches": 250}


@pytest.mark.skipif("BRINK_ADDED_FOLDERS" not in os.environ, reason="the house as it is")
def test_this_run_asks_a_house_with_the_folders_in_it() -> None:
    from django.apps import apps

    names = {config.name for config in apps.get_app_configs()}
    assert [place for place in FOLDERS if f"brink.{place.replace('/', '.')}" not in names] == []
    # The house that is asked is the copy: nothing of the one that it was made from is imported.
    assert {config.path.startswith(str(ROOT)) for config in apps.get_app_configs() if "brink." in config.name} == {True}


@pytest.mark.parametrize(("place", "most"), MOST.items(), ids=list(MOST))
def test_they_are_small(place: str, most: int) -> None:
    """The whole of a folder but its tests: Python with migrations, templates, docs, words, catalogue."""
    found = lines_of(FOLDERS[place])
    assert sum(found.values()) <= most, found
