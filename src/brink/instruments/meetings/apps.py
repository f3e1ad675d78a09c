"""App configuration of the instrument meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "brink.instruments.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Register the instrument, who may see its rows, its limits, and what it holds back."""
        from django.utils.translation import gettext_lazy as _

        from brink.domain.contributions.reportable import WordsOf, public_words
        from brink.domain.gatherings.report_findings import report_guards
        from brink.domain.journal.labels import register_labels
        from brink.domain.journal.mail_topics import MailTopic, mail_topics
        from brink.domain.journal.ways_back import register_ways_back
        from brink.domain.people.points import demo_seeds
        from brink.domain.processes.instrument import registry
        from brink.foundation.public_acts import PublicAct, public_acts
        from brink.instruments.meetings.demo import seed
        from brink.instruments.meetings.instrument import MeetingsInstrument
        from brink.instruments.meetings.journal_labels import KINDS
        from brink.instruments.meetings.queries import open_questions
        from brink.instruments.meetings.round_settings import QUESTION, SAID
        from brink.instruments.meetings.visibility_rules import register_rules
        from brink.instruments.meetings.ways_back import WAYS_BACK

        registry.register(MeetingsInstrument())
        register_rules()
        public_words.register("meetings.Spoken", WordsOf("contribution"))
        report_guards.register("meetings", open_questions)
        mail_topics.register(
            "meeting_handled",
            MailTopic(_("Bij uw vraag staat nu wat er in de bijeenkomst mee is gedaan."), ("meeting.handled",)),
            order=260,
        )
        for kind, what in ((QUESTION, _("vragen")), (SAID, _("bijdragen"))):
            public_acts.register(f"contribution.received {kind}", PublicAct(what, 10, 40, 500, signed=True))
        demo_seeds.register("meetings", seed, order=30)
        register_labels(KINDS)
        register_ways_back(WAYS_BACK)
