"""Each thing that was asked for has a test that goes in by a door that people have, or says what is missing."""

import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

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


def test_every_id_stands_there_once_and_in_order() -> None:
    assert [one.id for one in ROWS] == tool.ids()
    assert len([one for one in ROWS if one.id[0] != "M"]) == 171


def test_each_says_what_it_is_and_how_it_stands() -> None:
    for one in ROWS:
        assert one.state in tool.STATES, one.id
        assert 5 < len(one.name) < 120, one.id
        assert "|" not in one.name + one.lacks, f"{one.id} breaks its table"


def test_what_works_has_a_test_and_what_does_not_says_what_is_missing() -> None:
    for one in ROWS:
        if one.state == "works":
            assert one.tests, f"{one.id} works and no test shows it"
            assert not one.issue, f"{one.id} works: nothing is left to build"
        else:
            assert one.lacks, f"{one.id} says not what is missing"
            assert one.issue > 0, f"{one.id} says not which issue builds it"
        if one.state == "partly":
            assert one.tests, f"{one.id}: what works of it is shown by no test"
        if one.state == "absent":
            assert not one.tests, f"{one.id} is absent and has a test: then it is there in part"


@pytest.mark.parametrize("test", sorted({test for one in ROWS for test in one.tests}))
def test_a_named_test_exists_and_goes_through_a_page_or_a_command(test: str) -> None:
    assert exists(test), f"{test} is no test"
    path, name = test.split("::")
    assert goes_through_a_door(ROOT / path, name), f"{test} opens no page and runs no command"


def test_the_page_is_what_the_tool_makes() -> None:
    made = tool.page(ROWS)
    assert tool.PAGE.read_text("utf-8") == made, "python tools/requirements.py --write"


def test_an_id_that_stands_there_twice_is_seen() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tool.read(TEXT + '\n[W01]\nname = "nog eens"\nstate = "absent"\n')


@pytest.mark.parametrize(
    ("test", "through"),
    [
        # By a client in the test, by a fixture of its file, by that of a conftest, by a helper of another file, by a command.
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
