"""What the site itself adds: the page by which a browser knows that it is on line, and the end of old sessions."""

from importlib import import_module

from django.conf import settings

from brink.foundation.addresses import pages
from brink.foundation.opening_findings import opening_checks
from brink.foundation.periodic import periodic
from brink.site import opening_findings


def _sessions() -> None:
    """Delete sessions that have ended: who logged in where and when is kept no longer than it works."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


pages.register("healthy", "healthy")
pages.register("security", "security")
periodic.register("sessions", _sessions, order=60)
opening_checks.register("site settings", opening_findings.setting_findings, order=10)
opening_checks.register("site files", opening_findings.file_findings, order=20)
opening_checks.register("site mail", opening_findings.mail_findings, order=30)
opening_checks.register("site backup", opening_findings.backup_findings, order=40)
opening_checks.register("site bodies", opening_findings.body_findings, order=50)
