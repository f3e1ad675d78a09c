"""App configuration of dialogue groups."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Registers the instrument, who may see its rows, its limits and its acts."""

    name = "brink.instruments.dialogue_groups"
    label = "dialogue_groups"

    def ready(self) -> None:
        """Put the instrument in the registry and its models under the visibility function."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.contributions.reportable import WordsOf, public_words
        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.people.points import demo_seeds
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.instruments.dialogue_groups.demo import seed
        from brink.instruments.dialogue_groups.instrument import GroupsInstrument
        from brink.instruments.dialogue_groups.journal_labels import KINDS
        from brink.instruments.dialogue_groups.services.reactions import RECEIVED
        from brink.instruments.dialogue_groups.visibility_rules import register_rules
        from brink.instruments.dialogue_groups.ways_back import WAYS_BACK

        registry.register(GroupsInstrument())
        register_rules()
        public_words.register("dialogue_groups.Reaction", WordsOf("contribution"))
        public_acts.register(RECEIVED, PublicAct(_("reacties"), 20, 60, 1_000, signed=True))
        for kind in ("proposed", "proposal_changed", "proposal_withdrawn", "dissented"):
            public_acts.register(f"groups.{kind}", PublicAct(_("voorstellen"), 40, 120, 600))
        demo_seeds.register("groups", seed, order=45)
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
