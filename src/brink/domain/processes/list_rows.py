"""Rows as lines of a list: a question with how it counts and how long it is open, a day to come by."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brink.domain.framework.levels import Level
from brink.domain.processes.dates import day_of, last_day
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.queries.calendar import CalendarItem
from brink.domain.processes.states import ProcessState, is_public, process_state
from brink.domain.processes.told_facts import decides_on
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.ui.components import Meeting, Question

LEVELS = {
    Level.INFORM: gettext_lazy("U hoort wat er gebeurt."),
    Level.CONSULT: gettext_lazy("U denkt mee."),
    Level.ADVISE: gettext_lazy("U geeft advies."),
    Level.COPRODUCE: gettext_lazy("U maakt het plan samen met ons."),
    Level.CODECIDE: gettext_lazy("U beslist mee."),
    Level.SELF: gettext_lazy("Bewoners trekken dit plan zelf."),
}
STATES = {
    ProcessState.DRAFT: gettext_lazy("Concept"),
    ProcessState.ROOM: gettext_lazy("Straks open"),
    ProcessState.OPEN: gettext_lazy("Nu open"),
    ProcessState.CLOSED: gettext_lazy("Wij lezen alles"),
    ProcessState.WEIGHING: gettext_lazy("Wij lezen alles"),
    ProcessState.DECIDED: gettext_lazy("Besloten, antwoord komt"),
    ProcessState.ANSWERED: gettext_lazy("Beantwoord"),
    ProcessState.EVALUATED: gettext_lazy("Afgerond"),
    ProcessState.WITHDRAWN: gettext_lazy("Gestopt"),
    ProcessState.WITHDRAWN_ANSWERED: gettext_lazy("Gestopt"),
}
_MOST_AREAS = 3


def in_force(process: Process) -> RoomStatement | None:
    """Return the room in force of a row of `processes.queries.listed`; no query."""
    rooms: list[RoomStatement] = getattr(process, "in_force", [])
    return rooms[0] if rooms else None


def time_left(closes_at: datetime, today: date) -> str:
    """Say how long one can still take part, counting today: "Nog 3 dagen", "Vandaag is de laatste dag"."""
    days = (last_day(closes_at) - today).days
    if days <= 0:
        return _("Vandaag is de laatste dag")
    return ngettext("Nog %(days)d dag", "Nog %(days)d dagen", days) % {"days": days}


def when(process: Process, now: datetime) -> str:
    """Say where a question stands, with the date that matters to whoever may want to take part."""
    state = process_state(process, now)
    if state is ProcessState.OPEN and process.closes_at is not None:
        return time_left(process.closes_at, day_of(now))
    if state is ProcessState.ROOM and process.opens_at is not None:
        return _("Open vanaf %(date)s") % {"date": date_format(day_of(process.opens_at), "j F")}
    if state is ProcessState.DRAFT and is_public(process):
        return _("Ruimte volgt") if process.participation else _("Inwoners doen niet mee")
    room = in_force(process)
    if state in (ProcessState.CLOSED, ProcessState.WEIGHING) and room is not None and room.decision_on is not None:
        day = date_format(room.decision_on, "j F")
        return _("%(state)s; besluit op %(day)s") % {"state": STATES[state], "day": day}
    return str(STATES[state])


def question(process: Process, now: datetime) -> Question:
    """Make the line of a row of `processes.queries.listed`; no query."""
    room = in_force(process)
    text = process.motivation
    if process.withdrawn_at is not None:
        text = _("Gestopt op %(date)s. %(reason)s") % {
            "date": date_format(day_of(process.withdrawn_at), "j F Y"), "reason": process.withdrawn_reason,
        }  # fmt: skip
    elif room is not None and room.level:
        text = str(LEVELS[Level(room.level)])
        if room.decider is not None and room.decision_on is not None:
            text = f"{text} {decides_on(room.decider, room.decision_on)}"
    # A town may carry the name of its municipality; people need to read it once.
    areas = list(dict.fromkeys(area.name for area in process.areas.all()))
    more = len(areas) - _MOST_AREAS
    names = ", ".join(areas[:_MOST_AREAS])
    if more > 0:
        names = _("%(names)s en %(more)d meer") % {"names": names, "more": more}
    return Question(
        title=room.question if room else process.title,
        url=page_url("process", process.slug),
        text=text,
        when=when(process, now),
        meta=tuple(filter(None, (process.tenant.name, names))),
    )


def meeting(item: CalendarItem) -> Meeting:
    """Make the line of the calendar for one thing to come to, or one moment at which is decided."""
    weekday = date_format(item.on, "l").capitalize()
    where = item.organ or item.place
    if item.cancelled:
        text = _("Gaat niet door. %(reason)s") % {"reason": item.why_off or _("Er is nog geen nieuwe dag.")}
    elif item.organ:
        text = _("%(weekday)s. Hier wordt besloten: %(where)s.") % {"weekday": weekday, "where": where}
    elif item.starts_at is not None:
        time = _hours(item.starts_at, item.ends_at)
        text = _("%(weekday)s, %(time)s uur. %(where)s.") % {"weekday": weekday, "time": time, "where": where}
    else:
        text = f"{weekday}. {where}."
    if item.moved and not item.cancelled:
        text = _("Verplaatst. %(when)s") % {"when": text}
    return Meeting(
        iso=item.on.isoformat(),
        day=str(item.on.day),
        month=date_format(item.on, "F"),
        title=item.name or item.title,
        text=text,
        url=item.address,
        off=item.cancelled,
    )


def _hours(starts_at: datetime, ends_at: datetime | None) -> str:
    """Say from when until when, as on the wall; of what takes longer than a day, the beginning."""
    starts = starts_at.astimezone(clock.AMSTERDAM)
    time = date_format(starts, "H.i")
    if ends_at is not None and ends_at - starts_at < timedelta(hours=20):
        time = _("%(start)s tot %(end)s") % {
            "start": time,
            "end": date_format(ends_at.astimezone(clock.AMSTERDAM), "H.i"),
        }
    return time


def questions(processes: Sequence[Process], now: datetime) -> list[Question]:
    """Make the lines of several rows; no query."""
    return [question(one, now) for one in processes]


def meetings(items: Sequence[CalendarItem]) -> list[Meeting]:
    """Make the lines of several things."""
    return [meeting(one) for one in items]
