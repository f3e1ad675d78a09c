"""What came of it in plain sentences. Pure: of the data that the count makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.instruments.valuation.task import Task
from brink.methods.portfolio.evaluating import LEAST_PEOPLE

Data = Mapping[str, Any]
FULL = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One step of an option: how many chose it, in words, what it stands for, and a share of 0 to 1 where told."""

    number: int
    level: int
    name: str
    amount: str
    people: str
    share: float | None
    interval: str
    value: str


@dataclass(frozen=True, slots=True)
class Stand:
    """Options that stand alike: its heading, what that means, and their names."""

    key: str
    title: str
    meaning: str
    options: Sequence[str]


def limit_said(task: Task) -> str:
    """Say what a package must keep."""
    amount = {"amount": task.said(task.amount)}
    if task.is_goal:
        return _("Samen ten minste %(amount)s.") % amount
    return _("Samen hooguit %(amount)s.") % amount


def so_far(task: Task, amount: int, count: int) -> str:
    """Say where a package stands: what it takes of the limit, and what is left or missing."""
    if not count:
        return _("U heeft nog niets gekozen.")
    have, whole = task.said(amount), task.said(task.amount)
    if task.is_goal:
        said = _("U haalt %(have)s van de %(whole)s.") % {"have": have, "whole": whole}
        if amount < task.amount:
            return f"{said} " + _("Er ontbreekt nog %(left)s.") % {"left": task.said(task.amount - amount)}
        return f"{said} " + _("Het doel is gehaald.")
    said = _("Uw keuzes kosten %(have)s van de %(whole)s.") % {"have": have, "whole": whole}
    if amount > task.amount:
        return f"{said} " + _("Dat is %(over)s te veel.") % {"over": task.said(amount - task.amount)}
    left = _("Er blijft %(left)s over.") % {"left": task.said(task.amount - amount)}
    return " ".join(filter(None, (said, left, rest_said(task))))


def rest_said(task: Task) -> str:
    """Say where goes what is left; "" when nothing is said of it."""
    return _("Dat gaat naar: %(rest)s.") % {"rest": task.rest} if task.rest and not task.is_goal else ""


def took_part(data: Data) -> list[str]:
    """Say who took part and by which way."""
    if not data["people"]:
        return [_("Minder dan tien mensen hebben advies gegeven. Daarom noemen wij geen aantallen.")]
    said = [_("%(n)s mensen hebben advies gegeven.") % {"n": data["people"]}]
    if not data["composed"]:
        return said
    if not data["exact"]:
        said.append(_("Minder dan tien mensen willen het overlaten aan deskundigen of willen zo niet kiezen."))
        said.append(_("Daarom noemen wij aantallen in tientallen: anders is te zien hoeveel dat er zijn."))
    elif not data["others"]:
        said.append(_("Zij hebben allemaal zelf gekozen."))
    else:
        said.append(_("%(n)s mensen hebben zelf gekozen.") % {"n": data["composed"]})
        said += _ways(data)
    return said


def _ways(data: Data) -> list[str]:
    if not (data["delegated"] or data["refused"]):
        return [
            _("%(n)s mensen willen het overlaten aan deskundigen of willen zo niet kiezen.") % {"n": data["others"]}
        ]
    found = []
    if data["delegated"]:
        found.append(_("%(n)s mensen willen het overlaten aan deskundigen.") % {"n": data["delegated"]})
    if data["refused"]:
        found.append(_("%(n)s mensen willen zo niet kiezen.") % {"n": data["refused"]})
    return found


def percent(share: float) -> str:
    """Return a share as whole per cents."""
    return f"{round(FULL * share)} %"


def lines_of(task: Task, data: Data) -> list[Line]:
    """Return each step of each option with what people chose, as it stands in the list."""
    values = {(one["number"], one["level"]): one for one in (data.get("computed") or {}).get("values", ())}
    found = []
    for option in data["options"]:
        own = task.by_number[option["number"]]
        for cell in option["levels"][1:]:
            level = cell["level"]
            found.append(Line(
                own.number, level, own.named(level), task.said(own.steps[level - 1].amount),
                _people(cell["count"], exact=data["exact"]), cell["share"], _interval(cell),
                _value(values.get((own.number, level))),
            ))  # fmt: skip
    return found


