"""What keeps a process from being answered (promise 3): an unanswered voice, an open objection, an unsent reply."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.landing_modes import before_landing, living, rounds_with
from brink.domain.contributions.queries.counting import resolve
from brink.domain.processes.models import Process
from brink.foundation.findings import Finding


def answering(process: Process) -> list[Finding]:
    """Say what is missing before a process may be called answered, in a fixed number of queries however many voices.

    What an instrument asks before its voices land is asked here too, so that what landed by any road is complete. A
    question that was stopped owes no answer per signal.
    """
    counts = resolve(process)
    where = reverse("contributions:answers", args=[process.slug])
    findings = before_landing(rounds_with(living(process))) if process.withdrawn_at is None else []
    if counts.unanswered:
        text = ngettext(
            "%(count)s stem heeft nog geen antwoord.", "%(count)s stemmen hebben nog geen antwoord.", counts.unanswered
        )
        findings.append(Finding("contributions.unanswered", text % {"count": counts.unanswered}, where=where))
    if counts.reopened:
        text = ngettext(
            "%(count)s gever wacht op een nieuw antwoord.",
            "%(count)s gevers wachten op een nieuw antwoord.",
            counts.reopened,
        )
        findings.append(Finding("contributions.reopened", text % {"count": counts.reopened}, where=where))
    if counts.unsent:
        findings.append(
            Finding("contributions.unsent", _("Er liggen antwoorden klaar die nog niet zijn verstuurd."), where=where)
        )
    return findings
