"""What the public record commits to: versions with their pieces, where each comes from, and what remarks are about."""

from brink.domain.journal.contents import register
from brink.instruments.consultation.models import Credit, Origin, Passage, Remark, Section, TextVersion

register(
    TextVersion, whole=True, process="round__process_id", words=("title", "reason"),
    facts=("round", "number", "source_name", "source_hash", "published_at", "content_hash"),
)  # fmt: skip
register(Section, process="round__process_id", facts=("round",))
register(
    Passage, process="version__round__process_id", words=("heading", "body", "summary", "reason"),
    facts=("version", "section", "order", "level", "number", "text_hash", "boundary"),
)  # fmt: skip
register(Origin, process="version__round__process_id", words=("reason",), facts=("version", "old", "passage"))
register(Credit, process="passage__version__round__process_id", facts=("passage", "contribution"))
register(
    Remark, process="contribution__process_id", words=("quote", "before", "after"),
    facts=("contribution", "version", "section", "wish"),
    left_out={"agreed_shown": "a count: recomputed"},
)  # fmt: skip
