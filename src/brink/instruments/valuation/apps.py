"""App configuration of the seat of who decides."""

from django.apps import AppConfig


class ValuationConfig(AppConfig):
    """Registers the instrument, who may see its rows, its limits and its acts."""

    name = "brink.instruments.valuation"
    label = "valuation"

    def ready(self) -> None:
        """Put the instrument in the registry and its models under the visibility function."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.instruments.valuation.instrument import ValuationInstrument
        from brink.instruments.valuation.journal_labels import KINDS
        from brink.instruments.valuation.round_settings import ADVICE
        from brink.instruments.valuation.visibility_rules import register_rules
        from brink.instruments.valuation.ways_back import WAYS_BACK

        registry.register(ValuationInstrument())
        register_rules()
        public_acts.register(
            f"contribution.received {ADVICE}", PublicAct(_("advies geven"), 3, 60, 20_000, signed=True)
        )
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
