"""What an outcome means for the person who reads it: somebody who was against reads "adopted" the other way round."""

from django.utils.translation import gettext as _

from brink.domain.contributions.models import OutcomeCode

HAPPENS = frozenset({OutcomeCode.ADOPTED, OutcomeCode.PLANNED})
DOES_NOT = frozenset({OutcomeCode.WEIGHED, OutcomeCode.OUTSIDE, OutcomeCode.UNUSABLE, OutcomeCode.PARKED})


def from_the_givers_side(side: int, outcome: str) -> str:
    """Say whether this is what its giver said; "" where there is nothing to say.

    `side` is 1 for who was for it, -1 for who was against, 0 for who was neither.
    """
    if side > 0:
        if outcome == OutcomeCode.PARTLY:
            return _("Dit is voor een deel anders dan u zei.")
        return _("Dit is anders dan u zei: het gaat niet zo, of nu nog niet.") if outcome in DOES_NOT else ""
    if side < 0:
        if outcome in HAPPENS:
            return _("Dit is anders dan u zei: u was het oneens, en het gaat toch zo.")
        if outcome == OutcomeCode.PARTLY:
            return _("Dit is voor een deel anders dan u zei: u was het oneens, en een deel gaat toch zo.")
        return _("Dit is zoals u zei: u was het oneens, en het gaat niet zo.") if outcome in DOES_NOT else ""
    return ""
