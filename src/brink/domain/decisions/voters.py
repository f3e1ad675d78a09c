"""Which fracties may vote on a decision, with how many seats, and what is wrong with votes that were counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import ngettext

from brink.domain.decisions.models import Decision
from brink.domain.people.group_queries import counted_seats, groups_on
from brink.domain.people.models import CouncilGroup
from brink.foundation.organs import OrganKind

# In these organs fracties vote. An executive has none: whoever counts votes there writes names.
OF_GROUPS = frozenset({OrganKind.COUNCIL, OrganKind.COMMITTEE, OrganKind.PRESIDIUM})


@dataclass(frozen=True, slots=True)
class Voter:
    """A fractie that was there on the day of a decision, with its seats on that day."""

    group: CouncilGroup
    seats: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The votes of one fractie, by its name."""

    group: str
    in_favour: int
    against: int


def voters(decision: Decision) -> list[Voter] | None:
    """Return the fracties that were there on the day of a decision; None where fracties do not vote. Two queries."""
    if decision.organ.role not in OF_GROUPS:
        return None
    groups = list(groups_on(decision.organ, decision.on).order_by("name"))
    seats = counted_seats(groups, decision.on)
    return sorted((Voter(one, seats[one.pk]) for one in groups), key=lambda one: (-one.seats, one.group.name))


def named(found: Sequence[Voter] | None, name: str) -> Voter | None:
    """Return the voter of this name."""
    wanted = " ".join(name.lower().split())
    return next((one for one in found or () if one.group.name.lower() == wanted), None)


def faults(decision: Decision, found: Sequence[Voter] | None, votes: Iterable[Counted]) -> list[str]:
    """Say what cannot be in these votes: a fractie that was not there that day, or more votes than it had seats."""
    if found is None:
        return []
    said, day = list[str](), date_format(decision.on, "j F Y")
    for vote in votes:
        voter, total = named(found, vote.group), vote.in_favour + vote.against
        words = {"group": vote.group, "day": day, "organ": decision.organ.told}
        if voter is None:
            sentence = ngettext(
                "Op %(day)s had %(organ)s geen fractie ‘%(group)s’. Fracties voegt u toe bij Organisatie.",
                "Op %(day)s hadden %(organ)s geen fractie ‘%(group)s’. Fracties voegt u toe bij Organisatie.",
                decision.organ.number,
            )
            said.append(sentence % words)
        elif total > voter.seats:
            sentence = ngettext(
                "%(group)s had op %(day)s %(seats)d zetel. U telt %(total)d stemmen.",
                "%(group)s had op %(day)s %(seats)d zetels. U telt %(total)d stemmen.",
                voter.seats,
            )
            said.append(sentence % (words | {"seats": voter.seats, "total": total}))
    return said
