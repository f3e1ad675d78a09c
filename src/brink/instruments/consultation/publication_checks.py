"""What is missing before a version of a text may be published. Pure: pieces and reasons in, findings out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.foundation.findings import Finding
from brink.instruments.consultation.lineage import Turn

UNTOLD = frozenset({Turn.EDITED, Turn.SPLIT, Turn.MERGED, Turn.NEW})
"""What a reader wants to know the reason of. What only moved says the same as before."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A piece as far as publication asks of it: what it is called, what happened with it, and whether that is told."""

    name: str
    turn: Turn
    told: bool


def missing(pieces: Sequence[Checked], *, first: bool) -> Iterator[Finding]:
    """Say of each piece that changed or went without a reason what is missing. A first version asks for words alone."""
    if not pieces:
        yield Finding("consultation.empty", _("Er staat nog geen tekst. Haal een bestand op of plak de tekst."))
    if first:
        return
    for one in pieces:
        if one.told:
            continue
        if one.turn is Turn.DROPPED:
            said = _("Schrijf bij ‘%(name)s’ waarom dit stuk is vervallen.")
            yield Finding("consultation.dropped", said % {"name": one.name})
        elif one.turn in UNTOLD:
            said = _("Schrijf bij ‘%(name)s’ waarom de tekst anders is, of wijs de opmerkingen aan.")
            yield Finding("consultation.changed", said % {"name": one.name})
