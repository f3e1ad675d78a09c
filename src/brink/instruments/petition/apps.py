"""App configuration of the instrument petition."""

from django.apps import AppConfig


class PetitionConfig(AppConfig):
    name = "brink.instruments.petition"
    label = "petition"

    def ready(self) -> None:
        """Register the instrument, who may see its rows, its limits, and what it adds to pages of others."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.contributions.points import erasures, giver_parts
        from brink.domain.contributions.reportable import WordsOf, public_words, taken_up_words
        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.mail_topics import MailTopic, mail_topics, of_process
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.people.points import demo_seeds
        from brink.domain.processes.instrument import registry
        from brink.foundation.navigation import Entry, Menu, navigation
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.foundation.waiting_counts import CountedQueue, counted_queues
        from brink.instruments.petition.demo import seed
        from brink.instruments.petition.desk_items import waiting_kinds, waiting_line
        from brink.instruments.petition.giver_part import own_proposal
        from brink.instruments.petition.instrument import PetitionInstrument
        from brink.instruments.petition.journal_labels import KINDS
        from brink.instruments.petition.round_settings import PROPOSAL, SUPPORT
        from brink.instruments.petition.services.proposals import forget
        from brink.instruments.petition.services.taken_up import TAKEN_UP
        from brink.instruments.petition.visibility_rules import register_rules
        from brink.instruments.petition.ways_back import WAYS_BACK

        registry.register(PetitionInstrument())
        register_rules()
        public_words.register("petition.Proposal", WordsOf("contribution"))
        taken_up_words.register("petition", TAKEN_UP)
        giver_parts.register("own proposal", own_proposal)
        erasures.register("petition proposal", forget)
        counted_queues.register("petition", CountedQueue(waiting_kinds, waiting_line), order=60)
        reached = MailTopic(_("Er is genoeg steun voor het voorstel."), ("petition.reached",), of_process)
        said = _("Er is besloten of het voorstel op de agenda komt.")
        scheduled = MailTopic(said, ("petition.scheduled",), of_process)
        mail_topics.register("petition_reached", reached, order=270)
        mail_topics.register("petition_scheduled", scheduled, order=271)
        supported = ("petition.supported", "petition.declared", "petition.confirmed")
        for kind in (f"contribution.received {SUPPORT}", *supported):
            public_acts.register(kind, PublicAct(_("steunverklaringen"), 10, 60, 5_000))
        public_acts.register(f"contribution.received {PROPOSAL}", PublicAct(_("voorstellen"), 5, 20, 200))
        public_acts.register("petition.mended", PublicAct(_("voorstellen"), 10, 40, 400))
        navigation.register("petitions", Entry(Menu.PRACTICAL, _("Zet iets op de agenda"), "petitions:index"), order=20)
        at_desk = Entry(Menu.DESK_MORE, _("Voorstellen van inwoners"), "petitions:desk")
        navigation.register("petitions desk", at_desk, order=27)
        demo_seeds.register("petition", seed, order=40)
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