def _people(count: int | None, *, exact: bool) -> str:
    if count is None:
        return _("geen aantal, want anders zijn mensen te herkennen")
    if not count:
        return _("niemand") if exact else _("minder dan tien mensen")
    if not exact:
        return _("%(n)s mensen of meer") % {"n": count}
    return ngettext("%(n)s mens", "%(n)s mensen", count) % {"n": count}


def _interval(cell: Data) -> str:
    if cell["share"] is None:
        return ""
    parts = {"low": round(FULL * cell["low"]), "high": round(FULL * cell["high"])}
    return _("%(low)s tot %(high)s %%") % parts


def _value(found: Data | None) -> str:
    if found is None or found["value"] is None or found["low"] is None:
        return ""
    told = {name: f"{found[name]:.1f}".replace(".", ",").replace("-", "−") for name in ("value", "low", "high")}
    return _("%(value)s (%(low)s tot %(high)s)") % told


def stands_of(task: Task, data: Data) -> list[Stand]:
    """Return core, doubt and outside in plain sentences; none where it was not computed."""
    if not data.get("computed"):
        return []
    standing = data["computed"]["standing"]
    told = (
        ("in", _("Kern"), _("Dit hoort bij wat het best past bij de keuzes, zeggen beide berekeningen.")),
        ("doubt", _("Twijfel"), _("Hier zijn de berekeningen niet zeker van. Het ligt dicht bij elkaar.")),
        ("out", _("Buiten"), _("Dit hoort er niet bij, zeggen beide berekeningen.")),
    )  # fmt: skip
    return [
        Stand(key, title, meaning, [one.title for one in task.options if standing.get(str(one.number)) == key])
        for key, title, meaning in told
    ]


def name_of(task: Task, package: Sequence[Sequence[int]]) -> str:
    """Return a package in words."""
    return ", ".join(task.by_number[number].named(level) for number, level in package) or _("niets doen")


def packages_said(task: Task, data: Data) -> list[str]:
    """Name the one package that both calculations name, or up to three without a number."""
    computed = data.get("computed")
    if not computed or computed["moderate"]:
        return []
    names = [name_of(task, one) for one in computed["packages"]]
    if computed["single"]:
        return [_("Beide berekeningen noemen dit pakket: %(names)s.") % {"names": names[0]}]
    more = _("Meer dan een pakket past bij deze keuzes.")
    return [more, *(_("Bijvoorbeeld: %(names)s.") % {"names": one} for one in names)]


def order_said(task: Task, data: Data) -> list[str]:
    """Return options from most to least wanted; what is about equally wanted stands on one line."""
    computed = data.get("computed")
    if not computed or computed["moderate"]:
        return []
    lines = [[task.by_number[number].named(level) for number, level in line] for line in computed["order"]]
    return [
        _("%(names)s (ongeveer gelijk)") % {"names": ", ".join(line)} if len(line) > 1 else line[0] for line in lines
    ]


def remarks_said(task: Task, data: Data) -> list[str]:
    """Say what is to be known beside the figures."""
    return [_remark(task, one) for one in data.get("remarks", ())]


def _remark(task: Task, remark: Data) -> str:
    if remark["key"] == "left_model":
        option = task.by_number[remark["number"]]
        if remark["level"]:
            said = _("Minder dan tien mensen hebben ‘%(option)s’ gekozen. Daar rekenen wij niet mee.")
            return said % {"option": option.named(remark["level"])}
        said = _("Minder dan tien mensen hebben ‘%(option)s’ weggelaten. Daar rekenen wij niet mee.")
        return said % {"option": option.title}
    return {
        "few": few_said(),
        "spread": _("De keuzes liggen te ver uit elkaar om mee te rekenen. Wij tonen alleen wat er gekozen is."),
        "moderate": _(
            "De rekenwijze past matig. Wij noemen alleen kern of buiten waar de meeste mensen ook zo hebben gekozen."
        ),
        "purse_failed": _("De tweede berekening is niet gelukt. Daarom noemen wij niets kern of buiten."),
        "no_groups_asked": _("Vanaf 400 mensen zoeken wij wie er anders kiezen. Zoveel mensen zijn het niet."),
        "loose": _("Uit deze keuzes is niet te zeggen wat elke optie apart waard is. Wij tonen wat er gekozen is."),
        "large": _("Er zijn te veel combinaties om mee te rekenen. Wij tonen wat er gekozen is."),
    }[remark["key"]]


