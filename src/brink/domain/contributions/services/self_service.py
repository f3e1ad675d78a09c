"""What a giver may do with the code in hand: withdraw, hide a name, leave a way to be reached, claim spoken words."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Appeal,
    Broker,
    Contribution,
    EarlierWords,
    ExactPoint,
    Giver,
    Objection,
    Publicity,
    Quotation,
    Revision,
    Source,
)
from brink.domain.contributions.points import code_erasures, erasures
from brink.domain.contributions.services.code_recovery import forget_waiting
from brink.domain.contributions.services.copies import WIDTH, copies_elsewhere, hold_all, told_elsewhere
from brink.domain.contributions.services.following import Followed, require_giver
from brink.domain.contributions.services.still_there import require_there
from brink.domain.journal.acts import Done, act, once_kept, together
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.instrument import registry
from brink.foundation import clock, erasure_list
from brink.foundation.errors import BadInput, NotNow, Refusal
from brink.foundation.locks import hold_shared
from brink.foundation.search import indexing
from brink.foundation.text import address_too_long, clean, email_address


def own_words(contribution: Contribution, code: str) -> Contribution:
    """Let only whoever holds the giver's code act, and only while the words are there."""
    require_giver(contribution, code)
    if contribution.withdrawn_at is not None:
        raise NotNow(_("U heeft deze woorden al ingetrokken."))
    return contribution


def _done(row: Contribution, **data: object) -> Done[Contribution]:
    return Done(row, {"process": str(row.process_id), **data}, public=True)


def _empty(row: Contribution) -> None:
    """Take away every word and every detail of the giver; leave what counts."""
    of_contribution = {"tenant_id": row.tenant_id, "contribution_id": row.pk}
    Source.objects.filter(**of_contribution).update(verbatim="", summary="")
    Revision.objects.filter(**of_contribution).update(before="", after="")
    EarlierWords.objects.filter(**of_contribution).update(title="", text="", verbatim="", shown=False)
    Quotation.objects.filter(**of_contribution).update(words="")
    Objection.objects.filter(**of_contribution).update(text="")
    Objection.objects.filter(**of_contribution, answered_at=None).update(answered_at=clock.now())
    Appeal.objects.filter(**of_contribution).update(text="")
    forget_waiting([row.pk])
    Giver.objects.filter(**of_contribution).delete()
    Broker.objects.filter(**of_contribution).delete()
    ExactPoint.objects.filter(**of_contribution).delete()
    if row.round is not None:
        instrument = registry.get(row.round.instrument)
        if instrument is not None:
            instrument.erase([row.pk])
    for erase in erasures.all():
        erase(row)


def beside_the_round(arguments: Mapping[str, Any]) -> None:
    """Let the closing of the round wait for this, or wait for it, before the words are held.

    The instrument takes its own rows away in the same transaction, and a closing that holds the round writes on them.
    """
    if arguments["contribution"].round_id is not None:
        hold_shared(arguments["contribution"].round_id)


@act("contribution.withdrawn", Contribution, on="contribution", before=beside_the_round)
def withdraw(
    *, contribution: Contribution, code: str, actor: Actor = RESIDENT, key: str | None = None
) -> Done[Contribution]:
    """Withdraw one contribution: its words and details go, its place in the count stays, the code keeps working."""
    row = own_words(contribution, code)
    for erase in code_erasures.all():
        erase(row, code)
    return _withdrawn(row)


@act("contribution.withdrawn", Contribution, on="contribution", before=beside_the_round)
def withdraw_again(*, contribution: Contribution, actor: Actor, key: str | None) -> Done[Contribution]:
    """Withdraw what its giver withdrew before, on a site that was restored from an older back-up."""
    return _withdrawn(require_there(contribution))


def _withdrawn(row: Contribution) -> Done[Contribution]:
    row.withdrawn_at = clock.now()
    row.text = row.title = row.public_name = row.place = ""
    row.reopened_at = None
    row.save(update_fields=("withdrawn_at", "text", "title", "public_name", "place", "reopened_at"))
    _empty(row)
    indexing.leave_nothing()
    once_kept(partial(erasure_list.note, "words", [row.pk]))
    return _done(row)


def withdraw_all(*, followed: Followed, key: str | None = None) -> None:
    """Withdraw everything under a code, at every body that has a copy: the resident sees one government.

    What can go goes; raises the first refusal when something could not.
    """
    not_withdrawn = [one for one in followed.contributions if one.withdrawn_at is None]
    # One transaction: those that lie in a round first, for their locks come before all rows.
    not_withdrawn.sort(key=lambda one: (one.round_id is None, str(one.round_id)))
    for answer in together([withdraw.ask(contribution=one, code=followed.code, key=key) for one in not_withdrawn]):
        if isinstance(answer, Refusal):
            raise answer


