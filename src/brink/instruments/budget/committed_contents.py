"""What of a budget the public record commits to: the plans, how they read before, the rule, and the counted ballots."""

from brink.domain.journal.contents import register
from brink.instruments.budget.models import Plan, PlanVersion, Tally, Terms

register(
    Plan, process="round__process_id",
    words=("title", "description", "place", "theme", "feasibility_reason", "withdrawn_reason"),
    facts=("round", "number", "code", "place_in_list", "cost_cents", "feasibility", "version", "withdrawn_at"),
)  # fmt: skip
register(
    PlanVersion, process="plan__round__process_id", words=("title", "description", "why"),
    facts=("plan", "version", "cost_cents", "feasibility"),
)  # fmt: skip
register(
    Terms, process="round__process_id", words=(),
    facts=("round", "amount_cents", "form", "counting", "least", "most", "points", "within", "open_ballots",
           "list_hash"),
)  # fmt: skip
register(Tally, process="round__process_id", words=(), facts=("round", "election", "voters"))
