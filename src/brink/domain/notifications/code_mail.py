"""Mailing codes: a new one to who lost theirs and left an address, and one to its holder who asked for it.

Called by the clock, safe to run twice and at once. A new code follows from the wish and the site's secret, so that the
same mail goes out again after a fault; the old one ends when the mail server took the new one, and not before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from brink.domain.contributions.models import Broker, CodeMail, Giver, Holder, LostCode, TrackingCode
from brink.domain.contributions.services import code_recovery
from brink.domain.journal.acts import exempt
from brink.foundation import clock, codes
from brink.foundation.addresses import page_url
from brink.foundation.crypto import every
from brink.foundation.mail import NotSent, post

MOST_TRIES = 12
# How long a claim holds: longer than a sending with the longest time-out.
CLAIM = timedelta(minutes=30)
# What could not be mailed within a day is given up, and what was kept for it goes.
KEPT = timedelta(hours=24)
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A code that goes to this address: how it is stored now, and the one that takes its place."""

    ended: str
    new: str
    row: TrackingCode


def mail_codes() -> int:
    """Mail what is due; return how many mails went out."""
    with exempt("mailed codes"):
        for queue in (CodeMail, LostCode):
            queue.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    try:
        return sum(_mail_own(row) for row in _claimed(CodeMail)) + _answer(list(_claimed(LostCode)))
    except NotSent:
        return 0


def _claimed(queue: type[Model]) -> Iterator[Model]:
    """Yield what is due, each taken by this run alone."""
    now = clock.now()
    for row in queue._default_manager.filter(due_at__lte=now, tries__lt=MOST_TRIES).order_by("created_at"):
        with exempt("mailed codes"):
            free = queue._default_manager.filter(pk=row.pk, due_at__lte=now)
            mine = free.update(due_at=now + CLAIM, tries=F("tries") + 1)
        if mine:
            row.refresh_from_db()
            yield row


def _mail_own(row: Model) -> bool:
    """Mail a code to the address that its holder gave, and forget both."""
    assert isinstance(row, CodeMail)
    with override(row.language):
        parts = [
            _("Dag,"),
            _("U heeft ons gevraagd om uw volgcode te mailen. Dit is hij:"),
            row.code,
            _("Lees op %(address)s wat er met uw woorden gebeurt.") % {"address": _follow_address()},
            _("Wij hebben uw adres alleen voor deze mail gebruikt. Het staat nergens meer."),
        ]
        sent = _send(row, row.to, _("Uw volgcode"), parts)
    if sent:
        with exempt("mailed codes"):
            CodeMail.objects.filter(pk=row.pk).delete()
    return sent


def _answer(lost: Sequence[Model]) -> int:
    """Answer wishes for a new code: every address that was left is looked at once, for all of them together."""
    wishes = [one for one in lost if isinstance(one, LostCode)]
    by_hash = {one.address_hash: one for one in wishes}
    left: dict[str, list[tuple[str, TrackingCode]]] = {}
    for address, hashed, row in _holders(by_hash) if by_hash else ():
        left.setdefault(hashed, []).append((address, row))
    count = 0
    for wish in wishes:
        rows = left.get(wish.address_hash)
        if rows is None:
            # Nobody left it: nothing is sent, and nothing says so.
            code_recovery.answered(wish, ())
        elif _mail_new(wish, rows):
            count += 1
    return count


def _holders(wanted: Mapping[str, LostCode]) -> Iterator[tuple[str, str, TrackingCode]]:
    """Yield the codes of whoever left one of these addresses: encrypted ones are found only by reading them all."""
    for holder, table in ((Holder.GIVER, Giver), (Holder.BROKER, Broker)):
        rows = table._default_manager.exclude(email="").filter(contribution__withdrawn_at=None)
        for one in rows.only("email", "contribution").iterator(CHUNK):
            hashed = next((form for form in every(code_recovery.address_hash(one.email)) if form in wanted), None)
            if hashed is None:
                continue
            for code in TrackingCode.objects.filter(contribution=one.contribution_id, holder=holder):
                yield one.email, hashed, code


def _mail_new(wish: LostCode, rows: Sequence[tuple[str, TrackingCode]]) -> bool:
    """Mail one address all its new codes, and let the old ones end."""
    found = []
    for ended in dict.fromkeys(row.code_hash for _address, row in rows):
        first = code_recovery.under(ended).first()
        if first is not None:
            found.append(Found(ended, codes.new_code(f"lost {wish.pk} {ended}"), first))
    with override(wish.language):
        sent = _send(wish, rows[0][0], _("Uw nieuwe volgcode"), _new_text(found))
    if sent:
        code_recovery.answered(wish, [(one.ended, one.new) for one in found])
    return sent


def _new_text(found: Sequence[Found]) -> list[str]:
    count = len(found)
    return [
        _("Dag,"),
        ngettext(
            "U heeft om een nieuwe volgcode gevraagd. Dit is hij. Uw oude code werkt niet meer.",
            "U heeft om een nieuwe volgcode gevraagd. U heeft vaker iets gezegd, dus dit zijn "
            "er %(count)d. Uw oude codes werken niet meer.",
            count,
        )
        % {"count": count},
        *(f"{_about(one.row)}\n{one.new}" for one in found),
        _("Lees op %(address)s wat er met uw woorden gebeurt.") % {"address": _follow_address()},
        _("Vroeg u dit niet? Dan typte iemand anders uw e-mailadres. Die ander ziet niets. Bewaar de nieuwe code."),
    ]


def _about(row: TrackingCode) -> str:
    """Say which contribution a code is of: its first words, or the question that it answered."""
    voice, words = row.contribution, code_recovery.first_words(row)
    where = {"title": voice.process.title, "body": voice.tenant.told, "words": words}
    if words:
        return _("‘%(words)s’, bij ‘%(title)s’ van %(body)s:") % where
    return _("Uw antwoord bij ‘%(title)s’ van %(body)s:") % where


def _follow_address() -> str:
    return f"{settings.BASE_URL}{page_url('follow')}"


def _send(row: CodeMail | LostCode, to: str, subject: str, parts: Sequence[str]) -> bool:
    """Send one mail; when that fails it is tried again later. Raises NotSent when the server is away."""
    try:
        post(subject, parts, [to], name=f"code-{row.pk}", headers={"Auto-Submitted": "auto-replied"})
    except NotSent as failed:
        with exempt("mailed codes"):
            again = clock.now() + timedelta(minutes=2**row.tries)
            type(row)._default_manager.filter(pk=row.pk).update(due_at=again)
        if failed.away:
            raise
        return False
    return True
