"""App configuration of the instrument ideas."""

from functools import partial

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "brink.instruments.ideas"
    label = "ideas"

    def ready(self) -> None:
        """Register the instrument, and who may see its rows."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.contributions.loose_parts import LoosePart, loose_parts
        from brink.domain.contributions.reportable import WordsOf, public_words
        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.mail_topics import MailTopic, mail_topics
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.participation.featuring import features
        from brink.domain.places.map_sources import map_sources
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.instruments.ideas.instrument import IdeasInstrument
        from brink.instruments.ideas.journal_labels import KINDS
        from brink.instruments.ideas.map_source import IDEAS
        from brink.instruments.ideas.photo_part import photo_panels, take_photo
        from brink.instruments.ideas.queries import most, newest
        from brink.instruments.ideas.round_settings import IDEA
        from brink.instruments.ideas.visibility_rules import register_rules
        from brink.instruments.ideas.ways_back import WAYS_BACK

        registry.register(IdeasInstrument())
        register_rules()
        for label in ("ideas.Idea", "ideas.Comment"):
            public_words.register(label, WordsOf("contribution"))
        loose_parts.register("photo", LoosePart(photo_panels, take_photo))
        map_sources.register(IDEA, IDEAS, order=20)
        mail_topics.register(
            "photo_removed",
            MailTopic(_("Uw foto staat niet meer op de site. De reden staat erbij."), ("idea.photo_removed",)),
            order=250,
        )
        features.register("ideas panel", lambda round: [line.pk for line in newest(round, 3)])
        for sort in ("steun", "besproken"):
            features.register(f"ideas list {sort}", partial(most, sort=sort))
        public_acts.register("contribution.received idea", PublicAct(_("ideeën"), 10, 40, 500, signed=True))
        public_acts.register("contribution.received comment", PublicAct(_("reacties"), 30, 100, 2_000, signed=True))
        public_acts.register("idea.supported", PublicAct(_("steunbetuigingen"), 100, 150, 5_000, signed=True))
        public_acts.register("photo", PublicAct(_("foto’s"), 15, 60, 600))
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
