"""What every page is made of: layout, components, tokens and pictures. It has no models and no views."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers templates, tags and static files under the label `ui`."""

    name = "brink.ui"
    label = "ui"
