"""How far a kader has been adopted. Pure: no queries."""

from collections.abc import Collection
from enum import StrEnum

from brink.foundation.visibility import Role


class Standing(StrEnum):
    """How far a version has come. A kader belongs to two organs and counts when both adopted it."""

    PROPOSAL = "proposal"
    HALF = "half"
    ADOPTED = "adopted"


def standing(organ_roles: Collection[str]) -> Standing:
    """Return how far a version has come, from the roles of the organs that adopted it."""
    both = {Role.COUNCIL.value, Role.EXECUTIVE.value} & set(organ_roles)
    return (Standing.PROPOSAL, Standing.HALF, Standing.ADOPTED)[len(both)]
