"""The site as a Django app: it holds the commands."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SiteConfig(AppConfig):
    name = "brink.site"
    label = "brink_site"

    def ready(self) -> None:
        """Read what each app adds to the pages, queues and clocks of others, and which acts it allows to whom."""
        autodiscover_modules("permissions", "extensions", "committed_contents")
