"""App configuration of framework."""

from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "brink.domain.framework"
    label = "framework"
