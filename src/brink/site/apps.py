"""The site as a Django app: it holds the commands."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SiteConfig(AppConfig):
    name = "brink.site"
    label = "brink_site"

    def ready(self) -> None:
        """Read the permissions of every app, also of one whose pages nobody has asked for yet."""
        autodiscover_modules("permissions")
