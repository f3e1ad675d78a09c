"""What of a survey the public record commits to: the frozen questions, and how weighted figures were made."""

from brink.domain.journal.contents import register
from brink.instruments.survey.models import FrozenQuestions, Weighting

register(
    FrozenQuestions, process="round__process_id", words=(), facts=("round", "fingerprint"),
    left_out={"content": "what the fingerprint, a plain SHA-256, is of: whoever reads the questions recomputes it"},
)  # fmt: skip
register(
    Weighting, process="round__process_id",
    words=("source", "aim", "maker", "population", "sample", "processing", "limits"),
    facts=("round", "dated_on", "published_at"), figures=("margins", "result"),
)  # fmt: skip
