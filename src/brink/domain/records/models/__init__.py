"""The base row of every register, its links to others, and the voices that it came from or led to."""

from brink.domain.records.models.link import Link, Voice
from brink.domain.records.models.readers import NamedReaders
from brink.domain.records.models.record import Detail, Record

__all__ = ["Detail", "Link", "NamedReaders", "Record", "Voice"]
