"""What staff do about lines: open a hall for a meeting, close it, and look at what came from one line.

What is asked in a hall stands in `hall_services`.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.participation.hall_queries import fresh_code
from brink.domain.participation.line_signs import hall_line
from brink.domain.participation.models import Hall, OneLine
from brink.domain.people.visits import visit_now
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean

LONGEST = timedelta(hours=8)


def _end(hours: int) -> datetime:
    """Return when a hall that opens now closes: at midnight at the latest, for the hash of a line is of one day."""
    now = clock.now()
    midnight = clock.start_of_day(clock.today() + timedelta(days=1))
    return min(now + min(timedelta(hours=hours), LONGEST), midnight)


@act("hall.opened", Round, on="round")
def open_hall(
    *, round: Round, name: str, hours: int, actor: Actor, key: str | None = None, smaller_first: bool = True
) -> Done[Round]:
    """Open a hall on the line of whoever asks, for some hours: its line has no limit then, and keeps its sign.

    It gets four letters for its pages where its instrument has questions for a hall. `smaller_first`: see `Hall`.
    Raises NotNow for a round that is closed, and when it is not known from where it was asked.
    """
    name = clean(
        name, limit=120, field="name", empty=_("Schrijf op welke zaal het is."),
        too_long=_("Maak de naam van de zaal korter dan 120 tekens."),
    )  # fmt: skip
    if not 1 <= hours <= LONGEST.seconds // 3600:
        raise BadInput(_("Kies hoe lang de zaal open is: één tot acht uur."), field="hours")
    if round.closed_at is not None or round.closes_at <= clock.now():
        raise NotNow(_("Deze ronde is voorbij. Een zaal openen heeft geen zin meer."))
    visit = visit_now()
    if visit is None:
        raise NotNow(_("Wij zien niet op welk netwerk u zit. Open de zaal vanaf het netwerk van de zaal."))
    instrument = registry.get(round.instrument)
    has_pages = instrument is not None and instrument.hall is not None
    Hall.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, name=name,
        line=hall_line(round.pk, visit), ends_at=_end(hours), opened_by_id=actor.id,
        code=fresh_code() if has_pages else "", smaller_first=smaller_first,
    )  # fmt: skip
    return Done(round, {"hours": hours})


@act("hall.closed", Hall, on=("hall.round", "hall"))
def close_hall(*, hall: Hall, actor: Actor, key: str | None = None) -> Done[Hall]:
    """Close a hall before its end. Raises NotNow when it is closed already."""
    now = clock.now()
    if hall.ends_at <= now:
        raise NotNow(_("Deze zaal is al dicht."))
    hall.ends_at, hall.line, hall.code = now, "", ""
    hall.save(update_fields=("ends_at", "line", "code"))
    hall.questions.filter(closed_at=None).update(closed_at=now)
    return Done(hall)


@act("line.looked_at", OneLine, on="line")
def look_at(*, line: OneLine, actor: Actor, key: str | None = None) -> Done[OneLine]:
    """Say that somebody of staff looked at what came from one line; it comes back when it has doubled."""
    if line.seen_count >= line.count:
        raise NotNow(_("Daar keek al iemand naar."))
    line.seen_count = line.count
    line.save(update_fields=("seen_count",))
    return Done(line)
