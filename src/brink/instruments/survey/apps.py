"""App configuration of the instrument survey."""

from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "brink.instruments.survey"
    label = "survey"

    def ready(self) -> None:
        """Register the instrument, who may see its rows, and how often somebody may take part."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.people.points import demo_seeds
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.instruments.survey.demo import seed
        from brink.instruments.survey.filling import DRAFTED
        from brink.instruments.survey.instrument import Survey
        from brink.instruments.survey.journal_labels import KINDS
        from brink.instruments.survey.round_settings import FILLED
        from brink.instruments.survey.visibility_rules import register_rules
        from brink.instruments.survey.ways_back import WAYS_BACK

        registry.register(Survey())
        register_rules()
        public_acts.register(
            f"contribution.received {FILLED}", PublicAct(_("vragenlijsten"), 3, 60, 20_000, signed=True)
        )
        public_acts.register(DRAFTED, PublicAct(_("begonnen vragenlijsten"), 6, 120, 40_000))
        demo_seeds.register("survey", seed, order=35)
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
