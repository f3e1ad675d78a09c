"""Every table whose public rows hold words or pictures of residents.

What is registered at `public_words` can be reported. A new table that anybody may read is registered there, or named
in a test as words of the house, or that test fails (`domain/reports/tests/test_reportable.py`).

What somebody gave to a body alone may be put on the site by that body later, as the question of a petition: such words
are registered at `taken_up_words`, so that they can be reported and hidden where they stand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from brink.domain.contributions.models import Contribution
from brink.foundation.points import Point


@dataclass(frozen=True, slots=True)
class WordsOf:
    """A table of residents' words: the look-up from its row to the contribution that they are."""

    contribution: str


public_words: Point[WordsOf] = Point("public-words")


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Words that a body took over from a contribution and put on the site.

    `made` tells whether anybody may read what was made of a contribution, `stands` whether its words stand there now.
    `follow` makes those words follow the visibility of the contribution, hidden or shown again, in the act that moves
    it. `stays` says in a sentence what of them stays there when their giver withdraws them now, "" when nothing does.
    """

    made: Callable[[Contribution], bool]
    stands: Callable[[Contribution], bool]
    follow: Callable[[Contribution], object]
    stays: Callable[[Contribution], str]


taken_up_words: Point[TakenUp] = Point("taken-up-words")


def was_taken_up(contribution: Contribution) -> bool:
    """Tell whether something that anybody may read was made of these words, hidden by now or not."""
    return any(one.made(contribution) for one in taken_up_words.all())


def what_stays(contributions: Iterable[Contribution]) -> list[str]:
    """Return what stays on the site when these words are withdrawn now: their giver reads it before and after."""
    said = (one.stays(contribution) for contribution in contributions for one in taken_up_words.all())
    return list(dict.fromkeys(filter(None, said)))


def stands_taken_up(contribution: Contribution) -> bool:
    """Tell whether anybody can read these words where a body put them."""
    return any(one.stands(contribution) for one in taken_up_words.all())
