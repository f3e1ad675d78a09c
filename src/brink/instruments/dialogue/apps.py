"""App configuration of the dialogue."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Registers the instrument and says who may see its rows."""

    name = "brink.instruments.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        """Put the instrument in the registry and its models under the visibility function."""
        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.mail_topics import mail_topics
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.processes.instrument import registry
        from brink.instruments.dialogue.instrument import Dialogue
        from brink.instruments.dialogue.journal_labels import KINDS
        from brink.instruments.dialogue.mail_topics import TOPICS
        from brink.instruments.dialogue.visibility_rules import register_rules
        from brink.instruments.dialogue.ways_back import WAYS_BACK

        registry.register(Dialogue())
        register_rules()
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
        for place, (name, topic) in enumerate(TOPICS.items()):
            mail_topics.register(name, topic, order=250 + place)
