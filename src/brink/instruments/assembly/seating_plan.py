"""Who sits at which table: a plan by the method, mixed by the features of the quotas. Numbers alone, no names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.instruments.assembly.models import PanelSeat
from brink.methods.sortition import NoSeating, Wishes, seat


@dataclass(frozen=True, slots=True)
class Sat:
    """One part of a day: for each table the numbers of who sits there."""

    part: int
    tables: tuple[tuple[int, tuple[str, ...]], ...]


def plan_of(seats: Sequence[PanelSeat], tables: int, rounds: int, *, seed: int) -> tuple[list[Sat] | None, str]:
    """Return a plan, or None with a sentence that says what to mend."""
    if not 1 <= tables <= len(seats):
        return None, _("Zet aan elke tafel ten minste één mens. Kies minder tafels.")
    categories = sorted({category for one in seats for category in one.volunteer.features})
    mixed = [tuple(one.volunteer.features.get(category, "") for one in seats) for category in categories]
    try:
        found = seat(len(seats), tables=tables, rounds=rounds, wishes=Wishes(mix=tuple(mixed)), seed=seed)
    except NoSeating:
        return None, _("Zo past het niet. Kies een ander aantal tafels.")
    plan = []
    for part in range(rounds):
        rows: dict[int, list[str]] = {table: [] for table in range(tables)}
        for place, table in enumerate(found.table[part].tolist()):
            rows[table].append(f"{seats[place].number:04d}")
        plan.append(Sat(part + 1, tuple((table + 1, tuple(sorted(who))) for table, who in rows.items())))
    return plan, ""
