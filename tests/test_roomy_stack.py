"""Calls below `with_room` ask the machine for no memory of their own, however deep they stand."""

import resource
from concurrent.futures import ThreadPoolExecutor

from tests.roomy_stack import with_room

CALLS = 500


def _nothing() -> None:
    pass


# A larger frame than of what calls it, so that the last depth in a chunk has no room for it.
_nothing.__code__ = _nothing.__code__.replace(co_stacksize=100)


def _fresh_pages(depth: int) -> int:
    """Go so many frames deep, call something many times there, and return how many pages of memory that touched."""
    if depth:
        return _fresh_pages(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _worst(depths: range) -> int:
    return max(_fresh_pages(depth) for depth in depths)


def test_no_depth_of_calls_asks_for_memory_at_each_call() -> None:
    depths = range(600)
    # In threads of their own: tests run with room. At the edge of a chunk each call does; if none does, this may go.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(_worst, depths).result() >= CALLS
        assert thread.submit(with_room, _worst, depths).result() < CALLS / 5


def test_it_gives_what_is_called_its_arguments_and_returns_its_answer() -> None:
    assert with_room(divmod, 7, 2) == (3, 1)
    assert with_room(int, "20", base=8) == 16
