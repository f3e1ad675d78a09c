"""Reads, through the one visibility function; each says how many queries it takes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from brink.domain.contributions.models import Destination
from brink.domain.contributions.path_sources import Place, places
from brink.domain.participation.counting import counted
from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.valuation.models import Advice, FoundGroups, FrozenTask, OptionAnswer
from brink.instruments.valuation.round_settings import ADVICE, planned_content
from brink.instruments.valuation.task import Task

OVERALL = 0
"""The number under which stands what people wrote of the whole, beside those of the options."""


def planned_task(round: Round) -> Task:
    """Return the question as it is being set up. No query."""
    return Task.from_data(planned_content(round.settings))


def frozen_task(round: Round) -> Task | None:
    """Return the question as it was frozen at release, or None. One query."""
    rows = FrozenTask.objects.filter(tenant=round.tenant_id, round=round)
    content = rows.values_list("content", flat=True).first()
    return Task.from_data(content) if content is not None else None


def task_of(round: Round) -> Task:
    """Return the question that was frozen, or before that the one that is being set up. One query."""
    return frozen_task(round) or planned_task(round)


def advices_of(round: Round) -> list[tuple[UUID, dict[str, Any]]]:
    """Return the advices that count with the contribution of each, in a steady order. One query."""
    rows = Advice.objects.filter(tenant=round.tenant_id, round=round, contribution__in=counted(round, ADVICE))
    found = rows.order_by("id").values_list("contribution_id", "door", "levels", "reasons")
    return [(pk, {"door": door, "levels": levels, "reasons": reasons}) for pk, door, levels, reasons in found]


def words_at(round: Round, number: int) -> list[tuple[int | None, str]]:
    """Return what people wrote at one option with the level that they chose, in an order that tells nothing. One query.

    The level is None for who composed no package.
    """
    found = []
    for _pk, one in advices_of(round):
        if text := one["reasons"].get(str(number), ""):
            composed = one["door"] == "compose" and number != OVERALL
            found.append((int(one["levels"].get(str(number), 0)) if composed else None, text))
    return sorted(found, key=lambda one: (one[1].casefold(), one[1], one[0] or 0))


def wrote(round: Round) -> frozenset[int]:
    """Return the numbers at which somebody wrote something. One query."""
    return frozenset(int(number) for _pk, one in advices_of(round) for number in one["reasons"])


def kept_advice(contribution_id: UUID) -> Advice | None:
    """Return the advice of a contribution that was not withdrawn. One query."""
    rows = Advice.objects.filter(contribution=contribution_id, contribution__withdrawn_at=None)
    return rows.select_related("round__process__tenant").first()


def answers_of(round: Round) -> dict[int, OptionAnswer]:
    """Return what the desk wrote of each option, sent or not. One query."""
    rows = OptionAnswer.objects.filter(tenant=round.tenant_id, round=round).select_related("destination")
    return {one.number: one for one in rows}


def told_answers(round: Round) -> tuple[dict[int, Mapping[str, str]], Mapping[UUID, Place]]:
    """Return what people may read of each option, and the places that it names. Two queries."""
    rows = visible(ANYONE, OptionAnswer.objects.filter(tenant=round.tenant_id, round=round))
    told = {one.number: one.told for one in rows if one.told}
    wanted = [one["destination"] for one in told.values() if one.get("destination")]
    return told, places(Destination.objects.filter(tenant=round.tenant_id, pk__in=wanted))


def found_groups(round: Round) -> Mapping[str, Any] | None:
    """Return who chooses otherwise where that was found after closing. One query."""
    row = visible(ANYONE, FoundGroups.objects.filter(tenant=round.tenant_id, round=round)).first()
    return row.data if row is not None else None
