"""What somebody types as figures, read: amounts, ranges, and options from a table. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brink.domain.processes.forms.fields import EurosField
from brink.foundation.errors import BadInput
from brink.foundation.pasted_tables import at_line, read_pasted
from brink.instruments.valuation.round_settings import MOST_OPTIONS, MOST_STEPS
from brink.instruments.valuation.task import Option, Range, Step, Task
from brink.ui.figures import grouped

CENTS = 100


def whole(text: str, field: str = "amount") -> int:
    """Return a whole number as people write it, 1.200 or -3; raises BadInput."""
    plain = text.strip().replace("−", "-").replace(".", "").replace(" ", "")
    if not plain.removeprefix("-").isdecimal() or not plain.isascii() or len(plain) > 15:
        raise BadInput(_("Vul een heel getal in, zoals 1.200."), field=field)
    return int(plain)


def amount(text: str, *, euros: bool, field: str = "amount") -> int:
    """Return an amount in cents, or in the unit of the question; raises BadInput."""
    if not euros:
        return whole(text, field)
    try:
        found = EurosField(required=False).clean(text)
    except ValidationError as wrong:
        raise BadInput(" ".join(wrong.messages), field=field) from None
    if found is None:
        raise BadInput(_("Vul een bedrag in zoals 150.000 of 12,50."), field=field)
    return int(found)


def written(value: int, *, euros: bool) -> str:
    """Return an amount as a person types it."""
    if not euros:
        return grouped(value)
    whole_euros, cents = divmod(value, CENTS)
    return grouped(whole_euros) + (f",{cents:02d}" if cents else "")


def span(text: str, field: str) -> Range:
    """Return a range: 12, or 10-14; an empty one is nothing. Raises BadInput."""
    plain = text.strip().replace("–", "-").replace("−", "-")
    if not plain:
        return (0, 0)
    at = plain.find("-", 1)
    if at < 0:
        return (whole(plain, field), whole(plain, field))
    low, high = whole(plain[:at], field), whole(plain[at + 1 :], field)
    if low > high:
        raise BadInput(_("Zet het laagste getal eerst, zoals 10-14."), field=field)
    return (low, high)


def step(task: Task, at: int, label: str, cost: str, figures: Sequence[str]) -> Step:
    """Return one step as it was typed; raises BadInput at its field."""
    spans = tuple(span(one, f"effects_{at}_{place}") for place, one in enumerate(figures, start=1))
    return Step(label, amount(cost, euros=task.in_euros, field=f"amount_{at}"), spans)


def typed(task: Task, option: Option) -> dict[str, Any]:
    """Return an option as the form of the desk shows it."""
    found: dict[str, Any] = {
        "title": option.title, "what": option.what, "source": option.source, "checked": option.checked,
        "not_with": [str(one) for one in option.not_with], "needs": str(option.needs or ""),
    }  # fmt: skip
    for at, one in enumerate(option.steps, start=1):
        found |= {f"label_{at}": one.label, f"amount_{at}": written(one.amount, euros=task.in_euros)}
        for place, (low, high) in enumerate(one.effects, start=1):
            found[f"effects_{at}_{place}"] = str(low) if low == high else f"{low}-{high}"
    return found


@dataclass(frozen=True, slots=True)
class Preview:
    """The options of a table, or all that is wrong with it."""

    options: tuple[Option, ...]
    faults: Sequence[str]


def columns_of(task: Task) -> tuple[str, ...]:
    """Return the columns of a table of options: one row a step, with a column for each effect."""
    return ("optie", "uitleg", "stap", "hoeveel", *(one.name.casefold() for one in task.effects), "bron", "nagekeken")


def preview(task: Task, content: str) -> Preview:
    """Read a table of options, one row a step; rows with the same title are steps of one option."""
    known = columns_of(task)
    found = read_pasted(
        content, needed=("optie", "hoeveel"), known=known, most=MOST_OPTIONS * MOST_STEPS,
        too_many=_("Dit zijn te veel rijen. Er passen hooguit %(n)s opties in de lijst.") % {"n": MOST_OPTIONS},
        strange=lambda name: _("De kolom ‘%(name)s’ kennen wij niet. Haal hem weg.") % {"name": name},
    )  # fmt: skip
    options, faults = dict[str, Option](), list(found.faults)
    for line, cells in found.rows:
        try:
            one = _row(task, cells)
        except BadInput as wrong:
            faults.append(at_line(line, str(wrong)))
            continue
        before = options.get(one.title)
        options[one.title] = one if before is None else replace(before, steps=before.steps + one.steps)
    if not options and not faults:
        faults.append(_("Er staat geen optie in deze tabel."))
    faults += [
        _("‘%(option)s’ heeft meer dan drie stappen. Voeg stappen samen.") % {"option": one.title}
        for one in options.values() if len(one.steps) > MOST_STEPS
    ]  # fmt: skip
    return Preview(() if faults else tuple(options.values()), faults)


def _row(task: Task, cells: Mapping[str, str]) -> Option:
    title = cells.get("optie", "").strip()
    if not title:
        raise BadInput(_("Geef de optie een titel."))
    figures = [cells.get(one.name.casefold(), "") for one in task.effects]
    own = step(task, 1, cells.get("stap", "").strip(), cells.get("hoeveel", ""), figures)
    return Option(0, title, cells.get("uitleg", "").strip(), (own,), cells.get("bron", "").strip(),
                  cells.get("nagekeken", "").strip())  # fmt: skip
