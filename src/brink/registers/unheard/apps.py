"""App configuration of the register of who is not heard."""

from django.apps import AppConfig


class UnheardConfig(AppConfig):
    name = "brink.registers.unheard"
    label = "unheard"
