"""What is missing before a question may be put: pure, answers with findings."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.foundation.findings import Finding, Severity
from brink.instruments.valuation.reach import Reach, reach_of
from brink.instruments.valuation.round_settings import LEAST_OPTIONS, MOST_OPTIONS, Kind
from brink.instruments.valuation.task import Task

_LONG, _SHORT = 1.3, 0.7
"""Descriptions of about the same length: who reads more of one option, chooses it more."""


def findings(task: Task) -> list[Finding]:
    """Say what must be mended before a round may open, and what would make it better."""
    found = list(_whole(task))
    if not found:
        found += _can_be_chosen(task, reach_of(task))
    return [*found, *_better(task)]


def _whole(task: Task) -> Iterator[Finding]:
    if not task.amount:
        yield Finding("valuation.amount", _("Vul in hoeveel er te verdelen of te halen is."))
    if len(task.options) < LEAST_OPTIONS:
        said = _("Zet ten minste %(n)s opties in de lijst.") % {"n": LEAST_OPTIONS}
        yield Finding("valuation.options", said)
    if len(task.options) > MOST_OPTIONS:
        yield Finding("valuation.options", _("Er passen hooguit %(n)s opties in de lijst.") % {"n": MOST_OPTIONS})
    for one in task.options:
        named = {"option": one.title}
        if not one.source:
            said = _("Bij ‘%(option)s’: waar komen deze getallen vandaan? Zonder bron kan de vraag niet open.")
            yield Finding("valuation.source", said % named)
        if any(len(step.effects) != len(task.effects) for step in one.steps):
            yield Finding("valuation.effects", _("Vul bij ‘%(option)s’ alle gevolgen in.") % named)


def _can_be_chosen(task: Task, reach: Reach | None) -> Iterator[Finding]:
    if reach is None:
        yield Finding(
            "valuation.large", _("Er zijn te veel combinaties om mee te rekenen. Haal opties of stappen weg.")
        )
        return
    if not reach.packages:
        yield Finding("valuation.none", _no_package(task))
        return
    for number in reach.never:
        yield Finding("valuation.never", _never(task, task.by_number[number].title))
    for number in reach.always:
        said = _("Zonder ‘%(option)s’ haalt niemand het doel. Dan valt er niets te kiezen.")
        yield Finding("valuation.always", said % {"option": task.by_number[number].title})
    whole = sum(max(step.amount for step in one.steps) for one in task.options)
    if not task.is_goal and whole <= task.amount and not any(one.not_with for one in task.options):
        yield Finding("valuation.all", _("Alle opties passen samen. Dan hoeft niemand te kiezen. Verlaag de grens."))
    if reach.different is False:
        said = _("De keuzes lijken erg op elkaar. Maak de grens ruimer, of zet er andere opties bij.")
        yield Finding("valuation.alike", said, weight=Severity.ADVICE)


def _no_package(task: Task) -> str:
    if task.is_goal:
        return _("Ook met alle opties samen haalt niemand het doel. Verlaag het doel of zet er opties bij.")
    return _("Geen enkele keuze past binnen de grens. Kijk na wat u heeft ingevuld.")


def _never(task: Task, title: str) -> str:
    if task.kind == Kind.BUDGET:
        return _("‘%(option)s’ kost meer dan het hele budget. Niemand kan het kiezen.") % {"option": title}
    return _("‘%(option)s’ past nooit binnen de grenzen. Niemand kan het kiezen.") % {"option": title}


def _better(task: Task) -> Iterator[Finding]:
    lengths = sorted(len(one.what.split()) for one in task.options)
    middle = lengths[len(lengths) // 2] if lengths else 0
    off = [one for one in task.options if not _SHORT * middle <= len(one.what.split()) <= _LONG * middle]
    if off:
        said = ngettext(
            "Bij %(n)s optie is de uitleg veel langer of korter dan bij de andere. Maak ze ongeveer even lang.",
            "Bij %(n)s opties is de uitleg veel langer of korter dan bij de andere. Maak ze ongeveer even lang.",
            len(off),
        )
        yield Finding("valuation.balance", said % {"n": len(off)}, weight=Severity.ADVICE)
    if any(not one.checked for one in task.options):
        said = _("Laat een tweede de getallen nakijken, en zet bij elke optie wie dat was.")
        yield Finding("valuation.second", said, weight=Severity.ADVICE)
    if not task.tried:
        said = _("Laat vijf inwoners de vraag proberen, van wie twee op papier. Lukt het in een kwartier?")
        yield Finding("valuation.tried", said, weight=Severity.ADVICE)
