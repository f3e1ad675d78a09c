"""What a round brought, as decisions see it: what was chosen, what belongs to the core, and who chose otherwise."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import K, safe_cells
from brink.instruments.valuation.counting import Heard, composed_of, tell
from brink.instruments.valuation.explaining import took_part
from brink.instruments.valuation.queries import advices_of, found_groups, frozen_task
from brink.instruments.valuation.services.advising import package_of
from brink.instruments.valuation.task import Option, Task

METHOD_VERSION = "1.0.0"
LOUD = 0.2
"""From this part of all who chose, those who wanted an option that is outside are named."""
NAMED, MOST_VIEWS = 3, 6
HALF = 0.5


@dataclass(frozen=True)
class Counted:
    """A round as it was counted: the question, what was heard, from whom, by which channels, and what may be told."""

    task: Task
    heard: Sequence[Heard]
    sources: Sequence[UUID]
    channels: Mapping[str, int]
    data: Mapping[str, Any]


def heard_of(round: Round) -> tuple[list[UUID], list[Heard]]:
    """Return the advices that count, and the contribution of each. One query."""
    rows = advices_of(round)
    packages = [package_of(one) for _pk, one in rows]
    return [pk for pk, _one in rows], [Heard(one.door, one.levels) for one in packages]


def counted_now(round: Round) -> Counted | None:
    """Count the advices as they are now; None while the question is not frozen. Three queries."""
    task = frozen_task(round)
    if task is None:
        return None
    sources, heard = heard_of(round)
    ways = Contribution.objects.filter(pk__in=sources).order_by().values_list("channel", flat=True)
    return Counted(task, heard, sources, safe_cells(Counter(ways)), tell(task, heard, seed=round.seed))


def outcome_of(round: Round, made: Counted | None) -> Outcome:
    """Return the outcome of a count. Nobody is named beside a choice: only who took part stands as a source."""
    if made is None:
        data: Mapping[str, Any] = {"people": 0, "composed": 0, "options": []}
        return _built(round, data, (), (), (), {})
    sources = tuple(str(pk) for pk in made.sources)
    return _built(round, made.data, sources, _findings(made), tuple(_minority(made)), made.channels)


def _built(
    round: Round, data: Mapping[str, Any], sources: tuple[str, ...], findings: Sequence[OutcomeFinding],
    minority: tuple[MinorityView, ...], channels: Mapping[str, int],
) -> Outcome:  # fmt: skip
    people = int(data["people"])
    return Outcome(
        summary=" ".join(took_part(data)[:1]),
        findings=(
            OutcomeFinding("participation", _("Mensen met een advies"), people, sources, by_design=not sources),
            *findings,
        ),
        minority=minority,
        minority_reason="" if minority else _("Er is geen groep van tien mensen of meer die anders heeft gekozen."),
        reach=ReachCount(people, channels=dict(channels)),
        method=MethodRun("portfolio", METHOD_VERSION, round.seed, {"groups": True}),
        details=dict(data),
    )  # fmt: skip


def _findings(made: Counted) -> tuple[OutcomeFinding, ...]:
    """Say of each option how many chose it, and what it stands for. Sources would tell who chose what."""
    found = []
    standing = (made.data.get("computed") or {}).get("standing", {})
    told = {"in": _("Kern: %(option)s."), "doubt": _("Twijfel: %(option)s."), "out": _("Buiten: %(option)s.")}
    for option in made.data["options"]:
        own = made.task.by_number[option["number"]]
        count = _took(option)
        said = told.get(standing.get(str(own.number), ""), _("Gekozen: %(option)s."))
        if count:
            found.append(OutcomeFinding(f"option-{own.number}", said % {"option": own.title}, count, by_design=True))
    return tuple(found)


def _took(option: Mapping[str, Any]) -> int:
    """Return how many chose any step of an option, as far as that may be told."""
    cells = [cell["count"] for cell in option["levels"][1:]]
    return 0 if None in cells else sum(cells)


def _minority(made: Counted) -> list[MinorityView]:
    """Give a place to who left out what most took, to who wanted what is outside, and to who would not choose so."""
    data, found = made.data, []
    standing = (data.get("computed") or {}).get("standing", {})
    for option in data["options"]:
        one, none, took = made.task.by_number[option["number"]], option["levels"][0]["count"], _took(option)
        if not none or not took:
            continue
        most = took > HALF * (took + none)
        place = standing.get(str(one.number), "")
        if place == "in" or (not place and most):
            found.append(_view(made, one, took=False, size=none))
        elif (place == "out" or (not place and not most)) and took >= max(K, LOUD * (took + none)):
            found.append(_view(made, one, took=True, size=took))
    found = sorted(found, key=lambda view: (-view.size, view.key))[:MOST_VIEWS]
    if data.get("refused"):
        said = _("Zij willen niet kiezen op deze manier. Medewerkers lezen waarom.")
        found.append(MinorityView("refused", _("Wie zo niet wil kiezen"), said, data["refused"]))
    return found


def _view(made: Counted, one: Option, *, took: bool, size: int) -> MinorityView:
    title = _("Wie wel kiest voor: %(option)s") if took else _("Wie niet kiest voor: %(option)s")
    rows = [other for other in composed_of(made.heard) if bool(other.levels.get(one.number)) == took]
    wanted = Counter(number for other in rows for number, level in other.levels.items() if level)
    most = [
        made.task.by_number[number].title
        for number, people in sorted(wanted.items(), key=lambda two: (-two[1], two[0]))
        if people >= K and number != one.number
    ][:NAMED]  # fmt: skip
    said = (
        _("Zij hebben het vaakst gekozen: %(options)s.") % {"options": ", ".join(most)}
        if most
        else _("Zij hebben elk iets anders gekozen.")
    )
    key = f"{'with' if took else 'without'}-{one.number}"
    return MinorityView(key, title % {"option": one.title}, said, size)


def retold(round: Round, outcome: Outcome) -> Outcome:
    """Add the groups that were found after closing."""
    if (outcome.details.get("groups") or {}).get("found") != "later":
        return outcome
    found = found_groups(round)
    return outcome if found is None else replace(outcome, details={**outcome.details, "groups": dict(found)})
