"""Tying two records of one body together, whatever their registers: it is shown on both. And untying them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.records.making import is_public, line
from brink.domain.records.models import Link, Record
from brink.foundation import clock
from brink.foundation.errors import BadInput

RELATED = "hangt-samen"
MOST_WORDS = 25


def between(one: Record, other: Record) -> QuerySet[Link]:
    """Return the links between two records, whichever was named first."""
    rows = Link.objects.filter(tenant_id=one.tenant_id)
    return rows.filter(Q(one=one, other=other) | Q(one=other, other=one))


def _made(entry: Entry, _arguments: object) -> Link | None:
    """Return the link of a repetition; None when it was taken away since."""
    return Link.objects.filter(pk=entry.data["link"]).first()


@act("record.linked", Record, on=("one", "other"), again=_made)
def link(
    *, one: Record, other: Record, reason: str, actor: Actor, key: str | None, kind: str = RELATED
) -> Done[Link | None]:
    """Tie one record to another, and say how they have to do with each other. Once is enough, from either side."""
    if one.pk == other.pk:
        raise BadInput(_("Kies een andere dan deze zelf."), field="other")
    if one.tenant_id != other.tenant_id:
        raise BadInput(_("Deze horen bij verschillende organisaties."), field="other")
    reason = line(reason, field="reason", limit=200, empty=_("Schrijf op hoe deze twee samenhangen."))
    if len(reason.split()) > MOST_WORDS:
        said = _("Dit zijn %(count)s woorden. Er passen er %(most)s.")
        raise BadInput(said % {"count": len(reason.split()), "most": MOST_WORDS}, field="reason")
    found = between(one, other).filter(kind=kind).first() or Link.objects.create(
        tenant_id=one.tenant_id, created_at=clock.now(), one=one, other=other, kind=kind, reason=reason
    )
    return Done(found, {"link": str(found.pk), "other": str(other.pk)}, public=_public(one, other), row=one)


@act("record.unlinked", Record, on=("one", "other"))
def unlink(*, one: Record, other: Record, actor: Actor, key: str | None) -> Done[Record]:
    """Say that two records have nothing to do with each other after all; gone already is fine too."""
    between(one, other).delete()
    return Done(one, {"other": str(other.pk)}, public=_public(one, other))


def _public(one: Record, other: Record) -> bool:
    return is_public(one) and is_public(other)
