"""The number of what is public: another one as soon as anything was done that may take away or alter what people read.

Pages are kept for some seconds under this number (`foundation.kept_pages`), so that what was hidden, withdrawn, closed
or erased is on none of them a moment later. An act that only adds (`adds=True`) leaves it as it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

# What changes nothing that anybody reads, or adds to it: queues of mail, counts of tries, answers of a hall (the map of
# which is made anew by "editions", which is not here), and what the log and the search make of what acts did.
QUIET = frozenset({
    "attempts", "lines", "signals", "opened", "desk mail", "admission mail", "told", "mail", "follow mail", "digest",
    "lost codes", "mailed codes", "report mail", "signup mail", "news", "came", "search", "sealing", "following",
})  # fmt: skip


_read_before: ContextVar[list[int] | None] = ContextVar("the public number as a request read it", default=None)


@contextmanager
def one_number() -> Iterator[None]:
    """Let a request read the number once, at its first use: what changes meanwhile has another number already."""
    token = _read_before.set([])
    try:
        yield
    finally:
        _read_before.reset(token)


def public_number() -> int:
    """Return the number as it is now. One question, without the way through models: every reading page asks it."""
    before = _read_before.get()
    if before:
        return before[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM journal_publicnumber")
        row = cursor.fetchone()
    number = int(row[0]) if row else 0
    if before is not None:
        before.append(number)
    return number
