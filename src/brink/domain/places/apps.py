"""App configuration of places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "brink.domain.places"
    label = "places"
