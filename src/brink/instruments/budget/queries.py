"""Reads of a budget, through the one visibility function; each says how many queries it takes."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet

from brink.domain.participation.counting import counted
from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.budget.ballot_marks import BallotRule
from brink.instruments.budget.counting import Item
from brink.instruments.budget.models import Ballot, Feasibility, Plan, Tally, Terms
from brink.instruments.budget.round_settings import BALLOT


def terms_in_force(round: Round) -> Terms | None:
    """Return the rule that was frozen at opening, or None. One query."""
    return Terms.objects.filter(tenant=round.tenant_id, round=round).first()


def rule_in_force(round: Round) -> BallotRule | None:
    """Return what the frozen rule asks of a ballot, or None. One query."""
    terms = terms_in_force(round)
    return rule_of_ballot(terms) if terms is not None else None


def rule_of_ballot(terms: Terms) -> BallotRule:
    """Return what a rule asks of one ballot."""
    return BallotRule(terms.form, terms.amount_cents, terms.least, terms.most, terms.points, terms.within)


def plans_of(round: Round) -> QuerySet[Plan]:
    """Return all plans of a round, in the order of the desk."""
    return Plan.objects.filter(tenant=round.tenant_id, round=round).order_by("place_in_list", "number")


def on_list(round: Round) -> QuerySet[Plan]:
    """Return the plans on the ballot."""
    return plans_of(round).filter(feasibility=Feasibility.FEASIBLE, withdrawn_at=None)


def shown_plans(round: Round) -> list[Plan]:
    """Return the plans that everybody may read, those that are not on the ballot too. One query."""
    return list(visible(ANYONE, plans_of(round)))


def costs_on_list(round: Round) -> dict[int, int]:
    """Return number and cost of the plans on the ballot. One query."""
    return {number: int(cost or 0) for number, cost in on_list(round).order_by().values_list("number", "cost_cents")}


def items_of(round: Round) -> list[Item]:
    """Return the plans on the ballot as the count takes them, by number. One query."""
    rows = on_list(round).order_by("number").values_list("number", "code", "title", "cost_cents")
    return [Item(number, code, title, int(cost or 0)) for number, code, title, cost in rows]


def ballots_of(round: Round) -> list[tuple[UUID, dict[int, int]]]:
    """Return the ballots that count, in a steady order. One query."""
    rows = Ballot.objects.filter(tenant=round.tenant_id, round=round, contribution__in=counted(round, BALLOT))
    return [(pk, as_marks(marks)) for pk, marks in rows.order_by("id").values_list("contribution_id", "choices")]


def as_marks(stored: Mapping[str, int]) -> dict[int, int]:
    """Return stored choices by number."""
    return {int(number): mark for number, mark in stored.items()}


def kept_ballot(contribution_id: UUID) -> Ballot | None:
    """Return the ballot of a contribution that was not withdrawn. One query."""
    rows = Ballot.objects.filter(contribution=contribution_id, contribution__withdrawn_at=None)
    return rows.select_related("round__process__tenant").first()


def shown_tally(round: Round) -> Tally | None:
    """Return the ballots as they were counted, when everybody may have them. One query."""
    return visible(ANYONE, Tally.objects.filter(tenant=round.tenant_id, round=round)).first()
