"""A small instrument that exists only in a test: raise your hand and say why."""

from django.apps import AppConfig


class HandsConfig(AppConfig):
    name = "brink.instruments.hands"
    label = "hands"

    def ready(self) -> None:
        from brink.instruments.hands.instrument import Hands

        from brink.domain.processes.instrument import registry

        registry.register(Hands())
