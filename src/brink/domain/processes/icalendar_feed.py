"""The calendar as an iCalendar file (RFC 5545), in Europe/Amsterdam, so that summer time is told and not guessed."""

from collections.abc import Sequence
from datetime import UTC, timedelta

from icalendar import Calendar, Event, Timezone

from brink.domain.processes.queries.calendar import CalendarItem
from brink.foundation import clock, example


def _entry(item: CalendarItem, base_url: str) -> Event:
    """Make one entry: with times when it has them, else for the whole day."""
    entry = Event()
    host = base_url.split("//")[-1].split("/")[0].split(":")[0]
    entry.add("uid", f"{item.uid}@{host}")
    changed = (item.changed_at or clock.now()).astimezone(UTC)
    # Of two versions a calendar keeps the one with the higher number, then the one with the later stamp.
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", item.sequence)
    entry.add("summary", example.titled(item.title))
    if item.starts_at is not None and item.ends_at is not None:
        entry.add("dtstart", item.starts_at.astimezone(clock.AMSTERDAM))
        entry.add("dtend", item.ends_at.astimezone(clock.AMSTERDAM))
    else:
        entry.add("dtstart", item.on)
        entry.add("dtend", (item.last or item.on) + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    if item.place:
        entry.add("location", item.place)
    lines = (item.note if item.cancelled else "", item.process.title if item.process else "",
             "" if item.cancelled else item.note, item.body, example.notice())  # fmt: skip
    entry.add("description", "\n".join(filter(None, lines)))
    if item.address:
        entry.add("url", f"{base_url}{item.address}")
    entry.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
    return entry


def write(items: Sequence[CalendarItem], *, name: str, base_url: str) -> bytes:
    """Return the file. `base_url` is the site's own address, without a slash at the end."""
    calendar = Calendar()
    calendar.add("prodid", "-//Brink//Brink//NL")
    calendar.add("version", "2.0")
    # A file of nothing but what is off takes it out of the calendars that hold it.
    calendar.add("method", "CANCEL" if items and all(item.cancelled for item in items) else "PUBLISH")
    calendar.add("name", example.titled(name))
    calendar.add("x-wr-calname", example.titled(name))
    calendar.add("x-wr-timezone", "Europe/Amsterdam")
    calendar.add("refresh-interval;value=duration", "PT12H")
    if any(item.starts_at is not None for item in items):
        calendar.add_component(Timezone.from_tzinfo(clock.AMSTERDAM))
    for item in items:
        calendar.add_component(_entry(item, base_url))
    written: bytes = calendar.to_ical()
    return written
