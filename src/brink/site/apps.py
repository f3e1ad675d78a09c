"""The site as a Django app: it holds the commands."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "brink.site"
    label = "brink_site"
