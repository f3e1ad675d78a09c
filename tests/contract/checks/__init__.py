"""The promises of DESIGN §5 as checks. Each takes a filled round, may change all of it (it is put back), and asserts.

A check stands here under the name of the promise it keeps. `ALL` holds them in the order of the chapters below; the
contract suite runs all of them over every instrument, and over instruments that break exactly one promise each.
"""

from collections.abc import Callable

from tests.contract.filled_round import FilledRound

Check = Callable[[FilledRound], None]
ALL: dict[str, Check] = {}


def promise(check: Check) -> Check:
    """Add a check to the suite, under its own name."""
    assert check.__name__ not in ALL
    ALL[check.__name__] = check
    return check


from tests.contract.checks import counts, giving, landing, pages, paper, privacy, round_and_outcome, texts  # noqa: E402

__all__ = ["ALL", "counts", "giving", "landing", "pages", "paper", "privacy", "promise", "round_and_outcome", "texts"]
