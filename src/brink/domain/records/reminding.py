"""Reminding the owner before a promised day. Once per day that is promised, however often the clock runs."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.records.card import RecordCard
from brink.domain.records.models import Record
from brink.domain.records.queries import waiting
from brink.domain.records.showing import address, in_words
from brink.foundation import clock
from brink.foundation.errors import NotNow, Refusal
from brink.foundation.mail import NotSent, post

LANGUAGE = "nl"


@act("record.reminded", Record, on="record")
def note_reminder(*, record: Record, actor: Actor, key: str | None) -> Done[Record]:
    """Write down that the owner is reminded of this day: done before the mail goes, so that it goes once at most."""
    if record.reminded_for == record.due_on:
        raise NotNow(_("Hieraan is al herinnerd."))
    record.reminded_for = record.due_on
    record.save(update_fields=("reminded_for",))
    return Done(record, {"due": record.due_on.isoformat() if record.due_on else None})


def addresses(record: Record) -> list[str]:
    """Return the mail addresses of whoever answers for a record: one person, or the members of a team."""
    if record.owner_team is not None:
        people = [one.person for one in record.owner_team.members.select_related("person")]
    else:
        people = [record.owner_person] if record.owner_person else []
    return [one.email for one in people if one.email]


def remind(card: RecordCard) -> int:
    """Remind the owners of what is due within the days of the card, also of what is late and was never told of."""
    tenants = frozenset(Record.objects.filter(kind=card.key, closed_at=None).values_list("tenant_id", flat=True))
    sent = 0
    for record in waiting(card, tenants).select_related("tenant"):
        if record.reminded_for == record.due_on:
            continue
        try:
            held = note_reminder(record=record, actor=SYSTEM, key=None)
        except Refusal:
            continue
        sent += _mail(card, held)
    return sent


def _mail(card: RecordCard, record: Record) -> bool:
    """Send one plain mail to the owner; a mail server that is away is logged, and the queue at the desk says it too."""
    to = addresses(record)
    if not to or record.due_on is None:
        return False
    with override(LANGUAGE):
        late = record.due_on < clock.today()
        said = _("De beloofde dag was %(day)s.") if late else _("De beloofde dag is %(day)s.")
        parts = (
            _("Dag,"),
            f"{record.title}\n{said % {'day': in_words(record.due_on)}}",
            _("Werk het bij op %(address)s") % {"address": settings.BASE_URL + address(card, record)},
            record.tenant.name,
        )
        subject = _("Herinnering: %(number)s") % {"number": card.number(record.number, record.created_at)}
    try:
        post(subject, parts, to)
    except NotSent:
        return False
    return True
