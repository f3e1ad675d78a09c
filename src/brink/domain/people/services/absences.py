"""Being away: who takes one's work, from which day to which."""

from datetime import date

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Absence, Account, Body
from brink.domain.people.services.colleagues import colleague
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed


@act("absence.added", Absence, on="tenant", lock=False)
def add_absence(
    *, tenant: Body, account: Account, substitute: Account, starts: date, ends: date, actor: Actor,
    key: str | None = None,
) -> Done[Absence]:  # fmt: skip
    """Let a colleague of the same body take somebody's work for a period. Raises BadInput."""
    if ends < starts or ends < clock.today():
        raise BadInput(_("Kies een laatste dag die niet voor de eerste dag ligt, en niet voorbij is."), field="ends")
    if substitute.pk == account.pk:
        raise BadInput(_("Kies een collega: u bent zelf afwezig."), field="substitute")
    colleague(substitute, tenant.pk, field="substitute")
    row = Absence.objects.create(
        tenant=tenant, created_at=clock.now(), account=account, substitute=substitute, starts=starts, ends=ends
    )
    return Done(row, {"to": str(substitute.pk), "starts": starts.isoformat(), "ends": ends.isoformat()})


@act("absence.removed", Absence, on=("absence.tenant", "absence"), again=lambda _entry, _asked: None)
def remove_absence(*, absence: Absence, actor: Actor, key: str | None = None) -> Done[None]:
    """Take one's own work back, or say that one will not be away after all."""
    if absence.account_id != actor.id:
        raise NotAllowed(_("Alleen wie afwezig is, kan dit veranderen."))
    pk = absence.pk
    absence.delete()
    absence.pk = pk
    return Done(None, {}, row=absence)
