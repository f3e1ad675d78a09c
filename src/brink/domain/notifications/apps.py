"""App configuration of notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "brink.domain.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Name this app's acts for the journal. Its rows are nobody's to see, so they have no rule."""
        from brink.domain.journal.labels import register_labels
        from brink.domain.notifications.journal_labels import KINDS

        register_labels(KINDS)
