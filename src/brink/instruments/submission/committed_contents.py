"""What the public record commits to: the numbers with their days, the points with the answers, and the nota."""

from brink.domain.journal.contents import register
from brink.instruments.submission.models import Nota, Point, Submission

register(
    Submission, process="contribution__process_id", words=("ruling_reason", "clean_text"),
    facts=("contribution", "round", "year", "number", "received_on", "timing", "ruling", "clean_at"),
    left_out={
        "posted_on": "of one letter", "authorisation": "of whoever sent it in",
        "spoken": "of whoever sent it in", "receipt_mailed_at": "a mail",
    },
)  # fmt: skip
register(
    Point, process="submission__contribution__process_id", words=("summary", "answer", "change"),
    facts=("submission", "number", "changes"),
)  # fmt: skip
register(
    Nota, process="round__process_id", words=("introduction", "decision", "remedy", "official_changes"),
    facts=("round", "adopted_on", "told_at", "destroyed_at"),
)  # fmt: skip
