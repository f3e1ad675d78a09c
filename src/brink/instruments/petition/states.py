"""Where a petition stands (domain.md §3.3), from facts alone. Pure: no queries."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """In order; what ended otherwise stands aside, last."""

    HANDED_IN = "handed_in"
    MENDING = "mending"
    COLLECTING = "collecting"
    REACHED = "reached"
    CLOSED = "closed"
    CHECKED = "checked"
    ON_AGENDA = "on_agenda"
    ANSWERED = "answered"
    NOT_ON_AGENDA = "not_on_agenda"
    FORWARDED = "forwarded"
    EXPIRED = "expired"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    State.HANDED_IN: _("ingediend, wij kijken of het past"),
    State.MENDING: _("ingediend, met de vraag om iets te veranderen"),
    State.COLLECTING: _("open voor steun"),
    State.REACHED: _("genoeg steun, nog open"),
    State.CLOSED: _("gesloten, wij controleren de steun"),
    State.CHECKED: _("gecontroleerd, wacht op het besluit"),
    State.ON_AGENDA: _("komt op de agenda"),
    State.ANSWERED: _("besproken, iedereen heeft antwoord"),
    State.NOT_ON_AGENDA: _("komt niet op de agenda"),
    State.FORWARDED: _("doorgestuurd"),
    State.EXPIRED: _("te weinig steun"),
    State.REFUSED: _("afgewezen"),
    State.WITHDRAWN: _("ingetrokken"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one petition. `passed` is what the check found, None while it was not done."""

    threshold: int
    count: int = 0
    accepted: bool = True
    refused: bool = False
    mending: bool = False
    withdrawn: bool = False
    closed: bool = False
    passed: bool | None = None
    scheduling: str = ""
    told: bool = False


def state(facts: Facts) -> State:
    """Return where it stands. What was decided last wins."""
    if facts.withdrawn:
        return State.WITHDRAWN
    if not facts.accepted:
        return State.REFUSED if facts.refused else State.MENDING if facts.mending else State.HANDED_IN
    if facts.scheduling:
        scheduled = State(facts.scheduling)
        return State.ANSWERED if scheduled is State.ON_AGENDA and facts.told else scheduled
    if not facts.closed:
        return State.REACHED if facts.count >= facts.threshold else State.COLLECTING
    if facts.passed is not None:
        return State.CHECKED if facts.passed else State.EXPIRED
    return State.CLOSED if facts.count >= facts.threshold else State.EXPIRED