def few_said() -> str:
    """Say that too few people took part to calculate with."""
    return _("Vanaf %(least)s mensen rekenen wij verder. Nu tonen wij alleen wat er gekozen is.") % {
        "least": LEAST_PEOPLE
    }


def groups_said(task: Task, groups: Data | None) -> list[str]:
    """Say who chooses otherwise: groups, a sliding scale, or neither. Nobody is told in which group they are."""
    if not groups or groups["found"] == "too_few":
        return []
    if groups["found"] == "later":
        return [_("Wij zoeken nog wie er anders kiezen. Dat duurt een paar minuten. Kijk straks nog eens.")]
    if groups["found"] == "none":
        return [_("Er zijn geen duidelijke groepen. Wij hebben gezocht naar groepen en naar een glijdende schaal.")]
    if groups["found"] == "scale":
        first, last = (name_of(task, one) for one in groups["ends"])
        return [
            _("Mensen liggen op een glijdende schaal. Er loopt geen grens tussen."),
            _("Aan de ene kant past: %(names)s.") % {"names": first},
            _("Aan de andere kant past: %(names)s.") % {"names": last},
        ]
    found = [_("Er zijn mensen die anders kiezen.")]
    for group in groups["groups"]:
        parts = {"share": percent(group["share"]), "names": name_of(task, group["package"])}
        found.append(_("Ongeveer %(share)s van de mensen. Bij hen past: %(names)s.") % parts)
        found += _moves(task, group)
    return found


def _moves(task: Task, group: Data) -> list[str]:
    often, seldom = _("Vaker dan anderen kiezen zij: %(names)s."), _("Minder vaak kiezen zij: %(names)s.")
    sides = ((often, group["more"]), (seldom, group["less"]))
    return [
        said % {"names": ", ".join(task.by_number[one].title for one in numbers)} for said, numbers in sides if numbers
    ]


def ties_said(task: Task, data: Data) -> list[str]:
    """Say which options go together more or less often than by chance."""
    found = []
    for tie in (data.get("computed") or {}).get("ties", ()):
        one, other = (task.by_number[number].title for number in tie["pair"])
        said = (
            _("Vaak samen: ‘%(one)s’ en ‘%(other)s’.") if tie["more"] else _("Zelden samen: ‘%(one)s’ en ‘%(other)s’.")
        )
        found.append(said % {"one": one, "other": other})
    return found


def left_said(task: Task, data: Data) -> str:
    """Say how much of the amount people left on average; "" for a goal, or when it was not computed."""
    left = (data.get("computed") or {}).get("left")
    if left is None:
        return ""
    said = _("Gemiddeld houden mensen %(share)s over.") % {"share": percent(left)}
    return " ".join(filter(None, (said, rest_said(task))))


def equal_said(task: Task, data: Data) -> str:
    """Say what equal shares would pay of the same choices; "" where that cannot be counted."""
    equal = data.get("equal")
    if not equal:
        return ""
    names = ", ".join(task.by_number[one].title for one in equal["winners"]) or _("niets doen")
    said = _("Stel dat elk mens een even groot deel krijgt. Dan komt dit eruit: %(names)s.") % {"names": names}
    if equal["without"]:
        said += " " + _("Van de keuzes van %(n)s mensen of meer zit daar niets bij.") % {"n": equal["without"]}
    return said


def scenarios_said(task: Task, data: Data) -> list[str]:
    """Say what would be core with more or less money: calculated, not asked. For the desk alone."""
    found = []
    for one in (data.get("computed") or {}).get("scenarios", ()):
        names = ", ".join(task.by_number[number].title for number in one["in"]) or _("niets")
        sign = "+" if one["more"] > 0 else "−"
        share = f"{sign}{abs(round(FULL * one['more']))} %"
        found.append(_("Bij %(share)s budget is de kern: %(names)s.") % {"share": share, "names": names})
    return found
