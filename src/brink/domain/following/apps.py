"""App configuration of following."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "brink.domain.following"
    label = "following"

    def ready(self) -> None:
        """Name this app's acts for the journal. Its rows are nobody's to see, so they have no rule."""
        from brink.domain.following.journal_labels import KINDS
        from brink.domain.journal.labels import register_labels

        register_labels(KINDS)
