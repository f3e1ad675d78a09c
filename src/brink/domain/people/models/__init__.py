"""Bodies, their organs and people, and the accounts with which people come in."""

from brink.domain.people.models.absence import Absence
from brink.domain.people.models.account import Account, AccountManager
from brink.domain.people.models.attempts import Attempts
from brink.domain.people.models.body import Body, Organ, Tenanted
from brink.domain.people.models.grant import RoleGrant
from brink.domain.people.models.group import CouncilGroup
from brink.domain.people.models.person import AreaContact, Membership, Person
from brink.domain.people.models.team import Team, TeamMember

__all__ = [
    "Absence",
    "Account",
    "AccountManager",
    "AreaContact",
    "Attempts",
    "Body",
    "CouncilGroup",
    "Membership",
    "Organ",
    "Person",
    "RoleGrant",
    "Team",
    "TeamMember",
    "Tenanted",
]
