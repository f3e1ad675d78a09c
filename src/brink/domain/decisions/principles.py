"""The general principles of good government, as a list with where each comes from: every decision answers them (H10).

The key is stored and never renamed; a decision that was published before a principle was added was not asked it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle: its name, what it asks in plain words, and the law or ruling that it stands in."""

    key: str
    name: Promise
    asks: Promise
    source: str


PRINCIPLES = (
    Principle(
        "care", _("zorgvuldigheid"), _("Wij weten wat wij moeten weten, en hebben iedereen gehoord die het raakt."),
        "Awb 3:2",
    ),
    Principle("reasons", _("motivering"), _("De redenen staan erbij. Ze kloppen en dragen het besluit."), "Awb 3:46"),
    Principle(
        "proportion", _("evenredigheid"), _("Niemand krijgt meer nadeel dan nodig is voor het doel."), "Awb 3:4, lid 2"
    ),
    Principle("equality", _("gelijkheid"), _("Wie in hetzelfde geval is, krijgt hetzelfde."), "Grondwet, artikel 1"),
    Principle(
        "trust", _("vertrouwen"), _("Wat wij hebben toegezegd, komen wij na."), "ECLI:NL:RVS:2019:1694"
    ),
    Principle(
        "certainty", _("rechtszekerheid"), _("Het besluit is duidelijk, en geldt niet voor wat al voorbij is."),
        "ongeschreven recht",
    ),
    Principle("fair_play", _("eerlijk spel"), _("Wij waren niet partijdig en hielden niets achter."), "Awb 2:4"),
    Principle(
        "purpose", _("geen misbruik van bevoegdheid"),
        _("Wij gebruiken deze bevoegdheid alleen waarvoor zij is gegeven."), "Awb 3:3",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """One principle with its answer: `but` says where it does not hold and why, and is empty where it holds."""

    principle: Principle
    but: str


def answered(answers: Mapping[str, str]) -> list[Answered]:
    """Return the principles that were answered, in the order of the list."""
    return [Answered(one, answers[one.key]) for one in PRINCIPLES if one.key in answers]


def holes(answers: Mapping[str, str]) -> list[str]:
    """Return the names of the principles without an answer."""
    return [str(one.name) for one in PRINCIPLES if one.key not in answers]


def all_hold() -> dict[str, str]:
    """Return the answers of a decision for which every principle holds: for the demo and for tests."""
    return {one.key: "" for one in PRINCIPLES}
