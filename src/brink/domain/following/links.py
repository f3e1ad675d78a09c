"""The two links in a mail: to say yes, and to end it. Each is signed, names no address, and works as long as its row.

The link that ends names the keyed hash of the address at one body, not one row: so that of an old mail works too.
"""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from brink.domain.following.models import Follow

YES, STOP = "brink follow yes", "brink follow stop"


def yes_address(follow: Follow) -> str:
    """Return the address on which somebody says yes."""
    token = signing.dumps(str(follow.pk), salt=YES, compress=False)
    return str(settings.BASE_URL) + reverse("following:confirm", args=[token])


def stop_address(follow: Follow) -> str:
    """Return the address on which whoever got this mail ends it."""
    token = signing.dumps([str(follow.tenant_id), follow.address_hash], salt=STOP, compress=False)
    return str(settings.BASE_URL) + reverse("following:stop", args=[token])


def behind_yes(token: str) -> Follow | None:
    """Return what a link asks about; None when we did not write it, or when it was stopped or is over."""
    try:
        pk = UUID(signing.loads(token, salt=YES))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    return Follow.objects.select_related("area", "theme", "process", "tenant").filter(pk=pk).first()


def behind_stop(token: str) -> tuple[UUID, list[Follow]] | None:
    """Return the body and all that one address follows there; None for a link that we did not write."""
    try:
        tenant, hashed = signing.loads(token, salt=STOP)
        body = UUID(tenant)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    rows = Follow.objects.filter(tenant_id=body, address_hash=hashed).select_related("area", "theme", "process")
    return body, list(rows.order_by("created_at", "id"))
