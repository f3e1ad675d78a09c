"""What the site itself adds: the page by which a browser knows that it is on line, and the end of old sessions."""

from importlib import import_module

from django.conf import settings

from brink.foundation.addresses import pages
from brink.foundation.periodic import periodic


def _sessions() -> None:
    """Delete sessions that have ended: who logged in where and when is kept no longer than it works."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


pages.register("healthy", "healthy")
periodic.register("sessions", _sessions, order=60)
