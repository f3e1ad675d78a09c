"""Whether a decision stays within what council and executive left to each other. Pure: facts in, sentences out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.foundation.organs import OrganKind
from brink.ui.figures import euros


@dataclass(frozen=True, slots=True)
class Given:
    """What the executive decides alone: up to an amount and a day, and unless one of these points is at stake."""

    ceiling_cents: int | None
    until: date | None
    returns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a decision is: by which kind of organ, on which day, what it costs, and which points it touches."""

    by: str
    on: date
    amount_cents: int | None = None
    touched: Sequence[int] = ()


def is_the_councils(by: str) -> bool:
    """Tell whether an organ of this kind decides for the council, which gave the room and may go past it."""
    return by != OrganKind.EXECUTIVE


def outside(given: Given, taken: Taken) -> list[str]:
    """Return in which ways a decision goes past the room, a sentence each; nothing when it stays within."""
    if is_the_councils(taken.by):
        return []
    found = []
    if given.ceiling_cents is not None and taken.amount_cents is not None and taken.amount_cents > given.ceiling_cents:
        said = _("Het kost %(amount)s. Afgesproken is hoogstens %(ceiling)s.")
        found.append(said % {"amount": euros(taken.amount_cents), "ceiling": euros(given.ceiling_cents)})
    if given.until is not None and taken.on > given.until:
        said = _("Het is genomen op %(on)s. De afspraak geldt tot en met %(until)s.")
        found.append(said % {"on": date_format(taken.on, "j F Y"), "until": date_format(given.until, "j F Y")})
    for number in taken.touched:
        if 1 <= number <= len(given.returns):
            found.append(_("Hier speelt: %(point)s") % {"point": given.returns[number - 1]})
    return found
