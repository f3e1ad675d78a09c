"""What of a record of a register the public record commits to."""

from brink.domain.journal.contents import register
from brink.domain.records.models import Link, NamedReaders, Record

register(
    Record, process="process_id", words=("title", "summary", "closed_reason"),
    facts=(
        "process", "dossier", "kind", "number", "slug", "owner_team", "owner_person", "visibility", "stage", "due_on",
        "due_first", "published_at", "closed_at", "destination",
    ),
    left_out={
        "stage_since": "kept for lists; the acts in the log have their moments",
        "reminded_for": "which mail the owner had",
        "kept_for": "who reads it while it is secret; with its opening it is emptied",
    },
)  # fmt: skip
register(
    NamedReaders, process="record__process_id", words=("reason",), facts=("record", "number"),
    left_out=dict.fromkeys(("kept_before", "kept_for"), "who read it while it was secret"),
)  # fmt: skip
register(Link, process="one__process_id", words=("reason",), facts=("one", "other", "kind"))
