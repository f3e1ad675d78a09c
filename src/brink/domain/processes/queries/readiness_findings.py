"""Reads that tell whether a step may be taken: the checklist of a process and of one round."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Deviation, Process, RoomStatement, Round
from brink.domain.processes.models.process import choice_key
from brink.domain.processes.queries.level_fits import Fit, has_mandate, outside_framework
from brink.domain.processes.step_findings import (
    participation_findings,
    process_open_findings,
    review_findings,
    room_findings,
    round_findings,
)
from brink.domain.processes.steps import Step, findings
from brink.foundation import clock
from brink.foundation.findings import Finding


def room_in_force(process: Process) -> RoomStatement | None:
    """Return the newest published version of the room, or None."""
    rooms = process.rooms.filter(published_at__isnull=False).select_related("decider", "contact", "adopted_by")
    return rooms.order_by("-version").first()


def room_draft(process: Process) -> RoomStatement | None:
    """Return the version that waits for publication, or None."""
    rooms = process.rooms.filter(published_at__isnull=True).select_related("decider", "contact", "adopted_by")
    return rooms.order_by("-version").first()


def framework_findings(round: Round, room: RoomStatement | None) -> list[Finding]:
    """Say whether the choice of instrument stands outside the kader without a motivated deviation."""
    if room is None:
        return []
    outside = outside_framework(round.process, round.phase, round.instrument, room.level, mandate=has_mandate(room))
    key = choice_key(round.phase.key, round.instrument, room.level)
    if outside == "" or Deviation.objects.filter(process=round.process, key=key).exists():
        return []
    said = outside.reason if isinstance(outside, Fit) else outside
    message = _("%(reason)s Kies een ander instrument, of leg uit waarom u hier van het kader afwijkt.")
    return [Finding("framework", message % {"reason": said}, where=f"rondes#ronde-{round.number}")]


def phase_findings(round: Round) -> list[Finding]:
    """Say when the instrument is not made for the phase of its round: that the kader allows it does not change that."""
    instrument = registry.get(round.instrument)
    if instrument is None or round.phase.key in instrument.card.phases:
        return []
    message = _("Dit instrument past niet bij deze fase. Kies een ander instrument of een andere fase.")
    return [Finding("phase", message, where=f"rondes#ronde-{round.number}")]


def open_findings(round: Round) -> list[Finding]:
    """Say everything that keeps a planned round from being released, and advice."""
    process, room = round.process, room_in_force(round.process)
    instrument = registry.get(round.instrument)
    return [
        *process_open_findings(process, room),
        *round_findings(round, room, now=clock.now(), known=instrument is not None),
        *framework_findings(round, room),
        *phase_findings(round),
        *(instrument.readiness(round, room) if instrument else ()),
        *findings(Step.OPEN_ROUND, process),
    ]


def room_checklist(process: Process) -> list[Finding]:
    """Say what the room still needs: of the draft when there is one, else whether what is published needs a look."""
    today = clock.today()
    draft = room_draft(process)
    if draft is not None:
        return room_findings(
            process, draft, list(draft.boundaries.all()), today=today, closes_at=process.closes_at
        ) + findings(Step.PUBLISH_ROOM, process)
    room = room_in_force(process)
    if room is not None:
        return review_findings(list(room.boundaries.all()), today)
    message = _("Er is nog geen speelruimte. Schrijf op wat open ligt, wat vastligt en wie beslist.")
    return [*participation_findings(process), Finding("room", message, where="speelruimte")]


def checklist(process: Process, rounds: Sequence[Round]) -> list[Finding]:
    """Say all that is missing before people can take part in this process, room first."""
    found = room_checklist(process)
    if not rounds and process.participation:
        found.append(Finding("rounds", _("Er is nog geen ronde. Plan hoe mensen kunnen meedoen."), where="rondes"))
    seen = {one.message for one in found}
    for round in rounds:
        if round.opened_at is None:
            round.process = process
            new = [one for one in open_findings(round) if one.message not in seen and one.key != "room"]
            found += new
            seen |= {one.message for one in new}
    return found
