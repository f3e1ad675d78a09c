"""What of this app the public record commits to: everything, once it is in force."""

from django.db.models import Q

from brink.domain.accountability.models import (
    InternalRoom,
    ParticipationChoice,
    PublicText,
    RoomFit,
    SelfCheck,
    ServedQuestions,
)
from brink.domain.journal.contents import register

register(
    InternalRoom, process="process_id", words=("alone", "returns", "informs", "reason"),
    facts=(
        "process", "version", "ceiling_cents", "until", "council", "council_on", "council_reference", "executive",
        "executive_on", "executive_reference", "adopted_at",
    ),
)  # fmt: skip
register(
    RoomFit, process="decision__process_id", public=lambda: Q(decision__published_at__isnull=False),
    words=("reason",), facts=("decision", "room", "amount_cents", "touched"),
)  # fmt: skip
register(
    ParticipationChoice, process="process_id", words=("reason", "exception_name", "exception_source"),
    facts=("process", "version", "level", "exception"),
)  # fmt: skip
register(
    PublicText, process="process_id", words=("parts", "reason"), facts=("process", "kind", "version", "decision")
)
register(ServedQuestions, process="process_id", facts=("process", "numbers"))
register(SelfCheck, process="process_id", words=("answers", "reason"), facts=("process", "version"))
