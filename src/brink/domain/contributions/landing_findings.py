"""What keeps a process from being answered (promise 3): an unanswered voice, an open objection, an unsent reply,
and somebody who could only be called or written and was not.

And what does not keep it, but is worth a second look: one answer for people who said different things.
"""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.landing_modes import before_landing, living, rounds_with
from brink.domain.contributions.models import Unreached
from brink.domain.contributions.queries.counting import resolve
from brink.domain.contributions.queries.desk import answers_lying
from brink.domain.processes.models import Process
from brink.foundation.findings import Finding, Severity


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
    findings += _unreached(process, counts.unreached)
    return [*findings, *same_answers(process)]


def _unreached(process: Process, count: int) -> list[Finding]:
    """Hold back while somebody has an answer that they do not know of, unless it was said why they were not reached."""
    said = Unreached.objects.filter(tenant_id=process.tenant_id, process=process).first() if count else None
    if not count or (said is not None and count <= said.count):
        return []
    text = ngettext(
        "%(count)s gever zonder mail weet nog niet van het antwoord. Bel of schrijf, of zeg waarom dat niet lukt.",
        "%(count)s gevers zonder mail weten nog niet van het antwoord. Bel of schrijf, of zeg waarom dat niet lukt.",
        count,
    )
    where = reverse("contributions:to_reach", args=[process.slug])
    return [Finding("contributions.unreached", text % {"count": count}, where=where)]


def same_answers(process: Process) -> list[Finding]:
    """Advise against the same words to different bundles or people: an answer speaks of what somebody said.

    One answer that lies at many voices is one answer, and so is that of a round as a whole. One query.
    """
    first: dict[str, tuple[UUID, str]] = {}
    found: dict[UUID, Finding] = {}
    where = reverse("contributions:answers", args=[process.slug])
    for answer, reason, title in answers_lying(process):
        words = " ".join(reason.casefold().split()).strip(" .!?")
        before, name = first.setdefault(words, (answer, title or _("losse woorden")))
        if before == answer:
            continue
        sentence = _(
            "Het antwoord bij ‘%(one)s’ is hetzelfde als bij ‘%(other)s’. Zeg elk wat er met hun punt is gedaan."
        )
        message = sentence % {"one": title or _("losse woorden"), "other": name}
        found[answer] = Finding("contributions.same_answer", message, weight=Severity.ADVICE, where=where)
    return list(found.values())
