"""App configuration of the open door."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "brink.registers.inbox"
    label = "inbox"
