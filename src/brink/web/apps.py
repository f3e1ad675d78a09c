"""App configuration of web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "brink.web"
    label = "web"

    def ready(self) -> None:
        """Name what happened in rooms that do not name it themselves."""
        from brink.web.journal_words import register_words

        register_words()
