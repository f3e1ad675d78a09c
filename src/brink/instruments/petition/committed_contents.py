"""What the public record commits to: the scheduling and the checks, and of a proposal what stands on the site."""

from brink.domain.journal.contents import register
from brink.instruments.petition.models import Check, Scheduling

register(
    Scheduling, process="round__process_id", words=("reason", "speaking", "forwarded_to", "result"),
    facts=("round", "choice", "decided_on", "meeting_on", "recommended", "result_on", "told_at"),
)  # fmt: skip
register(
    Check, process="round__process_id", words=("seed_source", "second"),
    facts=("round", "full", "total", "size", "allowed", "seed", "wrong", "passed", "finished_at"),
)  # fmt: skip
