"""The kader against one process: how far each level can go, and whether a choice of instrument stands outside it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.framework.instrument_fit import fit
from brink.domain.framework.levels import Level
from brink.domain.framework.models import Framework, InstrumentRule, Phase, Scale
from brink.domain.framework.queries import Fit, fitting
from brink.domain.processes.models import Process, RoomStatement

__all__ = ["Fit", "LevelFit", "fitting", "has_mandate", "level_fits", "outside_framework"]


@dataclass(frozen=True, slots=True)
class LevelFit:
    """Whether the kader has a way to keep a level here. `names` are the instruments that reach it."""

    level: Level
    names: tuple[str, ...]
    reason: str = ""


def level_fits(framework: Framework, phase: Phase, scale: Scale) -> list[LevelFit]:
    """Say of each level which instruments of the kader reach it here, or why none does. One query."""
    own = InstrumentRule.objects.filter(tenant=framework.tenant_id, phase=phase, kind=InstrumentRule.Kind.PARTICIPATION)
    rules = list(own.select_related("phase").order_by("number"))
    found = []
    for level in Level:
        names = tuple(rule.name for rule in rules if fit(rule, phase, scale, level).allowed)
        reason = ""
        if not names and level is not Level.INFORM:
            held = any(fit(rule, phase, scale, level, mandate=True).allowed for rule in rules)
            reason = _("In deze fase en op deze schaal gaat geen instrument van het kader zo ver.")
            if held:
                reason = _("Dit mag alleen met toestemming: laat wie beslist zelf de speelruimte vaststellen.")
        found.append(LevelFit(level, names, reason))
    return found


def has_mandate(room: RoomStatement | None) -> bool:
    """Tell whether the organ that decides adopted this room statement, or consented: with that it allows the level."""
    return room is not None and room.adopted_by_id is not None and (
        room.adopted_by_id == room.decider_id or bool(room.consent)
    )


def outside_framework(
    process: Process, phase: Phase, instrument: str, level: str, *, mandate: bool = False
) -> Fit | str:
    """Return "" when the kader allows this choice, else why not: the rule that says so, or a sentence. One query."""
    fits = [
        one
        for one in fitting(process.framework, phase, process.scale, level, mandate=mandate)
        if one.rule.instrument == instrument
    ]
    if any(one.allowed for one in fits):
        return ""
    if not fits:
        return _("Dit instrument staat niet in het kader.")
    return next((one for one in fits if one.rule.phase_id == phase.pk), fits[0])
