"""F6: an outcome is told from the side of whoever reads it."""

from itertools import product

from brink.domain.contributions.giver_side import DOES_NOT, HAPPENS, from_the_givers_side
from brink.domain.contributions.models import OutcomeCode

SILENT = {OutcomeCode.ELSEWHERE, OutcomeCode.COLLECTIVE, OutcomeCode.STOPPED}


def test_every_outcome_is_sorted() -> None:
    assert HAPPENS | DOES_NOT | SILENT | {OutcomeCode.PARTLY} == set(OutcomeCode)


def test_what_is_otherwise_than_somebody_said_is_said_and_nothing_else_is() -> None:
    """Somebody for it hears it when it does not happen, somebody against it when it does; who did neither, nothing."""
    otherwise = {
        (side, outcome)
        for side, outcome in product((-1, 0, 1), OutcomeCode)
        if "anders dan u zei" in from_the_givers_side(side, outcome)
    }
    partly = {(1, OutcomeCode.PARTLY), (-1, OutcomeCode.PARTLY)}
    assert otherwise == {(1, one) for one in DOES_NOT} | {(-1, one) for one in HAPPENS} | partly
    assert {from_the_givers_side(0, one) for one in OutcomeCode} == {""}
    assert {from_the_givers_side(side, one) for side in (-1, 1) for one in SILENT} == {""}
    assert from_the_givers_side(-1, OutcomeCode.WEIGHED).startswith("Dit is zoals u zei")
