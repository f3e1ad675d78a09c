"""Three entrances to one kader: the same cells in the words and the order of whoever reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from brink.domain.framework.models import FrameworkRole, InstrumentRule
from brink.foundation.articles import in_sentence

COUNCIL, EXECUTIVE, RESIDENT = FrameworkRole.COUNCIL.value, FrameworkRole.EXECUTIVE.value, FrameworkRole.RESIDENT.value


@dataclass(frozen=True, slots=True)
class Entrance:
    """One way in. `role` is the column that comes first and is spoken to."""

    key: str
    label: str | Promise
    title: str | Promise
    lead: str | Promise
    role: str
    order: tuple[str, ...]
    own: str | Promise


ENTRANCES = (
    Entrance(
        "inwoner",
        gettext_lazy("inwoner"),
        gettext_lazy("Wanneer kunt u meedoen, en hoe?"),
        gettext_lazy("Elke vraag doorloopt acht stappen. Bij elke stap staat wat u kunt doen en wat de overheid doet."),
        RESIDENT,
        (RESIDENT, COUNCIL, EXECUTIVE),
        gettext_lazy("Wat u kunt doen"),
    ),
    Entrance(
        "ambtenaar",
        gettext_lazy("ambtenaar"),
        gettext_lazy("Welke stap, welke rol, welk instrument?"),
        gettext_lazy("Hiermee richt u een proces in. Wijkt u af, schrijf dan op waarom. Dat is openbaar."),
        EXECUTIVE,
        (EXECUTIVE, COUNCIL, RESIDENT),
        gettext_lazy("Wat u voorbereidt voor %(name)s"),
    ),
    Entrance(
        "volksvertegenwoordiger",
        gettext_lazy("volksvertegenwoordiger"),
        gettext_lazy("Wat is uw rol, van luisteren tot leren?"),
        gettext_lazy("Bij elke stap staat wat u doet, wat het bestuur doet en hoe inwoners meedoen."),
        COUNCIL,
        (COUNCIL, EXECUTIVE, RESIDENT),
        gettext_lazy("Wat u doet als lid van %(name)s"),
    ),
)
_BY_KEY = {one.key: one for one in ENTRANCES}


def entrance(key: str) -> Entrance:
    """Return the entrance of this key; residents come in by default."""
    return _BY_KEY.get(key, ENTRANCES[0])


def headings(chosen: Entrance, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return (role, heading) for each column, in the order of this entrance."""
    own = str(chosen.own) % {"name": in_sentence(names[chosen.role])}
    return [(role, own if role == chosen.role else names[role]) for role in chosen.order]


def ordered(chosen: Entrance, rules: Sequence[InstrumentRule]) -> list[InstrumentRule]:
    """Return instruments with those of the reader's own role first; openness comes after taking part."""
    openness = InstrumentRule.Kind.TRANSPARENCY
    return sorted(rules, key=lambda rule: (chosen.role not in rule.roles, rule.kind == openness, rule.number))
