"""A request for a conversation: to whom it can be made, how it is kept beside its words, and how one answers it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, OutcomeCode
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.people.models import AreaContact, Membership, Person
from brink.domain.people.queries import current
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.text import clean
from brink.foundation.visibility import ELECTED
from brink.registers.inbox.models import TalkRequest

KIND = "talk"


class Reply(StrEnum):
    """What one says to a request."""

    MEET = "meet"
    WRITE = "write"
    NOT = "not"


def can_be_asked() -> QuerySet[Person]:
    """Return who may be asked for a conversation today: whoever has a seat, and the fixed contacts of areas."""
    today = current(clock.today())
    seats = Membership.objects.filter(today, role__in=ELECTED).values("person")
    contacts = AreaContact.objects.filter(today).values("person")
    return Person.objects.filter(Q(pk__in=seats) | Q(pk__in=contacts)).select_related("tenant")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom somebody asks, kept beside their words in the same transaction."""

    person: Person

    def write(self, contribution: Contribution) -> None:
        """Keep it."""
        TalkRequest.objects.create(
            tenant_id=contribution.tenant_id, created_at=contribution.created_at, contribution=contribution,
            person=self.person,
        )  # fmt: skip


def asked_of(persons: frozenset[UUID]) -> QuerySet[TalkRequest]:
    """Return all that these people were asked and that was not taken back, answered or not."""
    rows = TalkRequest.objects.filter(person__in=persons, contribution__withdrawn_at=None)
    return rows.select_related("contribution__source", "contribution__area", "contribution__process", "person")


def waiting_for(persons: frozenset[UUID]) -> QuerySet[TalkRequest]:
    """Return the requests to these people that have no answer yet, what is due first in front."""
    rows = asked_of(persons).filter(contribution__handed_over_at=None, contribution__held_at=None)
    rows = rows.filter(Q(contribution__replied_at=None) | Q(contribution__reopened_at__isnull=False))
    return rows.order_by("contribution__reply_due_on", "created_at", "id")


def _draft(
    request: TalkRequest, reply: str, text: str, on: date | None, where: str
) -> tuple[AnswerDraft, str]:
    """Return the answer that this reply is, and in words where it can be read back."""
    where = clean(where, limit=120, field="where", too_long=_("Maak dit korter dan 120 tekens."))
    if reply == Reply.MEET:
        if on is None or on < clock.today():
            raise BadInput(_("Kies een dag voor het gesprek, vandaag of later."), field="on")
        if not where:
            raise BadInput(_("Schrijf op waar u elkaar spreekt, of dat u belt."), field="where")
        told = {"name": request.person.name, "day": date_format(on, "j F Y"), "where": where}
        place = _("Gesprek met %(name)s op %(day)s: %(where)s") % told
        return AnswerDraft(OutcomeCode.ADOPTED, text, signed_by=request.person), place
    if reply == Reply.WRITE:
        place = _("Antwoord van %(name)s") % {"name": request.person.name}
        return AnswerDraft(OutcomeCode.WEIGHED, text, signed_by=request.person), place
    if reply == Reply.NOT:
        return AnswerDraft(OutcomeCode.OUTSIDE, text, signed_by=request.person), ""
    raise BadInput(_("Kies wat u antwoordt."), field="reply")


@act("talk.answered", TalkRequest, on="request", subject="talk")
def answer_talk(
    *, request: TalkRequest, reply: str, text: str, actor: Actor, on: date | None = None, where: str = "",
    key: str | None = None,
) -> Done[TalkRequest]:  # fmt: skip
    """Answer a request that was made to oneself; whoever asked reads it at once under the code, or by mail."""
    said = request.contribution
    if actor.id is None or request.person.account_id != actor.id:
        raise NotAllowed(_("Dit is aan iemand anders gevraagd."))
    if said.withdrawn_at is not None:
        raise NotNow(_("Wie dit heeft gevraagd, heeft de vraag teruggenomen."))
    if said.replied_at is not None and said.reopened_at is None:
        raise NotNow(_("Hierop is al geantwoord."))
    draft, place = _draft(request, reply, text, on, where)
    laid = landing.land(
        process=said.process, draft=draft, contributions=[said], written_place=place, actor=actor,
        key=part_key(key, "landed"),
    )  # fmt: skip
    replying.send(process=said.process, answers=[laid], actor=actor, key=part_key(key, "sent"))
    return Done(request, {"process": str(said.process_id), "reply": reply})
