"""App configuration of the instrument consultation."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "brink.instruments.consultation"
    label = "consultation"

    def ready(self) -> None:
        """Register the instrument, who may see its rows, and its limits."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.contributions.reportable import WordsOf, public_words
        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.people.points import demo_seeds
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.instruments.consultation.demo import seed
        from brink.instruments.consultation.instrument import ConsultationInstrument
        from brink.instruments.consultation.journal_labels import KINDS
        from brink.instruments.consultation.round_settings import REMARK, SUPPORTED
        from brink.instruments.consultation.visibility_rules import register_rules
        from brink.instruments.consultation.ways_back import WAYS_BACK

        registry.register(ConsultationInstrument())
        register_rules()
        public_words.register("consultation.Remark", WordsOf("contribution"))
        public_acts.register(f"contribution.received {REMARK}", PublicAct(_("opmerkingen"), 20, 60, 1_000, signed=True))
        public_acts.register(SUPPORTED, PublicAct(_("keuzes"), 100, 150, 5_000, signed=True))
        demo_seeds.register("consultation", seed, order=31)
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
