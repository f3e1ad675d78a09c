"""Pieces of pages that others show: on the page of the question, at the desk, and under a tracking code."""

from typing import Any
from uuid import UUID

from brink.domain.participation.counting import taken_part
from brink.domain.participation.round_page import frame_of
from brink.domain.processes.instrument import Panel
from brink.domain.processes.models import Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.visibility import Viewer
from brink.instruments.budget.ballot_marks import chosen
from brink.instruments.budget.explaining import how_it_counts, how_to_vote, rest, who_sees
from brink.instruments.budget.models import Ballot, Plan, Terms
from brink.instruments.budget.queries import as_marks, kept_ballot, plans_of, terms_in_force
from brink.instruments.budget.round_settings import BALLOT, Form
from brink.instruments.budget.services.opening import planned_terms


def terms_shown(round: Round) -> Terms:
    """Return the rule in force, or what the setup says as long as the round is not released."""
    return terms_in_force(round) or planned_terms(round)


def rule_context(terms: Terms) -> dict[str, Any]:
    """Return the amount and the rule in words, for every page that asks for a ballot or tells a result."""
    return {
        "terms": terms, "how_to_vote": how_to_vote(terms), "how_it_counts": how_it_counts(terms.counting),
        "who_sees": who_sees(terms),
    }  # fmt: skip


def public_panel(round: Round, viewer: Viewer) -> Panel:
    """Show the amount, the rule and the way in; after closing what won. While it is open no choice is told."""
    frame, frozen = frame_of(round), frozen_outcome(round)
    won = [one for one in frozen.findings if one.key.startswith("plan-")] if frozen is not None else []
    people = taken_part(round, BALLOT)
    context = {
        **rule_context(terms_shown(round)), "frame": frame, "start_url": frame.address(), "outcome": frozen,
        "won": won, "result_url": frame.address("result"), "people": people,
        "one_line": frame.from_one_line(f"contribution.received {BALLOT}", people) if people else "",
        "rest": rest(frozen.details) if frozen is not None and frozen.details else "",
    }  # fmt: skip
    return Panel("budget/panel.html", context)


def desk_panel(round: Round) -> Panel:
    """Show staff how many plans there are, how many voted in whole tens, and the ways to their pages."""
    frame = frame_of(round)
    states = list(plans_of(round).filter(withdrawn_at=None).values_list("feasibility", flat=True))
    context = {
        **rule_context(terms_shown(round)), "plans": len(states), "unseen": states.count(""),
        "people": taken_part(round, BALLOT), "is_open": frame.is_open,
        "desk_url": frame.address("desk"), "phone_url": frame.address("phone"),
    }  # fmt: skip
    return Panel("budget/desk.html", context)


def own_lines(ballot: Ballot) -> list[dict[str, Any]]:
    """Return what somebody chose, in words, with whether it won once that was counted. Three queries."""
    round = ballot.round
    terms, frozen = terms_shown(round), frozen_outcome(round)
    won = {one["number"]: one["won"] for one in frozen.details.get("plans", ())} if frozen is not None else {}
    mine = chosen(as_marks(ballot.choices))
    plans = [one for one in plans_of(round) if one.number in mine]
    if terms.form != Form.APPROVAL:
        plans.sort(key=lambda one: mine[one.number] * (1 if terms.form == Form.RANKED else -1))
    return [{"plan": one, "mark": mine[one.number], "won": won.get(one.number), "form": terms.form} for one in plans]


def follow_panel(contribution_id: UUID) -> Panel | None:
    """Show whoever holds the code what they chose, and after closing which of it won."""
    ballot = kept_ballot(contribution_id)
    if ballot is None:
        return None
    frame, lines = frame_of(ballot.round), own_lines(ballot)
    context = {
        "lines": lines, "counted": ballot.round.closed_at is not None, "is_open": frame.is_open,
        "winners": [one for one in lines if one["won"]], "start_url": frame.address(),
        "result_url": frame.address("result"),
    }  # fmt: skip
    return Panel("budget/follow.html", context)


def own_words(ballot: Ballot) -> str:
    """Return in a line what somebody chose, for the holder of the code alone."""
    return ", ".join(_in_words(one["plan"], one["mark"], one["form"]) for one in own_lines(ballot))


def _in_words(plan: Plan, mark: int, form: str) -> str:
    return plan.title if form == Form.APPROVAL else f"{plan.title} ({mark})"
