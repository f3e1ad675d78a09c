"""What of reach the public record commits to: the figures as they were counted."""

from brink.domain.journal.contents import register
from brink.domain.reach.models import RoundReach

register(
    RoundReach, process="round__process_id",
    figures=("ages", "sexes"), facts=("round", "active_people", "active_share"),
)  # fmt: skip
