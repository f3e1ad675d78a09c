"""Where an assembly stands, as a pure function of facts: the last thing that happened says it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """The steps of an assembly, in order."""

    PREPARING = "preparing"
    SIGNUP = "signup"
    CLOSED = "closed"
    FROZEN = "frozen"
    COMMITTED = "committed"
    DRAWN = "drawn"
    OFFERED = "offered"
    ANSWERED = "answered"


STATE_NAMES = {
    State.PREPARING: _("in voorbereiding"),
    State.SIGNUP: _("aanmelden kan"),
    State.CLOSED: _("aanmelden is voorbij"),
    State.FROZEN: _("de lijst wordt vastgelegd"),
    State.COMMITTED: _("klaar voor de loting"),
    State.DRAWN: _("geloot, het beraad is bezig"),
    State.OFFERED: _("advies aangeboden"),
    State.ANSWERED: _("elk punt heeft een antwoord"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the state follows from."""

    released: bool
    signup_open: bool
    frozen: bool
    committed: bool
    held: bool
    offered: bool
    unanswered: int


def state_of(facts: Facts) -> State:
    """Return where an assembly stands."""
    if facts.offered:
        return State.OFFERED if facts.unanswered else State.ANSWERED
    if facts.held:
        return State.DRAWN
    if facts.committed:
        return State.COMMITTED
    if facts.frozen:
        return State.FROZEN
    if facts.signup_open:
        return State.SIGNUP
    return State.CLOSED if facts.released else State.PREPARING
