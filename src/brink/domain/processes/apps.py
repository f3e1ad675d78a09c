"""App configuration of processes."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "brink.domain.processes"
    label = "processes"
