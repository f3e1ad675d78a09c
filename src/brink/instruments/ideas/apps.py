"""App configuration of the instrument ideas."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "brink.instruments.ideas"
    label = "ideas"

    def ready(self) -> None:
        """Register the instrument, and who may see its rows."""
        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.processes.instrument import registry
        from brink.instruments.ideas.instrument import IdeasInstrument
        from brink.instruments.ideas.journal_labels import KINDS
        from brink.instruments.ideas.visibility_rules import register_rules
        from brink.instruments.ideas.ways_back import WAYS_BACK

        registry.register(IdeasInstrument())
        register_rules()
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
