"""Open data of a budget: the plans, and after closing what won, with counts of people from ten on."""

from collections.abc import Iterable

from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.instruments.budget.queries import shown_plans, shown_tally

_PLANS = (
    "nummer",
    "titel",
    "omschrijving",
    "plek",
    "onderwerp",
    "kosten_in_centen",
    "haalbaar",
    "uitleg",
    "van_de_lijst",
)
_RESULT = ("nummer", "titel", "kosten_in_centen", "wint", "mensen", "punten", "reden", "wint_bij_centen")


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Yield the plans, the result, and the ballots as they were counted; nothing of a ballot before closing."""
    plans = shown_plans(round)
    if plans:
        yield OpenTable("plannen", _PLANS, tuple(
            (f"nr {one.number}", one.title, one.description, one.place, one.theme, one.cost_cents, one.feasibility,
             one.feasibility_reason, one.withdrawn_reason)
            for one in plans
        ))  # fmt: skip
    frozen = frozen_outcome(round)
    if frozen is None or not frozen.details:
        return
    yield OpenTable("uitslag", _RESULT, tuple(
        (f"nr {one['number']}", one["title"], one["cost"], one["won"], one["votes"] or None, one["points"] or None,
         one["reason"], one["wins_at"])
        for one in frozen.details["plans"]
    ))  # fmt: skip
    tally = shown_tally(round)
    if tally is not None:
        yield OpenTable("stembestand", ("regel",), tuple((line,) for line in tally.election.splitlines()))
