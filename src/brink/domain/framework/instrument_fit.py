"""Which instruments of a kader fit a choice. Pure: no queries."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.framework.levels import PROMISES, Level, rank
from brink.domain.framework.models import InstrumentRule, Phase, Scale

# From this level on the body gives something out of its hands, so some instruments ask that who decides allows it.
MANDATE_FROM = Level.COPRODUCE


def promise_of(rule: InstrumentRule) -> str:
    """Return what a body promises at the level of an instrument that it starts itself; "" for one of others.

    The promises of the levels answer to a question of the body. Who brings a subject or an advice unasked was asked
    nothing: what they may expect is the rule of that instrument, and no promise of an answer to "our question".
    """
    asked = {"bestuur", "volksvertegenwoordiging", "samen"} & set(rule.starter.replace(",", " ").split())
    return str(PROMISES[Level(rule.max_level)]) if asked else ""


@dataclass(frozen=True, slots=True)
class Fit:
    """One instrument rule against a choice. `reason` says in one sentence why it does not fit."""

    rule: InstrumentRule
    allowed: bool
    reason: str = ""


def fit(rule: InstrumentRule, phase: Phase, scale: Scale | None, level: str, *, mandate: bool = False) -> Fit:
    """Judge one rule. `level` "" and `scale` None are not chosen yet; `rule.phase` must be at hand."""
    named = {rule.instrument, rule.name} - {""}
    reason = ""
    if rule.phase_id != phase.pk:
        reason = _("Dit hoort bij de fase ‘%(phase)s’.") % {"phase": rule.phase.name}
    elif scale is not None and scale.fitting and not named & set(scale.fitting):
        reason = _("Dit past niet bij de schaal ‘%(scale)s’.") % {"scale": scale.name}
    elif rule.kind == InstrumentRule.Kind.TRANSPARENCY or not level:
        reason = ""
    elif level == Level.INFORM:
        reason = _("Bij ‘meeweten’ vraagt u niets. Kies een hoger niveau of alleen openheid.")
    elif rank(level) > rank(rule.max_level):
        values = {"highest": Level(rule.max_level).label, "chosen": Level(level).label}
        reason = _("Dit gaat hoogstens tot ‘%(highest)s’, en u heeft ‘%(chosen)s’ gekozen.") % values
    elif rule.needs_mandate and rank(level) >= rank(MANDATE_FROM) and not mandate:
        reason = _("‘%(chosen)s’ mag hier alleen met toestemming van wie beslist.") % {
            "chosen": Level(level).label
        }
    return Fit(rule, not reason, reason)
