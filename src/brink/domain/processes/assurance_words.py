"""How sure a body was of who took part: told with every result as it was kept, and never as it was only meant."""

from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome

Level = Round.Assurance


def of_round(round: Round, outcome: Outcome | None) -> str:
    """Say of a round that is over how many counted and how they were known; of who took part under ten no number."""
    if outcome is None:
        return ""
    if not outcome.assurance:
        # From before it was kept: whatever was set then, anybody could take part.
        return _("Deze ronde was open voor iedereen. Wie meedeed, is niet gecontroleerd.")
    level, people = Level(outcome.assurance["level"]), outcome.assurance["people"]
    if level == Level.OPEN:
        return _("Deze ronde was open voor iedereen.")
    if not people:
        return _("Deze ronde was %(level)s. Alleen wie zo meedeed, telt mee.") % {"level": level.label}
    said = _("Deze ronde was %(level)s. Alleen wie zo meedeed, telt mee: %(people)s mensen.")
    return said % {"level": level.label, "people": number_format(people)}


def people_by_level(outcomes: Iterable[Outcome | None]) -> dict[str, int]:
    """Add up how many counted at each level; people in two rounds count in both. Numbers below ten were never told."""
    found: dict[str, int] = {}
    for outcome in outcomes:
        if outcome is not None:
            level = outcome.assurance.get("level", Level.OPEN.value)
            people = outcome.assurance.get("people", outcome.reach.people)
            if people:
                found[level] = found.get(level, 0) + people
    return {level: found[level] for level in Level.values if level in found}


def in_one_line(outcomes: Iterable[Outcome | None]) -> str:
    """Say it of all rounds of a question together ("78 open voor iedereen, 12 bevestigd per e-mail"), or nothing.

    Nothing while everything was open to everybody: then each round says so.
    """
    found = people_by_level(outcomes)
    if set(found) <= {Level.OPEN.value}:
        return ""
    return ", ".join(f"{number_format(people)} {Level(level).label}" for level, people in found.items())
