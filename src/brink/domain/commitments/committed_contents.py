"""What of a promise the public record commits to: what was promised, what was done about it, what was spent."""

from brink.domain.commitments.models import Commitment, CommitmentStep, Spending
from brink.domain.journal.contents import register

register(
    Commitment, process="record__process_id", words=("receiver", "said_at", "reason", "evidence"),
    facts=("record", "organ", "answer", "event", "accepted_at", "called_at", "outcome", "outcome_at", "amount_cents"),
    left_out={
        "reported_at": "between the owner and the clerk",
        "objected_at": "between the body and who it was promised to", "objection": "for the desk alone",
        "objected_by": "who said it is for the desk alone",
    },
)  # fmt: skip
register(CommitmentStep, process="commitment__record__process_id", words=("note",), facts=("commitment", "kind"))
register(Spending, process="commitment__record__process_id", words=("what",), facts=("commitment", "on", "cents"))
