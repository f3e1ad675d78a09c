"""Foundation as a Django app: no models, only what the layers above stand on."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "brink.foundation"
    label = "foundation"
