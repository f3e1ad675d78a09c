"""App configuration of dossiers."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "brink.registers.dossiers"
    label = "dossiers"
