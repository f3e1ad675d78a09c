"""A lost code: who left an address gets a new one there, which ends the old one. And a code mailed to its holder.

Here a wish is taken in; mails go out by the clock (`notifications.code_mail`). What answers the wish is the same,
and takes the same, whether anybody left that address or not: nobody's address is looked at while somebody waits.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import CodeMail, Contribution, EndedCode, LostCode, TrackingCode
from brink.domain.journal.acts import Ask, Done, act, exempt, once_kept, together
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.people import attempts
from brink.foundation import clock, codes, erasure_list
from brink.foundation.crypto import KeyedHash, hash_purpose, keyed_hash
from brink.foundation.errors import NotAllowed, NotNow
from brink.foundation.text import needed_address

_LEFT = hash_purpose("address of a lost code")
WISHES_AN_HOUR = 5
MAILS_AN_HOUR = 5


def address_hash(email: str) -> KeyedHash:
    """Return the keyed hash of an address as it is compared: spaces and capitals make no other person."""
    return keyed_hash(_LEFT, email.strip().lower())


def ask_new(*, email: str, language: str, source: str) -> None:
    """Note that somebody wants a new code for what was given with this address; only its keyed hash is kept.

    Raises BadInput for what is no address, TooMany for whoever asks often, and for an address that is asked for often.
    Not to be called in a transaction: a try must be counted.
    """
    address = needed_address(email)
    attempts.check(source, "code-kwijt", WISHES_AN_HOUR)
    attempts.check(attempts.hashed(address.lower()), "code-kwijt-adres", WISHES_AN_HOUR)
    now = clock.now()
    asked = {"created_at": now, "language": language[:10], "due_at": now}
    with exempt("lost codes"):
        LostCode.objects.get_or_create(address_hash=address_hash(address), defaults=asked)


@act("code.replaced", Contribution, on="contribution")
def replace(
    *, contribution: Contribution, ended: str, new: KeyedHash, actor: Actor = SYSTEM, key: str | None = None
) -> Done[Contribution]:
    """Let a new code take the place of the one that is stored as `ended`, for one contribution.

    Whoever follows it by the old one follows nothing any more, on whatever device. Raises NotNow when it is not in use.
    """
    mine = {"tenant_id": contribution.tenant_id, "contribution": contribution}
    if not TrackingCode.objects.filter(**mine, code_hash=ended).update(code_hash=new):
        raise NotNow(_("Deze code is intussen al vervangen."))
    EndedCode.objects.create(**mine, code_hash=ended, created_at=clock.now())
    once_kept(partial(erasure_list.note, "code", [ended]))
    return Done(contribution, {"process": str(contribution.process_id)})


@act("code.replaced", Contribution, on="contribution")
def end_again(*, contribution: Contribution, ended: str, actor: Actor, key: str | None) -> Done[Contribution]:
    """End a code that a new one took the place of, on a site that was restored from an older back-up.

    The new one is not known there: whoever left an address asks for another.
    """
    mine = {"tenant_id": contribution.tenant_id, "contribution": contribution}
    if not TrackingCode.objects.filter(**mine, code_hash=ended).delete()[0]:
        raise NotNow(_("Deze code is intussen al vervangen."))
    EndedCode.objects.get_or_create(
        tenant_id=contribution.tenant_id, code_hash=ended,
        defaults={"contribution": contribution, "created_at": clock.now()},
    )  # fmt: skip
    return Done(contribution, {"process": str(contribution.process_id)})


def forget_waiting(ids: Sequence[UUID]) -> None:
    """Take away the mails with codes of these contributions that did not go yet, with their address. Inside an act.

    A wish for a new code is a keyed hash, and finds nobody once words or address are gone.
    """
    waiting = CodeMail.objects.all()
    if not waiting.exists():
        return
    stored = set(TrackingCode.objects.filter(contribution__in=list(ids)).values_list("code_hash", flat=True))
    # Encrypted, so they are found by reading them: there are as many as were asked for and not sent yet.
    mine = [one.pk for one in waiting if stored.intersection(codes.hash_code(one.code).every)]
    CodeMail.objects.filter(pk__in=mine).delete()


def under(code_hash: str) -> QuerySet[TrackingCode]:
    """Return what lies under a stored hash, at every body that has a copy; the first body comes first."""
    rows = TrackingCode.objects.filter(code_hash=code_hash).order_by("created_at", "id")
    return rows.select_related("contribution__tenant", "contribution__process", "contribution__source")


def answered(lost: LostCode, new: Sequence[tuple[str, str]]) -> None:
    """End old codes for the new ones that were mailed: pairs of a stored hash and a code. The wish is gone then."""
    asks: list[Ask[Contribution]] = [
        replace.ask(contribution=row.contribution, ended=ended, new=codes.hash_code(code))
        for ended, code in new
        for row in under(ended)
    ]
    with exempt("lost codes"):
        together(asks)
        LostCode.objects.filter(pk=lost.pk).delete()


@act("code.mailed", Contribution, on="contribution", lock=False)
def mail_code(
    *, contribution: Contribution, code: str, email: str, language: str, actor: Actor = RESIDENT, key: str | None
) -> Done[Contribution]:
    """Let the holder of a code have it mailed to an address, once. What is kept for that goes when the mail went.

    Raises NotAllowed for a code that is not of this contribution, BadInput for what is no address.
    """
    normal, address = codes.normalise(code), needed_address(email)
    mine = {"tenant_id": contribution.tenant_id, "contribution": contribution}
    stored = codes.hash_code(normal).every if normal else ()
    if normal is None or not TrackingCode.objects.filter(**mine, code_hash__in=stored).exists():
        raise NotAllowed(_("Deze code hoort niet bij deze woorden."))
    now = clock.now()
    CodeMail.objects.create(
        tenant_id=contribution.tenant_id, created_at=now, due_at=now, to=address, code=normal, language=language[:10]
    )
    return Done(contribution, {"process": str(contribution.process_id)})


def may_mail(*, code: str, email: str, source: str) -> None:
    """Count one wish for a mail with a code: by who asks, by code and by address. Raises TooMany."""
    attempts.check(source, "code-mail", MAILS_AN_HOUR * 4)
    attempts.check(attempts.hashed(code), "code-mail-code", MAILS_AN_HOUR)
    attempts.check(attempts.hashed(email.strip().lower()), "code-mail-adres", MAILS_AN_HOUR)


def first_words(row: TrackingCode, most: int = 60) -> str:
    """Return the first words of what lies under a code, for its holder to know it by; "" when there are none."""
    words = " ".join((row.contribution.source.verbatim or row.contribution.text).split())
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0].rstrip(".,;:!? ") + " …"


