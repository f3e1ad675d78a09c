"""App configuration of the dialogue."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Registers the instrument and says who may see its rows."""

    name = "brink.instruments.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        """Put the instrument in the registry and its models under the visibility function."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.contributions.reportable import WordsOf, public_words
        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.participation.featuring import features
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.instruments.dialogue.instrument import Dialogue
        from brink.instruments.dialogue.journal_labels import KINDS
        from brink.instruments.dialogue.panels import leading
        from brink.instruments.dialogue.visibility_rules import register_rules
        from brink.instruments.dialogue.ways_back import WAYS_BACK

        registry.register(Dialogue())
        register_rules()
        features.register(
            "dialogue sentence",
            lambda round: [one.contribution_id for one in leading(round) if one.contribution_id],
        )
        public_words.register("dialogue.Statement", WordsOf("contribution"))
        public_acts.register("contribution.received session", PublicAct(_("mensen"), 3, 60, 20_000, signed=True))
        public_acts.register("contribution.received statement", PublicAct(_("eigen zinnen"), 10, 40, 500, signed=True))
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
