"""What participation adds elsewhere: limits of public acts, signs, who waits to be checked, and mail."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Admission
from brink.domain.journal.labels import register_labels
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.participation.access_mail import send_waiting
from brink.domain.participation.journal_labels import KINDS
from brink.domain.participation.limits import within_limits
from brink.domain.participation.line_signs import forget_signs
from brink.domain.participation.permissions import ADMISSION_CHECK
from brink.domain.participation.queries import desk_items
from brink.domain.participation.ways_back import WAYS_BACK
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.addresses import pages
from brink.foundation.periodic import periodic
from brink.foundation.public_acts import register_door
from brink.foundation.queue import QueueItem, desk_queue
from brink.foundation.visibility import Viewer


def waiting_to_be_checked(viewer: Viewer) -> list[QueueItem]:
    """Return in which rounds people wait to be checked, by the last day of the round. One query."""
    tenants = viewer.tenants(ADMISSION_CHECK.roles)
    if not tenants:
        return []
    rows = (
        Admission.objects.filter(
            tenant_id__in=tenants, round__assurance=Round.Assurance.CHECKED, round__closed_at=None, admitted_at=None,
            refused_at=None,
        )
        .order_by()
        .values_list("tenant_id", "round_id", "round__title")
        .annotate(until=Min("round__closes_at"), count=Count("pk"))
    )  # fmt: skip
    return [
        QueueItem(
            f"participation.check.{round_id}",
            tenant_id,
            ngettext("%(n)s mens wacht op controle om mee te tellen",
                     "%(n)s mensen wachten op controle om mee te tellen", count) % {"n": count},
            title,
            _("Controleer"),
            reverse("participation:admissions", args=[round_id]),
            until.astimezone(clock.AMSTERDAM).date(),
            count,
        )
        for tenant_id, round_id, title, until, count in rows
    ]  # fmt: skip


pages.register("admissions", "participation:admissions")
desk_queue.register("participation checks", waiting_to_be_checked, order=25)
periodic.register("admission mail", send_waiting, order=32)
register_labels(KINDS)
register_ways_back(WAYS_BACK)
register_door(within_limits)
desk_queue.register("participation", desk_items, order=75)
periodic.register("line signs", forget_signs, order=55)
pages.register("paper", "participation:paper")
pages.register("paper desk", "participation:sheets")
pages.register("round lines", "participation:lines")
