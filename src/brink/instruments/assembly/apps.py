"""App configuration of the assembly."""

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    """Registers the instrument, who may see its rows, its limits and its acts."""

    name = "brink.instruments.assembly"
    label = "assembly"

    def ready(self) -> None:
        """Put the instrument in the registry and its models under the visibility function."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.mail_topics import MailTopic, mail_topics, of_process
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.foundation.waiting_counts import CountedQueue, counted_queues
        from brink.instruments.assembly.desk_items import waiting_kinds, waiting_line
        from brink.instruments.assembly.instrument import AssemblyInstrument
        from brink.instruments.assembly.journal_labels import KINDS
        from brink.instruments.assembly.round_settings import SIGNUP
        from brink.instruments.assembly.visibility_rules import register_rules
        from brink.instruments.assembly.ways_back import WAYS_BACK

        registry.register(AssemblyInstrument())
        register_rules()
        counted_queues.register("assembly", CountedQueue(waiting_kinds, waiting_line), order=70)
        for kind in (f"contribution.received {SIGNUP}", "assembly.signed_up"):
            public_acts.register(kind, PublicAct(_("aanmeldingen"), 5, 60, 20_000))
        committed = MailTopic(_("De lijst van de loting ligt vast."), ("assembly.committed",), of_process)
        mail_topics.register("assembly_committed", committed, order=280)
        offered = MailTopic(_("Het burgerberaad heeft advies gegeven."), ("assembly.offered",), of_process)
        mail_topics.register("assembly_offered", offered, order=281)
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
