"""The parts of the desk page of a decision: one open at a time, each saying what is missing in it, all in one form."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.decisions.desk_page import Shown
from brink.domain.decisions.models import WeighingLine
from brink.foundation.findings import Finding

WEIGHING = "weging"


@dataclass(frozen=True, slots=True)
class Row:
    """One weighing line in the list of them: who, how heavy it weighs, and whether something is still missing."""

    section: Shown
    who: str
    weight: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a section alone, or all weighing lines together."""

    name: str
    title: str
    section: Shown | None
    rows: Sequence[Row]
    missing: int
    open: bool

    @property
    def returned(self) -> bool:
        """Tell whether something in it came back to be mended; several parts may then be open at once."""
        every = [one.section for one in self.rows] if self.section is None else [self.section]
        return any(one.returned for one in every)


def parts(sections: Sequence[Shown], findings: Sequence[Finding], asked: str = "") -> list[Part]:
    """Return the parts in the order of the record. Open is what came back, else what was asked, else what misses most.

    Of a decision that is public only the sections that came back are left.
    """
    missing = {one.where for one in findings}
    lines = [one for one in sections if one.weighs]
    made: list[Part] = []
    for section in sections:
        if section.weighs:
            if section is lines[0]:
                rows = [_row(one, missing) for one in lines]
                count = sum(one.missing for one in rows)
                made.append(Part(WEIGHING, _("Zo zijn de belangen gewogen"), None, rows, count, open=False))
        else:
            count = sum(one.where == section.name for one in findings)
            made.append(Part(section.name, section.title, section, (), count, open=False))
    return _opened(made, asked)


def _row(section: Shown, missing: set[str]) -> Row:
    weight = str(section.form["weight"].value() or "")
    names = {str(key): str(label) for key, label in WeighingLine.Weight.choices}
    lacks = section.name in missing or not section.name.startswith("line-")
    return Row(section, str(section.form["who"].value() or section.title), names.get(weight, ""), lacks)


def _opened(made: list[Part], asked: str) -> list[Part]:
    """Return the parts with one open, or all that came back."""
    back = [one.name for one in made if one.returned]
    wanted = [one.name for one in made if one.name == asked]
    lacking = [one.name for one in made if one.missing]
    first = [one.name for one in made]
    chosen = back or (wanted or lacking or first)[:1]
    return [
        Part(one.name, one.title, one.section, one.rows, one.missing, open=one.name in chosen) for one in made
    ]
