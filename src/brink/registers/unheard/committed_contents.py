"""What of a group that is missed the public record commits to."""

from brink.domain.journal.contents import register
from brink.registers.unheard.models import UnheardGroup

register(
    UnheardGroup, process="record__process_id", words=("why", "intervention", "learned"),
    facts=("record", "measured_by", "begun_at", "ended", "ended_at"),
)  # fmt: skip
