"""Does a kader hold together? No empty cell, openness in every phase, every rule of thumb tied to a check. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from django.utils.translation import gettext as _

from brink.domain.framework.kader_records import Plan, Where
from brink.domain.framework.models import FrameworkRole, InstrumentRule
from brink.domain.framework.rule_checks import CHECKS
from brink.foundation.findings import Finding, Severity


def _finding(key: str, where: Where, message: str, weight: Severity = Severity.BLOCKS) -> Finding:
    sentence = _("Regel %(line)d, %(place)s: %(message)s")
    return Finding(
        key, sentence % {"line": where.line, "place": where.name, "message": message}, "clerk", weight, str(where.line)
    )


def _twice(names: Iterable[tuple[object, Where]]) -> Iterator[Where]:
    counts: Counter[object] = Counter()
    for name, where in names:
        counts[name] += 1
        if counts[name] > 1:
            yield where


def _doubles(plan: Plan) -> Iterator[Finding]:
    """Find what stands in the file twice."""
    named: tuple[Iterable[tuple[object, Where]], ...] = (
        [(one.key, one.where) for one in plan.phases],
        [((one.phase, one.role), one.where) for one in plan.cells],
        [((one.phase, one.name), one.where) for one in plan.instruments],
        [(one.key, one.where) for one in plan.scales],
    )
    for names in named:
        for where in _twice(names):
            yield _finding("double", where, _("dit staat er twee keer in. Haal er één weg."))


def _cells(plan: Plan) -> Iterator[Finding]:
    filled = {(cell.phase, cell.role) for cell in plan.cells}
    for phase in plan.phases:
        for role in FrameworkRole:
            if (phase.key, role.value) not in filled:
                message = _("de cel voor ‘%(role)s’ ontbreekt. Schrijf wat deze rol doet, of waarom zij niets doet.")
                yield _finding("empty-cell", phase.where, message % {"role": role.label})


def _openness(plan: Plan) -> Iterator[Finding]:
    open_phases = {one.phase for one in plan.instruments if one.kind == InstrumentRule.Kind.TRANSPARENCY}
    for phase in plan.phases:
        if phase.key not in open_phases:
            message = _("hier staat geen instrument van de soort ‘openheid’. Voeg er één toe.")
            yield _finding("no-openness", phase.where, message)


def _thumbs(plan: Plan) -> Iterator[Finding]:
    for thumb in plan.thumbs:
        if thumb.check and thumb.check not in CHECKS:
            message = _("controle ‘%(check)s’ kennen wij niet. Kies uit: %(choices)s.")
            yield _finding("check", thumb.where, message % {"check": thumb.check, "choices": ", ".join(CHECKS)})


def _instruments(plan: Plan, known: Collection[str]) -> Iterator[Finding]:
    for one in plan.instruments:
        if not one.instrument or one.instrument in known:
            continue
        near = get_close_matches(one.instrument, known, n=1, cutoff=0.75)
        if near:
            message = _("instrument ‘%(slug)s’ kent Brink niet. Bedoelt u ‘%(near)s’?")
            values = {"slug": one.instrument, "near": near[0]}
            yield _finding("instrument", one.where, message % values)
        else:
            message = _("Brink heeft nog geen pagina's voor ‘%(slug)s’. De regel geldt; u voert het zelf uit.")
            yield _finding("instrument-later", one.where, message % {"slug": one.instrument}, Severity.ADVICE)


def coherence(plan: Plan, instruments: Collection[str] | None = None) -> list[Finding]:
    """Return what does not hold together, worst first; what only asks for attention comes as advice.

    `instruments` are the keys that this node knows; None skips that question.
    """
    found: list[Finding] = []
    for kind, rows in (("fase", plan.phases), ("schaal", plan.scales), ("vuistregel", plan.thumbs)):
        if not rows:
            message = _("er staat geen [[%(kind)s]] in. Voeg er één toe.") % {"kind": kind}
            found.append(_finding("none", Where(1, _("het kader")), message))
    found += [*_doubles(plan), *_cells(plan), *_openness(plan), *_thumbs(plan)]
    if instruments is not None:
        found += _instruments(plan, instruments)
    return sorted(found, key=lambda one: (one.weight is not Severity.BLOCKS, int(one.where)))
