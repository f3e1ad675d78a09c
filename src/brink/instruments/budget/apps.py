"""App configuration of the budget ballot."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Registers the instrument, who may see its rows, its limits and its acts."""

    name = "brink.instruments.budget"
    label = "budget"

    def ready(self) -> None:
        """Put the instrument in the registry and its models under the visibility function."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.instruments.budget.instrument import BudgetInstrument
        from brink.instruments.budget.journal_labels import KINDS
        from brink.instruments.budget.round_settings import BALLOT
        from brink.instruments.budget.visibility_rules import register_rules
        from brink.instruments.budget.ways_back import WAYS_BACK

        registry.register(BudgetInstrument())
        register_rules()
        public_acts.register(f"contribution.received {BALLOT}", PublicAct(_("stemmen"), 3, 60, 20_000, signed=True))
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
