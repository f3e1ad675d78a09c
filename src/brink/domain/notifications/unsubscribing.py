"""Ending the mail: an address in each mail that opens a page, and a button there. Opening it changes nothing (N42)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from brink.domain.contributions.models import Broker, Contribution, Giver
from brink.domain.contributions.services.retention import take_mail
from brink.domain.journal.acts import Done, act, together
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.notifications.models import News
from brink.foundation.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

SALT = "brink stop mail"


def address_of(holder: Giver | Broker) -> str:
    """Return the address as it is compared: capitals make no other person."""
    return str(holder.email).strip().lower()


def stop_address(batch: UUID) -> str:
    """Return the address on which whoever got this mail can end it. It names the mail, not the person."""
    token = signing.dumps(str(batch), salt=SALT, compress=False)
    return str(settings.BASE_URL) + reverse("notifications:stop", args=[token])


def mail_behind(token: str) -> list[News]:
    """Return what was told in the mail with this address in it; empty for an address that we did not write."""
    try:
        batch = UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        return []
    return list(News.objects.filter(mail=batch))


def stop(news: "Iterable[News]") -> int:
    """Erase the address that got this mail everywhere at this body, and return how often it stood there.

    Other details that the giver left stay, for whoever wants to be called and not mailed. Doing it again does nothing.
    """
    told = list(news)
    ids = {one.contribution_id for one in told}
    if not told:
        return 0
    tenant_id = told[0].tenant_id
    holders = {(one.holder, one.contribution_id) for one in told}
    mine = [
        holder
        for kind, table in (("giver", Giver), ("broker", Broker))
        for holder in table.objects.filter(tenant_id=tenant_id, contribution_id__in=ids).exclude(email="")
        if (kind, holder.contribution_id) in holders
    ]
    addresses = {address_of(holder) for holder in mine}
    # Addresses are encrypted, so equal ones are found only by reading them all. It is asked for seldom.
    stopped = [
        holder
        for table in (Giver, Broker)
        for holder in table.objects.filter(tenant_id=tenant_id).exclude(email="").iterator(500)
        if addresses and address_of(holder) in addresses
    ]
    answers = together([
        erase_address.ask(contribution=contribution, holders=[one for one in stopped if one.contribution_id == pk],
                          actor=RESIDENT, key=None)
        for pk, contribution in Contribution.objects.in_bulk({one.contribution_id for one in stopped}).items()
    ])  # fmt: skip
    refused = [one for one in answers if isinstance(one, Refusal)]
    if refused:
        raise refused[0]
    return len(stopped)


@act("mail.stopped", Contribution, on="contribution", lock=False)
def erase_address(
    *, contribution: Contribution, holders: Sequence[Giver | Broker], actor: Actor, key: str | None
) -> Done[Contribution]:
    """Erase the address that these holders of one contribution left; who left nothing else is erased altogether."""
    for holder in holders:
        take_mail(holder)
    return Done(contribution)
