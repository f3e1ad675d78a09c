"""The executive answers with one mouth: who is responsible for a subject signs along before it is sent (C10)."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Answer, CoSignature
from brink.domain.contributions.points import portfolio_holders
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Membership
from brink.domain.people.queries import current
from brink.foundation import clock, workdays
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.text import clean
from brink.foundation.visibility import Role

WORKDAYS = 5


def ask_cosignature(answer: Answer) -> None:
    """Ask who is responsible for the subject to sign along, when another executive signs; inside the act that answers.

    Nobody is asked of the standing question, which is about anything, nor when the signer is responsible too.
    """
    signer = answer.signed_by
    if signer is None or answer.process.standing:
        return
    seats = Membership.objects.filter(
        current(clock.today()), tenant_id=answer.tenant_id, person=signer, role=Role.EXECUTIVE
    )
    if not seats.exists():
        return
    holders = [person for told in portfolio_holders.all() for person in told(answer.process)]
    if not holders or any(one.pk == signer.pk for one in holders):
        return
    CoSignature.objects.create(
        tenant_id=answer.tenant_id, created_at=clock.now(), answer=answer, holder=holders[0],
        due_on=workdays.after(clock.today(), WORKDAYS),
    )


def held_back(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """Return those of these answers that wait for somebody to sign along, or that somebody does not sign."""
    return answers.filter(cosignature__isnull=False).exclude(cosignature__agreed=True)


def why_held(answers: QuerySet[Answer]) -> str:
    """Say of the first of these answers for whom it waits, or who does not sign it and why; "" when none is held."""
    first = held_back(answers).select_related("cosignature__holder").order_by("cosignature__due_on", "id").first()
    return told(first.cosignature) if first is not None else ""


def told(one: CoSignature) -> str:
    """Say in one sentence where signing along stands."""
    if one.agreed is None and one.due_on < clock.today():
        said = _(
            "Dit antwoord wacht op %(name)s, die over dit onderwerp ging. De laatste dag was %(day)s."
            " Zit %(name)s niet meer in het bestuur? Verander dan het antwoord: wij vragen het aan wie er nu over gaat."
        )
        return said % {"name": one.holder.name, "day": date_format(one.due_on, "j F Y")}
    if one.agreed is None:
        said = _("Dit antwoord wacht op %(name)s, die over dit onderwerp gaat. Uiterlijk op %(day)s.")
        return said % {"name": one.holder.name, "day": date_format(one.due_on, "j F Y")}
    if one.agreed:
        return _("%(name)s, die over dit onderwerp gaat, heeft meegetekend.") % {"name": one.holder.name}
    said = _("%(name)s, die over dit onderwerp gaat, tekent niet mee. De reden: %(reason)s Maak een ander antwoord.")
    return said % {"name": one.holder.name, "reason": one.reason}


def asked_of(account: UUID) -> QuerySet[CoSignature]:
    """Return what somebody was asked to sign along, with the answers to read."""
    rows = CoSignature.objects.filter(holder__account=account)
    return rows.select_related("holder", "answer__process", "answer__signed_by", "answer__destination")


@act(
    "answer.cosigned", CoSignature, on="cosignature",
    again=lambda entry, _arguments: CoSignature.objects.get(pk=entry.subject_id),
)  # fmt: skip
def cosign(
    *, cosignature: CoSignature, agreed: bool, reason: str = "", actor: Actor, key: str | None = None
) -> Done[CoSignature]:
    """Say yes to an answer of another executive, or no and why. Once; another answer asks anew.

    Raises NotAllowed for everybody but who was asked, BadInput for a "no" without why, NotNow when it is over.
    """
    if actor.id is None or cosignature.holder.account_id != actor.id:
        raise NotAllowed(_("Dit is aan iemand anders gevraagd."))
    reason = clean(
        reason, limit=1_000, field="reason", too_long=_("Maak de reden korter dan 1.000 tekens."),
        empty="" if agreed else _("Schrijf op waarom u niet meetekent."),
    )  # fmt: skip
    if agreed and reason:
        raise BadInput(_("U heeft ook een reden opgeschreven. Kies ‘Nee’, of maak dit vak leeg."), field="reason")
    if cosignature.answered_at is not None:
        raise NotNow(_("U heeft dit al gezegd. Bij een ander antwoord vragen wij het opnieuw."))
    if not cosignature.answer.landings.filter(current=True).exists():
        raise NotNow(_("Dit antwoord is vervangen door een ander."))
    cosignature.agreed, cosignature.reason, cosignature.answered_at = agreed, reason, clock.now()
    cosignature.save(update_fields=("agreed", "reason", "answered_at"))
    return Done(cosignature, {"agreed": agreed, "answer": str(cosignature.answer_id)})
