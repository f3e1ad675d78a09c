"""Which instruments of the kader fit a phase, scale and level, and why the others do not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.framework.levels import Level, rank
from brink.domain.framework.models import Framework, InstrumentRule, Phase, Scale


@dataclass(frozen=True, slots=True)
class Fit:
    """One instrument rule against a choice. `reason` says why it does not fit, or on what condition it does."""

    rule: InstrumentRule
    allowed: bool
    reason: str = ""


def _judge(rule: InstrumentRule, phase: Phase, scale: Scale, level: str) -> Fit:
    if rule.phase_id != phase.pk:
        return Fit(rule, False, _("Dit hoort bij de fase '%(phase)s'.") % {"phase": rule.phase.name})
    named = {rule.instrument, rule.name} - {""}
    if scale.fitting and not named & set(scale.fitting):
        return Fit(rule, False, _("Dit past niet bij de schaal '%(scale)s'.") % {"scale": scale.name})
    open_only = rule.kind == InstrumentRule.Kind.TRANSPARENCY
    if level and not open_only and rank(level) > rank(rule.max_level):
        message = _("Dit gaat hoogstens tot '%(highest)s', en u koos '%(chosen)s'.")
        return Fit(rule, False, message % {"highest": Level(rule.max_level).label, "chosen": Level(level).label})
    if rule.needs_mandate:
        return Fit(rule, False, _("Dit mag alleen als het bestuur daar mandaat voor geeft."))
    return Fit(rule, True)


def fitting(framework: Framework, phase: Phase, scale: Scale, level: str) -> list[Fit]:
    """Return every instrument rule of the kader with a verdict, those of the phase first. `level` "" = not chosen."""
    rules = InstrumentRule.objects.filter(phase__framework=framework).select_related("phase")
    fits = [_judge(rule, phase, scale, level) for rule in rules]
    return sorted(fits, key=lambda fit: (not fit.allowed, fit.rule.phase_id != phase.pk, fit.rule.number))


@dataclass(frozen=True, slots=True)
class LevelFit:
    """Whether the kader has a way to keep a level here. `names` are the instruments that reach it."""

    level: Level
    names: tuple[str, ...]
    reason: str = ""


def level_fits(framework: Framework, phase: Phase, scale: Scale) -> list[LevelFit]:
    """Say of each level which instruments of the kader reach it in this phase and scale, and else why none does."""
    rules = list(
        InstrumentRule.objects.filter(phase=phase, kind=InstrumentRule.Kind.PARTICIPATION).select_related("phase")
    )
    found = []
    for level in Level:
        fits = [_judge(rule, phase, scale, level) for rule in rules]
        names = tuple(fit.rule.name for fit in fits if fit.allowed)
        held = [fit for fit in fits if fit.rule.needs_mandate and rank(level) <= rank(fit.rule.max_level)]
        reason = ""
        if not names and held:
            reason = _("Dit mag alleen als het bestuur daar mandaat voor geeft.")
        elif not names and level is not Level.INFORM:
            reason = _("In deze fase en op deze schaal gaat geen instrument van het kader zo ver.")
        found.append(LevelFit(level, names, reason))
    return found