@act("contribution.publicity_changed", Contribution, on="contribution", before=hold_all)
def set_publicity(
    *,
    contribution: Contribution,
    code: str,
    publicity: str,
    public_name: str = "",
    actor: Actor = RESIDENT,
    key: str | None = None,
) -> Done[Contribution]:
    """Change how the words stand on the site: with name, without name, or not public. Raises BadInput."""
    if publicity not in Publicity.values:
        raise BadInput(_("Kies hoe uw woorden op de site staan."), field="publicity")
    name = clean(public_name, limit=80, field="public_name", too_long=_("Maak de naam korter."))
    if publicity == Publicity.NAMED and not name:
        raise BadInput(_("Vul de naam in die bij de woorden mag staan, of kies 'zonder naam'."), field="public_name")
    row = own_words(contribution, code)
    put_publicity(row, publicity, actor, name)
    # Whoever makes own words public consents to it by that act, also when a note-taker had not asked.
    if publicity != Publicity.CLOSED:
        Source.objects.filter(tenant_id=row.tenant_id, contribution=row).update(consent_publish=True)
    return _done(row, publicity=publicity)


def put_publicity(row: Contribution, publicity: str, actor: Actor, name: str = "") -> None:
    wider = [one for one in copies_elsewhere(row) if WIDTH[Publicity(one.publicity)] > WIDTH[Publicity(publicity)]]
    for one in (row, *wider):
        one.publicity = publicity
        one.public_name = name if publicity == Publicity.NAMED else ""
        one.save(update_fields=("publicity", "public_name"))
        once_kept(partial(erasure_list.note, f"publicity.{publicity}", [one.pk]))
        if one is not row:
            told_elsewhere(one, row, "contribution.publicity_changed", actor, publicity=publicity)


@act("contribution.publicity_changed", Contribution, on="contribution", before=hold_all)
def narrow_again(*, contribution: Contribution, publicity: str, actor: Actor, key: str | None) -> Done[Contribution]:
    """Make words as little public as their giver asked before, on a site that was restored from an older back-up."""
    put_publicity(require_there(contribution), publicity, actor)
    return _done(contribution, publicity=publicity)


def hide_name(*, contribution: Contribution, code: str, key: str | None = None) -> Contribution:
    """Take the giver's name off the site; the words stay."""
    return set_publicity(contribution=contribution, code=code, publicity=Publicity.PSEUDONYM, key=key)


@act("giver.contact_left", Contribution, on="contribution")
def leave_contact(
    *,
    contribution: Contribution,
    code: str,
    email: str = "",
    phone: str = "",
    name: str = "",
    address: str = "",
    actor: Actor = RESIDENT,
    key: str | None = None,
) -> Done[Contribution]:
    """Let the giver leave a way to be reached. For words that somebody else wrote down this also claims them.

    Fields left empty keep what was known. Raises BadInput when nothing or no real address is given, NotNow when the
    last answer has been given and the details would be erased at once.
    """
    fields = {
        "email": clean(email, limit=254, field="email", too_long=address_too_long()),
        "phone": clean(phone, limit=30, field="phone", too_long=_("Dit telefoonnummer is te lang.")),
        "name": clean(name, limit=120, field="name", too_long=_("Maak de naam korter.")),
        "address": clean(address, limit=300, field="address", too_long=_("Maak het adres korter.")),
    }
    fields = {field: value for field, value in fields.items() if value}
    if not fields:
        raise BadInput(_("Vul uw e-mailadres of telefoonnummer in."), field="email")
    if "email" in fields:
        email_address(fields["email"], wrong=_("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."))
    row, now = own_words(contribution, code), clock.now()
    if row.confirmed_at is not None:
        raise NotNow(_("U zei al dat het antwoord klopt. Er komt geen mail meer."))
    Giver.objects.update_or_create(
        tenant_id=row.tenant_id,
        contribution=row,
        defaults={**fields, "told_at": now},
        create_defaults={**fields, "told_at": now, "created_at": now},
    )
    # What stood on the erasure list before is left again: a start of the site must not take it away once more.
    once_kept(partial(erasure_list.note, "contact.left", [row.pk]))
    if "email" in fields:
        once_kept(partial(erasure_list.note, "giver-mail.left", [row.pk]))
    claimed = Source.objects.filter(
        tenant_id=row.tenant_id, contribution=row, claimed_at=None, entered_by__isnull=False
    ).update(claimed_at=now)
    return _done(row, claimed=bool(claimed))


@act("reply.confirmed", Contribution, on="contribution")
def confirm(
    *, contribution: Contribution, code: str, actor: Actor = RESIDENT, key: str | None = None
) -> Done[Contribution]:
    """Let the giver say that this answer is right. Contact details are no longer needed from then on."""
    row = own_words(contribution, code)
    if row.replied_at is None:
        raise NotNow(_("U heeft nog geen antwoord van ons."))
    row.confirmed_at = clock.now()
    row.save(update_fields=("confirmed_at",))
    Giver.objects.filter(tenant_id=row.tenant_id, contribution=row).update(erase_after=clock.today())
    return _done(row)
