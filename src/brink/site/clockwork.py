"""What the clock asks for, found in the database and done once: each part may run again at any time."""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings

from brink.domain.contributions.services.keeping import erase_due
from brink.domain.journal.sealing import seal
from brink.domain.notifications.mailing import notify
from brink.domain.people.attempts import forget_old
from brink.domain.processes.instrument import registry
from brink.domain.processes.services.standing import note_standing
from brink.foundation import clock


def _instruments() -> None:
    for instrument in registry:
        instrument.tick(at=clock.now())


def _sessions() -> None:
    """Delete sessions that have ended: who logged in where and when is kept no longer than it works."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


PARTS: dict[str, Callable[[], object]] = {
    "instruments": _instruments,
    "standing": note_standing,
    "mail": notify,
    "givers": erase_due,
    "attempts": forget_old,
    "sessions": _sessions,
    "journal": seal,
}
