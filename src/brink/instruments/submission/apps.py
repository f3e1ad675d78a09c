"""App configuration of the legal submission."""

from django.apps import AppConfig


class SubmissionConfig(AppConfig):
    """Registers the instrument, who may see its rows, its limits and its acts."""

    name = "brink.instruments.submission"
    label = "submission"

    def ready(self) -> None:
        """Put the instrument in the registry and its models under the visibility function."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.contributions.points import giver_parts
        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.people.points import demo_seeds
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.instruments.submission.demo import seed
        from brink.instruments.submission.instrument import SubmissionInstrument
        from brink.instruments.submission.journal_labels import KINDS
        from brink.instruments.submission.panels import own_part
        from brink.instruments.submission.round_settings import SUBMISSION
        from brink.instruments.submission.visibility_rules import register_rules
        from brink.instruments.submission.ways_back import WAYS_BACK

        registry.register(SubmissionInstrument())
        register_rules()
        giver_parts.register("own submission", own_part)
        public_acts.register(f"contribution.received {SUBMISSION}", PublicAct(_("zienswijzen"), 5, 30, 1_000))
        demo_seeds.register("submission", seed, order=42)
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
