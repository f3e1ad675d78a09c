"""The clock "stand van zaken": a running question says where it stands, at each change and every six weeks at least.

Source of the term: domain.md §3.9, "at each state change, at least every 6 weeks while open, 1 sentence". The state is
computed from dates, so nobody acts when it changes; this writes the journal entry that mail and pages read. A standing
question stands as it stood, so it says nothing.
"""

from datetime import timedelta

from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.processes.models import Process
from brink.domain.processes.states import ProcessState, process_state
from brink.foundation import clock

EVERY = timedelta(weeks=6)
KINDS = {
    ProcessState.OPEN: "process.stands_open",
    ProcessState.CLOSED: "process.stands_closed",
    ProcessState.WEIGHING: "process.stands_weighing",
    ProcessState.DECIDED: "process.stands_decided",
    ProcessState.WITHDRAWN: "process.stands_stopped",
}


def note_standing() -> int:
    """Write down where each question stands whose givers still wait, when that is due; return how many entries."""
    now, written = clock.now(), 0
    ended = {"answered_at": None, "evaluated_at": None}
    put = Process.objects.filter(room_published_at__isnull=False, standing=False)
    running = put.filter(**ended).order_by("tenant_id", "pk")
    for process in running:
        kind = KINDS.get(process_state(process, now))
        if kind is not None:
            written += _note(process, kind)
    return written


def _note(process: Process, kind: str) -> bool:
    """Write down the state of one question unless that was done less than six weeks ago."""
    notes = Entry.objects.filter(tenant_id=process.tenant_id, subject_id=process.pk, kind__in=list(KINDS.values()))
    last = notes.order_by("-at", "-id").first()
    if last is not None and last.kind == kind and clock.now() < last.at + EVERY:
        return False
    # That it was stopped everybody heard at the time; this says later on that the answer still comes.
    stopped = process.withdrawn_at
    if stopped is not None and (not process.contribution_count or clock.now() < stopped + EVERY):
        return False
    # Two workers that look at the same moment count the same number, and the key lets one of them through.
    key = f"{kind}-{process.pk}-{notes.count()}"
    return not note_state.performed(process=process, kind=kind, actor=SYSTEM, key=key).repeated


@act("process.stands_open", Process, on="process", lock=False)
def note_state(*, process: Process, kind: str, actor: Actor, key: str | None) -> Done[Process]:
    """Write down where a question stands; the entry is all it does, and bears the state as its own kind."""
    return Done(process, kind=kind, public=True)
