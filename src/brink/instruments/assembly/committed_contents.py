"""What of an assembly the public record commits to: the commission, the draw, the advice, and what became of it."""

from brink.domain.journal.contents import register
from brink.instruments.assembly.models import (
    Assembly,
    Commission,
    Draw,
    Expert,
    FollowUp,
    OrganReply,
    Recommendation,
    Sitting,
    Target,
)

register(
    Commission, process="round__process_id", words=("promise",),
    facts=("round", "organ", "position", "adopted_on", "reply_by"),
)  # fmt: skip
register(
    Target, process="round__process_id", words=("category", "feature", "source"),
    facts=("round", "position", "least", "most"),
)  # fmt: skip
register(
    Draw, process="round__process_id", words=("source", "withdrawn_reason"),
    facts=("round", "number", "seats", "people", "pick", "commitment", "committed_at", "ticket", "held_at",
           "withdrawn_at"),
    left_out={
        "test": "only real draws are read by everybody", "progress": "how far the method is: gone when it is done",
        "failed": "what the method says of quotas that nobody can keep", "result": "what a test found",
    },
)  # fmt: skip
register(
    Assembly, process="round__process_id", words=(),
    facts=("round", "told_at", "offered_on", "offered_at", "undrawn_destroyed_at", "destroyed_at"),
)  # fmt: skip
register(
    Recommendation, process="round__process_id", words=("text", "why", "minority"),
    facts=("round", "number", "votes_for", "votes_against", "votes_blank", "unanimous", "version"),
)  # fmt: skip
register(
    OrganReply, process="recommendation__round__process_id", words=("reason", "carrier"),
    facts=("recommendation", "commission", "choice", "ready_by"),
)  # fmt: skip
register(FollowUp, process="reply__recommendation__round__process_id", words=("text",), facts=("reply", "done"))
register(Sitting, process="round__process_id", facts=("round", "number", "event"))
register(
    Expert, process="sitting__round__process_id", words=("name", "about", "interest"), facts=("sitting", "asked_by")
)
