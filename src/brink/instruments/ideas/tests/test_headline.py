"""Rules of ideas: what is published, when it moves, and what a text becomes in a list."""

from hypothesis import given
from hypothesis import strategies as st

from brink.foundation.disclosure import K, follow, safe_cells
from brink.instruments.ideas.headline import opening, split


@given(st.lists(st.sampled_from([1, -1]), max_size=120))
def test_published_support_is_never_small_and_moves_only_by_ten_or_more(steps: list[int]) -> None:
    real = shown = 0
    for step in steps:
        real = max(0, real + step)
        after = follow(real, shown)
        assert after == 0 or after >= K
        assert after == shown or abs(real - shown) >= 10
        shown = after


def test_one_act_cannot_be_watched() -> None:
    assert [follow(real, 20) for real in range(11, 30)] == [20] * 19
    assert (follow(30, 20), follow(10, 20), follow(9, 20)) == (30, 10, 0)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=8))
def test_left_out_cells_cannot_be_found_by_subtraction(counts: dict[str, int]) -> None:
    kept = safe_cells(counts)
    assert all(number >= K and counts[name] == number for name, number in kept.items())
    rest = sum(counts.values()) - sum(kept.values())
    assert rest == 0 or rest >= K or not kept


@given(st.text(max_size=400), st.text(max_size=60))
def test_a_list_never_says_what_was_not_said(text: str, title: str) -> None:
    above, below = split(title, text)
    if title:
        assert above == title
    else:
        line = " ".join(text.split())
        assert line.startswith(above.removesuffix(" …"))
        assert below.removesuffix(" …") in line


@given(st.text(max_size=400))
def test_the_page_of_an_idea_says_everything(text: str) -> None:
    heading, words = opening("", text)
    assert words == text or "".join((heading + words).split()) == "".join(text.split())
