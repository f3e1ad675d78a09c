"""App configuration of web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "brink.web"
    label = "web"
