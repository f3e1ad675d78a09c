"""What of dialogue groups the public record commits to: the frame, groups, proposals and what became of them."""

from brink.domain.journal.contents import register
from brink.instruments.dialogue_groups.models import (
    CarryingOut,
    CouncilFrame,
    DialogueGroup,
    Dissent,
    EarlierProposal,
    Evening,
    FrameLine,
    FrameRaise,
    GroupProposal,
    Intervention,
    LineCheck,
    Naming,
    QuarterReport,
    Reaction,
)

register(CouncilFrame, process="round__process_id", words=(), facts=("round", "organ", "adopted_on", "reference"))
register(
    FrameLine, process="round__process_id", words=("title",),
    facts=("round", "number", "kind", "ceiling_cents", "yearly"),
    left_out={"committed_cents": "a sum: recomputed"},
)  # fmt: skip
register(
    FrameRaise, process="line__round__process_id", words=("reason",),
    facts=("line", "before_cents", "after_cents", "adopted_on", "reference"),
)  # fmt: skip
register(Intervention, process="round__process_id", words=("said", "reason"), facts=("round", "person", "on"))
register(DialogueGroup, process="round__process_id", words=("title", "task"), facts=("round", "number"))
register(Evening, process="group__round__process_id", words=("place", "account"), facts=("group", "number", "on"))
register(
    GroupProposal, process="round__process_id",
    words=("title", "what", "effort", "afterwards", "receiver", "abstained", "stopped_reason"),
    facts=("round", "group", "number", "version", "line", "low_cents", "high_cents", "yearly", "own_interest",
           "checked_at", "fits", "withdrawn_at", "stopped_at"),
    left_out={"held_cents": "a sum: recomputed", "owner": "a person: only the desk knows who that is"},
)  # fmt: skip
register(
    EarlierProposal, process="proposal__round__process_id", words=("title", "what"),
    facts=("proposal", "version", "high_cents"),
)  # fmt: skip
register(
    LineCheck, process="proposal__round__process_id", words=("reason",),
    facts=("proposal", "line", "version", "round_of_check", "fits"),
)  # fmt: skip
register(
    Dissent, process="proposal__round__process_id", words=("text",), facts=("proposal", "shown_at"),
    left_out={"member": "a person: in a small group that would tell who said what"},
)  # fmt: skip
register(Reaction, process="contribution__process_id", words=(), facts=("contribution", "proposal"))
register(
    Naming, process="proposal__round__process_id", words=("reason", "minority"),
    facts=("proposal", "decision", "answer", "breach"),
)  # fmt: skip
register(CarryingOut, process="proposal__round__process_id", words=(), facts=("proposal", "commitment"))
register(
    QuarterReport, process="proposal__round__process_id", words=("account",),
    facts=("proposal", "year", "quarter", "stand", "spent_cents"),
)  # fmt: skip
