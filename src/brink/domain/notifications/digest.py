"""What waits at the desk, by mail: each working day, once a week or never, as each member of staff wants it.

The mail holds what the desk's queue says and no more: titles and numbers, nothing that somebody wrote or that lies
ready. Only when something waits. Nobody is mailed twice on one day; a server that is away is tried again.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from brink.domain.journal.acts import Done, act, exempt
from brink.domain.journal.services import Actor
from brink.domain.notifications.models import DigestWish, Rhythm
from brink.domain.people.models import Account, Body, Membership
from brink.domain.people.queries import current
from brink.domain.processes.queries.desk import queue_items
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import BadInput
from brink.foundation.mail import NotSent, post
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Role, Viewer
from brink.foundation.workdays import is_workday

if TYPE_CHECKING:
    from uuid import UUID

FROM_HOUR = 7
MOST_LINES = 30
Roles = frozenset["tuple[UUID, Role]"]


@act("digest.set", Body, on="tenant", lock=False)
def set_rhythm(*, tenant: Body, account: Account, rhythm: str, actor: Actor, key: str | None = None) -> Done[Body]:
    """Note how often somebody wants to be mailed what waits at one body. Raises BadInput."""
    if rhythm not in Rhythm.values:
        raise BadInput(_("Kies hoe vaak u mail wilt."), field="rhythm")
    made = {"rhythm": rhythm, "created_at": clock.now()}
    DigestWish.objects.update_or_create(
        tenant=tenant, account=account, defaults={"rhythm": rhythm}, create_defaults=made
    )
    return Done(tenant, {"rhythm": rhythm})


def rhythm_of(account: Account, body: Body) -> str:
    """Return how often somebody is mailed what waits at a body."""
    found = DigestWish.objects.filter(tenant=body, account=account).values_list("rhythm", flat=True).first()
    return found or Rhythm.DAILY


def send_digests() -> int:
    """Mail whoever wants it today what waits for them; return how many mails went out."""
    now, today = clock.now().astimezone(clock.AMSTERDAM), clock.today()
    if now.hour < FROM_HOUR or not is_workday(today):
        return 0
    count = 0
    for account, roles in _due(today):
        try:
            count += _send(account, roles, today)
        except NotSent:
            # The others keep theirs till the server is back.
            _forget(account, roles, today)
            break
    return count


def _due(today: date) -> Iterator[tuple[Account, Roles]]:
    """Yield who is to be mailed today, with the roles that they have at desks where they want it today."""
    rows = Membership.objects.filter(current(today), role__in=DESK, person__account__is_active=True)
    by_account: dict[UUID, tuple[Account, set[tuple[UUID, Role]]]] = {}
    for row in rows.select_related("person__account").order_by("person__account_id"):
        account = row.person.account
        if account is not None:
            by_account.setdefault(account.pk, (account, set()))[1].add((row.tenant_id, Role(row.role)))
    wishes = {(one.account_id, one.tenant_id): one for one in DigestWish.objects.filter(account__in=list(by_account))}
    for account, roles in by_account.values():
        wanted = frozenset(one for one in roles if _wants(wishes.get((account.pk, one[0])), today))
        if wanted:
            yield account, wanted


def _wants(wish: DigestWish | None, today: date) -> bool:
    """Tell whether a mail is due by what somebody wants; a weekly one on the first working day of a week."""
    if wish is None:
        return True
    if wish.rhythm == Rhythm.NEVER:
        return False
    if wish.looked_on is None:
        return True
    monday = today - timedelta(days=today.weekday())
    return wish.looked_on < (today if wish.rhythm == Rhythm.DAILY else monday)


def _take(account: Account, roles: Roles, today: date) -> bool:
    """Note that this is looked at today; False when another run did so first."""
    taken = False
    with exempt("digest"):
        for tenant in sorted({tenant for tenant, _role in roles}):
            start = {"created_at": clock.now(), "looked_on": today}
            found, made = DigestWish.objects.get_or_create(tenant_id=tenant, account=account, defaults=start)
            before = Q(looked_on=None) | Q(looked_on__lt=today)
            taken = bool(made or DigestWish.objects.filter(before, pk=found.pk).update(looked_on=today)) or taken
    return taken


def _forget(account: Account, roles: Roles, today: date) -> None:
    """Let a mail that did not go out be tried again today."""
    with exempt("digest"):
        tenants = [tenant for tenant, _role in roles]
        rows = DigestWish.objects.filter(tenant_id__in=tenants, account=account, looked_on=today)
        rows.update(looked_on=None)


def _send(account: Account, roles: Roles, today: date) -> bool:
    """Send one mail, when something waits."""
    if not _take(account, roles, today):
        return False
    viewer = Viewer(account_id=account.pk, name=account.name, roles=roles)
    with override("nl"):
        items = queue_items(viewer)
        if not items:
            return False
        post(_subject(len(items)), _parts(items, today), [account.email])
    return True


def _subject(count: int) -> str:
    return ngettext("Er wacht %(n)d ding op u aan de balie", "Er wachten %(n)d dingen op u aan de balie", count) % {
        "n": count
    }


def _parts(items: list[QueueItem], today: date) -> list[str]:
    """Write the mail: what is due first in front, a line each, and the ways to the queue and to ending this mail."""
    items = sorted(items, key=lambda one: (one.due or date.max, one.title))
    late = sum(one.due is not None and one.due < today for one in items)
    parts = [_("Dag,")]
    if late:
        parts.append(ngettext("%(n)d ding is te laat.", "%(n)d dingen zijn te laat.", late) % {"n": late})
    parts.append("\n".join(_line(one) for one in items[:MOST_LINES]))
    if len(items) > MOST_LINES:
        more = len(items) - MOST_LINES
        parts.append(ngettext("En nog %(n)d ding.", "En nog %(n)d dingen.", more) % {"n": more})
    desk, wish = (f"{settings.BASE_URL}{page_url(kind)}" for kind in ("desk", "digest"))
    parts.append(_("Begin op %(address)s") % {"address": desk})
    parts.append(_("Hoe vaak u deze mail krijgt, kiest u op %(address)s") % {"address": wish})
    return parts


def _line(one: QueueItem) -> str:
    day = _("uiterlijk %(day)s") % {"day": date_format(one.due, "j F")} if one.due else _("geen haast")
    return f"- {one.title} ({one.where}), {day}"
