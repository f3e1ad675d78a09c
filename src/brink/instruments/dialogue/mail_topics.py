"""What people who wrote in a dialogue hear of what happens to their sentence."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.journal.mail_topics import MailTopic
from brink.domain.journal.models import Entry
from brink.instruments.dialogue.models import Statement


def _writer(entry: Entry) -> Q:
    """Return the words that a sentence is; one of the body itself has no writer."""
    written = Statement.objects.filter(tenant_id=entry.tenant_id, pk=entry.subject_id).exclude(contribution=None)
    return Q(pk__in=written.values("contribution_id"))


TOPICS = {
    "statement_reworded": MailTopic(
        _("Uw zin in de dialoog heeft een andere tekst gekregen. De reden staat erbij."),
        ("dialogue.statement_reworded",),
        _writer,
    ),
}
