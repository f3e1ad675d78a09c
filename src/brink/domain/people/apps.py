"""App configuration of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "brink.domain.people"
    label = "people"

    def ready(self) -> None:
        """Say who may see which rows."""
        from brink.domain.people.visibility_rules import register_rules

        register_rules()
