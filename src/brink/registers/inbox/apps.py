"""App configuration of the open door."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "brink.registers.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Say who may see which rows."""
        from brink.registers.inbox.visibility_rules import register_rules

        register_rules()
