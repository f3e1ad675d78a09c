"""What the public record commits to: the frozen question, what the body does with each option, and the groups."""

from brink.domain.journal.contents import register
from brink.instruments.valuation.models import FoundGroups, FrozenTask, OptionAnswer

register(
    FrozenTask, process="round__process_id", words=(), facts=("round", "fingerprint"),
    left_out={"content": "what the fingerprint, a plain SHA-256, is of: whoever reads the question recomputes it"},
)  # fmt: skip
register(FoundGroups, process="round__process_id", words=(), facts=("round",), figures=("data",))
register(
    OptionAnswer, process="round__process_id", words=("told",), facts=("round", "number"),
    left_out={
        "outcome": "a draft of the desk; what people read is told", "reason": "a draft; what people read is told",
        "not_adopted": "a draft; what people read is told", "destination": "a draft; what people read is told",
    },
)  # fmt: skip
