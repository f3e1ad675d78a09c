"""App configuration of places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "brink.domain.places"
    label = "places"

    def ready(self) -> None:
        """Say who may see these rows."""
        from brink.domain.places.visibility_rules import register_rules

        register_rules()
