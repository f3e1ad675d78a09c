"""What of an assignment the public record commits to: all of it."""

from brink.domain.journal.contents import register
from brink.registers.assignments.models import Assignment

register(
    Assignment, process="record__process_id", words=("reference", "product", "proof", "note"),
    facts=(
        "record", "given_by", "given_to", "given_on", "begun_at", "delivered_at", "adopted_at", "lapsed_at",
    ),
)  # fmt: skip
