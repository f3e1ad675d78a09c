"""What a worker keeps stays within its bounds and is never older than its seconds."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.foundation.kept_pages import LARGEST, KeptPage, KeptPages


def page(size: int) -> KeptPage:
    return KeptPage((b"x" * size,), (), ())


def test_a_page_is_there_for_its_seconds_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    kept = KeptPages(seconds=5)
    kept.keep("a", page(10))
    now = 105.0
    assert kept.find("a") == page(10)
    now = 105.1
    assert kept.find("a") is None
    assert kept._bytes == 0


def test_what_is_too_large_is_not_kept_and_without_seconds_nothing_is() -> None:
    kept = KeptPages()
    kept.keep("a", page(LARGEST))
    assert kept.find("a") is None
    never = KeptPages(seconds=0)
    never.keep("a", page(1))
    assert never.find("a") is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3_000)), max_size=60))
def test_whatever_is_kept_stays_within_the_bound_and_the_newest_is_there(asked: list[tuple[int, int]]) -> None:
    kept = KeptPages(most_bytes=8_000)
    for key, size in asked:
        kept.keep(key, page(size))
        assert kept._bytes == sum(one.size for _at, one in kept._pages.values()) <= 8_000
        assert kept.find(key) == page(size)
    kept.clear()
    assert (kept._bytes, len(kept._pages)) == (0, 0)


def test_an_address_is_asked_again_only_within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the suite lets every address be asked again
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    kept = KeptPages()
    told = [kept.asked_again("a")]
    now = 159.0
    told.append(kept.asked_again("a"))
    now = 220.0
    told.append(kept.asked_again("a"))
    assert told == [False, True, False]
