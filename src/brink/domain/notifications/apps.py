"""App configuration of notifications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "brink.domain.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Name this app's acts for the journal. Its rows are nobody's to see, so they have no rule."""
        from brink.domain.journal.labels import register_labels

        register_labels({"mail.stopped": _("Gever wil geen mail meer")})
