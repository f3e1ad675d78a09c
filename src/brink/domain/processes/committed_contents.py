"""What of a question the public record commits to: the question, its room, its timeline and what its rounds brought."""

from brink.domain.journal.contents import register
from brink.domain.processes import models as m

register(
    m.Process, whole=True, process="pk",
    words=("title", "ground", "motivation", "withdrawn_reason", "evaluation_note", "source"),
    facts=(
        "slug", "standing", "dossier", "framework", "phase", "scale", "predecessor", "lead", "participation",
        "participation_at", "owner", "room_published_at", "weighing_at", "decided_at", "answered_at", "evaluated_at",
        "withdrawn_at", "opens_at", "closes_at",
    ),
    left_out={"contribution_count": "a count: recomputed", "landed_count": "a count: recomputed",
              "handler": "who at the desk takes it up: nobody's business outside",
              "template_at": "help for the desk: says nothing to anybody else"},
)  # fmt: skip
register(
    m.RoomStatement, whole=True, process="process_id",
    words=(
        "question", "audience", "promise", "reply_form", "open_points", "closed_points", "money_covers", "groundwork",
        "small_print", "plan", "our_effort", "your_effort", "internal", "summary", "summary_reason", "change_reason",
        "consent",
    ),
    facts=(
        "process", "version", "level", "decider", "decision_on", "reply_on", "reply_within", "contact", "all_open",
        "money_cents", "already_decided", "adopted_by", "adopted_at", "published_at", "content_hash",
    ),
)  # fmt: skip
register(
    m.Boundary, process="room__process_id",
    words=("subject", "source", "reference", "explanation", "mover"),
    facts=("room", "number", "kind", "since", "review_on", "area"),
)  # fmt: skip
register(
    m.Round, whole=True, process="process_id",
    words=("title", "prompt"),
    facts=(
        "process", "phase", "number", "slug", "instrument", "opens_at", "closes_at", "assurance", "room", "opened_at",
        "closed_at",
    ),
    left_out={
        "contribution_count": "a count: recomputed",
        "settings": "choices of the desk, among them what is not public before closing",
        "paused_at": "told by the pause itself, a row of its own",
        "changed_at": "that something changed: each change is a row of its own",
        "seed": "told with the outcome: before closing it would tell what chance will bring",
    },
)  # fmt: skip
register(
    m.RoundOutcome, process="round__process_id", figures=("data",), facts=("round",),
    left_out={"content_hash": "keyed: a stranger cannot recompute it"},
)  # fmt: skip
register(
    m.RoundExtension, process="round__process_id", words=("reason",), facts=("round", "closed_before", "closes_at")
)
register(m.RoundPause, process="round__process_id", words=("reason",), facts=("round", "resumed_at"))
register(m.EarlyClosing, process="round__process_id", words=("reason",), facts=("round", "announced"))
register(m.Stakeholder, process="process_id", words=("name", "aim"), facts=("process", "joined_on"))
register(m.Interest, process="process_id", words=("title",), facts=("process", "stakeholder"))
register(m.Lesson, process="process_id", words=("happened", "change"), facts=("process",))
register(m.DecisionMoment, process="process_id", words=("subject",), facts=("process", "on", "organ", "final"))
register(
    m.Event, process="process_id", words=("title", "venue", "practical", "cancel_reason"),
    facts=("process", "round", "starts_at", "ends_at", "area", "moved_at", "cancelled_at"),
)  # fmt: skip
register(m.ExistingPlan, process="process_id", words=("name", "by"), facts=("process", "there", "since"))
register(m.Partner, process="process_id", words=("part",), facts=("process", "body"))
register(
    m.Deviation, process="process_id", words=("subject", "rule", "motivation"), facts=("process", "key", "organ")
)
register(m.StatutoryTerm, process="process_id", words=("name",), facts=("process", "closes_on"))
register(
    m.Alignment, process="process_id", words=("other_title", "note"),
    facts=("process", "other_body", "other_id", "choice"),
)  # fmt: skip
