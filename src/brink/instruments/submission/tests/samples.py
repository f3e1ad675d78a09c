"""How one submission is given, through the service that the page calls: what the contract suite needs."""

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.models import Round
from brink.instruments.submission.services.sending import Filing, Signer, submit


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Send one in. The words are never on the site, whatever was asked: `closed` makes no difference here."""
    signer = Signer(f"Mens {person}", "Brinkweg 1, 9441 AA Orvelte")
    return submit(round=round, filing=Filing(words, (signer,), email="mens@voorbeeld.invalid"), key=key)
