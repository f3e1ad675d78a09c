"""What waits at the desk: proposals to look at, and petitions with a next step; counted with all that little waits."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Viewer
from brink.foundation.waiting_counts import Waiting, counted
from brink.instruments.petition import queries
from brink.instruments.petition.round_settings import KEY

PROPOSALS, PETITIONS = "petition-proposals", "petition-steps"


def _with_a_step(viewer: Viewer) -> QuerySet[Round]:
    """Return the petitions for which `queries.step_for` names a step: over or decided, and not told yet."""
    over = Q(closed_at__isnull=False) | Q(closes_at__lte=clock.now())
    undecided = Q(petition_scheduling=None, process__withdrawn_at=None) & over
    untold = Q(petition_scheduling__isnull=False, petition_scheduling__told_at=None)
    rows = Round.objects.filter(tenant_id__in=viewer.tenants(DESK), instrument=KEY, opened_at__isnull=False)
    return rows.filter(undecided | untold)


def waiting_kinds(viewer: Viewer) -> Mapping[str, QuerySet[Any]]:
    """Return what is counted for the queue of the desk, by body."""
    if not viewer.tenants(DESK):
        return {}
    proposals = queries.waiting_proposals(viewer).select_related(None)
    return {
        PROPOSALS: counted(PROPOSALS, proposals, day="contribution__reply_due_on"),
        PETITIONS: counted(PETITIONS, _with_a_step(viewer)),
    }


def waiting_line(waiting: Waiting) -> QueueItem:
    """Return the line of what waits at one body."""
    number = waiting.number
    if waiting.what == PROPOSALS:
        title = ngettext(
            "%(number)s voorstel van een inwoner is nieuw", "%(number)s voorstellen van inwoners zijn nieuw", number
        )
        step = _("Kijk of dit past")
    else:
        title = ngettext(
            "%(number)s voorstel van een inwoner wacht op de volgende stap",
            "%(number)s voorstellen van inwoners wachten op de volgende stap", number,
        )  # fmt: skip
        step = _("Bekijk de stap")
    return QueueItem(
        f"{waiting.what}.{waiting.tenant_id}", waiting.tenant_id, title % {"number": number},
        _("Voorstellen van inwoners"), step, reverse("petitions:desk"), due=waiting.day, count=number,
    )  # fmt: skip
