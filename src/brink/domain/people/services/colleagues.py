"""Whose work something is: a colleague who works at the desk of the same body, or nobody in particular."""

from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.people.models import Account
from brink.domain.people.queries import at_the_desk
from brink.foundation.errors import BadInput


def colleague(to: Account | None, tenant_id: UUID, *, field: str = "person") -> Account | None:
    """Return who takes the work up. Raises BadInput at `field` for who has no desk at this body."""
    if to is not None and not at_the_desk(tenant_id).filter(pk=to.pk).exists():
        raise BadInput(_("Deze persoon werkt niet bij deze organisatie. Kies iemand anders."), field=field)
    return to
