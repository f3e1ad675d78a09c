"""Where the desk works on what was given to a question: what came in, bundles and answers, with their numbers."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.landing_modes import living
from brink.domain.contributions.models import Bundle, Clear, StaffNote
from brink.domain.contributions.queries import desk
from brink.domain.contributions.queries.clarity import told_clarity
from brink.domain.contributions.visibility_rules import to_check
from brink.domain.processes.models import Process
from brink.domain.processes.work_points import WorkLine
from brink.foundation.visibility import Viewer


def _beside(process: Process) -> tuple[int, int, int]:
    """Return how many words wait to be laid together, how many bundles there are and how many notes. One query."""

    def counted(rows: QuerySet[Any]) -> Subquery:
        return Subquery(rows.order_by().values("process").annotate(count=Count("pk")).values("count"))

    loose, bundles = desk.loose(process), Bundle.objects.filter(process=process, merged_into=None)
    notes = StaffNote.objects.filter(tenant_id=process.tenant_id, process=process)
    row = Process.objects.filter(pk=process.pk).order_by()
    found = row.values_list(counted(loose), counted(bundles), counted(notes)).get()
    return found[0] or 0, found[1] or 0, found[2] or 0


def work_lines(process: Process, _viewer: Viewer) -> list[WorkLine]:
    """Return the lines of a question. Two queries."""
    counts = living(process).aggregate(
        every=Count("pk"),
        replied=Count("pk", filter=Q(replied_at__isnull=False, reopened_at=None)),
        ready=Count("pk", filter=Q(drafted_at__isnull=False)),
        waiting=Count("pk", filter=to_check()),
        **{answer: Count("clarity", filter=Q(clarity__said=answer)) for answer in Clear.values},
    )
    clear = told_clarity({answer: counts[answer] for answer in Clear.values})
    loose, bundles, notes = _beside(process)
    every, replied = counts["every"], counts["replied"]
    came = ngettext("%(n)s bijdrage", "%(n)s bijdragen", every) % {"n": every}
    if counts["waiting"]:
        came += ", " + _("%(n)s wacht op controle") % {"n": counts["waiting"]}
    laid = ngettext("%(n)s bundel", "%(n)s bundels", bundles) % {"n": bundles}
    laid += ", " + ngettext("%(n)s bijdrage zonder bundel", "%(n)s bijdragen zonder bundel", loose) % {"n": loose}
    told = _("%(replied)s van de %(every)s hebben antwoord") % {"replied": replied, "every": every}
    if counts["ready"]:
        told += ", " + _("%(n)s ligt klaar om te versturen") % {"n": counts["ready"]}
    slug = [process.slug]
    noted = ngettext("%(n)s notitie", "%(n)s notities", notes) % {"n": notes} if notes else _("nog geen")
    lines = [
        WorkLine(_("Inbreng"), f"{reverse('contributions:desk')}?process={process.pk}", came, bool(counts["waiting"])),
        WorkLine(_("Bundels"), reverse("contributions:bundles", args=slug), laid),
        WorkLine(_("Antwoorden"), reverse("contributions:answers", args=slug), told, bool(counts["ready"])),
        WorkLine(_("Notities voor collega’s"), reverse("contributions:notes", args=["vraag", process.pk]), noted),
    ]
    if clear is not None:
        said = _("%(total)s mensen: %(parts)s") % {"total": clear.total, "parts": clear.said()}
        if clear.unclear:
            said += ". " + _("Minder dan 80 procent wist het. Leg beter uit waarover mensen kunnen meepraten.")
        room = reverse("processes:room", args=slug)
        lines.append(WorkLine(_("Wisten mensen waarover zij konden meepraten?"), room, said, clear.unclear))
    return lines
