"""Two acts: a bench is promised, a bench is placed."""

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.domain.records import making
from brink.domain.records.basics import Basics
from brink.domain.records.making import line
from brink.foundation import clock
from brink.registers.benches.models import Bench

KEY = "bench"


@act("bench.promised", Bench, on="tenant")
def promise(*, tenant: Body, basics: Basics, spot: str, actor: Actor, key: str | None) -> Done[Bench]:
    """Promise a bench on a spot."""
    spot = line(spot, field="spot", limit=160, empty=_("Schrijf op waar het bankje komt."))
    row: Bench = making.make(KEY, tenant=tenant, basics=basics, spot=spot)
    return Done(row, {"stage": row.record.stage}, public=making.is_public(row.record))


@act("bench.placed", Bench, on="row")
def place(*, row: Bench, note: str, actor: Actor, key: str | None, seen: int | None = None) -> Done[Bench]:
    """Note that it stands there now."""
    record = making.allow(row, "plaatsen")
    row.placed_on = clock.today()
    row.save(update_fields=("placed_on",))
    making.close(record, line(note, field="note", empty=_("Schrijf op hoe het ging.")))
    making.restage(row)
    return Done(row, {"stage": record.stage}, public=making.is_public(record))
