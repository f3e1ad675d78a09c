"""What givers hear of promises to them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.commitments.models import Commitment
from brink.domain.commitments.promised import receivers
from brink.domain.journal.mail_topics import NOBODY, MailTopic
from brink.domain.journal.models import Entry


def _told(entry: Entry) -> Q:
    """Return whoever it was promised to; nobody while it is not public."""
    row = Commitment.objects.filter(pk=entry.subject_id).select_related("record").first()
    return Q(pk__in=receivers(row).values("pk")) if row is not None and entry.public else NOBODY


TOPICS = {
    "promised": MailTopic(_("Er is u iets beloofd. U leest wat, door wie en wanneer."), ("commitment.made",), _told),
    "promise_moved": MailTopic(
        _("De dag van wat u is beloofd, is veranderd. De reden staat erbij."), ("commitment.moved",), _told
    ),
    "promise_reported": MailTopic(
        _("U leest hoe het ging met wat u is beloofd. Klopt het niet? Zeg het ons."), ("commitment.reported",), _told
    ),
}
