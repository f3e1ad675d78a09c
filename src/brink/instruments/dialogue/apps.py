"""App configuration of the dialogue."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Registers the instrument and says who may see its rows."""

    name = "brink.instruments.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        """Put the instrument in the registry and its models under the visibility function."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.mail_topics import mail_topics
        from brink.domain.processes.instrument import registry
        from brink.instruments.dialogue import visibility_rules
        from brink.instruments.dialogue.instrument import Dialogue
        from brink.instruments.dialogue.mail_topics import TOPICS

        registry.register(Dialogue())
        visibility_rules.register_rules()
        register_labels(
            {
                "dialogue.statement_added": _("Zin toegevoegd aan een dialoog"),
                "dialogue.statement_reworded": _("Zin in een dialoog anders geschreven"),
                "dialogue.statement_retired": _("Zin uit een dialoog gehaald, met reden"),
                "dialogue.statements_answered": _("Zinnen van een dialoog beantwoord"),
            }
        )
        for place, (name, topic) in enumerate(TOPICS.items()):
            mail_topics.register(name, topic, order=250 + place)
