"""App configuration of journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "brink.domain.journal"
    label = "journal"
