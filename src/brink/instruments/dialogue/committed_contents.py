"""What of a dialogue the public record commits to: the statements. Of answers only the frozen tally, with the round."""

from brink.domain.journal.contents import register
from brink.instruments.dialogue.models import Statement

_DRAFT = "a draft of the desk until it is sent: then it stands in `told`"

register(
    Statement, process="round__process_id", words=("text", "retired_reason", "told"),
    facts=("round", "number", "version", "contribution", "is_seed", "retired_at"),
    left_out={
        "view_count": "a count: recomputed", "told_count": "a count: recomputed", "outcome": _DRAFT, "reason": _DRAFT,
        "not_adopted": _DRAFT, "destination": _DRAFT,
    },
)  # fmt: skip
