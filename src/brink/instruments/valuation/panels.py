"""Pieces of pages that others show: on the page of the question, at the desk, and under a tracking code."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import OutcomeCode
from brink.domain.contributions.queries.told import given
from brink.domain.participation.counting import taken_part
from brink.domain.participation.round_page import frame_of
from brink.domain.processes.instrument import Panel, SignalAnswer
from brink.domain.processes.models import Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.visibility import Viewer
from brink.instruments.valuation import explaining
from brink.instruments.valuation.models import Advice
from brink.instruments.valuation.package import Package, chosen, fits, sums, total
from brink.instruments.valuation.queries import OVERALL, kept_advice, task_of, told_answers
from brink.instruments.valuation.round_settings import ADVICE, Door
from brink.instruments.valuation.services.advising import package_of
from brink.instruments.valuation.services.answering import whole_called
from brink.instruments.valuation.task import Task


def public_panel(round: Round, viewer: Viewer) -> Panel:
    """Show the limit and the way in; after closing what belongs to the core. While it is open no choice is told."""
    frame, frozen, task = frame_of(round), frozen_outcome(round), task_of(round)
    people = taken_part(round, ADVICE)
    context = {
        "frame": frame, "task": task, "limit": explaining.limit_said(task), "options": len(task.options),
        "start_url": frame.address(), "result_url": frame.address("result"), "outcome": frozen, "people": people,
        "one_line": frame.from_one_line(f"contribution.received {ADVICE}", people) if people else "",
        "stands": [one for one in explaining.stands_of(task, frozen.details) if one.options] if frozen else [],
    }  # fmt: skip
    return Panel("valuation/panel.html", context)


def desk_panel(round: Round) -> Panel:
    """Show staff how many options there are, how many took part in whole tens, and the ways to their pages."""
    frame, frozen, task = frame_of(round), frozen_outcome(round), task_of(round)
    context = {
        "options": len(task.options), "limit": explaining.limit_said(task) if task.amount else "",
        "people": taken_part(round, ADVICE), "is_open": frame.is_open, "closed": frozen is not None,
        "desk_url": frame.address("desk"), "phone_url": frame.address("phone"), "answers_url": frame.address("answers"),
        "remarks": explaining.remarks_said(task, frozen.details) if frozen else [],
        "scenarios": explaining.scenarios_said(task, frozen.details) if frozen else [],
    }  # fmt: skip
    return Panel("valuation/desk.html", context)


def door_said(door: str) -> str:
    """Say by which way somebody took part, for whoever did."""
    return {
        Door.DELEGATE.value: _("U laat het over aan deskundigen."), Door.REFUSE.value: _("U wilt zo niet kiezen.")
    }.get(door, "")  # fmt: skip


def own_lines(task: Task, package: Package) -> list[tuple[str, str, str]]:
    """Return what somebody said of each option: its title, what they chose, and why. Nothing chosen is no."""
    found = []
    for one in task.options:
        level = package.levels.get(one.number, 0) if package.door == Door.COMPOSE else 0
        if package.door != Door.COMPOSE:
            own = door_said(package.door)
        elif not level:
            own = _("niet gekozen")
        else:
            own = _("gekozen: %(step)s") % {"step": one.steps[level - 1].label} if len(one.steps) > 1 else _("gekozen")
        found.append((one.title, own, package.reasons.get(one.number, "")))
    return found


def _stored(row: Advice) -> Package:
    return package_of({"door": row.door, "levels": row.levels, "reasons": row.reasons})


def follow_panel(contribution_id: UUID) -> Panel | None:
    """Show whoever holds the code what they advised, and after closing where what came of it stands."""
    row = kept_advice(contribution_id)
    if row is None:
        return None
    frame, task, package = frame_of(row.round), task_of(row.round), _stored(row)
    mine = chosen(package.levels)
    composed = package.door == Door.COMPOSE
    names = [task.by_number[number].named(level) for number, level in mine.items() if number in task.by_number]
    off = explaining.so_far(task, total(task, mine), len(mine)) if composed else ""
    context = {
        "composed": composed, "door": door_said(package.door), "names": names if composed else [], "total": off,
        "effects": [(one.name, one.said(span)) for one, span in zip(task.effects, sums(task, mine), strict=True)]
        if composed and mine else [],
        "broken": composed and bool(mine) and not fits(task, package.levels),
        "reasons": [(title, why) for title, _own, why in own_lines(task, package) if why], "overall": package.overall,
        "closed": row.round.closed_at is not None, "is_open": frame.is_open, "start_url": frame.address(),
        "result_url": frame.address("result"),
    }  # fmt: skip
    return Panel("valuation/follow.html", context)


def signal_answers(contribution_id: UUID) -> Sequence[SignalAnswer]:
    """Return per option what somebody said of it, and what the body does with it once that was sent."""
    row = kept_advice(contribution_id)
    if row is None:
        return ()
    task, package = task_of(row.round), _stored(row)
    landing = given().filter(contribution=contribution_id).select_related("answer").first()
    told, places = told_answers(row.round) if landing is not None else ({}, {})
    whole = (str(landing.answer.get_outcome_display()), landing.answer.reason) if landing is not None else ("", "")
    lines = [(one.number, *line) for one, line in zip(task.options, own_lines(task, package), strict=True)]
    if package.overall:
        lines.append((OVERALL, whole_called(), package.overall, ""))
    found = []
    for number, title, own, why in lines:
        outcome, reason, address = *whole, ""
        if number in told:
            outcome, reason = str(OutcomeCode(told[number]["outcome"]).label), told[number]["reason"]
            where = told[number].get("destination") or ""
            address = places[UUID(where)].address if where and UUID(where) in places else ""
        said = f"{own}. {why}" if why else own
        found.append(SignalAnswer(title, said, outcome, reason, address))
    return found
