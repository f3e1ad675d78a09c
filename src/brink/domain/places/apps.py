"""App configuration of places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "brink.domain.places"
    label = "places"

    def ready(self) -> None:
        """Say who may see these rows: everybody, they are public facts."""
        from django.db.models import Q

        from brink.domain.places.models import Area, Population, PostcodeRange
        from brink.foundation.visibility import Rule, register

        for model in (Area, PostcodeRange, Population):
            register(model, Rule(public=lambda: Q(pk__isnull=False)))
