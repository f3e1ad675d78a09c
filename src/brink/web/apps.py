"""What joins rooms on a page, as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "brink.web"
    label = "web"
