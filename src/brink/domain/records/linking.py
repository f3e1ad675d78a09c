"""Tying two records of one body together, whatever their registers: it is shown on both."""

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.records.making import is_public, line
from brink.domain.records.models import Link, Record
from brink.foundation import clock
from brink.foundation.errors import BadInput


def _made(entry: Entry, _arguments: object) -> Link:
    return Link.objects.get(pk=entry.data["link"])


@act("record.linked", Record, on=("one", "other"), again=_made)
def link(*, one: Record, other: Record, kind: str, reason: str = "", actor: Actor, key: str | None) -> Done[Link]:
    """Tie one record to another, and say how they have to do with each other. Once is enough."""
    if one.pk == other.pk:
        raise BadInput(_("Kies een andere dan deze zelf."))
    if one.tenant_id != other.tenant_id:
        raise BadInput(_("Deze horen bij verschillende organisaties."))
    found = Link.objects.get_or_create(
        tenant_id=one.tenant_id, one=one, other=other, kind=kind,
        defaults={"created_at": clock.now(), "reason": line(reason, field="reason", limit=200)},
    )[0]  # fmt: skip
    public = is_public(one) and is_public(other)
    return Done(found, {"link": str(found.pk), "other": str(other.pk)}, public=public, row=one)
