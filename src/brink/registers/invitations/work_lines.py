"""Whom the desk invites to a question: a line on its page, that waits until somebody is invited or it says why not."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.framework.levels import Level
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.work_points import WorkLine
from brink.foundation.visibility import Viewer
from brink.registers.invitations.models import Invitation


def work_lines(process: Process, _viewer: Viewer) -> list[WorkLine]:
    """Return the line of a question whose residents may do more than know. One query."""
    if process.standing:
        return []
    mine = Invitation.objects.filter(tenant=OuterRef("tenant"), record__process=OuterRef("process")).order_by()
    counted = mine.values("tenant").annotate(
        every=Count("pk"), not_done=Count("pk", filter=~Q(because=""))
    )
    room = (
        RoomStatement.objects.filter(tenant_id=process.tenant_id, process=process, published_at__isnull=False)
        .annotate(
            every=Coalesce(Subquery(counted.values("every")), 0),
            not_done=Coalesce(Subquery(counted.values("not_done")), 0),
        )
        .order_by("-version").values_list("level", "every", "not_done").first()
    )  # fmt: skip
    if room is None or room[0] == Level.INFORM:
        return []
    _level, every, not_done = room
    if not every:
        said = _("Wie nodigt u uit? Nodig mensen uit, of schrijf op waarom niet.")
        return [WorkLine(_("Uitnodigen"), reverse("invitation:new"), said, waits=True)]
    asked = every - not_done
    said = ngettext("%(n)s uitnodiging", "%(n)s uitnodigingen", asked) % {"n": asked} if asked else _(
        "niemand uitgenodigd, met de reden erbij"
    )
    return [WorkLine(_("Uitnodigen"), reverse("invitation:desk"), said)]
