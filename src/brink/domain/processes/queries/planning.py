"""What only the desk reads in the calendar: work with a last good day, who is away; and whose work each thing is."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.people.models import Absence, Account
from brink.domain.processes.models import Process
from brink.domain.processes.queries.calendar import Asked, CalendarItem
from brink.domain.processes.queries.desk import queue_items
from brink.foundation.addresses import fixed
from brink.foundation.visibility import DESK


def work(asked: Asked) -> list[CalendarItem]:
    """Return what waits at the desk with a last good day: the same items, with the same days, as the queue."""
    return [
        CalendarItem(
            uid=f"work-{one.key}", kind="work", on=one.due, title=one.title, process=None, body="", note=one.where,
            own_address=one.address, tenant_id=one.tenant_id, owner=one.owner,
        )
        for one in queue_items(asked.viewer)
        if one.due is not None and asked.start <= one.due <= asked.end
    ]  # fmt: skip


def absences(asked: Asked) -> list[CalendarItem]:
    """Return who is away, and who takes their work. One query."""
    rows = Absence.objects.filter(
        tenant_id__in=asked.viewer.tenants(DESK), ends__gte=asked.start, starts__lte=asked.end
    ).select_related("account", "substitute", "tenant")
    return [
        CalendarItem(
            uid=f"absence-{one.pk}", kind="absence", on=one.starts, last=one.ends, process=None, body=one.tenant.name,
            title=_("%(name)s is afwezig") % {"name": one.account.name},
            note=_("%(name)s neemt het werk over.") % {"name": one.substitute.name},
            own_address=fixed("people:absences"), tenant_id=one.tenant_id, owner=one.account_id,
        )
        for one in rows.order_by("starts", "id")
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owned:
    """One thing of the planning, and whose work it is: an account (None: of nobody who can log in) and a name."""

    item: CalendarItem
    account: UUID | None
    name: str


def owned(items: Iterable[CalendarItem]) -> list[Owned]:
    """Say of each thing whose work it is. Two queries at most."""
    items = list(items)
    asked = {one.process.pk for one in items if one.process is not None and not (one.owner or one.who)}
    columns = ("pk", "handler", "handler__name", "owner__account", "owner__name")
    rows = Process.objects.filter(pk__in=asked).values_list(*columns) if asked else ()
    contacts = {pk: (taken, name) if taken else (contact, own) for pk, taken, name, contact, own in rows}
    accounts = {one.owner for one in items if one.owner is not None}
    names = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "name")) if accounts else {}
    found = []
    for one in items:
        account, name = one.owner, one.who or (names.get(one.owner, "") if one.owner is not None else "")
        if not name and one.process is not None:
            account, name = contacts.get(one.process.pk, (None, ""))
        found.append(Owned(one, account, name))
    return found
