"""What taking a plan off the list does, told before it is done."""

from django.utils.translation import gettext as _

from brink.domain.journal.ways_back import Foreseen
from brink.instruments.budget.models import Plan


def removing(plan: Plan, reason: str) -> Foreseen:
    """Say who reads it and what it means for who voted; nobody is counted, for that would tell who chose what."""
    lines = [_("‘%(plan)s’ gaat van de lijst. Niemand kan het nog kiezen.") % {"plan": plan.title}]
    lines.append(_("Iedereen leest bij het plan waarom: %(reason)s") % {"reason": reason})
    if plan.round.opened_at is not None:
        lines.append(_("Wie het heeft gekozen, ziet dat en kan tot het einde iets anders kiezen. Het telt niet meer."))
        after = _("Terugzetten kan niet: de lijst lag vast bij het vrijgeven.")
    else:
        after = _("Zolang de ronde niet is vrijgegeven, kunt u het opnieuw op de lijst zetten.")
    return Foreseen(
        kind="budget.plan_removed", title=_("Plan van de lijst halen?"), button=_("Haal van de lijst"),
        lines=tuple(lines), after=after,
    )  # fmt: skip
