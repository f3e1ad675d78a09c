"""Mailing: one plain mail to whoever left an address when something changed, batched; called by `tick`.

A mail holds no words of the giver and no code: it says what happened and where to look with the code on the slip.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.contributions.models import Broker, Contribution, Giver, TrackingCode
from brink.domain.contributions.rules import ContributionState, contribution_state
from brink.foundation import clock

if TYPE_CHECKING:
    from uuid import UUID

BATCH = 200
SALT = "brink stop mail"
MOMENTS = ("bundled_at", "landed_at", "replied_at", "handed_over_at")


def _subject(state: ContributionState) -> str:
    subjects = {
        ContributionState.REPLIED: _("U heeft antwoord"),
        ContributionState.LANDED: _("Er is besloten wat er met uw woorden gebeurt"),
        ContributionState.HANDED_OVER: _("Uw woorden liggen nu bij een andere overheid"),
        ContributionState.BUNDLED: _("Uw woorden zijn gebundeld"),
    }
    return subjects.get(state, _("Er is nieuws over uw woorden"))


def stop_url(row: Giver | Broker) -> str:
    """Return the address on which whoever got the mail can end it; opening it alone does nothing."""
    return f"{settings.BASE_URL}/volg/geen-mail/{signing.dumps(str(row.contribution_id), salt=SALT)}/"


def stopped_by(token: str) -> Contribution | None:
    """Return the contribution that a stop address is about, or None for an address that we did not write."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Contribution.objects.filter(pk=key).first()


def _letter(row: Giver | Broker, voice: Contribution, state: ContributionState, final: bool) -> str:
    lines = [
        _("Dag,"),
        f"{_subject(state)}. {_('Het gaat over: %(title)s.') % {'title': voice.process.title}}",
        _("Lees het op %(address)s met de code van uw bonnetje.") % {"address": f"{settings.BASE_URL}/volg/"},
    ]
    if final:
        lines.append(_("Dit is onze laatste mail hierover. Wij wissen nu uw adres."))
    else:
        lines.append(_("Wilt u geen mail meer? Klik op %(address)s") % {"address": stop_url(row)})
    lines.append(voice.tenant.name)
    return "\n\n".join(lines)


def _latest(ids: "Sequence[UUID]") -> "dict[UUID, list[Contribution]]":
    """Return per contribution the rows under the same code at all bodies, the own one first."""
    hashes = dict(TrackingCode.objects.filter(contribution_id__in=ids).values_list("code_hash", "contribution_id"))
    rows = (
        TrackingCode.objects.filter(code_hash__in=list(hashes))
        .select_related("contribution__process", "contribution__tenant")
        .order_by("created_at", "id")
    )
    found: dict[UUID, list[Contribution]] = {}
    for row in rows:
        mine = found.setdefault(hashes[row.code_hash], [])
        if row.contribution_id not in {one.pk for one in mine}:
            mine.append(row.contribution)
    return found


def _fresh(voice: Contribution, since: datetime) -> bool:
    moments = (getattr(voice, name) for name in MOMENTS)
    return any(moment is not None and moment > since for moment in moments)


def _owed(voice: Contribution) -> bool:
    """Tell whether a body still owes its last answer: until then the address is kept, and no mail is the last."""
    return voice.withdrawn_at is None and (voice.replied_at is None or voice.reopened_at is not None)


def _tell(row: Giver | Broker, voices: Sequence[Contribution]) -> bool:
    """Send one mail about what changed at any body, and remember that it was sent; at most once per change."""
    since = row.told_at or row.created_at
    news = [voice for voice in voices if voice.withdrawn_at is None and _fresh(voice, since)]
    if not news:
        return False
    voice, now = news[-1], clock.now()
    state = contribution_state(voice)
    last_day = getattr(row, "erase_after", None)
    final = last_day is not None and last_day <= clock.today() and not any(_owed(voice) for voice in voices)
    with transaction.atomic(), override(voice.language if voice.language in dict(settings.LANGUAGES) else "nl"):
        # Marked first and undone when sending fails, so that two ticks at once cannot send the same mail.
        marked = type(row).objects.filter(pk=row.pk, told_at=row.told_at).update(told_at=now)
        if not marked:
            return False
        EmailMessage(_subject(state), _letter(row, voice, state, final), to=[row.email]).send()
    return True


def tell_all() -> int:
    """Mail everybody who left an address about what changed since their last mail; return how many mails went out.

    Idempotent: told twice only when something changed twice. Words that were passed on count too, so a giver hears
    about the answer of the other body from the address list of the first.
    """
    return _tell_kind(Giver.objects.exclude(email="")) + _tell_kind(Broker.objects.exclude(email=""))


def _tell_kind(rows: QuerySet[Giver] | QuerySet[Broker]) -> int:
    """Walk through the addresses of one kind, batch by batch."""
    sent, after = 0, None
    while True:
        waiting = rows.filter(id__gt=after) if after else rows
        due: list[Giver | Broker] = list(waiting.order_by("id")[:BATCH])
        if not due:
            return sent
        after = due[-1].pk
        voices = _latest([row.contribution_id for row in due])
        sent += sum(_tell(row, voices.get(row.contribution_id, ())) for row in due)
