"""Asking to be mailed, saying yes to it by the link in the first mail, and ending it. No account, no name, no code."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brink.domain.following.models import Follow
from brink.domain.following.rhythm import MOST_TRIES, next_mail
from brink.domain.journal.acts import Done, act, exempt, once_kept
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people import attempts
from brink.domain.people.models import Body
from brink.domain.places.models import Area
from brink.domain.processes.models import Process, Theme
from brink.foundation import clock, erasure_list
from brink.foundation.crypto import KeyedHash, hash_purpose, keyed_hash
from brink.foundation.errors import NotNow
from brink.foundation.text import needed_address

_FOLLOWER = hash_purpose("address of a follower")
ERASED = "follow"
WISHES_AN_HOUR = 6
# How long the link in the first mail works, how long mail goes on without saying yes again, and to how much at once.
ANSWER_WITHIN = timedelta(days=7)
LASTS = timedelta(days=365)
MOST_FOLLOWED = 30


def address_hash(email: str) -> KeyedHash:
    """Return the keyed hash of an address as it is compared: spaces and capitals make no other person."""
    return keyed_hash(_FOLLOWER, email.strip().lower())


def may_ask(email: str) -> None:
    """Count one wish for this address, so that nobody fills the box of another. Raises BadInput, TooMany.

    Not to be called in a transaction: a try must be counted.
    """
    attempts.check(attempts.hashed(needed_address(email).lower()), "volgen-adres", WISHES_AN_HOUR)


def _of_address(tenant: Body, email: str) -> QuerySet[Follow]:
    return Follow.objects.filter(tenant=tenant, address_hash__in=address_hash(email).every)


@act("follow.asked", Body, on="tenant", lock=False)
def ask_to_follow(
    *,
    tenant: Body,
    area: Area | None = None,
    theme: Theme | None = None,
    process: Process | None = None,
    email: str,
    language: str,
    actor: Actor = RESIDENT,
    key: str | None,
) -> Done[Body]:
    """Note that somebody wants mail about one of these, or a theme in a place; they are asked by mail. Raises BadInput.

    What answers is the same for an address that follows this already: it is told to nobody who follows what.
    """
    address, now = needed_address(email), clock.now()
    about = {"area": area, "theme": theme, "process": process}
    known = list(_of_address(tenant, address).order_by("created_at"))
    if len(known) >= MOST_FOLLOWED:
        return Done(tenant, {"about": _kind(about)})
    # An address that is known keeps the hash under which it is: after a rotation too it stays one address.
    stored = known[0].address_hash if known else str(address_hash(address))
    row, made = Follow.objects.get_or_create(
        tenant=tenant, address_hash=stored, **about,
        defaults={"email": address, "language": language[:10], "created_at": now, "due_at": now},
    )  # fmt: skip
    if not made and row.confirmed_at is None:
        Follow.objects.filter(pk=row.pk).update(due_at=now, tries=0, language=language[:10])
    return Done(tenant, {"about": _kind(about)})


def _kind(about: dict[str, Area | Theme | Process | None] | dict[str, object]) -> str:
    return " ".join(name for name, row in about.items() if row is not None)


@act("follow.confirmed", Follow, on="follow")
def confirm_follow(*, follow: Follow, actor: Actor = RESIDENT, key: str | None) -> Done[Follow]:
    """Say yes to the mail, or yes again for another year. Raises NotNow when the link is too old."""
    now = clock.now()
    if follow.confirmed_at is None:
        if now - follow.created_at > ANSWER_WITHIN:
            raise NotNow(_("Deze link is te oud. Vul uw e-mailadres opnieuw in, dan krijgt u een nieuwe."))
        follow.confirmed_at, follow.told_until = now, now
        follow.due_at, follow.tries = next_mail(now), 0
    follow.ends_on = _last_day()
    follow.save(update_fields=("confirmed_at", "told_until", "due_at", "tries", "ends_on"))
    return Done(follow)


def _last_day() -> date:
    return clock.today() + LASTS


@act("follow.stopped", Body, on="tenant", lock=False)
def stop_following(*, tenant: Body, follows: Sequence[UUID], actor: Actor = RESIDENT, key: str | None) -> Done[Body]:
    """End the mail about these, and erase the address with them. What is gone already stays gone."""
    rows = Follow.objects.filter(tenant=tenant, pk__in=list(follows))
    gone = list(rows.values_list("pk", flat=True))
    rows.delete()
    once_kept(lambda: erasure_list.note(ERASED, gone))
    return Done(tenant, {"count": len(gone)})


def forget() -> int:
    """Erase what nobody confirmed, what is over, what cannot be mailed, and what an old back-up brought back."""
    now, today = clock.now(), clock.today()
    listed = erasure_list.read()
    back = [
        pk for pk in Follow.objects.order_by().values_list("pk", flat=True).iterator(chunk_size=2000)
        if f"{ERASED} {erasure_list.hashed(pk)}" in listed
    ] if any(one.startswith(f"{ERASED} ") for one in listed) else []  # fmt: skip
    with exempt("following"):
        return sum(
            rows.delete()[0]
            for rows in (
                Follow.objects.filter(pk__in=back),
                Follow.objects.filter(confirmed_at=None, created_at__lt=now - ANSWER_WITHIN),
                Follow.objects.filter(ends_on__lt=today),
                # The mail server refused it time after time: nobody reads there.
                Follow.objects.filter(confirmed_at__isnull=False, tries__gte=MOST_TRIES),
            )
        )
