"""The signpost of a decision: what was decided, how it was weighed and what comes, on one sheet of A4 (W31)."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.decisions.models import Decision
from brink.domain.people.reaching import phone_of
from brink.domain.processes.dates import in_words
from brink.domain.processes.sheets import LINES, fit
from brink.domain.processes.told_facts import decides
from brink.ui.components import Arm

# What fits a place on the sheet, in characters; the site has each text whole.
_TEXT, _LINE = 260, 90


@dataclass(frozen=True, slots=True)
class Part:
    """One column of the sheet, with how many of its lines did not fit."""

    title: str
    lines: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the sheet says."""

    title: str
    decided: str
    arms: tuple[Arm, ...]
    parts: tuple[Part, ...]
    url: str
    contact: str

    @property
    def spoken_url(self) -> str:
        """Return the address as somebody types it."""
        return self.url.split("//")[-1].rstrip("/")

    @property
    def more(self) -> int:
        """Return how many lines did not fit."""
        return sum(one.more for one in self.parts)


def _part(title: str, lines: list[str]) -> list[Part]:
    shown = tuple(fit(one, _LINE) for one in lines[:LINES])
    return [Part(title, shown, len(lines) - len(shown))] if shown else []


def _minority(decision: Decision) -> list[str]:
    note = getattr(decision, "minority", None)
    if note is None:
        return []
    if note.none_found:
        return [_("Er is geen groep gevonden die het anders ziet.")]
    argument = _("Deze woorden zijn teruggenomen.") if note.taken_back else note.argument
    return [argument, _("Overgenomen: %(what)s") % {"what": note.adopted}]


def signpost_sheet(decision: Decision) -> Sheet:
    """Gather the sheet of a row of `queries.full`. No query."""
    arms = [Arm(fit(decides(decision.organ)), in_words(decision.on), now=True)]
    arms += [
        Arm(fit(one.commitment.record.title), _("uiterlijk %(day)s") % {"day": in_words(one.commitment.record.due_on)})
        for one in decision.promised.all()
        if one.commitment.record.due_on is not None
    ][:2]
    if decision.evaluation_on is not None:
        arms.append(Arm(_("Wij kijken terug"), in_words(decision.evaluation_on)))
    chosen = [one.title for one in decision.options.all() if one.chosen]
    body = decision.tenant
    return Sheet(
        title=decision.title,
        decided=fit(decision.text, _TEXT),
        arms=tuple(arms),
        parts=(
            *_part(_("Gekozen"), chosen),
            *_part(_("Zo is gewogen"), [f"{one.who}: {one.done}" for one in decision.lines.all()]),
            *_part(_("Wat de minderheid inbracht"), _minority(decision)),
        ),
        url=f"{settings.BASE_URL}{reverse('decisions:detail', args=[decision.slug])}",
        contact=", ".join(filter(None, (phone_of(body), body.email))),
    )
