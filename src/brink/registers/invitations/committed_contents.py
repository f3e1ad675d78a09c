"""What of an invitation the public record commits to: whom it went to and how, not how many came."""

from brink.domain.journal.contents import register
from brink.registers.invitations.models import Invitation, Way

register(
    Invitation, process="record__process_id", words=("because", "learned"),
    facts=("record", "inviting_since", "ended_at"),
)  # fmt: skip
register(
    Way, process="invitation__record__process_id",
    facts=("invitation", "means", "area", "size", "starts_on", "ends_on", "cost_cents"),
    left_out={"came": "a count, told in whole tens", "code": "stands on paper, and leads to the question"},
)  # fmt: skip
