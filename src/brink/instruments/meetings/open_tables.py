"""Open data of a round of meetings: what anyone may read, without names."""

from collections.abc import Iterable

from brink.domain.contributions.models import Contribution
from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.foundation.clock import AMSTERDAM
from brink.instruments.meetings.queries import said
from brink.instruments.meetings.round_settings import QUESTION, SAID

_COLUMNS = ("id", "day", "channel", "event", "text", "stance", "handling", "handling_text")


def _row(one: Contribution) -> tuple[object, ...]:
    spoken = getattr(one, "spoken", None)
    event = str(spoken.gathering.event_id) if spoken is not None and spoken.gathering is not None else ""
    told = (spoken.stance, spoken.handling, spoken.handling_text) if spoken is not None else ("", "", "")
    return (str(one.pk), one.created_at.astimezone(AMSTERDAM).date().isoformat(), one.channel, event, one.text, *told)


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Return the tables `questions` and `said`; two queries."""
    for name, kind in (("questions", QUESTION), ("said", SAID)):
        yield OpenTable(name, _COLUMNS, tuple(_row(one) for one in said(round, kind).order_by("pk")))
