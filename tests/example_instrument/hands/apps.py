"""App configuration of the show of hands."""

from django.apps import AppConfig


class HandsConfig(AppConfig):
    """Registers the instrument and says who may see its rows."""

    name = "brink.instruments.hands"
    label = "hands"

    def ready(self) -> None:
        """Put the instrument in the registry, and its model under the visibility function."""
        from brink.domain.processes.instrument import registry
        from brink.foundation.visibility import Rule, register
        from brink.instruments.hands.instrument import Hands
        from brink.instruments.hands.models import Hand

        registry.register(Hands())
        # On which side somebody stands is nobody's business: counted, never shown.
        register(Hand, Rule())
