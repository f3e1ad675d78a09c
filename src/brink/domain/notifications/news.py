"""Reading the journal: which givers and brokers are to hear of which entry. Written down once, however often run."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from brink.domain.contributions.mail_topics import ANSWERING, called_back, reached
from brink.domain.contributions.models import Broker, Contribution, Giver, HandOver, Holder, Objection
from brink.domain.contributions.queries.told import given
from brink.domain.journal.acts import exempt
from brink.domain.journal.mail_topics import MailTopic, mail_topics
from brink.domain.journal.models import Entry
from brink.domain.notifications.models import Cursor, News
from brink.domain.notifications.topics import CHANGED, OBJECTION, by_kind
from brink.domain.people.models import Body
from brink.foundation import clock

if TYPE_CHECKING:
    from uuid import UUID

# An act that took long commits after later ones: reading starts this much before where it ended. Telling twice is
# made impossible by the unique constraint, so the overlap costs only a few rows read again.
OVERLAP = timedelta(minutes=10)
# Where reading starts for a body that was never read: news from before is old.
FIRST = timedelta(days=1)
# Several acts at the desk that follow each other become one mail.
SETTLE = timedelta(minutes=15)
CHUNK = 500
MOST_HANDS = 5


def gather() -> int:
    """Write down all news since the last time, for every body; return how much there was."""
    return sum(_gather_of(body) for body in Body.objects.order_by("slug"))


def _gather_of(body: Body) -> int:
    """Read the journal of one body from its cursor on."""
    now, found, kinds = clock.now(), 0, by_kind()
    with exempt("news"):
        start = {"read_until": now - FIRST, "created_at": now}
        cursor, _made = Cursor.objects.select_for_update().get_or_create(tenant=body, defaults=start)
        entries = Entry.objects.filter(
            tenant_id=body.pk, kind__in=list(kinds), at__gt=cursor.read_until - OVERLAP, at__lte=now
        )
        for entry in entries.order_by("at", "id").iterator(CHUNK):
            found += _write_down(entry, kinds[entry.kind], now)
        for entry in Entry.objects.filter(
            tenant_id=body.pk, kind="answers.called_back", at__gt=cursor.read_until - OVERLAP, at__lte=now
        ):
            _forget(entry)
        cursor.read_until = now
        cursor.save(update_fields=("read_until",))
    return found


def _forget(entry: Entry) -> None:
    """Take away the news of answers that were called back: nobody has them any more, and no mail has gone out."""
    rows = News.objects.filter(tenant_id=entry.tenant_id, mailed_at=None, mail=None, entry__kind="answers.sent")
    rows = rows.filter(entry__at__lte=entry.at)
    for piece in _pieces(called_back(entry)):
        rows.filter(contribution_id__in=set(_origins(set(piece)).values())).delete()


def _whose(entry: Entry, topic: MailTopic) -> Q:
    """Return which contributions an entry is news for: of some topics only those that still wait for an answer."""
    about = topic.about(entry)
    return Q(about, ~Exists(given().filter(contribution=OuterRef("pk")))) if topic.until_answered else about


def _pieces(ids: "Iterable[UUID]") -> "Iterator[list[UUID]]":
    rows = list(ids)
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _origins(ids: "set[UUID]") -> "dict[UUID, UUID]":
    """Return, for each contribution, the one that the giver brought: words that were handed over lead back to it."""
    origin = {pk: pk for pk in ids}
    for _hand in range(MOST_HANDS):
        copies: dict[UUID, UUID] = {}
        for piece in _pieces(set(origin.values())):
            copies |= dict(HandOver.objects.filter(copy_id__in=piece).values_list("copy_id", "contribution_id"))
        if not copies:
            break
        origin = {pk: copies.get(first, first) for pk, first in origin.items()}
    return origin


def _topics(entry: Entry, name: str, ids: "set[UUID]") -> "dict[UUID, str]":
    """Return what one entry is to each of these: a first answer, another one, or the one they had asked for."""
    topics = dict.fromkeys(ids, name)
    if entry.kind not in ANSWERING:
        return topics
    for piece in _pieces(ids):
        again = reached(entry).filter(
            contribution_id__in=piece, beside=False, contribution__first_replied_at__lt=F("sent_at")
        )
        topics |= dict.fromkeys(again.values_list("contribution_id", flat=True), CHANGED)
        asked = Objection.objects.filter(contribution_id__in=piece, created_at__lte=entry.at)
        for pk in asked.exclude(answered_at=None).values_list("contribution_id", flat=True):
            topics[pk] = OBJECTION
    return topics


def _write_down(entry: Entry, name: str, now: datetime) -> int:
    """Write down whom one entry is news for; return how many had not been written down before."""
    about = _whose(entry, mail_topics.named()[name])
    rows = Contribution.objects.filter(about, tenant_id=entry.tenant_id, withdrawn_at=None)
    ids = set(rows.order_by().values_list("pk", flat=True))
    origin = _origins(ids)
    topics = {origin[pk]: topic for pk, topic in _topics(entry, name, ids).items()}
    written = 0
    for piece in _pieces(topics):
        for holder, table in ((Holder.GIVER, Giver), (Holder.BROKER, Broker)):
            # Whoever left an address after it happened reads it under the code, and gets no old news.
            known = table.objects.filter(contribution_id__in=piece, created_at__lte=entry.at).exclude(email="")
            news = [
                News(
                    tenant_id=tenant, created_at=now, contribution_id=pk, holder=holder, entry=entry,
                    topic=topics[pk], due_at=entry.at + SETTLE,
                )
                for tenant, pk in known.values_list("tenant_id", "contribution_id")
            ]  # fmt: skip
            before = News.objects.filter(entry=entry).count() if news else 0
            News.objects.bulk_create(news, ignore_conflicts=True)
            written += News.objects.filter(entry=entry).count() - before if news else 0
    return written
