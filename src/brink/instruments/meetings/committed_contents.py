"""What the public record commits to beside the words: where they were said, the side, and what became of a question."""

from brink.domain.journal.contents import register
from brink.instruments.meetings.models import Spoken

register(
    Spoken, process="contribution__process_id", words=("handling_text",),
    facts=("contribution", "gathering", "stance", "handling", "handled_at"),
)  # fmt: skip
