"""What waits at the desk: proposals to look at, and petitions with a next step."""

from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.participation.round_page import address_of
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import Viewer
from brink.instruments.petition import queries


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return what waits, in a fixed number of queries."""
    found = [
        QueueItem(
            f"petition {one.pk}", one.tenant_id, one.contribution.title, one.tenant.name, _("Kijk of dit past"),
            reverse("petitions:proposal", args=[one.pk]), due=one.contribution.reply_due_on,
        )
        for one in queries.waiting_proposals(viewer)[:100]
    ]  # fmt: skip
    for now in queries.rounds_at_desk(viewer):
        step = queries.step_for(now)
        if step:
            found.append(
                QueueItem(
                    f"petition {now.round.pk}", now.round.tenant_id, now.round.title,
                    now.round.process.tenant.name, step, address_of(now.round, "desk"),
                )
            )
    return found
