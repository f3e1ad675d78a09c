"""One sign-up, given through the service that the page calls: what the contract suite needs."""

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.models import Round
from brink.instruments.assembly.pools import targets_of
from brink.instruments.assembly.services.signing_up import SignUpFacts, sign_up


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Let one person sign up; the name tells people apart, and which group they are of."""
    targets, number = targets_of(round), sum(person.encode())
    features = {}
    for category in dict.fromkeys(one.category for one in targets):
        own = [one.feature for one in targets if one.category == category]
        features[category] = own[number % len(own)]
    return sign_up(round=round, said=SignUpFacts(f"Mens {person}", f"9401 AB {person}", features), key=key)
