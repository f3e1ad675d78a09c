"""Each thing that was asked for has a test that goes in by a door that people have, or says what is missing."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

import pytest

from tests.architecture.doors import exists, goes_through_a_door
from tests.architecture.layers import ROOT


def _tool() -> ModuleType:
    spec = spec_from_file_location("brink_tools_requirements", ROOT / "tools" / "requirements.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _tool()
TEXT = tool.DATA.read_text("utf-8")
ROWS = tool.read(TEXT)


def faults(rows: list[Any]) -> Iterator[str]:
    """Tell all that is wrong with these rows."""
    if [one.id for one in rows] != tool.ids():
        yield "an id is missing, unknown or out of order"
    for one in rows:
        if one.state not in tool.STATES or not 5 < len(one.name) < 120 or "|" in one.name + one.lacks:
            yield f"{one.id}: no state, no name, or a sign that breaks its table"
        if one.state == "works" and (one.lacks or one.issue):
            yield f"{one.id} works: nothing is missing"
        if one.state != "works" and not (len(one.lacks) > 4 and one.issue):
            yield f"{one.id} says not what is missing, or not which issue builds it"
        if bool(one.tests) == (one.state == "absent"):
            yield f"{one.id}: what is there has a test, what is not there has none"
        for test in one.tests:
            if not exists(test):
                yield f"{one.id}: {test} is no test"
            elif not goes_through_a_door(ROOT / test.split("::")[0], test.split("::")[1]):
                yield f"{one.id}: {test} opens no page and runs no command"


def test_each_requirement_is_shown_by_a_page_or_a_command_or_says_what_is_missing() -> None:
    assert list(faults(ROWS)) == []
    assert len([one for one in ROWS if one.id[0] != "M"]) == 171


def test_the_page_is_what_the_tool_makes() -> None:
    made = tool.page(ROWS)
    assert tool.PAGE.read_text("utf-8") == made, "python tools/requirements.py --write"


SERVICE = "src/brink/domain/contributions/tests/test_bundling.py::test_counts_can_be_made_again"
GONE = "src/brink/domain/contributions/tests/test_bundling.py::test_that_was_renamed"
HELPER = "src/brink/domain/decisions/tests/test_publishing.py::make_draft"


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        ("works", {"id": "W99"}), ("works", {"state": "almost"}), ("works", {"name": ""}),
        ("works", {"name": "een naam met een | erin"}), ("works", {"tests": ()}), ("works", {"tests": (SERVICE,)}),
        ("works", {"tests": (GONE,)}), ("works", {"tests": (HELPER,)}), ("works", {"issue": 12}),
        ("works", {"lacks": "nog iets"}), ("partly", {"lacks": ""}), ("partly", {"issue": 0}),
        ("partly", {"tests": ()}), ("absent", {"lacks": ""}), ("absent", {"issue": 0}),
        ("absent", {"tests": (SERVICE,)}),
    ],
)  # fmt: skip
def test_what_is_not_so_is_seen(state: str, changes: dict[str, Any]) -> None:
    place = next(number for number, one in enumerate(ROWS) if one.state == state)
    assert list(faults([*ROWS[:place], replace(ROWS[place], **changes), *ROWS[place + 1 :]])) != []
    assert list(faults(ROWS[1:])) != []


def test_an_id_that_stands_there_twice_is_seen() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tool.read(TEXT + '\n[W01]\nname = "nog eens"\nstate = "absent"\n')


@pytest.mark.parametrize(
    ("test", "through"),
    [
        # By a client in the test, a fixture of its file, that of a conftest, a helper of another file, a command.
        ("src/brink/domain/decisions/tests/test_publishing.py::test_a_summary_of_the_desk_is_shown_as_one", True),
        ("src/brink/domain/contributions/tests/test_desk.py::test_the_list_searches_and_narrows", True),
        ("src/brink/web/tests/test_pages.py::test_areas_are_searched", True),
        ("tests/journeys/test_f_a_new_province.py::test_from_an_empty_folder_to_the_first_question", True),
        ("src/brink/methods/files/tests/test_draw_command.py::test_the_json_has_what_is_promised", True),
        # Services alone, and a pure function.
        ("src/brink/domain/contributions/tests/test_bundling.py::test_counts_can_be_made_again", False),
        ("src/brink/domain/processes/tests/test_rounds.py::test_a_closed_round_stays_closed", False),
        ("src/brink/foundation/tests/test_workdays.py::test_a_saturday_and_a_sunday_are_no_working_days", False),
    ],
)
def test_doors_are_told_from_what_touches_a_function_alone(test: str, through: bool) -> None:
    assert exists(test), test
    path, name = test.split("::")
    assert goes_through_a_door(ROOT / path, name) is through
