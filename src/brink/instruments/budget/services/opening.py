"""The rule of a round and the list of its plans, frozen together at the moment that the round is released."""

from collections.abc import Iterable

from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.budget.counting import sha256
from brink.instruments.budget.models import Feasibility, Plan, Terms
from brink.instruments.budget.round_settings import Settings
from brink.instruments.budget.services.plans import PlanFacts, put_in
from brink.methods.files.commitments import json_line


def planned_terms(round: Round) -> Terms:
    """Return the rule as the setup says it now; not stored."""
    setup = Settings.of(round.settings)
    return Terms(
        tenant_id=round.tenant_id, round=round, amount_cents=setup.amount_cents, form=setup.form,
        counting=setup.counting, least=setup.least, most=setup.most, points=setup.points, within=setup.within,
        open_ballots=setup.open_ballots,
    )  # fmt: skip


def hash_of(plans: Iterable[Plan]) -> str:
    """Return the fingerprint of a list: number, code, title and cost of each plan on the ballot."""
    rows = [[one.number, one.code, one.title, one.cost_cents] for one in plans]
    return sha256(json_line({"plans": sorted(rows)}).decode())


def freeze_terms(round: Round) -> Terms | None:
    """Write the rule of a round and the fingerprint of its list, once; an imported round gets its own with its ballots.

    Runs in the act that releases the round.
    """
    setup = Settings.of(round.settings)
    if setup.imported or Terms.objects.filter(tenant=round.tenant_id, round=round).exists():
        return None
    if setup.plans and not Plan.objects.filter(tenant=round.tenant_id, round=round).exists():
        put_in(round, [PlanFacts(**one) for one in setup.plans])
    return write_terms(planned_terms(round))


def write_terms(terms: Terms) -> Terms:
    """Store a rule with the fingerprint of the list as it is now."""
    rows = Plan.objects.filter(
        tenant=terms.tenant_id, round=terms.round, feasibility=Feasibility.FEASIBLE, withdrawn_at=None
    )
    terms.list_hash, terms.created_at = hash_of(rows), clock.now()
    terms.save(force_insert=True)
    return terms
