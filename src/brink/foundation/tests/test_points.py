"""The shape of an extension point: in order, once, and open to tests."""

from collections.abc import Iterator

import pytest

from brink.foundation import points as module
from brink.foundation.points import Point


@pytest.fixture
def point() -> Iterator[Point[int]]:
    yield Point[int]("only a test")
    del module._points["only a test"]


def test_all_come_by_order_and_then_by_name(point: Point[int]) -> None:
    point.register("b", 2)
    point.register("a", 1)
    point.register("first", 0, order=10)
    assert point.all() == (0, 1, 2)
    assert list(point.named()) == ["first", "a", "b"]
    assert (point.get("b"), point.get("nobody")) == (2, None)


def test_a_name_is_taken_once(point: Point[int]) -> None:
    point.register("a", 1)
    with pytest.raises(ValueError, match="a is registered at only a test already"):
        point.register("a", 2)
    assert point.all() == (1,)
    point.remove("a")
    assert point.all() == ()


def test_two_points_have_no_one_key(point: Point[int]) -> None:
    with pytest.raises(ValueError, match="there is an extension point"):
        Point[int]("only a test")
