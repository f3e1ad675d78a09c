"""What of a document the public record commits to: what it says of itself, and the checksum of each file."""

from brink.domain.journal.contents import register
from brink.registers.documents.models import Document, DocumentVersion

register(
    Document, process="record__process_id", words=("ground", "reference"),
    facts=("record", "weight", "confidentiality", "woo", "dated_on", "decision", "withdrawn_at"),
)  # fmt: skip
register(
    DocumentVersion, process="document__record__process_id", words=("name", "twin", "reason"),
    facts=("document", "number", "kind", "size", "checksum", "width", "height"),
    left_out={"stored": "where the file lies on our disk"},
)  # fmt: skip
