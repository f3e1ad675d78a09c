"""The count at closing: the outcome is frozen with the round, and the ballots are kept for a recount."""

from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.foundation import clock
from brink.instruments.budget.counting import as_data, as_pabulib, command, sha256
from brink.instruments.budget.models import Tally
from brink.instruments.budget.outcome import counted_now, outcome_of


def freeze(round: Round) -> Outcome:
    """Count, keep the ballots in the order of their contents, and return the outcome with the fingerprint of that file.

    Runs in the act that closes the round; who was still voting was waited for.
    """
    made = counted_now(round)
    if made is None:
        return outcome_of(round, None)
    facts = {"description": round.title, "unit": round.tenant.name, "instance": round.process.slug}
    text = as_pabulib(made.count, form=made.terms.form, facts=facts)
    Tally.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, election=text,
        voters=made.count.election.voters,
    )  # fmt: skip
    details = {
        **as_data(made.count), "form": made.terms.form, "sha256": sha256(text),
        "command": command(made.terms.counting, round.seed),
    }  # fmt: skip
    return outcome_of(round, made, details)
